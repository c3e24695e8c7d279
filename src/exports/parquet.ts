/**
 * Tables of nodes and of edges as Parquet (format 2, https://github.com/apache/parquet-format, Snappy): DuckDB, Spark,
 * pandas, R's arrow. Encoded by hyparquet-writer, a row group at a time; what is encoded is handed on at once. The
 * network's metadata and each column's meaning are key-value metadata of the file (`coterie.…`).
 */
import { ByteWriter, ParquetWriter, schemaFromColumnData, type BasicType, type ColumnSource } from 'hyparquet-writer';
import { metadataLines, type Column, type ColumnType, type ExportedNetwork, type Value } from './network.js';

const TYPES: Readonly<Record<ColumnType, BasicType>> = { TEXT: 'STRING', INTEGER: 'INT64', DOUBLE: 'DOUBLE', BOOLEAN: 'BOOLEAN' };
const ROWS_PER_GROUP = 50_000;

type TableColumn = Pick<Column, 'name' | 'type'> & Partial<Column>;

function cellOf(type: ColumnType, cell: Value): unknown {
  if (cell === null || Number.isNaN(cell)) return null;
  // Parquet's 64-bit integers are JavaScript's big ones.
  if (type === 'INTEGER') return BigInt(Number(cell));
  return type === 'TEXT' ? String(cell) : cell;
}

function column({ name, type }: TableColumn, cells: readonly Value[]): ColumnSource {
  return { name, type: TYPES[type], nullable: true, data: cells.map((cell) => cellOf(type, cell)) as ColumnSource['data'] };
}

function* groups(rows: Iterable<readonly Value[]>): Generator<readonly (readonly Value[])[]> {
  let group: (readonly Value[])[] = [];
  for (const row of rows) {
    group.push(row);
    if (group.length < ROWS_PER_GROUP) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

async function* table(network: ExportedNetwork, columns: readonly TableColumn[], rows: Iterable<readonly Value[]>): AsyncGenerator<Uint8Array> {
  const writer = new ByteWriter();
  const taken = (): Uint8Array => {
    const bytes = writer.getBytes().slice();
    // Offsets within the file go on counting in `offset`.
    writer.index = 0;
    return bytes;
  };
  const { metadata } = network;
  const parquet = new ParquetWriter({
    writer,
    schema: schemaFromColumnData({ columnData: columns.map((each) => column(each, [])) }),
    createdBy: metadata.creator,
    kvMetadata: [
      { key: 'coterie.snapshot', value: metadata.snapshot }, { key: 'coterie.graph', value: metadata.graph },
      { key: 'coterie.description', value: metadataLines(metadata).join('\n') },
      ...columns.flatMap(({ name, title, description }) => (description === undefined ? [] : [{ key: `coterie.column.${name}`, value: `${title}: ${description}` }])),
    ],
  });
  for (const group of groups(rows)) {
    await parquet.write({ columnData: columns.map((each, at) => column(each, group.map((row) => row[at]))), rowGroupSize: ROWS_PER_GROUP });
    yield taken();
  }
  await parquet.finish();
  yield taken();
}

const NODE_COLUMNS: readonly TableColumn[] = [{ name: 'id', type: 'TEXT' }, { name: 'label', type: 'TEXT' }, { name: 'x', type: 'DOUBLE' }, { name: 'y', type: 'DOUBLE' }];
const EDGE_COLUMNS: readonly TableColumn[] = [{ name: 'source', type: 'TEXT' }, { name: 'target', type: 'TEXT' }, { name: 'weight', type: 'DOUBLE' }];

/** The nodes, a row each; null where a value is unknown. Memory: 50,000 rows. */
export function parquetOfNodes(network: ExportedNetwork): AsyncGenerator<Uint8Array> {
  function* rows(): Generator<readonly Value[]> {
    for (const { id, label, position, values } of network.nodes()) yield [id, label, position?.x ?? null, position?.y ?? null, ...values];
  }
  return table(network, [...NODE_COLUMNS, ...network.nodeColumns], rows());
}

/** The edges, a row each, with the ids of their ends; `weight` is the strength. Memory: the nodes' ids, and 50,000 rows. */
export function parquetOfEdges(network: ExportedNetwork): AsyncGenerator<Uint8Array> {
  function* rows(): Generator<readonly Value[]> {
    const ids = Array.from(network.nodes(), ({ id }) => id);
    for (const { source, target, strength, values } of network.edges()) yield [ids[source], ids[target], strength, ...values];
  }
  return table(network, [...EDGE_COLUMNS, ...network.edgeColumns], rows());
}
