/** The files of a table, and what proves them. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetSchema } from 'hyparquet';
import { sha256OfFile } from '../corpus/file-checksums.js';
import { isAddress } from './places.js';

export interface TableFile {
  readonly bytes: number;
  /** Of finished tables, in hexadecimal; null of those on the way, which nobody is handed. */
  readonly sha256: string | null;
}

/** Files by name. */
export type TableFiles = Readonly<Record<string, TableFile>>;

/** Whether a file of a table's folder holds rows of it, by its name: engines write others beside. */
export function isTableFile(name: string): boolean {
  return name.endsWith('.parquet') && !/^[._]/.test(name);
}

/** Parquet files of a folder, in the order of their names; none where the folder is gone. */
export function parquetFilesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter(isTableFile).toSorted();
  } catch {
    return [];
  }
}

/** The Parquet files of a folder on this machine; none of an address. O(files), or, with sums, O(bytes). */
export async function tableFilesIn(folder: string, isSummed: boolean): Promise<TableFiles> {
  if (isAddress(folder)) return {};
  const files: Record<string, TableFile> = {};
  for (const name of parquetFilesIn(folder)) {
    const file = path.join(folder, name);
    files[name] = { bytes: statSync(file).size, sha256: isSummed ? await sha256OfFile(file) : null };
  }
  return files;
}

/** What stands at the end of a Parquet file. @throws Error where it can't be read */
export async function parquetFooter(file: string): Promise<{ readonly rows: number; readonly columns: readonly string[] }> {
  const metadata = await parquetMetadataAsync(await asyncBufferFromFile(file));
  return { rows: Number(metadata.num_rows), columns: parquetSchema(metadata).children.map(({ element }) => element.name) };
}
