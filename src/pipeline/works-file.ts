/** Works written as Parquet: what the pipeline reads. Encoded by hyparquet-writer, a row group at a time. */
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { SchemaElement } from 'hyparquet';
import type { ColumnType, ScalarType } from './column-types.js';
import { TABLES } from './tables.js';

/** A name on a work's author list, by the columns of TABLES.works. */
export interface WorkMention {
  readonly position: number | null;
  readonly raw_name: string;
  readonly is_group: boolean;
  readonly is_corresponding: boolean | null;
  readonly affiliations: string | null;
  readonly external_ids: string | null;
  readonly name_parts: string | null;
  readonly details: string | null;
  readonly author_details: string | null;
  readonly author_key: string | null;
}

/** A work, by the columns of TABLES.works. */
export interface WorkRow {
  readonly work_id: string;
  readonly title: string;
  readonly abstract: string | null;
  readonly year: number | null;
  readonly date: string | null;
  readonly venue: string | null;
  readonly type: string | null;
  readonly fields: string | null;
  readonly citations: number | null;
  readonly citation_source: string | null;
  readonly citations_as_of: string | null;
  readonly external_ids: string | null;
  readonly author_list_complete: boolean;
  readonly has_code: boolean;
  readonly country_count: number | null;
  readonly details: string | null;
  readonly mentions: readonly WorkMention[];
}

const SCALARS: Readonly<Record<ScalarType, Omit<SchemaElement, 'name'>>> = {
  TEXT: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  JSON: { type: 'BYTE_ARRAY', converted_type: 'JSON' },
  BIGINT: { type: 'INT64' },
  INTEGER: { type: 'INT32' },
  DOUBLE: { type: 'DOUBLE' },
  BOOLEAN: { type: 'BOOLEAN' },
};

/** Parquet's schema of a column: lists in three levels, as its format says. */
function elements(name: string, type: ColumnType): SchemaElement[] {
  if (typeof type === 'string') return [{ name, repetition_type: 'OPTIONAL', ...SCALARS[type] }];
  if ('list' in type) {
    return [{ name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 }, { name: 'list', repetition_type: 'REPEATED', num_children: 1 }, ...elements('element', type.list)];
  }
  const fields = Object.entries(type.struct);
  return [{ name, repetition_type: 'OPTIONAL', num_children: fields.length }, ...fields.flatMap(([field, each]) => elements(field, each))];
}

const COLUMNS: readonly (readonly [string, ColumnType])[] = Object.entries(TABLES.works.columns).map(([name, { type }]) => [name, type]);

/** Parquet's 64-bit integers are JavaScript's big ones. */
function cellOf(type: ColumnType, cell: unknown): unknown {
  if (cell === null) return null;
  if (type === 'BIGINT') return BigInt(cell as number);
  if (typeof type === 'string') return cell;
  if ('list' in type) return (cell as readonly unknown[]).map((each) => cellOf(type.list, each));
  return Object.fromEntries(Object.entries(type.struct).map(([field, each]) => [field, cellOf(each, (cell as Readonly<Record<string, unknown>>)[field])]));
}

/** Mentions held before they are written: lists of thousands must not make a group of gigabytes. */
const MENTIONS_PER_GROUP = 200_000;
const ROWS_PER_GROUP = 20_000;

function* groups(rows: Iterable<WorkRow>): Generator<readonly WorkRow[]> {
  let group: WorkRow[] = [];
  let mentions = 0;
  for (const row of rows) {
    group.push(row);
    mentions += row.mentions.length;
    if (group.length < ROWS_PER_GROUP && mentions < MENTIONS_PER_GROUP) continue;
    yield group;
    group = [];
    mentions = 0;
  }
  if (group.length > 0) yield group;
}

/** The works as the bytes of a Parquet file. Memory: a row group, at most 20,000 works. */
export async function* worksFile(rows: Iterable<WorkRow>): AsyncGenerator<Uint8Array> {
  const writer = new ByteWriter();
  const taken = (): Uint8Array => {
    const bytes = writer.getBytes().slice();
    // Offsets within the file go on counting in `offset`.
    writer.index = 0;
    return bytes;
  };
  const parquet = new ParquetWriter({
    writer,
    schema: [{ name: 'root', num_children: COLUMNS.length }, ...COLUMNS.flatMap(([name, type]) => elements(name, type))],
    createdBy: 'coterie',
  });
  for (const group of groups(rows)) {
    const columnData = COLUMNS.map(([name, type]) => ({ name, data: group.map((row) => cellOf(type, row[name as keyof WorkRow])) }));
    await parquet.write({ columnData, rowGroupSize: ROWS_PER_GROUP });
    yield taken();
  }
  await parquet.finish();
  yield taken();
}
