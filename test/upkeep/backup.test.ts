/** A backup is one proved state, whoever writes meanwhile, and a restoring gives it back whole or leaves nothing. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../../src/serving/server.js';
import { importFiles } from '../../src/snapshot/import.js';
import { readManifest } from '../../src/snapshot/layout.js';
import { openProvider } from '../../src/snapshot/provider.js';
import { makeBackup, restoreBackup } from '../../src/upkeep/backup.js';
import { verifyData } from '../../src/upkeep/verify.js';
import { contentOf, copyOf, flip, wholeData } from '../helpers/broken-data.js';
import { paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { ran } from '../cli/in-process.js';

const root = resolve(import.meta.dirname, '../..');

let whole: string;
let id: string;
let files: readonly string[];
beforeAll(async () => ({ dataDir: whole, id, files } = await wholeData()), 60_000);

describe('a backup', () => {
  it('and its restoring give the same corpus and snapshot, and what lies beside, but nothing derived or of a process', async () => {
    const dataDir = copyOf(whole);
    writeFileSync(join(dataDir, 'keys.json'), '{"formatVersion":1,"keys":[]}');
    chmodSync(join(dataDir, 'keys.json'), 0o600);
    mkdirSync(join(dataDir, 'mine'));
    writeFileSync(join(dataDir, 'mine', 'notes.txt'), 'mine');
    const backup = join(dirname(dataDir), 'backup');
    const restored = join(dirname(dataDir), 'restored');
    expect(await ran(['backup', backup, '--data', dataDir])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^backed up .*: \d+ files, [\d.]+ MB, snapshot \w+, proved, in/) });
    expect((await verifyData(backup)).findings.filter(({ isFault }) => isFault)).toEqual([]);
    expect(await ran(['restore', backup, '--data', restored])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^restored/) });
    expect(await verifyData(restored)).toMatchObject({ isSound: true, current: id, findings: [] });
    expect(contentOf(restored)).toBe(contentOf(dataDir));
    expect(readdirSync(restored).filter((name) => !/-(?:shm|wal)$/.test(name)).toSorted()).toEqual(['corpus.sqlite', 'keys.json', 'mine', 'snapshots']);
    expect(statSync(join(restored, 'keys.json')).mode & 0o777).toBe(0o600);
    const { snapshotBuilt } = await importFiles([files[0]], { dataDir: restored, threads: 1 });
    expect(snapshotBuilt).toBe(false);
  }, 60_000);

  it('is refused where a file is there, within the corpus, or of what is broken, and leaves nothing', async () => {
    const dataDir = copyOf(whole);
    await expect(makeBackup(dataDir, dirname(dataDir))).rejects.toThrow(/is there and not empty/);
    await expect(makeBackup(dataDir, join(dataDir, 'backup'))).rejects.toThrow(/lies within/);
    flip(join(dataDir, 'corpus.sqlite'), readFileSync(join(dataDir, 'corpus.sqlite')).indexOf('What is told in paper 27'), 1);
    await expect(makeBackup(dataDir, join(dirname(dataDir), 'backup'))).rejects.toThrow(/not sound.*has a record of .*part1\.jsonl/);
    expect(readdirSync(dirname(dataDir))).toEqual(['data']);
  });
});

describe('a backup while the corpus is served and another process imports', () => {
  it('is whole each time, its snapshot not newer than its corpus, and keeps nobody from an answer', async () => {
    const dataDir = copyOf(whole);
    const more = Array.from({ length: Number(process.env['COTERIE_BACKUPS'] ?? 3) }, (_, part) =>
      writeRecords(join(dirname(dataDir), `more${part}.jsonl`), Array.from({ length: 30 }, (_unused, i) => paperRecord(`Another paper ${part} ${i}`, [`Ada One${i % 7}`, `Dee Four${part}`]))),
    );
    const provider = await openProvider(dataDir, { pollMs: 50, threads: 1 });
    const server = await startServer({ provider, port: 0 });
    const papersServed = async (): Promise<number> => {
      const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ corpus { paperCount } }' }) });
      const { data } = (await response.json()) as { data: { corpus: { paperCount: number } } };
      return data.corpus.paperCount;
    };
    const script = `
      import { importFiles } from ${JSON.stringify(join(root, 'src/snapshot/import.ts'))};
      for (const file of ${JSON.stringify(more)}) await importFiles([file], { dataDir: ${JSON.stringify(dataDir)}, threads: 1 });`;
    const importing = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    const ended = once(importing, 'close');
    const records: number[] = [];
    const served = [await papersServed()];
    while (importing.exitCode === null && importing.signalCode === null) {
      const backup = join(dirname(dataDir), `backup${records.length}`);
      const [{ snapshot }, papers] = await Promise.all([makeBackup(dataDir, backup), papersServed()]);
      served.push(papers);
      const found = await verifyData(backup);
      expect(found.findings.filter(({ isFault }) => isFault)).toEqual([]);
      const held = readManifest(join(backup, 'snapshots', snapshot ?? '')).counts.records;
      expect(found.records).toBeGreaterThanOrEqual(held);
      records.push(found.records ?? 0);
      rmSync(backup, { recursive: true });
    }
    expect(await ended).toEqual([0, null]);
    expect(records.length).toBeGreaterThan(1);
    expect(records).toEqual(records.toSorted((a, b) => a - b));
    expect(served).toEqual(served.toSorted((a, b) => a - b));
    await expect.poll(papersServed, { timeout: 20_000 }).toBe(served[0] + more.length * 30);
    await server.close();
    await provider.close();
    expect((await verifyData(dataDir)).findings).toEqual([]);
  }, 120_000);
});

describe('a restoring', () => {
  it('is refused with one sentence and leaves nothing, whatever of the backup is broken', async () => {
    const dataDir = copyOf(whole);
    const target = join(dirname(dataDir), 'restored');
    const backup = join(dirname(dataDir), 'backup');
    for (const [breaking, sentence] of [
      [() => flip(join(backup, 'corpus.sqlite'), 5_000), /corpus\.sqlite is not the file that was backed up/],
      [() => rmSync(join(backup, 'snapshots', id, 'graph.bin')), /graph\.bin is missing/],
      [() => rmSync(join(backup, 'backup.json')), /is no backup, or a damaged one/],
      [() => flip(join(backup, 'backup.json'), 60, 1), /backup\.json (?:differs from what was written|can't be read)/],
      [() => writeFileSync(join(backup, 'backup.json'), '{"formatVersion": 7}'), /has backup format 7, this program reads format 1/],
    ] as const) {
      await makeBackup(dataDir, backup);
      breaking();
      await expect(restoreBackup(backup, target)).rejects.toThrow(sentence);
      expect(existsSync(target)).toBe(false);
      rmSync(backup, { recursive: true });
    }
    await makeBackup(dataDir, backup);
    await expect(restoreBackup(backup, dataDir)).rejects.toThrow(/is there and not empty/);
    expect(readdirSync(dirname(dataDir)).toSorted()).toEqual(['backup', 'data']);
  });
});
