import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DatabaseError, openDatabase } from '../../src/corpus/database.js';
import { explainedFullDisk } from '../../src/corpus/disk-full.js';
import { lockCorpus, lockFile } from '../../src/corpus/lock.js';
import { withCorpus } from '../../src/snapshot/import.js';
import { tempDir } from '../helpers/temp-dir.js';

/** What SQLite itself says, of a database that may not grow. */
function fullDatabase(dir: string): never {
  const db = openDatabase(path.join(dir, 'small.sqlite'), ['CREATE TABLE t(x TEXT)']);
  try {
    db.exec('PRAGMA max_page_count = 4');
    for (;;) db.prepare('INSERT INTO t VALUES (?)').run('x'.repeat(2_000));
  } finally {
    db.close();
  }
}

const thrownBy = async (work: () => Promise<unknown>): Promise<unknown> => work().then(() => null, (error: unknown) => error);

describe('a full disk', () => {
  it('is named with its place, the room needed and what is kept', async () => {
    const dataDir = tempDir();
    const other = tempDir();
    const error = await thrownBy(() => withCorpus(dataDir, async () => fullDatabase(other)));
    expect(error).toBeInstanceOf(DatabaseError);
    const { message } = error as Error;
    expect(message).toContain(`the disk that holds ${dataDir} is full (database or disk is full, `);
    expect(message).toMatch(/: free at least \d+\.\d MB more there.*run the same command again; what was stored before is kept/);
    // The lock is given back, and a log takes no room that could be had.
    await withCorpus(dataDir, async (store) => store.setSetting('a', 'b'));
    expect(statSync(path.join(dataDir, 'corpus.sqlite-wal'), { throwIfNoEntry: false })?.size ?? 0).toBe(0);
  });

  it('is named where a lock can\'t be taken for it, as for a new key', () => {
    const dataDir = tempDir();
    const held = lockFile(dataDir, 'keys', 0, () => new Error('unused'));
    // SQLite says this where the lock's own database can't be made; here it is the refusal that does.
    expect(() => lockFile(dataDir, 'keys', 0, () => new Error('database or disk is full'))).toThrow(`the disk that holds ${dataDir} is full (database or disk is full, `);
    held.release();
  });

  it('says how much the log that was left takes', () => {
    const dataDir = tempDir();
    writeFileSync(path.join(dataDir, 'corpus.sqlite-wal'), Buffer.alloc(3_000_000));
    writeFileSync(path.join(dataDir, 'corpus.sqlite'), Buffer.alloc(500_000));
    const error = explainedFullDisk(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }), dataDir);
    expect((error as Error).message).toContain(`free at least 7.5 MB more there (3.0 MB are needed to move ${path.join(dataDir, 'corpus.sqlite-wal')}, `);
  });

  it('is not seen in other errors', () => {
    const other = new Error('disk I/O error');
    expect(explainedFullDisk(other, tempDir())).toBe(other);
    expect(explainedFullDisk('full', tempDir())).toBe('full');
  });
});

describe('a folder in which nothing can be written', () => {
  it('is named where its lock can\'t be made', () => {
    const dataDir = tempDir();
    // SQLite says the same of this as of a disk that is read-only.
    mkdirSync(path.join(dataDir, 'writer.lock'));
    expect(() => lockCorpus(dataDir)).toThrow(new DatabaseError(`writer.lock can't be written to ${dataDir} (Failed to open database: unable to open database file): see to the folder, its owner, its permissions and its disk, or name another`));
  });
});
