/** Arrays read through a memory map: the same answers, shared with other threads and processes, and given back. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import Module from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { whyNothingIsMapped } from '../../src/graph/memory-map.js';
import { importFiles } from '../../src/snapshot/import.js';
import { currentSnapshotName, snapshotsDir } from '../../src/snapshot/layout.js';
import { syntheticPapers } from '../../src/synthetic/papers.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

const isMapping = whyNothingIsMapped() === null;
const isLinux = process.platform === 'linux';
const child = fileURLToPath(new URL('mapped-child.ts', import.meta.url));
let snapshot: string;

beforeAll(async () => {
  const dir = tempDir();
  const dataDir = join(dir, 'data');
  await importFiles([writeRecords(join(dir, 'papers.jsonl'), syntheticPapers({ papers: 1_500, seed: 3 }))], { dataDir, threads: 1 });
  snapshot = join(snapshotsDir(dataDir), currentSnapshotName(dataDir) as string);
}, 60_000);

/** A process that does some tasks, one after the other, on a copy of the snapshot or itself. */
function started(tasks: readonly string[], dir: string) {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const run = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', child, dir, ...tasks], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let [said, wrong] = ['', ''];
  run.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  run.stderr.setEncoding('utf8').on('data', (text: string) => (wrong += text));
  const ended = once(run, 'close').then(([code, signal]) => {
    if (code !== 0) throw new Error(`the process ended with ${String(code ?? signal)} after ${said.slice(0, 500)}: ${wrong}`);
    return Object.fromEntries(said.split('\n').filter((line) => line.startsWith('[')).map((line) => JSON.parse(line) as [string, Record<string, never>]));
  });
  const isReady = new Promise<void>((resolve) => run.stdout.on('data', () => void (said.includes('READY') && resolve())));
  return { ended, isReady: Promise.race([isReady, ended]), goOn: () => run.stdin.end('go on\n') };
}

describe.runIf(isMapping)('mapped arrays', () => {
  let found: Record<string, Record<string, never>>;
  beforeAll(async () => {
    const copy = join(tempDir(), 'copied00');
    cpSync(snapshot, copy, { recursive: true });
    found = await started(['compare', 'lend', 'end', 'cycle', 'removed'], copy).ended;
  }, 120_000);

  it('are those that are read into memory, and so is what is computed of them', () => {
    expect(found['compare']).toMatchObject({
      places: [{ isMapped: false, whyNotMapped: null }, { isMapped: true, whyNotMapped: null }],
      incidence: { differing: [], notMapped: [] },
      projection: { differing: [], notMapped: [] },
      metric: { same: true, asHere: true, some: true },
      made: [],
      table: { same: true, isMapped: true },
    });
    const [one, other] = found['compare']['names'] as unknown[][];
    expect(one.length).toBeGreaterThan(0);
    expect(other).toEqual(one);
  });

  it('are read in place by workers, and unmapped once neither they nor anybody else can read them', () => {
    const { look, expected, blocks, isSame, lent, after } = found['lend'];
    expect(look).toEqual([1, expected]);
    expect(blocks).toEqual([0, 0, 1, 0, 2, 0, 3, 0]);
    expect(isSame).toBe(true);
    // The worker may still read the graph, which alone was lent.
    expect([lent, after]).toEqual(isLinux ? [1, 0] : [null, null]);
  });

  it('are unmapped where the worker that had them is ended', () => {
    expect(found['end']).toEqual({ after: isLinux ? 0 : null });
  });

  it('are given back by two hundred snapshots that were opened and closed, and read on by who holds them', () => {
    const { after, read } = found['cycle'];
    expect(read).toHaveLength(1);
    expect(after).toBe(isLinux ? 0 : null);
  });

  it('are read to the end where their directory is removed', () => {
    expect(found['removed']['expected']).toBeGreaterThan(1_000);
    expect(found['removed']['sum']).toBe(found['removed']['expected']);
  });

  it.runIf(isLinux)('are the same pages for two processes, and nobody\'s own', async () => {
    const [one, other] = [started(['share'], snapshot), started(['share'], snapshot)];
    await Promise.all([one.isReady, other.isReady]);
    // The first ends after the other has counted.
    other.goOn();
    const { share: second } = await other.ended;
    one.goOn();
    const { share: first } = await one.ended;
    expect(second['sum']).toBe(first['sum']);
    const { Rss, Pss, ...pages } = second['pages'] as Record<string, number>;
    expect(Rss).toBeGreaterThan(50);
    expect(pages).toMatchObject({ Shared_Clean: Rss, Shared_Dirty: 0, Private_Dirty: 0, Private_Clean: 0 });
    expect(Pss).toBeLessThanOrEqual(Rss / 2 + 4);
  }, 60_000);
});

describe('arrays that can\'t be mapped', () => {
  it('are read into memory, which is said', async () => {
    type Load = (request: string, ...rest: unknown[]) => unknown;
    const load = Reflect.get(Module, '_load') as Load;
    vi.resetModules();
    vi.spyOn(Module as unknown as { _load: Load }, '_load').mockImplementation((request, ...rest) => {
      if (request === 'koffi') throw new Error("Cannot find module 'koffi'");
      return load.call(Module, request, ...rest);
    });
    const { isMapped } = await import('../../src/graph/memory-map.js');
    const { ComputePool } = await import('../../src/compute/pool.js');
    const { Capacity } = await import('../../src/snapshot/capacity.js');
    const { openSnapshot } = await import('../../src/snapshot/open.js');
    const pool = new ComputePool({ threads: 1 });
    const opened = await openSnapshot(snapshot, new Capacity(pool, { arraysInMemory: 0 }));
    const { arrays, incidence } = opened.snapshot;
    opened.close();
    await pool.close();
    vi.restoreAllMocks();
    expect(isMapped(incidence.paperAuthors)).toBe(false);
    expect(incidence.authorCount).toBeGreaterThan(100);
    expect(arrays).toMatchObject({ isMapped: false, whyNotMapped: expect.stringContaining('koffi can\'t be loaded (Cannot find module \'koffi\')') as string });
  });
});
