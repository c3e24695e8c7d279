import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { itemsOf, readHere, readInThread, type Reading } from '../../src/corpus/reading.js';
import { openFile } from '../../src/sources/open.js';
import { sourceById } from '../../src/sources/registry.js';
import { tempDir } from '../helpers/temp-dir.js';

const PLAIN = { origin: undefined, table: undefined };
const LINES = Array.from({ length: 2_500 }, (_, at) => `{"kind":"paper","title":"Title ${at}","authors":["Ann Lee"]}\n${at % 500 === 0 ? '{"kind":"paper"}\n' : ''}`).join('');

async function read(reading: Reading) {
  const records: unknown[] = [];
  const problems: unknown[] = [];
  const sizes: number[] = [];
  for await (const batch of reading.batches) {
    records.push(...batch.records);
    problems.push(...batch.problems);
    sizes.push(batch.records.length + batch.problems.length + batch.entries.length);
  }
  return { records, problems, sizes, end: await reading.finish() };
}

describe('a file read in a thread', () => {
  it('gives the same batches, problems and checksum as read here', async () => {
    const path = join(tempDir(), 'x.jsonl.gz');
    writeFileSync(path, gzipSync(`{"format":"coterie-records","version":1}\n${LINES}`));
    const opened = await openFile(path);
    const here = await read(readHere(opened, itemsOf(opened, sourceById('coterie'), PLAIN)));
    expect([here.records.length, here.problems.length, here.sizes]).toEqual([2_500, 5, [1_000, 1_000, 505]]);
    expect(here.end.sha256).toBe(createHash('sha256').update(readFileSync(path)).digest('hex'));
    expect(await read(readInThread(path, 'coterie', PLAIN))).toEqual(here);
  }, 30_000);

  it('that is gone when its turn comes is told', async () => {
    await expect(read(readInThread(join(tempDir(), 'gone.bib'), 'bibtex', PLAIN))).rejects.toThrow(/gone\.bib could not be read: Cannot open/);
  }, 30_000);

  it('ends with whoever no longer asks for it', async () => {
    const path = join(tempDir(), 'x.jsonl');
    writeFileSync(path, `{"format":"coterie-records","version":1}\n${LINES}`);
    let batches = 0;
    for await (const batch of readInThread(path, 'coterie', PLAIN).batches) {
      batches += batch.records.length > 0 ? 1 : 0;
      break;
    }
    expect(batches).toBe(1);
  }, 30_000);
});
