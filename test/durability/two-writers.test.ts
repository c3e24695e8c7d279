/** A second writer, while another process holds the corpus. */
import { hostname } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { lockCorpus } from '../../src/corpus/lock.js';
import { paperRecord } from '../helpers/records.js';
import { coterie } from '../helpers/program.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

it('is refused at once, whatever it wants, with process and host of the first; and may write when that has ended', async () => {
  const dir = tempDir();
  const file = writeRecords(path.join(dir, 'a.jsonl'), [paperRecord('One', ['Ann Alpha', 'Bo Beta'])]);
  const dataDir = path.join(dir, 'data');
  const commands = [['import', file], ['identity', 'mode', 'full'], ['serve', file, '--port', '0']];
  const lock = lockCorpus(dataDir);
  for (const command of commands) {
    const { code, stderr } = await coterie([...command, '--data', dataDir]);
    expect([code, stderr]).toEqual([1, `coterie: another process (pid ${process.pid} on ${hostname()}) is importing into ${dataDir}: wait for it to end, or use another --data directory\n`]);
  }
  lock.release();
  expect((await coterie(['import', file, '--data', dataDir])).code).toBe(0);
}, 60_000);
