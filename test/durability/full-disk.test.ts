/** A disk that is really full: a small file system in memory, filled up to different points. Needs the right to mount one. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { statedToday } from '../../src/snapshot/ledger-claims.js';
import { paperRecord } from '../helpers/records.js';
import { coterie } from '../helpers/program.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { smallDisk } from '../helpers/small-disk.js';
import { tempDir } from '../helpers/temp-dir.js';
import { built, stateOf } from './killed-runs.js';

const dir = tempDir();
const { path: disk, isMounted, leave, makeRoom } = smallDisk(4 * 2 ** 20);
const [{ importFiles }, { curate }] = await built();
const dataDir = path.join(disk, 'data');
const KILOBYTE = 1024;
const papers = (count: number) => Array.from({ length: count }, (_, at) => paperRecord(`Paper ${at} of many`, [`Ann ${'abcdefgh'[at % 8]}ovel`, `Bo ${'klmno'[at % 5]}arl`], { abstract: 'words '.repeat(60) }));
const few = writeRecords(path.join(dir, 'few.jsonl'), papers(10));
const many = writeRecords(path.join(dir, 'many.jsonl'), papers(700));

const FULL = new RegExp(`^the disk that holds ${dataDir} is full \\(.*\\): free at least \\d+\\.\\d MB more there.* run the same command again; what was stored before is kept`);
const saidBy = async (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (error: unknown) => (error as Error).message);

describe.skipIf(!isMounted)('a full disk', () => {
  beforeAll(async () => {
    await importFiles([few], { dataDir, threads: 1 });
  }, 60_000);

  it('refuses an import at every point, in words, with the old snapshot served, until there is room', async () => {
    const old = await stateOf(dataDir);
    const said: string[] = [];
    for (let free = 0; said.at(-1) !== 'done' && free <= 4_000; free += 350) {
      leave(free * KILOBYTE);
      said.push(await saidBy(importFiles([many], { dataDir, threads: 1 })));
      const now = await stateOf(dataDir);
      expect(now.isWhole).toBe(true);
      expect(said.at(-1) === 'done' || now.id === old.id).toBe(true);
    }
    expect(said.length).toBeGreaterThan(2);
    expect(said.at(-1)).toBe('done');
    for (const sentence of said.slice(0, -1)) expect(sentence).toMatch(FULL);
    makeRoom();
    const elsewhere = path.join(dir, 'elsewhere');
    for (const file of [few, many]) await importFiles([file], { dataDir: elsewhere, threads: 1 });
    expect((await stateOf(dataDir)).id).toBe((await stateOf(elsewhere)).id);
    expect(readdirSync(path.join(dataDir, 'snapshots')).filter((name) => /building|new/.test(name))).toEqual([]);
  }, 120_000);

  it('refuses a change of the ledger, and takes it when there is room', async () => {
    const entry = statedToday({ op: 'merge', names: ['Bo karl', 'Bo larl'] }, { who: 'me', why: 'one page' }, 'test');
    const change = () => curate({ kind: 'STATE', entries: [entry] }, { dataDir, threads: 1 });
    const old = await stateOf(dataDir);
    leave(0);
    expect(await saidBy(change())).toMatch(FULL);
    leave(100 * KILOBYTE);
    expect(await saidBy(change())).toMatch(FULL);
    expect((await stateOf(dataDir)).id).toBe(old.id);
    makeRoom();
    const { effects } = await change();
    expect(effects).toMatchObject({ authorsAfter: 12 });
  }, 60_000);

  it('ends commands with exit code 1 and a sentence, and leaves no part of a file', async () => {
    leave(0);
    const imported = await coterie(['import', many, '--format', 'coterie', '--identity', 'full', '--data', dataDir]);
    expect([imported.code, imported.stderr]).toEqual([1, expect.stringMatching(/^coterie: the disk that holds .* is full .*free at least/m)]);
    for (const args of [['export', path.join(disk, 'net.graphml'), '--data', dataDir], ['generate', '-n', '500', '-o', path.join(disk, 'made.jsonl')], ['metrics', '--data', dataDir, '--all', '-o', path.join(disk, 'all.csv')]]) {
      // What the command before gave back (a log of the corpus, a spill) is taken again.
      leave(0);
      const { code, stderr } = await coterie(args);
      expect([args[0], code, stderr]).toEqual([args[0], 1, expect.stringMatching(/is full.*: free some room there/)]);
      expect(readdirSync(disk).toSorted()).toEqual(['data', 'filler']);
    }
    makeRoom();
    expect((await coterie(['export', path.join(disk, 'net.graphml'), '--data', dataDir])).code).toBe(0);
    expect(existsSync(path.join(disk, 'net.graphml'))).toBe(true);
  }, 120_000);
});
