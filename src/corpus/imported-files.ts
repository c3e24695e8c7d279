/** Which files a corpus holds, asked from outside of an import: what a watched folder need not bring again. */
import { openReadOnly, type Database, type Row } from './database.js';

export interface ImportedFile {
  /** Of the file as stored, the last time that it was read to its end; null where it never was. */
  readonly sha256: string | null;
  /** False where the last reading was interrupted. */
  readonly completed: boolean;
}

/**
 * The files of a corpus by their real path; empty where there is no corpus. O(files).
 * @param path of the corpus (corpusPath)
 */
export function readImportedFiles(path: string): Map<string, ImportedFile> {
  let db: Database;
  try {
    db = openReadOnly(path);
  } catch {
    return new Map();
  }
  try {
    const rows = db.prepare('SELECT path, sha256, completed FROM files').all() as Row[];
    return new Map(rows.map((row) => [String(row['path']), { sha256: row['sha256'] === null ? null : String(row['sha256']), completed: Number(row['completed']) === 1 }]));
  } finally {
    db.close();
  }
}
