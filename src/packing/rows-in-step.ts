/** Rows of a table that belong to rows of another, both in the order of the latter's key. */
import { Cells, spoiltTables, type TableRow } from './table-rows.js';

export interface RowsInStep {
  /** The rows of this key, which must be asked for in ascending order. */
  of(key: number): Promise<readonly TableRow[]>;
  /** To be awaited at the end. @throws TableError where rows are left that belong to nothing */
  ended(): Promise<void>;
  /** Lets go of the file that is being read, however it ended. */
  close(): Promise<void>;
}

/**
 * Groups a stream by an integer column that ascends. Memory: the rows of one key.
 * @throws TableError where the column goes back, or has a key that was not asked for
 */
export function inStep(rows: AsyncGenerator<TableRow>, table: string, column: string): RowsInStep {
  let next: TableRow | null | undefined;
  const peek = async (): Promise<TableRow | null> => {
    if (next === undefined) {
      const { done, value } = await rows.next();
      next = done === true ? null : value;
    }
    return next;
  };
  const keyOf = (row: TableRow): number => new Cells(table, row).integer(column);
  return {
    async of(key) {
      const group: TableRow[] = [];
      for (let row = await peek(); row !== null && keyOf(row) <= key; row = await peek()) {
        if (keyOf(row) < key) throw spoiltTables(`the table ${table} has a row of ${column} ${keyOf(row)} where ${key} is due`);
        group.push(row);
        next = undefined;
      }
      return group;
    },
    async ended() {
      const row = await peek();
      if (row !== null) throw spoiltTables(`the table ${table} has a row of ${column} ${keyOf(row)}, beyond the last`);
    },
    async close() {
      await rows.return(undefined);
    },
  };
}
