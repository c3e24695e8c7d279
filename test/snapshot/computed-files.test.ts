import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { ComputePool } from '../../src/compute/pool.js';
import { buildIncidence } from '../../src/graph/incidence.js';
import { seededRandom } from '../../src/graph/prng.js';
import { project } from '../../src/graph/projection.js';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import { UNKNOWN } from '../../src/graph/types.js';
import type { KernelOutput } from '../../src/metrics/metric.js';
import { metricById } from '../../src/metrics/registry.js';
import { runMetric } from '../../src/metrics/run.js';
import { SnapshotAnalytics } from '../../src/snapshot/analytics.js';
import { ComputedFiles, type ComputedFilesOptions } from '../../src/snapshot/computed-files.js';
import { importFiles } from '../../src/snapshot/import.js';
import { openProvider } from '../../src/snapshot/provider.js';
import { paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { syntheticPapers } from '../../src/synthetic/papers.js';
import { tempDir } from '../helpers/temp-dir.js';

const pool = new ComputePool({ threads: 1 });
afterAll(() => pool.close());

function filesIn(dir: string, options: ComputedFilesOptions = {}) {
  const notices: string[] = [];
  return { notices, files: new ComputedFiles(dir, pool, { onNotice: (sentence) => notices.push(sentence), ...options }) };
}

const output = (size = 3): KernelOutput => ({
  values: new Float64Array(size).map((_, i) => Math.sqrt(i)), normalized: Float64Array.of(1, NaN, 3), method: 'SAMPLED', iterations: 4, converged: true, errorBound: 0.01,
});

/** Files of values in a folder. */
const kept = (dir: string) => readdirSync(dir).filter((name) => name.endsWith('.bin'));

describe('computed values', () => {
  it('are there for the next process, whole', async () => {
    const dir = join(tempDir(), 'computed', 'abc');
    const { files } = filesIn(dir);
    expect([files.has('q'), await files.load('q')]).toEqual([false, null]);
    files.save('q', output());
    await files.settled();
    const next = filesIn(dir).files;
    expect([next.has('q'), next.has('r')]).toEqual([true, false]);
    expect(await next.load('q')).toEqual(output());
  });

  it('that are damaged are removed, and said', async () => {
    const dir = tempDir();
    const { files, notices } = filesIn(dir);
    files.save('q', output());
    await files.settled();
    const path = join(dir, kept(dir)[0]);
    writeFileSync(path, 'nonsense');
    expect(await files.load('q')).toBeNull();
    await files.settled();
    expect([existsSync(path), files.has('q')]).toEqual([false, false]);
    expect(notices).toEqual([expect.stringContaining(`${path} can't be read and is removed`)]);
  });

  it('are kept within a budget, the ones of use last', async () => {
    const dir = tempDir();
    const { files } = filesIn(dir, { budgetBytes: 20_000 });
    for (const [i, key] of ['a', 'b', 'c'].entries()) {
      files.save(key, { ...output(1_000), normalized: null });
      await files.settled();
      // As if they had been written minutes apart.
      for (const name of kept(dir)) if (statSync(join(dir, name)).mtimeMs > Date.now() - 10_000) utimesSync(join(dir, name), i + 1, i + 1);
      if (key === 'b') await files.load('a');
    }
    expect(['a', 'b', 'c'].map((key) => files.has(key))).toEqual([true, false, true]);
    expect(kept(dir)).toHaveLength(2);
  });

  it('are kept within a budget in the order of use, whatever the clock says meanwhile', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const dir = tempDir();
      const { files } = filesIn(dir, { budgetBytes: 20_000 });
      for (const [year, key] of [[2030, 'a'], [2020, 'b'], [2010, 'c'], [2000, 'd']] as const) {
        vi.setSystemTime(new Date(Date.UTC(year, 0)));
        files.save(key, { ...output(1_000), normalized: null });
        await files.settled();
        if (key === 'b') await files.load('a');
        await files.settled();
      }
      expect(['a', 'b', 'c', 'd'].map((key) => files.has(key))).toEqual([false, false, true, true]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('that a killed process had half written are removed in time', async () => {
    const dir = tempDir();
    for (const name of ['old.bin.1.2.tmp', 'young.bin.3.4.tmp']) writeFileSync(join(dir, name), 'half');
    utimesSync(join(dir, 'old.bin.1.2.tmp'), 1, 1);
    await filesIn(dir).files.settled();
    expect(readdirSync(dir)).toEqual(['young.bin.3.4.tmp']);
  });

  it('are only lost where nothing can be written, which is said once, and kept again once they can', async () => {
    const file = join(tempDir(), 'no-folder');
    writeFileSync(file, '');
    const { files, notices } = filesIn(join(file, 'computed'), { retryWritingAfterMs: 0 });
    for (const key of ['a', 'b']) files.save(key, output());
    await files.settled();
    files.save('c', output());
    await files.settled();
    expect(notices).toEqual([expect.stringMatching(/can't be kept in .*no-folder.*computed again after a restart/)]);
    expect(await files.load('a')).toBeNull();
    rmSync(file);
    files.save('d', output());
    await files.settled();
    expect(await files.load('d')).toEqual(output());
  });
});

describe('an unfinished computation', () => {
  const random = seededRandom(8);
  const incidence = buildIncidence(
    Array.from({ length: 3_000 }, () => ({ authors: [...new Set(Array.from({ length: 3 }, () => Math.floor(random() * 2_000)))], year: 2000, type: UNKNOWN, venue: UNKNOWN, fields: [], citations: null, flags: 1 })),
    2_000,
  );
  const projection = project(incidence, DEFAULT_SPEC);
  const metric = metricById('CLOSENESS');

  it('is resumed from the parts that an earlier process kept, which go when the whole is there', async () => {
    const dir = tempDir();
    const { files } = filesIn(dir, { keepFromMs: 0, resumableFromCost: 0 });
    const { kernel } = metric;
    if (kernel.kind !== 'blocked') throw new Error('CLOSENESS is not blocked');
    const asked = () => new SnapshotAnalytics({ incidence, pool, stored: { projection, spec: DEFAULT_SPEC, outputs: new Map() }, files });
    const table = await asked().authorMetric('CLOSENESS', DEFAULT_SPEC, {}, { waitMs: Infinity });
    await files.settled();
    expect(Array.from(projection.nodes, (author) => table.value(author))).toEqual([...runMetric(metric, { incidence, selection: projection, graph: projection }).values]);
    expect([kept(dir).length, readdirSync(dir).length]).toEqual([1, 1]);

    // As if it had been stopped: false parts under its key, so that the answer shows whether they were used.
    const blocks = await files.blocksOf('half');
    blocks.save(0, Float64Array.of(5));
    blocks.save(2, Float64Array.of(7));
    await files.settled();
    const resumed = await filesIn(dir).files.blocksOf('half');
    expect([resumed.found, [0, 1, 2].map((block) => resumed.load(block))]).toEqual([2, [Float64Array.of(5), null, Float64Array.of(7)]]);
    resumed.discard();
    await files.settled();
    expect((await filesIn(dir).files.blocksOf('other')).found).toBe(0);
  });

  it('keeps its parts when it is given up, and the next process computes the rest alone', async () => {
    const dir = tempDir();
    const options = { keepFromMs: 0, resumableFromCost: 0 };
    const first = filesIn(dir, options).files;
    const controller = new AbortController();
    const blocks = await first.blocksOf('q');
    const input = { incidence, selection: projection, graph: projection, parameters: {} };
    let saved = 0;
    const store = {
      load: blocks.load.bind(blocks),
      save(block: number, values: Float64Array) {
        blocks.save(block, values);
        saved += 1;
        controller.abort();
      },
    };
    await expect(pool.run('CLOSENESS', input, { store, signal: controller.signal })).rejects.toMatchObject({ name: 'CancelledError' });
    await first.settled();
    const next = await filesIn(dir, options).files.blocksOf('q');
    expect(next.found).toBe(saved);
    let computed = 0;
    const rest = { load: next.load.bind(next), save: () => void (computed += 1) };
    const whole = await pool.run('CLOSENESS', input, { store: rest });
    expect(whole).toEqual(runMetric(metric, input));
    const fresh = { load: () => null, save: () => void (computed -= 1) };
    await pool.run('CLOSENESS', input, { store: fresh });
    expect(computed).toBe(-saved);
  });
});

describe('a data directory', () => {
  it('keeps what a server computed for the next one, and forgets it with the snapshot', async () => {
    const dir = tempDir();
    const dataDir = join(dir, 'data');
    await importFiles([writeRecords(join(dir, 'a.jsonl'), syntheticPapers({ papers: 1_200 }))], { dataDir, threads: 1 });
    const spec = { ...DEFAULT_SPEC, counting: 'FRACTIONAL' } as const;
    const ask = async () => {
      const provider = await openProvider(dataDir, { pollMs: 0, threads: 1, computed: { keepFromMs: 0 } });
      const lease = provider.acquire();
      const table = await lease?.snapshot.analytics.authorMetric('BETWEENNESS', spec, { distance: 'INVERSE_STRENGTH' }, { waitMs: Infinity });
      lease?.release();
      await provider.close();
      return { id: lease?.snapshot.id ?? '', values: Array.from({ length: 50 }, (_, author) => table?.value(author)) };
    };
    const { id, values } = await ask();
    const folder = join(dataDir, 'computed', id);
    expect(kept(folder)).toHaveLength(1);
    const written = statSync(join(folder, kept(folder)[0])).ino;
    expect((await ask()).values).toEqual(values);
    expect(statSync(join(folder, kept(folder)[0])).ino).toBe(written);

    mkdirSync(join(dataDir, 'computed', 'feedfeedfeedfeed'), { recursive: true });
    await importFiles([writeRecords(join(dir, 'b.jsonl'), [paperRecord('One more', ['Ann Alpha'])])], { dataDir, threads: 1 });
    expect(readdirSync(join(dataDir, 'computed'))).toEqual([id]);
    await importFiles([writeRecords(join(dir, 'c.jsonl'), [paperRecord('Another', ['Bob Beta'])])], { dataDir, threads: 1 });
    expect(readdirSync(join(dataDir, 'computed'))).toEqual([]);
  }, 180_000);
});
