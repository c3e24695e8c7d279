/** What a full disk, or a limit on the size of files, means to the person at the terminal: which place, what it takes, and what is kept. */
import { readFileSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseError } from './database.js';

/** What SQLite and the file system say when there is no room, or no more room for this user. */
const FULL = /database or disk is full|no space left on device|ENOSPC|EDQUOT|disk quota exceeded/i;
/** Where so little is free, SQLite's "disk I/O error" means the same: its shared memory could not grow. */
const FULL_WHERE_NOTHING_IS_FREE = /disk I\/O error/i;
const MEGABYTE = 1_000_000;

/** What the system says where a file would grow beyond what the process may write; SQLite calls it an I/O error. */
const TOO_LARGE = /EFBIG|file too large/i;
const KEPT = 'what was stored before is kept, and the snapshot that was there, if any, still serves';

/** There is no room for what is to be written; the message names the place, the room needed and what is kept. */
export class NoRoomError extends DatabaseError {}

/**
 * The error itself, or, where it says that there is no room, one that names the data directory, the room needed and what is kept.
 * @param estimated bytes that are needed beside what was written, as far as that can be told
 */
export function explainedFullDisk(error: unknown, dataDir: string, estimated = 0): unknown {
  if (error instanceof NoRoomError) return error;
  const beyond = fileLimitSaid(error);
  if (beyond !== null) {
    return new NoRoomError(`a file of ${dataDir} would grow beyond what this process may write to one file (${beyond}): raise that limit (\`ulimit -f\`, or LimitFSIZE= of a systemd unit) and run the same command again; ${KEPT}`);
  }
  const said = fullDiskSaid(error, dataDir);
  if (said === null) return error;
  // Until SQLite has moved its log into the corpus both take room; then the log goes by itself.
  const log = statSync(join(dataDir, 'corpus.sqlite-wal'), { throwIfNoEntry: false })?.size ?? 0;
  const corpus = statSync(join(dataDir, 'corpus.sqlite'), { throwIfNoEntry: false })?.size ?? 0;
  const inLog = log > 0 ? ` (${megabytes(log)} are needed to move ${join(dataDir, 'corpus.sqlite-wal')}, the log of what was read, into the corpus, whereupon it is removed)` : '';
  return new NoRoomError(
    `the disk that holds ${dataDir} is full (${said}): free at least ${estimated > MEGABYTE ? 'some ' : ''}${megabytes(Math.max(estimated, 2 * log + corpus + MEGABYTE))} more there${inLog}, ` +
      'or move the data directory to a larger disk, and run the same command again; ' +
      KEPT,
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

/** What an error says of a limit on the size of files, and the limit where the system tells it; null where it says something else. */
function fileLimitSaid(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const limit = fileLimit();
  const said = TOO_LARGE.exec(error.message) ?? (limit === null ? null : FULL_WHERE_NOTHING_IS_FREE.exec(error.message));
  if (said === null) return null;
  return limit === null ? said[0] : `${said[0]}, and at most ${megabytes(limit)} are allowed`;
}

/** Bytes that this process may write to one file; null where that is unlimited, or the system (other than Linux) does not say. */
function fileLimit(): number | null {
  try {
    const soft = /^Max file size\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return soft === undefined ? null : Number(soft);
  } catch {
    return null;
  }
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
