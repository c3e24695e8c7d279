import { totalmem } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { estimateMemory, memoryLimit, refuseWhatWillNotFit } from '../../src/compute/memory.js';
import { ComputePool } from '../../src/compute/pool.js';
import type { MetricDescriptor } from '../../src/metrics/metric.js';
import { METRICS } from '../../src/metrics/registry.js';
import { defaultParameters } from '../../src/metrics/parameters.js';
import { graphFromEdges } from '../helpers/graphs.js';
import { metricById } from './kernels.js';

const input = { ...graphFromEdges(4, [[0, 1], [1, 2], [2, 3]]), parameters: {} };
const inputBytes = [input.graph, input.incidence, input.selection]
  .flatMap((holder): unknown[] => Object.values(holder))
  .reduce((sum: number, value) => sum + (ArrayBuffer.isView(value) ? value.byteLength : 0), 0);
const blocked: MetricDescriptor = { ...metricById('BLOCK_SUMS'), memory: (n, m) => 1e9 * n + 1e8 * m };

describe('the estimate', () => {
  it('adds up the arrays of the input, two numbers per value, and what the descriptor says a thread needs', () => {
    expect(estimateMemory(blocked, input)).toEqual({ input: inputBytes, output: 64, perThread: 4.3e9 });
    expect(estimateMemory({ ...blocked, scope: 'COLLABORATION' }, input).output).toBe(96);
    expect(estimateMemory({ ...blocked, scope: 'NETWORK' }, input).output).toBe(16);
    expect(estimateMemory(metricById('BLOCK_SUMS'), input).perThread).toBe(448);
  });

  it('fits for every metric of the registry on a small graph', () => {
    const fits = (metric: MetricDescriptor): boolean => {
      refuseWhatWillNotFit(metric, { ...input, parameters: defaultParameters(metric) }, 64);
      return true;
    };
    expect(METRICS.every(fits)).toBe(true);
  });
});

describe('the limit', () => {
  it('is that of the machine or of the container', () => {
    expect(memoryLimit()).toBeGreaterThan(64 * 2 ** 20);
    expect(memoryLimit()).toBeLessThanOrEqual(totalmem());
  });

  it('refuses with the need, its parts, and how many threads would fit', () => {
    const shared = inputBytes + 64;
    expect(() => refuseWhatWillNotFit(blocked, input, 4, 4 * 4.3e9 + shared)).not.toThrow();
    expect(() => refuseWhatWillNotFit(blocked, input, 4, 4 * 4.3e9 + shared - 1)).toThrow(
      /^BLOCK_SUMS would need about 17\.2 GB \(.*, 4\.30 GB for each of 4 threads\), but there are 17\.2 GB: with 3 threads it would fit$/,
    );
    expect(() => refuseWhatWillNotFit(blocked, input, 4, 1e9)).toThrow(/but there are 1\.00 GB: choose a smaller graph or a machine with more memory$/);
    // A kernel that runs in one go uses one thread, however many there are.
    const whole = { ...metricById('TWICE_STRENGTH'), memory: () => 1e9 };
    expect(() => refuseWhatWillNotFit(whole, input, 64, 1e9 + 1e6)).not.toThrow();
  });
});

describe('a pool', () => {
  const pools: ComputePool[] = [];
  afterAll(() => Promise.all(pools.map((pool) => pool.close())));

  it('refuses before the kernel begins, and goes on with what fits', async () => {
    const needed = inputBytes + 64 + 2 * 448;
    const registry = new URL('kernels.ts', import.meta.url);
    const tight = new ComputePool({ threads: 2, registry, memoryLimit: needed - 1 });
    const enough = new ComputePool({ threads: 2, registry, memoryLimit: needed });
    pools.push(tight, enough);
    await expect(tight.run('BLOCK_SUMS', { ...input, parameters: { blocks: 3 } })).rejects.toMatchObject({ name: 'MemoryRefusedError', message: /^BLOCK_SUMS would need/ });
    expect((await enough.run('BLOCK_SUMS', { ...input, parameters: { blocks: 3 } })).values[1]).toBe(3);
    // A whole kernel needs one thread's scratch only.
    expect((await tight.run('TWICE_STRENGTH', input)).values).toEqual(input.graph.strength.map((strength) => 2 * strength));
  });
});
