/** A limit on the size of files (RLIMIT_FSIZE), as a service's unit or a shell sets it. Linux only. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';
import { built, stateOf } from './killed-runs.js';

const MAIN = path.resolve(import.meta.dirname, '../../dist/cli/main.js');
const KIBIBYTE = 1024;
const dir = tempDir();
const dataDir = path.join(dir, 'data');
const papers = (count: number) => Array.from({ length: count }, (_, at) => paperRecord(`Paper ${at} of many`, [`Ann ${'abcdefgh'[at % 8]}ovel`, `Bo ${'klmno'[at % 5]}arl`], { abstract: 'words '.repeat(60) }));
const few = writeRecords(path.join(dir, 'few.jsonl'), papers(10));
const many = writeRecords(path.join(dir, 'many.jsonl'), papers(400));

/** Runs a command where no file may grow beyond so many KiB. */
function limited(kibibytes: number, args: readonly string[]) {
  const { status, stderr } = spawnSync('prlimit', [`--fsize=${kibibytes * KIBIBYTE}`, process.execPath, MAIN, ...args, '--data', dataDir], { encoding: 'utf8', timeout: 120_000, killSignal: 'SIGKILL', env: { ...process.env, TZ: 'UTC' } });
  return { status, stderr };
}

const hasLimits = process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0;
const SENTENCE = /^coterie: a file of .* would grow beyond what this process may write to one file \(.*at most \d+\.\d MB are allowed\): raise that limit .*; what was stored before is kept, and the snapshot that was there, if any, still serves$/m;

describe.skipIf(!hasLimits)('a limit on the size of files', () => {
  beforeAll(async () => {
    const [{ importFiles }] = await built();
    await importFiles([few], { dataDir, threads: 1 });
  }, 60_000);

  it('refuses an import and a change of the ledger in words, with the old snapshot served, until it is raised', async () => {
    const old = await stateOf(dataDir);
    for (const kibibytes of [40, 250]) {
      const { status, stderr } = limited(kibibytes, ['import', many]);
      expect([kibibytes, status, stderr]).toEqual([kibibytes, 1, expect.stringMatching(SENTENCE)]);
      const left = await stateOf(dataDir);
      expect([left.id, left.files, left.isWhole]).toEqual([old.id, old.files, true]);
    }
    const change = ['identity', 'merge', 'Bo karl', 'Bo larl', '--why', 'one page', '--who', 'me'];
    const { status, stderr } = limited(40, change);
    expect([status, stderr]).toEqual([1, expect.stringMatching(SENTENCE)]);
    expect((await stateOf(dataDir)).id).toBe(old.id);
    for (const args of [['import', many], change]) expect(limited(100_000, args)).toMatchObject({ status: 0 });
    const now = await stateOf(dataDir);
    expect([now.isWhole, now.records, now.statements.length]).toEqual([true, 410, 1]);
  }, 120_000);
});
