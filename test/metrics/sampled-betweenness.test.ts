/** Sampled betweenness keeps its promise on graphs small enough for the exact answer, and a broken sampler would not. */
import { afterAll, describe, expect, it } from 'vitest';
import { ComputePool } from '../../src/compute/pool.js';
import { project } from '../../src/graph/projection.js';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import type { BetweennessRound } from '../../src/metrics/centrality/sampled-betweenness.js';
import { sampledBetweennessKernel } from '../../src/metrics/centrality/sampled-betweenness.js';
import { CancelledError } from '../../src/metrics/metric.js';
import type { BlockedKernel, KernelOutput, Parameters } from '../../src/metrics/metric.js';
import { decidedParameters } from '../../src/metrics/parameters.js';
import { metricById as registered } from '../../src/metrics/registry.js';
import { runMetric } from '../../src/metrics/run.js';
import { syntheticIncidence } from '../../src/synthetic/incidence.js';
import { deviations } from '../helpers/deviations.js';
import type { Edge, MetricInput } from '../helpers/graphs.js';
import { graphFromEdges, valuesOf } from '../helpers/graphs.js';
import { DECIDING, sampledBetweenness } from './sampled-registry.js';

const METRIC = sampledBetweenness();
const sampled = (input: MetricInput, parameters: Parameters = {}, metric = METRIC): KernelOutput => runMetric(metric, input, parameters);

const chain = (n: number, from = 0): Edge[] => Array.from({ length: n - 1 }, (_, i): Edge => [from + i, from + i + 1]);
const clique = (n: number, from = 0): Edge[] => Array.from({ length: n * n }, (_, i): Edge => [from + Math.floor(i / n), from + (i % n)]).filter(([a, b]) => a < b);
const star = (leaves: number): Edge[] => Array.from({ length: leaves }, (_, i): Edge => [0, i + 1]);

function corpus(papers: number, seed: number): MetricInput {
  const incidence = syntheticIncidence({ papers, seed, shape: 'CONDMAT' });
  const graph = project(incidence, DEFAULT_SPEC);
  return { incidence, selection: graph, graph };
}

const GRAPHS: ReadonlyArray<readonly [string, MetricInput]> = [
  ['a synthetic corpus', corpus(500, 3)],
  ['a path of 80', graphFromEdges(80, chain(80))],
  ['two paths of 50 and isolated authors', graphFromEdges(110, [...chain(50), ...chain(50, 50)])],
  ['a star with a tail', graphFromEdges(100, [...star(60), ...chain(40, 60)])],
];

const exactly = (input: MetricInput, distance = 'UNWEIGHTED'): Float64Array => {
  const { normalized } = runMetric(registered('BETWEENNESS'), input, { distance });
  if (!normalized) throw new Error('betweenness has a normalised form');
  return normalized;
};

function worst({ normalized }: KernelOutput, exact: Float64Array): number {
  return Math.max(...exact.map((value, node) => Math.abs(value - (normalized?.[node] ?? NaN))));
}

/** Runs in which some author is off by more than the stated bound. */
function failures(input: MetricInput, parameters: Parameters, seeds: number, metric = METRIC): number {
  const exact = exactly(input, String(parameters.distance ?? 'UNWEIGHTED'));
  let failed = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    const output = sampled(input, { ...parameters, seed }, metric);
    if (!(worst(output, exact) <= (output.errorBound ?? NaN))) failed++;
  }
  return failed;
}

const SEEDS = 120;
/** Of 120 runs that fail with a chance of .1 each, more than 24 do so less than once in a thousand times. */
const ALLOWED = 24;

describe('the guarantee', () => {
  it.each(GRAPHS)('holds on %s by hops', (_, input) => {
    expect(failures(input, { epsilon: 0.03 }, SEEDS)).toBeLessThanOrEqual(ALLOWED);
  });

  it('holds by cost', () => {
    // More than 5 of 15 would happen less than once in four hundred times.
    expect(failures(corpus(150, 4), { epsilon: 0.08, distance: 'INVERSE_STRENGTH' }, 15)).toBeLessThanOrEqual(5);
  });

  const broken = (change: Partial<BlockedKernel<BetweennessRound>>): typeof METRIC =>
    sampledBetweenness({ ...sampledBetweennessKernel, ...change });

  it('would not hold for a sampler that loses part of the paths', () => {
    const losing = broken({ runBlock: (...given) => sampledBetweennessKernel.runBlock(...given).map((value, i) => (i % 2 === 0 ? value : 0.8 * value)) });
    expect(failures(GRAPHS[1][1], { epsilon: 0.03 }, 30, losing)).toBeGreaterThan(20);
  });

  it('would not hold for one that stops when it pleases and says it reached epsilon', () => {
    const hasty = broken({
      nextRound: (input, partials, round) => {
        const next = round.check < 0 ? sampledBetweennessKernel.nextRound?.(input, partials, round) : null;
        return next ? { ...next, prepared: { ...next.prepared, samples: 16 } } : null;
      },
      combine: (...given) => ({ ...sampledBetweennessKernel.combine(...given), errorBound: 0.03 }),
    });
    expect(failures(GRAPHS[1][1], { epsilon: 0.03 }, 30, hasty)).toBeGreaterThan(20);
  });

  it('asks for no more samples than Hoeffding’s bound would, and fewer where values are small', () => {
    const [, input] = GRAPHS[0];
    const { iterations, errorBound, method, converged } = sampled(input, { epsilon: 0.02 });
    expect([method, converged]).toEqual(['SAMPLED', true]);
    expect(errorBound).toBeLessThanOrEqual(0.02);
    expect(iterations).toBeLessThan(Math.log((4 * input.graph.nodeCount) / 0.1) / (2 * 0.02 ** 2));
  });
});

describe('values', () => {
  it.each([
    ['by hops', { epsilon: 0.05 }],
    ['by cost', { epsilon: 0.2, distance: 'INVERSE_STRENGTH' }],
  ])('are right on average, %s', (_, parameters) => {
    const input = corpus(250, 6);
    const exact = exactly(input, String((parameters as Parameters).distance ?? 'UNWEIGHTED'));
    const runs = Array.from({ length: 60 }, (__, i) => sampled(input, { ...parameters, seed: i + 1 }).normalized ?? new Float64Array(0));
    const off = exact.map((value, node) => {
      const found = runs.map((run) => run[node]);
      const mean = found.reduce((a, b) => a + b) / runs.length;
      const variance = found.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (runs.length - 1);
      return Math.abs(mean - value) / Math.sqrt(variance / runs.length + 1e-8);
    });
    expect(Math.max(...off)).toBeLessThan(6);
  });

  it.each([
    ['a path of 5', graphFromEdges(5, chain(5)), [0, 3, 4, 3, 0]],
    ['a star of 6', graphFromEdges(6, star(5)), [10, 0, 0, 0, 0, 0]],
    ['a clique of 5', graphFromEdges(5, clique(5)), [0, 0, 0, 0, 0]],
    ['a barbell', graphFromEdges(8, [...clique(4), ...clique(4, 4), [3, 4]]), [0, 0, 0, 12, 12, 0, 0, 0]],
    ['two components', graphFromEdges(6, [...chain(3), ...chain(3, 3)]), [0, 1, 0, 0, 1, 0]],
    ['isolated authors', graphFromEdges(3, []), [0, 0, 0]],
    ['one author', graphFromEdges(1, []), [0]],
    ['nobody', graphFromEdges(0, []), []],
  ])('of %s are counted, and said to be without error', (_, input, expected) => {
    const output = sampled(input);
    expect(deviations(output.values, expected)).toEqual([]);
    expect(output).toMatchObject({ method: 'EXACT', errorBound: null, iterations: null, converged: null });
    // By cost nothing is counted beforehand, but on these trees and cliques a path is a path.
    const byCost = sampled(input, { distance: 'INVERSE_STRENGTH', epsilon: 0.1 });
    expect(worst(byCost, exactly(input))).toBeLessThanOrEqual(byCost.errorBound ?? 0);
  });

  it('of a clique too large to be one class, and of a small component beside a sampled one, are exact', () => {
    const input = graphFromEdges(90, [...chain(80), ...star(9).map(([a, b]): Edge => [a + 80, b + 80])]);
    const { values } = sampled(input, { epsilon: 0.05 });
    expect(values[80]).toBe(36);
    expect([values[0], values[79], ...values.subarray(81)]).toEqual(Array.from({ length: 11 }, () => 0));
  });
});

describe('the k highest', () => {
  // Three hubs of 40, 25 and 10 leaves in a row.
  const hubs = graphFromEdges(78, [
    [0, 1], [1, 2],
    ...Array.from({ length: 75 }, (_, i): Edge => [i < 40 ? 0 : i < 65 ? 1 : 2, i + 3]),
  ]);
  const exact = valuesOf('BETWEENNESS', hubs);
  const topOf = (values: ArrayLike<number>, k: number): number[] => Array.from(values, (_, node) => node).toSorted((a, b) => values[b] - values[a]).slice(0, k).toSorted((a, b) => a - b);

  it('are certain long before all values are', () => {
    const whole = sampled(hubs, { epsilon: 0.002 });
    let wrong = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const output = sampled(hubs, { epsilon: 0.002, k: 3, seed });
      expect(output.converged).toBe(true);
      expect(output.iterations).toBeLessThan((whole.iterations ?? 0) / 4);
      if (topOf(output.values, 3).join() !== topOf(exact, 3).join()) wrong++;
    }
    expect(wrong).toBeLessThanOrEqual(10);
  });

  it('are said to be uncertain where they are equal, once epsilon is reached', () => {
    const output = sampled(graphFromEdges(80, chain(80)), { epsilon: 0.05, k: 1 });
    expect(output.converged).toBe(false);
    expect(output.errorBound).toBeLessThanOrEqual(0.05);
  });

  it('may be fewer than k, or more than there are authors', () => {
    expect(sampled(hubs, { epsilon: 0.05, k: 1000 })).toMatchObject({ method: 'SAMPLED' });
    expect(sampled(graphFromEdges(3, chain(3)), { k: 2 })).toMatchObject({ method: 'EXACT', iterations: null });
  });
});

describe('running it', () => {
  const pools: ComputePool[] = [];
  afterAll(() => Promise.all(pools.map((pool) => pool.close())));

  it.each(['UNWEIGHTED', 'INVERSE_STRENGTH'])('gives the same bits on 1, 2 and 4 threads and in none, %s', async (distance) => {
    const input = corpus(250, 7);
    const given = { distance, epsilon: distance === 'UNWEIGHTED' ? 0.02 : 0.1, k: 2 };
    const expected = sampled(input, given);
    expect(sampled(input, given)).toEqual(expected);
    expect(sampled(input, { ...given, seed: 2 }).values).not.toEqual(expected.values);
    for (const threads of [1, 2, 4]) {
      const pool = new ComputePool({ threads, registry: new URL('sampled-registry.ts', import.meta.url) });
      pools.push(pool);
      const shares: number[] = [];
      const output = await pool.run('SAMPLED_BETWEENNESS', { ...input, parameters: given }, { onProgress: (share) => shares.push(share) });
      expect(output).toEqual(expected);
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    }
  });

  it('can be cancelled, and leaves nothing behind for the next', () => {
    const input = corpus(400, 5);
    const expected = sampled({ ...input, graph: { ...input.graph } }, { epsilon: 0.05 });
    let polls = 0;
    expect(() => runMetric(METRIC, { ...input, isCancelled: () => ++polls > 40 }, { epsilon: 0.05 })).toThrow(CancelledError);
    expect(sampled(input, { epsilon: 0.05 })).toEqual(expected);
  });

  it.each([{ epsilon: 0 }, { epsilon: 0.6 }, { epsilon: NaN }, { delta: 0 }, { delta: 1 }, { k: -1 }, { k: 1.5 }, { seed: 0.5 }, { seed: -1 }, { method: 'SKETCHED' }])('refuses %o', (parameters) => {
    const [[name, value]] = Object.entries(parameters);
    expect(() => sampled(GRAPHS[1][1], parameters as unknown as Parameters)).toThrow(new RegExp(`parameter "${name}" is ${JSON.stringify(value)}, but must be`));
  });

  it('is chosen by AUTO only where the exact answer is dearer, and EXACT forgets what it does not read', () => {
    const decided = (nodeCount: number, parameters: Parameters): Parameters => decidedParameters(DECIDING, { nodeCount, edgeCount: 6 * nodeCount }, parameters);
    for (const nodeCount of [0, 1, 2, 10, 1000, 20_000]) expect(decided(nodeCount, { seed: 5 })).toMatchObject({ method: 'EXACT', seed: 1 });
    expect(decided(300_000, { seed: 5 })).toMatchObject({ method: 'SAMPLED', seed: 5, epsilon: 0.01 });
    expect(decided(300_000, { method: 'EXACT' }).method).toBe('EXACT');
    expect(decided(10, { method: 'SAMPLED', k: 3 })).toMatchObject({ method: 'SAMPLED', k: 3 });
  });
});
