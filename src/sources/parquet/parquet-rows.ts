/**
 * The rows of a Parquet file, row group by row group, of the columns that are asked for. Memory: the columns of one row
 * group; groups that are larger than the guard allows are refused, each with a problem, and the next one is read.
 */
import { parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet';
import type { FileMetaData, RowGroup, SchemaTree } from 'hyparquet';
import { getTreePath } from 'hyparquet/src/schema.js';
import type { ImportProblem } from '../../records/record.js';
import { importProblem } from '../problems.js';
import type { ProblemFacts } from '../problems.js';
import type { SourceInput } from '../source.js';
import { checkColumnChunk, compressors, MAX_GROUP_BYTES, ParquetRefusal } from './parquet-guard.js';
import { openRandomAccess } from './parquet-input.js';
import type { RandomAccess } from './parquet-input.js';

export type ParquetItem =
  | { readonly kind: 'row'; readonly row: Readonly<Record<string, unknown>>; readonly number: number }
  | { readonly kind: 'problem'; readonly problem: ImportProblem };

/** Longest index at the end of a file. */
const MAX_METADATA_BYTES = 64 << 20;
/** Most columns (with those that hold them), and how deep they may be nested. */
const MAX_SCHEMA_ELEMENTS = 10_000;
const MAX_SCHEMA_DEPTH = 60;
/** Most rows of one group. */
const MAX_GROUP_ROWS = 2_000_000;
const MAGIC = 0x31524150;
const REMEDY = 'write the file with smaller row groups (such as 10,000 rows)';

/**
 * Yields the rows with their 1-based number in the file. `columns` are names of top-level columns; `whyUnusable` is told
 * which of them the file has, and answers why it can't be used, or null. Never throws for content.
 */
export async function* readParquetRows(
  input: SourceInput, columns: ReadonlySet<string>, whyUnusable: (present: readonly string[]) => string | null,
): AsyncGenerator<ParquetItem> {
  const file = await openRandomAccess(input);
  const problem = (facts: Omit<ProblemFacts, 'file'>): ParquetItem => ({ kind: 'problem', problem: importProblem({ file: input.file, ...facts }) });
  try {
    const index = await readIndex(file);
    if ('kind' in index) {
      yield problem(index);
      return;
    }
    const { metadata, tree } = index;
    const all = tree.children.map(({ element }) => element.name);
    const present = all.filter((name) => columns.has(name));
    const why = whyUnusable(present);
    if (why !== null) {
      yield problem({ kind: 'UNSUPPORTED_RECORD', field: 'schema', value: all.join(', '), reason: why });
      return;
    }
    let first = 1;
    for (const [at, group] of metadata.row_groups.entries()) {
      const rows = Number(group.num_rows);
      const result = await readGroup(file, metadata, tree, group, present);
      if (Array.isArray(result)) {
        for (const [offset, row] of result.entries()) yield { kind: 'row', row, number: first + offset };
      } else {
        yield problem({
          line: Number.isSafeInteger(first) ? first : null, kind: result.kind, field: `row group ${at + 1}`, recordDropped: true,
          reason: `Row group ${at + 1} of ${metadata.row_groups.length} (${Number.isSafeInteger(rows) && rows >= 0 ? rows : 'an impossible number of'} rows from row ${first}) is left out: ${result.reason}.`,
        });
      }
      first += Number.isSafeInteger(rows) && rows > 0 ? rows : 0;
    }
  } finally {
    await file.close();
  }
}

interface Failure {
  readonly kind: string;
  readonly reason: string;
}

async function readIndex(file: RandomAccess): Promise<{ metadata: FileMetaData; tree: SchemaTree } | Failure> {
  const cut = { kind: 'TRUNCATED', reason: 'The file does not end as a Parquet file does: it is cut off, and the index of what it holds, which stands at its end, is missing. Nothing was read: fetch the file again.' };
  if (file.byteLength < 12) return cut;
  const tail = new DataView(await file.slice(file.byteLength - 8));
  if (tail.getUint32(4, true) !== MAGIC) return cut;
  const length = tail.getUint32(0, true);
  if (length > MAX_METADATA_BYTES) return { kind: 'REFUSED', reason: `The file's index has ${length} bytes, more than ${MAX_METADATA_BYTES}; nothing was read.` };
  if (length > file.byteLength - 12) return cut;
  try {
    const metadata = parquetMetadata(await file.slice(file.byteLength - 8 - length));
    if (metadata.schema.length > MAX_SCHEMA_ELEMENTS) return { kind: 'REFUSED', reason: `The file has more than ${MAX_SCHEMA_ELEMENTS} columns; nothing was read.` };
    const tree = parquetSchema(metadata);
    if (isDeeper(tree, MAX_SCHEMA_DEPTH)) return { kind: 'REFUSED', reason: `The file's columns are nested deeper than ${MAX_SCHEMA_DEPTH}; nothing was read.` };
    return { metadata, tree };
  } catch (error) {
    return { kind: 'MALFORMED', reason: `The file's index can't be read (${messageOf(error)}); nothing was read: fetch the file again.` };
  }
}

function isDeeper(tree: SchemaTree, limit: number): boolean {
  return limit === 0 || tree.children.some((child) => isDeeper(child, limit - 1));
}

async function readGroup(
  file: RandomAccess, metadata: FileMetaData, tree: SchemaTree, group: RowGroup, columns: readonly string[],
): Promise<Record<string, unknown>[] | Failure> {
  try {
    if (group.num_rows < 0n || group.num_rows > BigInt(MAX_GROUP_ROWS)) throw new ParquetRefusal(`it claims ${group.num_rows} rows, where at most ${MAX_GROUP_ROWS} are read at once`);
    const budget = { left: MAX_GROUP_BYTES };
    let packed = 0;
    for (const { meta_data: column } of group.columns) {
      if (column === undefined || !columns.includes(column.path_in_schema[0])) continue;
      const start = Number(column.dictionary_page_offset ?? column.data_page_offset);
      const size = Number(column.total_compressed_size);
      packed += size;
      if (packed > MAX_GROUP_BYTES || column.total_uncompressed_size > BigInt(MAX_GROUP_BYTES)) throw new ParquetRefusal(`its columns have more than ${MAX_GROUP_BYTES} bytes`);
      checkColumnChunk(await file.slice(start, start + size), column, getTreePath(tree, column.path_in_schema), budget);
    }
    return await parquetReadObjects({
      file, metadata: { ...metadata, num_rows: group.num_rows, row_groups: [group] }, columns: [...columns], compressors, rowStart: 0, rowEnd: Number(group.num_rows),
    });
  } catch (error) {
    if (error instanceof ParquetRefusal) return { kind: 'REFUSED', reason: `${error.message}; ${REMEDY}` };
    return { kind: 'MALFORMED', reason: `it can't be read (${messageOf(error)}); fetch the file again` };
  }
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 200).replace(/[.\s]+$/, '');
}
