/** The files of works, with the columns of each: some are named one by one, others an engine finds by itself. */
import { damagedSaid } from '../duckdb-failures.js';
import { EngineError, WorksError } from '../engine.js';
import type { NamedFiles } from '../named-works.js';
import type { Workspace } from '../workspace.js';
import type { WrittenColumns } from './written-types.js';

/** Files with the same columns in the same types. */
export interface AlikeFiles {
  /** The first of them. */
  readonly place: string;
  readonly named: NamedFiles;
  readonly columns: WrittenColumns;
}

/** Columns of a table with their types, in the engine's words. */
export async function columnsIn(work: Workspace, table: string): Promise<WrittenColumns> {
  const rows = await work.during('work_facts', () => work.engine.rows(`DESCRIBE SELECT * FROM ${table}`));
  return new Map(rows.map((row) => Object.values(row)).map(([name, type]) => [String(name), String(type)]));
}

/** A file as people name it: Spark writes those of its workers' disks as addresses. */
export function shownFile(file: string): string {
  return file.replace(/^file:\/+/, '/');
}

function says(error: unknown, words: RegExp): boolean {
  return error instanceof EngineError && words.test(error.message);
}

/** Whether an engine says that files have types which it can't bring together. */
export function cannotMerge(error: unknown): boolean {
  return says(error, /CANNOT_MERGE_(?:INCOMPATIBLE_DATA_TYPE|SCHEMAS)/);
}

/**
 * The files that are named, and those that an engine finds by itself where it looks; null where it can't say which.
 * @param path what was named, for what is thrown
 * @throws WorksError where it finds none
 */
export async function filesOf(work: Workspace, path: string, named: NamedFiles): Promise<readonly string[] | null> {
  const { dialect } = work.engine;
  if ('files' in named) return named.files;
  if (dialect.filesAt === null) return null;
  const query = dialect.filesAt(named);
  try {
    const files = (await work.during('work_facts', () => work.engine.rows(query))).map(({ path: file }) => String(file));
    if (files.length > 0) return files;
  } catch (error) {
    if (says(error, /bucket does not exist|NoSuchBucket/i)) throw new WorksError(`there is no bucket for ${path} where the cluster looks: look at its name, and at the S3 server in the cluster's own configuration (spark.hadoop.fs.s3a.endpoint)`, { cause: error });
    if (!says(error, /PATH_NOT_FOUND/)) throw error;
  }
  throw new WorksError(`the cluster finds no file at ${path}: look at the name; every worker must see the place, as it does a bucket or a shared file system`);
}

/** @throws EngineError naming the file where it is no whole Parquet file */
export async function columnsOfFile(work: Workspace, file: string): Promise<WrittenColumns> {
  try {
    return await columnsIn(work, work.engine.dialect.parquetFiles({ files: [file] }));
  } catch (error) {
    if (!says(error, /not a Parquet file|FAILED_READ_FILE|FAILED_READ_FOOTER|CANNOT_READ_FILE_FOOTER/)) throw error;
    throw new EngineError(damagedSaid(shownFile(file), 'its end is not that of a Parquet file'), { cause: error });
  }
}

/**
 * The files by the types of some columns, each kind with its first file. Statements: one a file.
 * @param known columns of files that have been asked before
 */
export async function filesByTypes(work: Workspace, files: readonly string[], names: readonly string[], known: ReadonlyMap<string, WrittenColumns> = new Map()): Promise<AlikeFiles[]> {
  const found = new Map<string, AlikeFiles & { readonly named: { readonly files: string[] } }>();
  for (const file of files) {
    const columns = known.get(file) ?? await columnsOfFile(work, file);
    const types = JSON.stringify(names.map((name) => columns.get(name)));
    const others = found.get(types);
    if (others === undefined) found.set(types, { place: shownFile(file), named: { files: [file] }, columns });
    else others.named.files.push(file);
  }
  return [...found.values()];
}
