/**
 * One writer at a time. A lock is a transaction held open on a database of its own: the operating system takes it
 * back whenever the process ends, however it ends, so there is never a stale lock to clean up. It holds between processes
 * and containers of one machine, and across machines as far as their shared file system has POSIX locks.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { ensureDataDir } from './data-dir.js';
import { DatabaseError } from './database.js';
import { explainedFullDisk } from './disk-full.js';
import { giveToOwnerOfFolder } from './ownership.js';

/** Somebody else is writing to this corpus; the message names the process. */
export class CorpusLockedError extends Error {
  override readonly name = 'CorpusLockedError';
}

/** Somebody else is asking this service for the same data directory; the message names the process. */
export class FetchLockedError extends Error {
  override readonly name = 'FetchLockedError';
}

/** Somebody else is making tables in this folder; the message names the process. */
export class TablesLockedError extends Error {
  override readonly name = 'TablesLockedError';
}

/** Somebody else follows a target for this data directory; the message names the process and the target. */
export class FollowLockedError extends Error {
  override readonly name = 'FollowLockedError';

  constructor(
    message: string,
    /** What the other one follows; null where that is not known. */
    readonly target: string | null,
  ) {
    super(message);
  }
}

export interface Lock {
  release(): void;
}

/** Takes the writer's lock of a data directory. @throws CorpusLockedError at once where another process holds it */
export function lockCorpus(dataDir: string): Lock {
  return lockDirectory(dataDir, 'writer', (holder) => new CorpusLockedError(
    `another process (${holder}) is importing into ${dataDir}: wait for it to end, or use another --data directory`,
  ));
}

/**
 * Takes the lock of a folder of answers of a service, so that one process at a time asks that service and the pauses
 * between requests are kept. The lock lies beside the notes (`.about`), where an import of the folder does not look.
 * @throws FetchLockedError at once where another process holds it
 */
export function lockFetching(dir: string, service: string): Lock {
  return lockDirectory(join(dir, '.about'), 'fetching', (holder) => new FetchLockedError(
    `another process (${holder}) is asking ${service} for ${dir}, and both at once would ask faster than ${service} allows: wait for it to end and run the same command again; what it fetches is not asked for twice`,
  ));
}

/**
 * Takes the lock of the one process that follows a target for a data directory, for as long as it does so.
 * @param target without credentials
 * @throws FollowLockedError at once where another process holds it
 */
export function lockFollowing(dataDir: string, target: string): Lock {
  return lockDirectory(dataDir, 'following', (holder) => {
    const [process, followed] = holder.split(FOLLOWS);
    return new FollowLockedError(`another process (${process}) follows ${followed ?? 'a target'} for ${dataDir}`, followed ?? null);
  }, 0, `${FOLLOWS}${target}`);
}

/** Between a process that follows and what it follows. */
const FOLLOWS = ' follows ';

/**
 * Takes the lock of a folder that tables are made in.
 * @param dir where the lock's own files lie
 * @param shown the folder
 * @throws TablesLockedError at once where another process holds it
 */
export function lockTables(dir: string, shown: string): Lock {
  return lockDirectory(dir, 'making', (holder) => new TablesLockedError(
    `another process (${holder}) is making tables in ${shown}: wait for it to end, or name another folder`,
  ));
}

/**
 * Takes the lock of one file of a data directory that is changed in moments, and waits so long for whoever changes it.
 * @param name of the lock's own files, `NAME.lock` and `NAME.pid`
 * @param waitMs milliseconds, during which this thread does nothing else
 * @throws Error that `refusal` makes, where another process holds it for longer
 */
export function lockFile(dir: string, name: string, waitMs: number, refusal: (holder: string) => Error): Lock {
  try {
    return lockDirectory(dir, name, refusal, waitMs);
  } catch (error) {
    throw explainedFullDisk(error, dir);
  }
}

/** @throws DatabaseError where the file can't be made or written, as on a disk that is read-only */
function opened(dir: string, name: string): DatabaseSyncInstance {
  try {
    return new DatabaseSync(join(dir, name));
  } catch (error) {
    throw new DatabaseError(`${name} can't be written to ${dir} (${(error as Error).message}): see to the folder, its owner, its permissions and its disk, or name another`, { cause: error });
  }
}

function lockDirectory(dir: string, name: string, refusal: (holder: string) => Error, waitMs = 0, doing = ''): Lock {
  ensureDataDir(dir);
  const holderPath = join(dir, `${name}.pid`);
  const db = opened(dir, `${name}.lock`);
  try {
    // Who only asks whether the lock is held (isCorpusLocked) holds it for an instant.
    db.exec(`PRAGMA busy_timeout = ${Math.max(waitMs, 100)}; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE`);
  } catch (error) {
    db.close();
    if (!/locked|busy/i.test((error as Error).message)) throw error;
    throw refusal(holderIn(holderPath));
  }
  const release = (): void => {
    db.exec('ROLLBACK');
    db.close();
  };
  try {
    writeFileSync(holderPath, `pid ${process.pid} on ${hostname()}${doing}`);
    for (const path of [holderPath, join(dir, `${name}.lock`)]) if (existsSync(path)) giveToOwnerOfFolder(path);
  } catch (error) {
    // A full disk: nobody else must be kept out by whoever can't write.
    release();
    throw error;
  }
  return { release };
}

function holderIn(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return 'unknown pid';
  }
}

/** Whether a process holds the writer's lock of a data directory at this moment. Takes nothing and waits for nobody. */
export function isCorpusLocked(dataDir: string): boolean {
  return isLocked(dataDir, 'writer');
}

/** Which process writes to a data directory at this moment, in words; null where none does. */
export function corpusWriter(dataDir: string): string | null {
  return isCorpusLocked(dataDir) ? holderIn(join(dataDir, 'writer.pid')) : null;
}

/** Whether a process holds the lock of this name. Takes nothing and waits for nobody. */
export function isLocked(dir: string, name: string): boolean {
  const path = join(dir, `${name}.lock`);
  if (!existsSync(path)) return false;
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    db.exec('PRAGMA busy_timeout = 0');
    db.prepare('SELECT count(*) FROM sqlite_master').get();
    return false;
  } catch (error) {
    return /locked|busy/i.test((error as Error).message);
  } finally {
    db.close();
  }
}
