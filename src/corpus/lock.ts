/**
 * One writer at a time. The lock is a transaction held open on a database of its own: the operating system takes it
 * back whenever the process ends, however it ends, so there is never a stale lock to clean up.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { ensureDataDir } from './data-dir.js';

/** Somebody else is writing to this corpus; the message names the process. */
export class CorpusLockedError extends Error {
  override readonly name = 'CorpusLockedError';
}

export interface CorpusLock {
  release(): void;
}

/** Takes the writer's lock of a data directory. @throws CorpusLockedError at once where another process holds it */
export function lockCorpus(dataDir: string): CorpusLock {
  ensureDataDir(dataDir);
  const path = join(dataDir, 'writer.lock');
  const holderPath = join(dataDir, 'writer.pid');
  const db = new DatabaseSync(path);
  try {
    db.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (!/locked|busy/i.test((error as Error).message)) throw error;
    throw new CorpusLockedError(`another process (${holder(holderPath)}) is importing into ${dataDir}: wait for it to end, or use another --data directory`);
  }
  writeFileSync(holderPath, `pid ${process.pid}`);
  return {
    release() {
      db.exec('ROLLBACK');
      db.close();
    },
  };
}

function holder(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return 'unknown pid';
  }
}
