/** Sketches of balls: their estimates keep to the stated deviation, and closeness from them to less than that. */
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { ComputePool } from '../../src/compute/pool.js';
import { project } from '../../src/graph/projection.js';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import { sketchedHarmonicKernel } from '../../src/metrics/centrality/sketched-closeness.js';
import type { KernelInput, KernelOutput, MetricDescriptor, Parameters } from '../../src/metrics/metric.js';
import { CancelledError } from '../../src/metrics/metric.js';
import type { BallRound } from '../../src/metrics/paths/hyper-ball.js';
import { addToSketch, relativeDeviation, sizeEstimate, uniteSketch } from '../../src/metrics/paths/size-sketch.js';
import { metricById as registered } from '../../src/metrics/registry.js';
import { runMetric } from '../../src/metrics/run.js';
import { syntheticIncidence } from '../../src/synthetic/incidence.js';
import { deviations } from '../helpers/deviations.js';
import type { Edge, MetricInput } from '../helpers/graphs.js';
import { graphFromEdges, valuesOf } from '../helpers/graphs.js';
import { SKETCHED_CLOSENESS, SKETCHED_HARMONIC } from './sampled-registry.js';

const chain = (n: number, from = 0): Edge[] => Array.from({ length: n - 1 }, (_, i): Edge => [from + i, from + i + 1]);
const clique = (n: number, from = 0): Edge[] => Array.from({ length: n * n }, (_, i): Edge => [from + Math.floor(i / n), from + (i % n)]).filter(([a, b]) => a < b);

const incidence = syntheticIncidence({ papers: 2500, seed: 2, shape: 'CONDMAT' });
const graph = project(incidence, DEFAULT_SPEC);
const CORPUS: MetricInput = { incidence, selection: graph, graph };

const rootMeanSquare = (values: readonly number[]): number => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);

describe('a sketch', () => {
  it('unites by the larger of each register, whatever they hold', () => {
    const bytes = fc.array(fc.integer({ min: 0, max: 33 }), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        const union = new Int32Array(Uint8Array.from(a).buffer);
        uniteSketch(union, new Int32Array(Uint8Array.from([9, 9, 9, 9, ...b]).buffer), 1);
        expect([...new Uint8Array(union.buffer)]).toEqual(a.map((x, i) => Math.max(x, b[i])));
      }),
    );
  });

  it.each([[5, 4], [40, 4], [300, 6], [10_000, 6], [50, 8], [3_000, 8]])('of %i elements is off by the stated deviation and not one-sided, precision %i', (size, precision) => {
    const estimate = sizeEstimate(precision);
    const off = Array.from({ length: 300 }, (_, seed) => {
      const registers = new Uint8Array(2 ** precision);
      for (let element = 0; element < size; element++) addToSketch(registers, 0, precision, element, seed);
      return estimate(new Int32Array(registers.buffer)) / size - 1;
    });
    // Small sets do better; no set does worse but by chance.
    expect(rootMeanSquare(off)).toBeLessThan(1.15 * relativeDeviation(precision));
    expect(rootMeanSquare(off)).toBeGreaterThan((size > 10 * 2 ** precision ? 0.8 : 0) * relativeDeviation(precision));
    expect(Math.abs(off.reduce((a, b) => a + b) / off.length)).toBeLessThan((4 * relativeDeviation(precision)) / Math.sqrt(off.length) + 1.1 / 2 ** precision);
  });

  it('of nothing has size 0', () => expect(sizeEstimate(4)(new Int32Array(4))).toBe(0));
});

/** Runs the kernel by hand, the blocks of each round in the order that `arranged` gives. */
function lastRound(input: MetricInput, parameters: Parameters, arranged: (blocks: number[]) => number[]): BallRound {
  const complete: KernelInput = { ...input, parameters };
  const kernel = sketchedHarmonicKernel;
  if (!kernel.prepare || !kernel.nextRound) throw new Error('the kernel prepares and goes in rounds');
  for (let round = kernel.prepare(complete); ; ) {
    const partials: Float64Array[] = [];
    for (const block of arranged(Array.from({ length: kernel.blockCount(complete, round) }, (_, i) => i))) partials[block] = kernel.runBlock(complete, block, round);
    const next = kernel.nextRound(complete, partials, round);
    if (next === null) return round;
    round = next.prepared;
  }
}

describe('balls', () => {
  it('have the same registers, sizes and sums in whatever order blocks run', () => {
    const forwards = lastRound(CORPUS, { precision: 5, seed: 3 }, (blocks) => blocks);
    const backwards = lastRound(CORPUS, { precision: 5, seed: 3 }, (blocks) => blocks.toReversed());
    expect(backwards).toEqual(forwards);
    expect(forwards.radius).toBeGreaterThan(5);
  });

  it('end as the component, with its size by the stated deviation', () => {
    const sizes = valuesOf('COMPONENT_SIZE', CORPUS);
    const node = sizes.indexOf(Math.max(...sizes));
    const off = Array.from({ length: 40 }, (_, seed) => {
      const { ballSize, classOf, current } = lastRound(CORPUS, { precision: 5, seed }, (blocks) => blocks);
      // All of a component have the same sketch in the end.
      const sketchOf = (own: number): string => current.subarray(8 * classOf[own], 8 * classOf[own] + 8).join();
      expect(new Set(sizes.flatMap((size, own) => (size === sizes[node] ? [sketchOf(own)] : []))).size).toBe(1);
      return ballSize[classOf[node]] / sizes[node] - 1;
    });
    expect(rootMeanSquare(off)).toBeLessThan(1.4 * relativeDeviation(5));
    expect(rootMeanSquare(off)).toBeGreaterThan(0.6 * relativeDeviation(5));
  });
});

const sketched = (metric: MetricDescriptor, input: MetricInput, parameters: Parameters = {}): KernelOutput => runMetric(metric, input, parameters);

describe.each([
  ['HARMONIC_CLOSENESS', SKETCHED_HARMONIC],
  ['CLOSENESS', SKETCHED_CLOSENESS],
] as const)('%s from sketches', (id, metric) => {
  const exact = valuesOf(id, CORPUS);
  const offBy = (values: ArrayLike<number>): number[] => exact.flatMap((value, node) => (value > 0 ? [values[node] / value - 1] : [values[node]]));

  it.each([4, 6, 8])('is off by a third of the stated deviation at most, precision %i', (precision) => {
    const runs = Array.from({ length: 8 }, (_, seed) => sketched(metric, CORPUS, { precision, seed }));
    for (const { errorBound, standardError, method } of runs) expect([errorBound, standardError, method]).toEqual([null, 1.04 / Math.sqrt(2 ** precision), 'SKETCHED']);
    const off = runs.flatMap(({ values }) => offBy(values));
    expect(rootMeanSquare(off)).toBeLessThan(relativeDeviation(precision) / 3);
    expect(rootMeanSquare(off)).toBeGreaterThan(0);
  });

  it('would be off by more if balls did not grow', () => {
    const still: MetricDescriptor = { ...metric, kernel: { ...sketchedHarmonicKernel, nextRound: (_, __, round) => (round.radius === 0 ? { prepared: { ...round, radius: 1 }, share: 0 } : null) } };
    expect(rootMeanSquare(offBy(sketched(still, CORPUS, { precision: 8 }).values))).toBeGreaterThan(relativeDeviation(8));
  });

  it.each([
    ['a star of 6', graphFromEdges(6, [1, 2, 3, 4, 5].map((leaf): Edge => [0, leaf]))],
    ['a clique of 5', graphFromEdges(5, clique(5))],
    ['two components', graphFromEdges(7, [...clique(3), ...chain(3, 3)])],
    ['isolated authors', graphFromEdges(3, [])],
    ['one author', graphFromEdges(1, [])],
    ['nobody', graphFromEdges(0, [])],
  ])('is exact where nobody is farther than two hops: %s', (_, input) => {
    const output = sketched(metric, input, { precision: 4 });
    expect(deviations(output.values, valuesOf(id, input))).toEqual([]);
    expect(deviations(output.normalized ?? [], runMetric(registered(id), input).normalized ?? [])).toEqual([]);
  });

  it('keeps to its deviation on a long path', () => {
    const path = graphFromEdges(60, chain(60));
    const exactly = valuesOf(id, path);
    const off = Array.from({ length: 10 }, (_, seed) => [...sketched(metric, path, { precision: 8, seed }).values].map((value, node) => value / exactly[node] - 1)).flat();
    expect(rootMeanSquare(off)).toBeLessThan(relativeDeviation(8));
  });
});

describe('running it', () => {
  const pools: ComputePool[] = [];
  afterAll(() => Promise.all(pools.map((pool) => pool.close())));

  it('gives the same bits on 1, 2 and 4 threads and in none', async () => {
    const parameters = { precision: 5 };
    const expected = sketched(SKETCHED_HARMONIC, CORPUS, parameters);
    expect(sketched(SKETCHED_HARMONIC, CORPUS, parameters)).toEqual(expected);
    expect(sketched(SKETCHED_HARMONIC, CORPUS, { ...parameters, seed: 2 }).values).not.toEqual(expected.values);
    for (const threads of [1, 2, 4]) {
      const pool = new ComputePool({ threads, registry: new URL('sampled-registry.ts', import.meta.url) });
      pools.push(pool);
      expect(await pool.run('SKETCHED_HARMONIC', { ...CORPUS, parameters })).toEqual(expected);
    }
  });

  it('keeps nothing of a round without its sketches, so that what is resumed is whole', async () => {
    const pool = new ComputePool({ threads: 2, registry: new URL('sampled-registry.ts', import.meta.url) });
    pools.push(pool);
    const parameters = { precision: 4 };
    let saved = 0;
    await pool.run('SKETCHED_HARMONIC', { ...CORPUS, parameters }, { store: { load: () => null, save: () => void saved++ } });
    expect(saved).toBe(0);
  });

  it('can be cancelled', () => {
    expect(() => runMetric(SKETCHED_HARMONIC, { ...CORPUS, isCancelled: () => true })).toThrow(CancelledError);
  });

  it.each([{ precision: 3 }, { precision: 13 }, { precision: 6.5 }, { seed: -1 }])('refuses %o', (parameters) => {
    expect(() => sketched(SKETCHED_HARMONIC, CORPUS, parameters as unknown as Parameters)).toThrow(RangeError);
  });
});
