/** Rows of a small result from the Arrow batches in which Spark sends them. */
import type * as Arrow from 'apache-arrow';
import { EngineError, type Cell } from '../engine.js';

export type Row = Readonly<Record<string, Cell>>;

/**
 * The rows of one batch, a whole Arrow stream by itself. 64-bit integers come as bigint. Linear in cells.
 * @throws EngineError where a column's type has no cell that holds it exactly
 */
export function rowsOfBatch(arrow: typeof Arrow, data: Uint8Array): Row[] {
  const table = arrow.tableFromIPC(data);
  const columns = table.schema.fields.map((field, index) => {
    const { DataType } = arrow;
    const isPlain = DataType.isInt(field.type) || DataType.isFloat(field.type) || DataType.isUtf8(field.type) || DataType.isBool(field.type) || DataType.isNull(field.type);
    if (!isPlain) throw new EngineError(`column ${field.name} of a result is of type ${String(field.type)}, which no cell holds: cast it to BIGINT, DOUBLE or STRING`);
    const column = table.getChildAt(index);
    return [field.name, (row: number): Cell => (column?.get(row) ?? null) as Cell] as const;
  });
  return Array.from({ length: table.numRows }, (_, row) => Object.fromEntries(columns.map(([name, cell]) => [name, cell(row)])));
}
