import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import type { BlockStore } from '../../src/compute/job.js';
import { ComputePool } from '../../src/compute/pool.js';
import type { ComputePoolOptions } from '../../src/compute/pool.js';
import type { SharedInput } from '../../src/compute/protocol.js';
import { buildIncidence } from '../../src/graph/incidence.js';
import { seededRandom } from '../../src/graph/prng.js';
import { project } from '../../src/graph/projection.js';
import { CancelledError } from '../../src/metrics/metric.js';
import type { KernelOutput, Parameters } from '../../src/metrics/metric.js';
import { decidedParameters } from '../../src/metrics/parameters.js';
import { metricById } from '../../src/metrics/registry.js';
import { runMetric } from '../../src/metrics/run.js';
import { paper, specWith } from '../graph/hypergraphs.js';

const open: ComputePool[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((pool) => pool.close()));
});

function poolOf(threads: number, options: ComputePoolOptions = {}): ComputePool {
  const pool = new ComputePool({ threads, registry: new URL('kernels.ts', import.meta.url), ...options });
  open.push(pool);
  return pool;
}

const random = seededRandom(5);
const incidence = buildIncidence(
  Array.from({ length: 60 }, () => paper([...new Set(Array.from({ length: 4 }, () => Math.floor(random() * 40)))])), 40,
);
const graph = project(incidence, specWith({ counting: 'HARMONIC' }));
const inputWith = (parameters: Parameters = {}): SharedInput => ({ incidence, selection: graph, graph, parameters });

/** What a promise is rejected with. */
async function failureOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('it was fulfilled');
}

describe('ComputePool', () => {
  it('runs a whole kernel in a worker and gives back all of its output', async () => {
    const output = await poolOf(1).run('TWICE_STRENGTH', inputWith());
    expect(output).toEqual({
      values: graph.strength.map((s) => 2 * s), normalized: new Float64Array(graph.strength.length),
      method: 'EXACT', iterations: 7, converged: true, errorBound: null,
    });
  });

  it('gives the same bits on 1, 2 and 4 threads', async () => {
    const kernel = (await import('./kernels.js')).metricById('BLOCK_SUMS').kernel;
    if (kernel.kind !== 'blocked') throw new Error('BLOCK_SUMS is not blocked');
    const input = inputWith({ blocks: 23 });
    const partials = Array.from({ length: 23 }, (_, block) => kernel.runBlock(input, block, {}));
    const expected = kernel.combine(input, partials, {});
    for (const threads of [1, 2, 4]) expect(await poolOf(threads).run('BLOCK_SUMS', input)).toEqual(expected);
    // The order matters here, or equal bits would say nothing.
    expect(kernel.combine(input, partials.toReversed(), {}).values[0]).not.toBe(expected.values[0]);
  });

  it('prepares once, hands the same objects to every block, and goes on in rounds until the kernel has enough', async () => {
    const expected = runMetric((await import('./kernels.js')).metricById('ROUNDS'), inputWith(), { rounds: 4 });
    // Four rounds of three blocks; each worker counts the distinct objects that it was handed in a round.
    expect([...expected.values]).toEqual([4, 12]);
    for (const threads of [1, 3]) {
      const shares: number[] = [];
      const output = await poolOf(threads).run('ROUNDS', inputWith({ rounds: 4 }), { onProgress: (share) => shares.push(share) });
      expect(output).toEqual(expected);
      expect(shares).toEqual(shares.toSorted((x, y) => x - y));
    }
  });

  it('keeps the blocks of a job, and resumes from what was kept', async () => {
    const kept = new Map<number, Float64Array>();
    const store: BlockStore = { load: (block) => kept.get(block)?.slice() ?? null, save: (block, values) => void kept.set(block, values.slice()) };
    const whole = await poolOf(2).run('BLOCK_SUMS', inputWith({ blocks: 9 }), { store });
    expect(kept.size).toBe(9);
    for (const block of [0, 4, 8]) kept.delete(block);
    const recomputed: number[] = [];
    const counting: BlockStore = { ...store, save: (block) => void recomputed.push(block) };
    expect(await poolOf(2).run('BLOCK_SUMS', inputWith({ blocks: 9 }), { store: counting })).toEqual(whole);
    expect(recomputed.toSorted((a, b) => a - b)).toEqual([0, 4, 8]);
    const full: BlockStore = { ...store, save: () => { throw new Error('no space left'); } };
    expect((await failureOf(poolOf(1).run('BLOCK_SUMS', inputWith({ blocks: 9 }), { store: full }))).message).toBe('no space left');
  });

  it('combines even no blocks', async () => {
    expect((await poolOf(2).run('BLOCK_SUMS', inputWith({ blocks: 0 }))).values).toEqual(Float64Array.of(0, 0));
  });

  it.each(['BETWEENNESS', 'PAGERANK', 'EDGE_BETWEENNESS', 'BETWEENNESS_CENTRALIZATION'])('runs %s of the product’s registry as the calling thread does', async (id) => {
    const expected = runMetric(metricById(id), inputWith());
    for (const threads of [1, 2]) {
      const pool = new ComputePool({ threads });
      open.push(pool);
      expect(await pool.run(id, inputWith())).toEqual(expected);
    }
  });

  it('decides what the caller left open, on every thread alike, and refuses what the metric does not take', async () => {
    const pool = poolOf(3);
    const small = { ...inputWith(), graph: { ...graph, nodeCount: 4 } };
    expect(await pool.run('DECIDING', inputWith())).toMatchObject({ method: 'SAMPLED', values: new Float64Array(12).fill(1) });
    expect(await pool.run('DECIDING', small)).toMatchObject({ method: 'EXACT', values: new Float64Array(12) });
    expect((await pool.run('DECIDING', inputWith({ method: 'EXACT' }))).method).toBe('EXACT');
    expect(await failureOf(pool.run('DECIDING', inputWith({ method: 'GUESSED' })))).toMatchObject({ name: 'RangeError', message: 'DECIDING: parameter "method" is "GUESSED", but must be one of AUTO, EXACT, SAMPLED.' });
    expect((await failureOf(pool.run('DECIDING', inputWith({ blocks: 3 })))).message).toBe('DECIDING has no parameter "blocks"; it takes method.');
  });

  it('gives the same bits on 1, 2 and 4 threads for metrics whose kernels take turns on a thread’s memory', async () => {
    const ids = ['COMPONENT_SIZE', 'CORE_NUMBER', 'TRIANGLES', 'LOCAL_CLUSTERING', 'SIMMELIAN_STRENGTH', 'PAGERANK', 'EIGENVECTOR', 'KATZ'];
    const calls = [...ids, ...ids.toReversed()].map((id) => ({ id, parameters: decidedParameters(metricById(id), graph, {}) }));
    const expected = calls.map(({ id, parameters }) => runMetric(metricById(id), inputWith(parameters), parameters));
    for (const threads of [1, 2, 4]) {
      const pool = new ComputePool({ threads });
      open.push(pool);
      expect(await Promise.all(calls.map(({ id, parameters }) => pool.run(id, inputWith(parameters))))).toEqual(expected);
    }
  }, 60_000);

  it('runs many jobs at once, each with its own answer', async () => {
    const pool = poolOf(2);
    const blocks = [1, 2, 3, 4, 5, 6, 7, 8];
    const outputs = await Promise.all(blocks.map((count) => pool.run('BLOCK_SUMS', inputWith({ blocks: count }))));
    expect(outputs.map(({ values }) => values[1])).toEqual(blocks);
  });

  it('shares arrays by reference, and copies those that are not shared once', async () => {
    const pool = poolOf(1);
    const own = { ...graph, strength: Float64Array.from(graph.strength), offsets: Uint32Array.from(graph.offsets) };
    const unshared: SharedInput = { incidence, selection: graph, graph: own, parameters: {} };
    expect((await pool.run('SHARED', unshared)).values).toEqual(new Float64Array(6).fill(1));
    await pool.run('THREAD_MARK', unshared);
    expect((await pool.run('TWICE_STRENGTH', unshared)).values[0]).toBe(84);
    expect(own.strength[0]).toBe(graph.strength[0]);
    const mutable = project(incidence, specWith({}));
    await pool.run('THREAD_MARK', { incidence, selection: graph, graph: mutable, parameters: {} });
    expect(mutable.strength[0]).toBe(42);
  });

  it('refuses a number of threads that is none', () => {
    expect(() => new ComputePool({ threads: 0 })).toThrow('threads is 0, which is not a positive integer');
    expect(new ComputePool().threads).toBeGreaterThanOrEqual(1);
  });
});

describe('errors', () => {
  it('come back whole, and the worker lives on', async () => {
    const pool = poolOf(1);
    const error = await failureOf(pool.run('FAILING', inputWith()));
    expect([error.name, error.message]).toEqual(['OddStrengthError', 'the strength of edge 3 is odd']);
    expect(error.stack).toContain('kernels.');
    expect((await failureOf(pool.run('FAILING_BLOCK', inputWith()))).message).toBe('block 5 is odd');
    expect((await failureOf(pool.run('THROWING_TEXT', inputWith()))).message).toBe('only a text');
    expect((await failureOf(pool.run('NONESUCH', inputWith()))).message).toBe('there is no test kernel NONESUCH');
    expect((await failureOf(pool.run('BAD_PLAN', inputWith()))).message).toBe(
      'the kernel of BAD_PLAN plans 1.5 blocks, which is not an integer from 0 up',
    );
    expect((await pool.run('BLOCK_SUMS', inputWith({ blocks: 2 }))).values[1]).toBe(2);
  });

  it('name the job whose worker was killed, and the pool goes on', async () => {
    const pool = poolOf(2);
    const error = await failureOf(pool.run('EXITING', inputWith()));
    expect([error.name, error.message]).toEqual([
      'WorkerCrashError', 'the worker computing EXITING ended before it answered: it exited with code 3',
    ]);
    const [blocked, other] = await Promise.allSettled([
      pool.run('EXITING_BLOCK', inputWith()), pool.run('BLOCK_SUMS', inputWith({ blocks: 9 })),
    ]);
    expect(blocked).toMatchObject({ reason: { message: expect.stringContaining('block 2 of EXITING_BLOCK') as string } });
    expect(other).toMatchObject({ value: { values: expect.objectContaining({ 1: 9 }) as Float64Array } });
    expect((await pool.run('BLOCK_SUMS', inputWith({ blocks: 3 }))).values[1]).toBe(3);
  });

  it('name a registry that cannot be loaded', async () => {
    const pool = poolOf(1, { registry: new URL('no-such-registry.js', import.meta.url) });
    const error = await failureOf(pool.run('FAILING', inputWith()));
    expect(error.message).toMatch(/the worker computing FAILING ended before it answered: .*no-such-registry/);
  });
});

describe('cancelling', () => {
  it.each(['SPINNING', 'SPINNING_BLOCKS'])('stops %s soon and keeps the workers', async (id) => {
    const pool = poolOf(2, { cancelGraceMs: 600_000 });
    const controller = new AbortController();
    const running = pool.run(id, inputWith({ ms: 600_000 }), {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    expect(await failureOf(running)).toBeInstanceOf(CancelledError);
    // Within the grace no worker is replaced, so this answer proves that the kernel stopped by itself.
    const after: KernelOutput = await pool.run('SPINNING_BLOCKS', inputWith({ ms: 1 }));
    expect(after.values[0]).toBe(6);
  });

  it('replaces a worker whose kernel does not listen', async () => {
    const pool = poolOf(1, { cancelGraceMs: 50 });
    const controller = new AbortController();
    const deaf = pool.run('DEAF', inputWith({ ms: 600_000 }), { signal: controller.signal });
    const next = pool.run('BLOCK_SUMS', inputWith({ blocks: 4 }));
    setTimeout(() => controller.abort(), 100);
    expect(await failureOf(deaf)).toBeInstanceOf(CancelledError);
    expect((await next).values[1]).toBe(4);
  });

  it('rejects at once what was aborted before', async () => {
    expect(await failureOf(poolOf(1).run('DEAF', inputWith(), { signal: AbortSignal.abort() }))).toBeInstanceOf(CancelledError);
  });
});

describe('progress', () => {
  it.each([['SPINNING', 900], ['SPINNING_BLOCKS', 400]])('of %s rises to 1, at most five times a second', async (id, ms) => {
    const shares: number[] = [];
    const started = performance.now();
    await poolOf(2).run(id, inputWith({ ms }), { onProgress: (share) => shares.push(share) });
    const seconds = (performance.now() - started) / 1000;
    expect(shares.length).toBeGreaterThan(2);
    expect(shares).toEqual(shares.toSorted((x, y) => x - y));
    expect(shares.at(-1)).toBe(1);
    // One report every 200 ms, the first at once and the last with the answer.
    expect(shares.length).toBeLessThanOrEqual(5 * seconds + 2);
  });
});

describe('close', () => {
  it('rejects what runs and what comes after, and may be repeated', async () => {
    const pool = poolOf(1);
    const running = failureOf(pool.run('DEAF', inputWith({ ms: 600_000 })));
    await pool.close();
    expect((await running).message).toBe('the compute pool was closed while DEAF was computed');
    expect((await failureOf(pool.run('DEAF', inputWith()))).message).toBe('the compute pool is closed and cannot compute DEAF');
    await pool.close();
  });

  it('is not needed for a process to end: idle workers do not hold it', async () => {
    const script = new URL('run-once.ts', import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script], { timeout: 15_000 });
    expect(stdout.trim()).toBe('values 2');
  });
});
