/** A repair gives back what can be derived, saves what can be read, says what is lost, and removes nothing else. */
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { beforeAll, describe, expect, it } from 'vitest';
import { lockCorpus } from '../../src/corpus/lock.js';
import { seededRandom } from '../../src/graph/prng.js';
import { importFiles } from '../../src/snapshot/import.js';
import { repairData, type Repair } from '../../src/upkeep/repair.js';
import { verifyData } from '../../src/upkeep/verify.js';
import { contentOf, copyOf, flip, PAPERS, sizeOf, wholeData } from '../helpers/broken-data.js';
import { paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { ran } from '../cli/in-process.js';

/** Corpora broken at random; more with COTERIE_FLIPS. */
const TRIALS = Number(process.env['COTERIE_FLIPS'] ?? 2);

let whole: string;
let id: string;
let files: readonly string[];
beforeAll(async () => ({ dataDir: whole, id, files } = await wholeData()), 60_000);

const repaired = (dataDir: string): Promise<Repair> => repairData(dataDir, { threads: 1 });
const damagedFiles = (dataDir: string): string[] => readdirSync(dataDir).filter((name) => /^corpus\.damaged-.*\.sqlite$/.test(name));

describe('what is derived', () => {
  it('is built anew where it is damaged, under the same id', async () => {
    const dataDir = copyOf(whole);
    const dir = join(dataDir, 'snapshots', id);
    flip(join(dir, 'graph.bin'), 500);
    truncateSync(join(dir, 'records.sqlite'), 8192);
    rmSync(join(dir, 'names.bin'));
    flip(join(dataDir, 'computed', id, 'one.bin'), 60);
    truncateSync(join(dataDir, 'identity-blocks.bin'), 40);
    mkdirSync(join(dataDir, 'snapshots', 'building-0123'));
    writeFileSync(join(dataDir, 'snapshots', 'current.123'), 'x');
    writeFileSync(join(dataDir, 'keys.json'), '{"formatVersion":1,"keys":[]}');
    const before = readdirSync(dataDir, { recursive: true });
    const plan = await repairData(dataDir, { dryRun: true });
    expect(plan.done.join('\n')).toMatch(/build the snapshot anew/);
    expect(readdirSync(dataDir, { recursive: true })).toEqual(before);
    const { after, lost, done } = await repaired(dataDir);
    expect({ lost, findings: after.findings }).toEqual({ lost: [], findings: [] });
    expect(after.current?.replace(/-\d+$/, '')).toBe(id);
    expect(done.join('\n')).toMatch(/removed the damaged snapshot/);
    expect(readFileSync(join(dataDir, 'keys.json'), 'utf8')).toBe('{"formatVersion":1,"keys":[]}');
    expect(contentOf(dataDir)).toBe(contentOf(whole));
  });

  it('is told from what somebody else put beside it, which is named and left, by an import as well', async () => {
    const dataDir = copyOf(whole);
    const mine = ['snapshots/mine/thesis.txt', 'snapshots/mythesis2031/thesis.txt', 'snapshots/current.notes', 'computed/mine.txt', 'computed/mine/x.bin', 'computed/mythesis2031/x.txt'].map((name) => join(dataDir, name));
    for (const path of mine) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, 'mine');
    }
    const { done, after } = await repaired(dataDir);
    expect(done).toEqual([]);
    expect(after.isSound).toBe(true);
    expect(after.findings.map(({ path, isFault }) => `${path.slice(dataDir.length + 1)} ${isFault}`).toSorted()).toEqual(
      ['computed/mine.txt', 'computed/mine/x.bin', 'computed/mythesis2031/x.txt', 'snapshots/mine', 'snapshots/mythesis2031'].map((path) => `${path} false`),
    );
    await importFiles([writeRecords(join(dirname(dataDir), 'more.jsonl'), [paperRecord('One more', ['Ada One1'])])], { dataDir, threads: 1 });
    expect(mine.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('is not built where a sound snapshot of the corpus is there: the pointer names it again', async () => {
    const dataDir = copyOf(whole);
    for (const pointer of ['gone0123456789', 'nonsense!', '', null]) {
      if (pointer === null) rmSync(join(dataDir, 'snapshots', 'current'));
      else writeFileSync(join(dataDir, 'snapshots', 'current'), pointer);
      const { done, after } = await repaired(dataDir);
      expect(done).toEqual([`made the sound snapshot ${id} the current one`]);
      expect(after).toMatchObject({ isSound: true, current: id });
    }
  });

  it('with a file of another snapshot in it is found and built anew', async () => {
    const dataDir = copyOf(whole);
    const path = join(dataDir, '..', 'more.jsonl');
    copyFileSync(files[0], path);
    const lines = readFileSync(path, 'utf8').split('\n');
    writeFileSync(path, [lines[0], ...lines.slice(1, 3).map((line) => line.replaceAll('Paper number', 'Another number').replaceAll('paper number', 'another number'))].join('\n'));
    const { manifest } = await importFiles([path], { dataDir, threads: 1 });
    for (const file of ['graph.bin', 'metrics.bin', 'names.bin', 'records.sqlite']) copyFileSync(join(dataDir, 'snapshots', id, file), join(dataDir, 'snapshots', manifest?.id ?? '', file));
    expect(await verifyData(dataDir)).toMatchObject({ isSound: false });
    const { after } = await repaired(dataDir);
    expect(after.isSound).toBe(true);
    expect(after.current?.replace(/-\d+$/, '')).toBe(manifest?.id);
  }, 60_000);

  it('cannot be had without a corpus: what is sound is served, and a backup asked for', async () => {
    const dataDir = copyOf(whole);
    rmSync(join(dataDir, 'corpus.sqlite'));
    rmSync(join(dataDir, 'snapshots', 'current'));
    const { after, done } = await repaired(dataDir);
    expect(done).toEqual([`made the sound snapshot ${id} the current one`]);
    expect(after).toMatchObject({ isSound: false, current: id, findings: [{ place: 'CORPUS', what: 'is missing', remedy: expect.stringMatching(/restore a backup/) }] });
  });
});

describe('a damaged corpus', () => {
  it('gives up nothing but the record that is damaged, which its file brings back', async () => {
    const dataDir = copyOf(whole);
    const path = join(dataDir, 'corpus.sqlite');
    flip(path, readFileSync(path).indexOf('What is told in paper 27'), 1);
    const { after, lost, done } = await repaired(dataDir);
    expect(after.isSound).toBe(true);
    expect(lost).toEqual([expect.stringMatching(new RegExp(`^1 record\\(s\\) of ${files[1]} \\(coterie.*paper number 27.*\\): run .coterie import ${files[1]}.$`))]);
    expect(done.join('\n')).toMatch(/saved 59 record\(s\) and 1 statement\(s\)/);
    expect(after.current).toBe(id);
    expect(damagedFiles(dataDir)).toHaveLength(1);
    const { manifest } = await importFiles([files[1]], { dataDir, threads: 1 });
    expect(manifest?.counts.papers).toBe(PAPERS);
    expect((await verifyData(dataDir)).findings).toEqual([]);
  }, 60_000);

  it('of which an index or the head alone is damaged loses nothing: the same snapshot follows', async () => {
    const db = new DatabaseSync(join(whole, 'corpus.sqlite'), { readOnly: true });
    const { rootpage } = db.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'records_of_file'").get() as { rootpage: number };
    db.close();
    for (const breaking of [(path: string) => flip(path, (rootpage - 1) * 4096 + 4000), (path: string) => flip(path, 0), (path: string) => flip(path, 63, 4), (path: string) => flip(path, readFileSync(path).indexOf('settled_id INTEGER'), 1)]) {
      const dataDir = copyOf(whole);
      breaking(join(dataDir, 'corpus.sqlite'));
      const { after, lost, done } = await repaired(dataDir);
      expect({ lost, isSound: after.isSound, current: after.current }).toEqual({ lost: [], isSound: true, current: id });
      // No more is done: the snapshot of the saved corpus is the one that is there.
      expect(done).toEqual([expect.stringMatching(`^saved ${PAPERS} record`)]);
      expect(contentOf(dataDir)).toBe(contentOf(whole));
    }
  }, 60_000);

  it('with a whole page destroyed is saved but for its records, all of which are named', async () => {
    const dataDir = copyOf(whole);
    const path = join(dataDir, 'corpus.sqlite');
    const bytes = readFileSync(path);
    const at = Math.floor(bytes.indexOf('What is told in paper 33') / 4096) * 4096;
    const there = [...bytes.subarray(at, at + 4096).toString('latin1').matchAll(/"Paper number (\d+) of/g)].map(([, number]) => Number(number));
    bytes.fill(0xa5, at, at + 4096);
    writeFileSync(path, bytes);
    const { after, lost } = await repaired(dataDir);
    expect(after.isSound).toBe(true);
    expect(there.length).toBeGreaterThan(0);
    for (const number of there) expect(lost.join('\n')).toContain(`paper number ${number} `);
    for (const file of files.slice(0, 3)) await importFiles([file], { dataDir, threads: 1 });
    const { manifest } = await importFiles([files[0]], { dataDir, threads: 1 });
    expect(manifest?.counts.papers).toBe(PAPERS);
  }, 60_000);

  it('broken anywhere is sound after a repair, or said to need a backup; every row that is kept is as it was', async () => {
    const random = seededRandom(17);
    const rowsOf = (dataDir: string): Set<string> => new Set((JSON.parse(contentOf(dataDir)) as Array<Array<{ json?: string }>>).flat().flatMap(({ json }) => json ?? []));
    const said = rowsOf(whole);
    for (let trial = 0; trial < TRIALS; trial++) {
      const dataDir = copyOf(whole);
      const path = join(dataDir, 'corpus.sqlite');
      for (let each = 0; each < 3; each++) flip(path, Math.floor(random() * sizeOf(path)));
      if (trial % 2 === 1) truncateSync(path, Math.floor(random() * sizeOf(path)));
      const { after } = await repaired(dataDir);
      const remedies = after.findings.filter(({ isFault }) => isFault).map(({ remedy }) => remedy).join();
      expect({ isSound: after.isSound, isHelpless: remedies.includes('restore a backup') && damagedFiles(dataDir).length === 0 }).toEqual({ isSound: after.isSound, isHelpless: !after.isSound });
      const strange = after.isSound ? [...rowsOf(dataDir)].filter((json) => !said.has(json)) : [];
      expect(strange).toEqual([]);
    }
  }, 120_000);

  it('is put in place where a repair was killed before it could', async () => {
    const dataDir = copyOf(whole);
    renameSync(join(dataDir, 'corpus.sqlite'), join(dataDir, 'corpus.sqlite.rebuilt'));
    const { after } = await repaired(dataDir);
    expect(after).toMatchObject({ isSound: true, current: id });
    expect(existsSync(join(dataDir, 'corpus.sqlite.rebuilt'))).toBe(false);
  });

  it('of a newer version is left alone', async () => {
    const dataDir = copyOf(whole);
    const db = new DatabaseSync(join(dataDir, 'corpus.sqlite'));
    db.exec('PRAGMA user_version = 99');
    db.close();
    const { after } = await repaired(dataDir);
    expect(after.findings[0]).toMatchObject({ what: expect.stringMatching(/has schema version 99, this program knows up to \d+/) });
    expect(damagedFiles(dataDir)).toEqual([]);
  });
});

describe('coterie repair', () => {
  it('says what it did, waits for no other writer, and has nothing to do the second time', async () => {
    const dataDir = copyOf(whole);
    cpSync(join(dataDir, 'snapshots', id, 'graph.bin'), join(dataDir, 'snapshots', id, 'names.bin'));
    expect(await ran(['repair', '--dry-run', '--data', dataDir])).toMatchObject({ code: 0, stdout: 'would build the snapshot anew from the corpus\n' });
    const lock = lockCorpus(dataDir);
    try {
      expect(await ran(['repair', '--data', dataDir])).toMatchObject({ code: 1, stderr: expect.stringMatching(/another process/) });
    } finally {
      lock.release();
    }
    expect((await ran(['repair', '--data', dataDir])).stdout).toMatch(/^built the snapshot \w+ anew from the corpus\nremoved the damaged snapshot \w+\n\S+ is sound\n$/);
    expect(await ran(['repair', '--data', dataDir])).toMatchObject({ code: 0, stdout: `${dataDir} is sound: there is nothing to repair\n` });
  });
});
