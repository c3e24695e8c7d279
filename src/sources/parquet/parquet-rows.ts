/**
 * The rows of a Parquet file, row group by row group and within it a few hundred rows at a time, of the columns that are
 * asked for. Memory: a page of each column and those rows, whatever the size of the row groups. A group that can't be read,
 * or claims more than the guard allows, costs what is left of itself, with a problem; the next one is read.
 */
import { parquetMetadata, parquetSchema } from 'hyparquet';
import type { FileMetaData, RowGroup, SchemaTree } from 'hyparquet';
import { assembleNested } from 'hyparquet/src/assemble.js';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { getTreePath } from 'hyparquet/src/schema.js';
import type { ImportProblem } from '../../records/record.js';
import { importProblem } from '../problems.js';
import type { ProblemFacts } from '../problems.js';
import type { SourceInput } from '../source.js';
import { ParquetColumn } from './parquet-column.js';
import { MAX_HELD_VALUES, ParquetRefusal } from './parquet-guard.js';
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
/** How many rows are made at once. */
const SLICE_ROWS = 256;
const MAGIC = 0x31524150;
const REMEDY = 'write the file anew with pages of a megabyte, as most programs do';

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
      const rows = group.num_rows >= 0n && group.num_rows <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(group.num_rows) : 0;
      let made = 0;
      try {
        if (rows === 0 && group.num_rows !== 0n) throw new ParquetRefusal(`it claims ${group.num_rows} rows`);
        for await (const slice of slicesOf(file, tree, group, rows, present)) {
          for (const row of slice) {
            made += 1;
            yield { kind: 'row', row, number: first + made - 1 };
          }
        }
      } catch (error) {
        const isRefused = error instanceof ParquetRefusal;
        yield problem({
          line: first + made, kind: isRefused ? 'REFUSED' : 'MALFORMED', field: `row group ${at + 1}`, recordDropped: true,
          reason: `Of row group ${at + 1} of ${metadata.row_groups.length}, ${rows - made} of ${rows} rows are left out, from row ${first + made}: it can't be read further (${messageOf(error)}); ${isRefused ? REMEDY : 'fetch the file again'}.`,
        });
      }
      first += rows;
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

/** The rows of one group, some at a time. Throws where a column can't be read or ends before the others. */
async function* slicesOf(file: RandomAccess, tree: SchemaTree, group: RowGroup, rows: number, names: readonly string[]): AsyncGenerator<Record<string, unknown>[]> {
  const columns: ParquetColumn[] = [];
  for (const { meta_data: column } of group.columns) {
    if (column !== undefined && names.includes(column.path_in_schema[0])) columns.push(new ParquetColumn(file, column, getTreePath(tree, column.path_in_schema)));
  }
  const trees = tree.children.filter(({ element }) => names.includes(element.name));
  for (let done = 0; done < rows; done += SLICE_ROWS) {
    const count = Math.min(SLICE_ROWS, rows - done);
    const values: Values = new Map();
    for (const column of columns) {
      const taken = await column.take(count);
      if (taken.length < count) throw new Error(`the column ${column.path.join('.')} ends after ${done + taken.length} rows`);
      values.set(column.path.join('.'), taken);
    }
    const held = columns.reduce((sum, column) => sum + column.held, 0);
    if (held > MAX_HELD_VALUES) throw new ParquetRefusal(`its pages hold ${held} values at once, more than ${MAX_HELD_VALUES}`);
    for (const child of trees) if (child.children.length > 0) assembleNested(values, child, DEFAULT_PARSERS);
    yield Array.from({ length: count }, (_, at) => Object.fromEntries(trees.map(({ element: { name } }) => [name, values.get(name)?.[at]])));
  }
}

type Values = Parameters<typeof assembleNested>[0];

function messageOf(error: unknown): string {
  // What the library trips over in bytes that it did not expect speaks of its own code.
  if (error instanceof TypeError || error instanceof ReferenceError) return 'its parts are not of the kinds that the format prescribes';
  if (error instanceof RangeError) return 'it points beyond its own end, or claims an impossible size';
  return (error instanceof Error ? error.message : String(error)).slice(0, 200).replace(/(?<![.\s])[.\s]+$/, '');
}
