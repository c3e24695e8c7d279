/** Closeness from sampled sources keeps its promise, and says so where nothing needed sampling. */
import { afterAll, describe, expect, it } from 'vitest';
import { ComputePool } from '../../src/compute/pool.js';
import { project } from '../../src/graph/projection.js';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import { decidedCloseness } from '../../src/metrics/centrality/closeness-choice.js';
import { sampledHarmonicKernel, sourcesFor } from '../../src/metrics/centrality/sampled-closeness.js';
import { sketchedHarmonicKernel } from '../../src/metrics/centrality/sketched-closeness.js';
import type { KernelOutput, MetricDescriptor, Parameters } from '../../src/metrics/metric.js';
import { kernelByMethod } from '../../src/metrics/method-kernel.js';
import { resolveParameters } from '../../src/metrics/parameters.js';
import type { SampledSweep } from '../../src/metrics/paths/sampled-sweep.js';
import { metricById as registered } from '../../src/metrics/registry.js';
import { runMetric } from '../../src/metrics/run.js';
import { syntheticIncidence } from '../../src/synthetic/incidence.js';
import { deviations } from '../helpers/deviations.js';
import type { Edge, MetricInput } from '../helpers/graphs.js';
import { graphFromEdges, valuesOf } from '../helpers/graphs.js';
import { SAMPLED_CLOSENESS, SAMPLED_HARMONIC, SKETCHED_HARMONIC } from './sampled-registry.js';

const chain = (n: number, from = 0): Edge[] => Array.from({ length: n - 1 }, (_, i): Edge => [from + i, from + i + 1]);
const incidence = syntheticIncidence({ papers: 1500, seed: 2, shape: 'CONDMAT' });
const graph = project(incidence, DEFAULT_SPEC);
const CORPUS: MetricInput = { incidence, selection: graph, graph };

const run = (metric: MetricDescriptor, input: MetricInput, parameters: Parameters = {}): KernelOutput => runMetric(metric, input, parameters);
/** What is bounded: the normalised form where there is one, else the value. */
const bounded = ({ normalized, values }: KernelOutput): Float64Array => normalized ?? values;
const worst = (output: KernelOutput, exact: ArrayLike<number>): number => Math.max(0, ...bounded(output).map((value, node) => Math.abs(value - exact[node])));

const METRICS = [
  ['HARMONIC_CLOSENESS', SAMPLED_HARMONIC],
  ['CLOSENESS', SAMPLED_CLOSENESS],
] as const;

describe.each(METRICS)('%s from sampled sources', (id, metric) => {
  const exactly = (input: MetricInput): Float64Array => bounded(run(registered(id), input));
  // With epsilon .2 some 250 sources are drawn of more than 600 authors.
  const given = { epsilon: 0.2 };

  it.each([
    ['a synthetic corpus', CORPUS],
    ['a path of 600', graphFromEdges(600, chain(600))],
    ['a path of 500 beside small components', graphFromEdges(560, [...chain(500), ...chain(20, 500), ...chain(3, 530)])],
  ])('is within the stated bound but for one run in ten: %s', (_, input) => {
    const exact = exactly(input);
    const failed = Array.from({ length: 40 }, (__, seed) => run(metric, input, { ...given, seed })).filter((output) => {
      expect(output.iterations).toBe(sourcesFor(input.graph.nodeCount, 0.2, 0.1));
      return !(worst(output, exact) <= (output.errorBound ?? NaN));
    });
    // More than 11 of 40 would happen less than once in a thousand times.
    expect(failed.length).toBeLessThanOrEqual(11);
  });

  it('is right on average', () => {
    const exact = valuesOf(id, CORPUS);
    const runs = Array.from({ length: 60 }, (_, seed) => run(metric, CORPUS, { ...given, seed }).values);
    const off = exact.map((value, node) => {
      const found = runs.map((values) => values[node]);
      const mean = found.reduce((a, b) => a + b) / runs.length;
      const variance = found.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (runs.length - 1);
      // The reciprocal of a mean is not quite unbiased: half a percent is allowed for it.
      return Math.max(0, Math.abs(mean - value) - 0.005 * value) / Math.sqrt(variance / runs.length + 1e-12);
    });
    expect(Math.max(...off)).toBeLessThan(6);
  });

  it.each([
    ['a path of 5', graphFromEdges(5, chain(5))],
    ['a star of 6', graphFromEdges(6, [1, 2, 3, 4, 5].map((leaf): Edge => [0, leaf]))],
    ['two components', graphFromEdges(7, [...chain(3), ...chain(4, 3)])],
    ['isolated authors', graphFromEdges(3, [])],
    ['one author', graphFromEdges(1, [])],
    ['nobody', graphFromEdges(0, [])],
    ['a path of 300 with more sources than authors', graphFromEdges(300, chain(300))],
  ])('is exact, and says so, for %s', (_, input) => {
    const output = run(metric, input, { epsilon: 0.05 });
    expect(deviations(output.values, valuesOf(id, input))).toEqual([]);
    expect(output).toMatchObject({ method: 'EXACT', errorBound: null, iterations: null });
  });
});

describe('the stated bound', () => {
  it('is not so wide that losing half of the distances would stay within it', () => {
    const losing: MetricDescriptor = {
      ...SAMPLED_HARMONIC,
      kernel: { ...sampledHarmonicKernel, runBlock: (input, block, prepared) => sampledHarmonicKernel.runBlock(input, block, prepared as SampledSweep).map((value) => value / 2) },
    };
    const exact = bounded(run(registered('HARMONIC_CLOSENESS'), CORPUS));
    for (let seed = 0; seed < 10; seed++) {
      const { errorBound } = run(SAMPLED_HARMONIC, CORPUS, { epsilon: 0.1, seed });
      expect(worst(run(losing, CORPUS, { epsilon: 0.1, seed }), exact)).toBeGreaterThan(errorBound ?? NaN);
    }
  });
});

describe('running it', () => {
  const pools: ComputePool[] = [];
  afterAll(() => Promise.all(pools.map((pool) => pool.close())));

  it('gives the same bits on 1, 2 and 4 threads and in none', async () => {
    const parameters = { epsilon: 0.1 };
    const expected = run(SAMPLED_HARMONIC, CORPUS, parameters);
    expect(run(SAMPLED_HARMONIC, CORPUS, { ...parameters, seed: 2 }).values).not.toEqual(expected.values);
    for (const threads of [1, 2, 4]) {
      const pool = new ComputePool({ threads, registry: new URL('sampled-registry.ts', import.meta.url) });
      pools.push(pool);
      expect(await pool.run('SAMPLED_HARMONIC', { ...CORPUS, parameters })).toEqual(expected);
    }
  });

  it.each([{ epsilon: 0 }, { epsilon: 0.7 }, { delta: 0 }, { delta: 0.6 }, { seed: -1 }])('refuses %o', (parameters) => {
    expect(() => run(SAMPLED_HARMONIC, CORPUS, parameters as unknown as Parameters)).toThrow(RangeError);
  });

  it('refuses costs, sampled and sketched', () => {
    for (const [metric, method] of [[SAMPLED_HARMONIC, 'SAMPLED'], [SKETCHED_HARMONIC, 'SKETCHED']] as const) {
      expect(() => run(metric, CORPUS, { distance: 'INVERSE_STRENGTH', method })).toThrow(/by "distance" INVERSE_STRENGTH closeness is computed EXACT only; ask for/);
    }
  });
});

describe('what AUTO means', () => {
  const complete = (given: Parameters): Parameters => resolveParameters(SAMPLED_HARMONIC, given);

  it('is EXACT where that is affordable or nothing else knows costs, else SAMPLED; unread parameters get their defaults', () => {
    expect(decidedCloseness(1e9, complete({ seed: 4 }))).toMatchObject({ method: 'EXACT', seed: 1 });
    expect(decidedCloseness(1e15, complete({ seed: 4, precision: 9 }))).toMatchObject({ method: 'SAMPLED', seed: 4, precision: 7 });
    expect(decidedCloseness(1e15, complete({ distance: 'INVERSE_STRENGTH' }))).toMatchObject({ method: 'EXACT' });
    expect(decidedCloseness(1, complete({ method: 'SKETCHED', epsilon: 0.1, precision: 9 }))).toMatchObject({ method: 'SKETCHED', epsilon: 0.05, precision: 9 });
    expect(() => decidedCloseness(1, complete({ method: 'SKETCHED', distance: 'INVERSE_STRENGTH' }))).toThrow(RangeError);
    const once = decidedCloseness(1e15, complete({ seed: 4 }));
    expect(decidedCloseness(1e15, once)).toEqual(once);
  });

  it('picks the kernel of the method, and none of AUTO', () => {
    const kernel = kernelByMethod({ SAMPLED: sampledHarmonicKernel, SKETCHED: sketchedHarmonicKernel });
    const choosing: MetricDescriptor = { ...SAMPLED_HARMONIC, kernel };
    for (const [method, metric] of [['SAMPLED', SAMPLED_HARMONIC], ['SKETCHED', SKETCHED_HARMONIC]] as const) {
      expect(run(choosing, CORPUS, { method, epsilon: 0.2 })).toEqual(run(metric, CORPUS, { method, epsilon: 0.2 }));
    }
    expect(() => run(choosing, CORPUS, {})).toThrow('parameter "method" is AUTO, but there are kernels for SAMPLED, SKETCHED only');
  });
});
