/** The works that are named to the pipeline: what stands there, looked at before an engine is. */
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetSchema } from 'hyparquet';
import { EngineError } from './engine.js';
import { isAddress } from './places.js';
import { TABLES } from './tables.js';

/** A file of works, a folder of them, or a pattern. */
export interface WorksInput {
  /** As it was named; what is there under exactly this name is meant, and a pattern where nothing is. */
  readonly path: string;
  /**
   * WORKS: Parquet with the columns of TABLES.works, or of OpenAlex's works, as its columns tell. OPENALEX: JSON lines of
   * OpenAlex's works, as in its snapshot.
   */
  readonly kind: 'WORKS' | 'OPENALEX';
  /** The files of this machine that `path` means, where whoever names it has looked. */
  readonly files?: readonly string[];
  /** Tells these works from others at the same path, where whoever names them knows; tables begun of others are not continued. */
  readonly version?: string;
}

/** Files, each by its own name; or a place that an engine looks at by itself, a pattern where it has signs of one. */
export type NamedFiles = { readonly files: readonly string[] } | { readonly folder: string } | { readonly pattern: string };

/** Whether something of this machine has exactly this name. */
export function isThere(place: string): boolean {
  return !isAddress(place) && statSync(place, { throwIfNoEntry: false }) !== undefined;
}

export function namedFiles({ path: place, files }: WorksInput): NamedFiles {
  if (files !== undefined) return { files };
  if (!isThere(place)) return { pattern: place };
  return statSync(place).isDirectory() ? { folder: place } : { files: [place] };
}

/** A place as it is from wherever one looks: an engine in another process has another working folder. */
export function wholePlace(place: string): string {
  return isAddress(place) ? place : path.resolve(place);
}

export function wholeInput({ path: place, files, ...rest }: WorksInput): WorksInput {
  return { path: wholePlace(place), ...(files && { files: files.map(wholePlace) }), ...rest };
}

/** What tells the inputs from others: path, and for files of this machine their sizes and times. */
export function stampOf(input: WorksInput): string {
  const { path: place, kind, version } = input;
  if (version !== undefined) return `${kind} ${place} ${version}`;
  const named = namedFiles(input);
  if (!('files' in named)) return `${kind} ${place}`;
  const facts = named.files.map((file) => {
    const { size, mtimeMs } = statSync(file);
    return [file, size, mtimeMs];
  });
  return `${kind} ${place} ${createHash('sha256').update(JSON.stringify(facts)).digest('hex')}`;
}

/** The mark that every Parquet file begins and ends with. */
const PARQUET_MARK = 'PAR1';

/** Finds a cut file before an engine does, whose words for it differ. @throws EngineError */
function refuseCutFile(file: string): void {
  const handle = openSync(file, 'r');
  try {
    const { size } = fstatSync(handle);
    const ends = Buffer.alloc(8);
    readSync(handle, ends, 0, 4, 0);
    if (size >= 12) readSync(handle, ends, 4, 4, size - 4);
    if (ends.toString('latin1') === PARQUET_MARK + PARQUET_MARK) return;
    throw new EngineError(`${file} is no whole Parquet file (${size} bytes, it does not ${ends.toString('latin1', 0, 4) === PARQUET_MARK ? 'end' : 'begin'} with ${PARQUET_MARK}): it may have been cut while it was written or copied, fetch or make it again`);
  } finally {
    closeSync(handle);
  }
}

/** Finds a file of other columns before an engine does, which names the column alone. @throws EngineError */
async function refuseOtherColumns(file: string): Promise<void> {
  let columns: readonly string[];
  try {
    columns = parquetSchema(await parquetMetadataAsync(await asyncBufferFromFile(file))).children.map(({ element }) => element.name);
  } catch (error) {
    throw new EngineError(`${file} is no whole Parquet file (${(error as Error).message}): fetch or make it again`, { cause: error });
  }
  refuseColumns(file, columns);
}

/** Whether these columns are those of OpenAlex's works. */
export function isOpenalex(columns: readonly string[]): boolean {
  return columns.includes('id') && columns.includes('authorships');
}

/** Columns that are named where many are lacking. */
const MOST_NAMED = 4;

/** @throws EngineError where these are neither the columns of `coterie works` nor, as far as the list of authors tells, of OpenAlex's works */
export function refuseColumns(place: string, columns: readonly string[]): void {
  if (isOpenalex(columns)) return;
  const lacking = Object.keys(TABLES.works.columns).filter((name) => !columns.includes(name));
  if (lacking.length === 0) return;
  const named = lacking.length > MOST_NAMED ? `${lacking.slice(0, MOST_NAMED).join(', ')} and ${lacking.length - MOST_NAMED} others` : lacking.join(', ');
  throw new EngineError(
    `${place} has no ${lacking.length === 1 ? 'column' : 'columns'} ${named}, so it holds neither works of \`coterie works\` nor OpenAlex's (which have the columns id and authorships): ` +
      'name files of works alone, move others elsewhere, or make works of what was imported by `coterie works`',
  );
}

/**
 * Looks at what is named, as far as it lies on this machine.
 * @throws RangeError where something does not exist, EngineError for Parquet that is cut or of other columns
 */
export async function refuseInputs(inputs: readonly WorksInput[]): Promise<void> {
  if (inputs.length === 0) throw new RangeError('no works are named: name at least one file or folder of works');
  for (const input of inputs) {
    const { path: place, kind } = input;
    const named = namedFiles(input);
    if ('pattern' in named && !isAddress(place) && !/[*?[]/.test(place)) throw new RangeError(`${place} does not exist: name a file, a folder or a pattern of works`);
    if (kind !== 'WORKS' || !('files' in named)) continue;
    for (const file of named.files) {
      refuseCutFile(file);
      await refuseOtherColumns(file);
    }
  }
}
