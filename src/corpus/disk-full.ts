/** What a full disk means to the person at the terminal: which place, how much room it takes, and what is kept. */
import { statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseError } from './database.js';

/** What SQLite and the file system say when there is no room, or no more room for this user. */
const FULL = /database or disk is full|no space left on device|ENOSPC|EDQUOT|disk quota exceeded/i;
/** Where so little is free, SQLite's "disk I/O error" means the same: its shared memory could not grow. */
const FULL_WHERE_NOTHING_IS_FREE = /disk I\/O error/i;
const MEGABYTE = 1_000_000;

/** The error itself, or, where it says that the disk is full, one that names the data directory, the room needed and what is kept. */
export function explainedFullDisk(error: unknown, dataDir: string): unknown {
  const said = fullDiskSaid(error, dataDir);
  if (said === null) return error;
  // Until SQLite has moved its log into the corpus both take room; then the log goes by itself.
  const log = statSync(join(dataDir, 'corpus.sqlite-wal'), { throwIfNoEntry: false })?.size ?? 0;
  const corpus = statSync(join(dataDir, 'corpus.sqlite'), { throwIfNoEntry: false })?.size ?? 0;
  const inLog = log > 0 ? ` (${megabytes(log)} are needed to move ${join(dataDir, 'corpus.sqlite-wal')}, the log of what was read, into the corpus, whereupon it is removed)` : '';
  return new DatabaseError(
    `the disk that holds ${dataDir} is full (${said}): free at least ${megabytes(2 * log + corpus + MEGABYTE)} more there${inLog}, ` +
      'or move the data directory to a larger disk, and run the same command again; what was stored before is kept, and the snapshot that was there, if any, still serves',
  );
}

/** What an error says of a full disk, and how much is free in a folder of it; null where it says something else. */
export function fullDiskSaid(error: unknown, dir: string): string | null {
  if (!(error instanceof Error)) return null;
  const free = freeBytes(dir);
  const said = FULL.exec(error.message) ?? (free !== null && free < MEGABYTE ? FULL_WHERE_NOTHING_IS_FREE.exec(error.message) : null);
  if (said === null) return null;
  return free === null ? said[0] : `${said[0]}, ${megabytes(free)} free`;
}

/** Bytes that this user may still write; null where the file system does not say. */
function freeBytes(dir: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(dir);
    return bavail * bsize;
  } catch {
    return null;
  }
}

const megabytes = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(1)} MB`;
