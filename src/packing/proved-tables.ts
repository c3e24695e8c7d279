/** Tables proved to be those that their manifest speaks of, before any of them is read. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { sha256OfFile } from '../corpus/file-checksums.js';
import { parquetFilesIn, parquetFooter, type TableFiles } from '../pipeline/table-files.js';
import { MADE_TABLES, TABLES_MANIFEST, type MadeTable, type TablesManifest } from '../pipeline/tables.js';
import { TableError } from './table-rows.js';

const ALIKE = 'bring the tables and their tables.json here as one run left them, or make them anew with --restart';

/**
 * Proves each file by its size and sha256, and of tables that a cluster wrote where no checksum could be taken, each table
 * by its rows. O(bytes) at the pace of sha256, 1.2 processor seconds a gigabyte; O(files) without checksums.
 * @returns bytes of all tables
 * @throws TableError naming the first file that differs, is missing, or is one too many
 */
export async function proveTables(folder: string, said: TablesManifest): Promise<number> {
  let bytes = 0;
  for (const table of MADE_TABLES) {
    const names = parquetFilesIn(join(folder, table));
    if (names.length === 0) throw new TableError(`${join(folder, table)} has no Parquet file: run the pipeline to its end first, or name the folder of its tables`);
    const files = said.files[table];
    if (files === null) await proveRows(folder, table, names, said.rows[table]);
    else await proveFiles(join(folder, table), names, files);
    bytes += names.reduce((sum, name) => sum + statSync(join(folder, table, name)).size, 0);
  }
  return bytes;
}

async function proveFiles(folder: string, names: readonly string[], files: TableFiles): Promise<void> {
  const strange = names.find((name) => !Object.hasOwn(files, name));
  if (strange !== undefined) throw new TableError(`${join(folder, strange)} is no file that ${TABLES_MANIFEST} names: move it elsewhere, or ${ALIKE}`);
  for (const [name, { bytes, sha256 }] of Object.entries(files)) {
    const file = join(folder, name);
    if (!names.includes(name)) throw new TableError(`${file} is not there, which ${TABLES_MANIFEST} names: ${ALIKE}`);
    const { size } = statSync(file);
    if (size !== bytes) throw new TableError(`${file} has ${size} bytes, ${TABLES_MANIFEST} says ${bytes}: ${ALIKE}`);
    if (sha256 !== null && (await sha256OfFile(file)) !== sha256) throw new TableError(`${file} is not as the pipeline wrote it, its sha256 is another than ${TABLES_MANIFEST} says: ${ALIKE}`);
  }
}

async function proveRows(folder: string, table: MadeTable, names: readonly string[], rows: number): Promise<void> {
  let found = 0;
  for (const name of names) {
    const file = join(folder, table, name);
    try {
      found += (await parquetFooter(file)).rows;
    } catch (error) {
      throw new TableError(`${file} can't be read (${(error as Error).message}): ${ALIKE}`);
    }
  }
  if (found !== rows) throw new TableError(`the table ${table} has ${found} rows, ${TABLES_MANIFEST} says ${rows}: ${ALIKE}`);
}
