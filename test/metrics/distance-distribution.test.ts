/** The distribution of distances by hops, and what is made of it and of closeness: closed forms, and igraph's counts. */
import { describe, expect, it } from 'vitest';
import { project } from '../../src/graph/projection.js';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import type { Parameters } from '../../src/metrics/metric.js';
import { effectiveDiameter, meanOfDistances } from '../../src/metrics/network/distance-distribution.js';
import { decidedParameters } from '../../src/metrics/parameters.js';
import { metricById } from '../../src/metrics/registry.js';
import { runMetric } from '../../src/metrics/run.js';
import { syntheticIncidence } from '../../src/synthetic/incidence.js';
import { deviations } from '../helpers/deviations.js';
import type { Edge, MetricInput } from '../helpers/graphs.js';
import { graphFromEdges, valueOf, valuesOf } from '../helpers/graphs.js';

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const chain = (n: number): Edge[] => upTo(n - 1).map((i): Edge => [i, i + 1]);
const ring = (n: number): Edge[] => [...chain(n), [0, n - 1]];
const star = (n: number): Edge[] => upTo(n - 1).map((i): Edge => [0, i + 1]);
const cliqueEdges = (authors: readonly number[]): Edge[] => authors.flatMap((a) => authors.filter((b) => a < b).map((b): Edge => [a, b]));

const DISTANCES = metricById('DISTANCE_DISTRIBUTION');

describe('the distribution of distances', () => {
  it.each([
    ['a path of 5', 5, chain(5), [4, 3, 2, 1], 3],
    ['a star of 6', 6, star(6), [5, 10], 1.85],
    ['a clique of 5', 5, cliqueEdges(upTo(5)), [10], 0.9],
    ['a ring of 6', 6, ring(6), [6, 6, 3], 2.5],
    ['a barbell', 8, [...cliqueEdges([0, 1, 2, 3]), ...cliqueEdges([4, 5, 6, 7]), [3, 4] as Edge], [13, 6, 9], 2 + 6.2 / 9],
    ['a lollipop', 5, [...cliqueEdges([0, 1, 2]), [2, 3] as Edge, [3, 4] as Edge], [5, 3, 2], 2.5],
    ['isolated authors', 3, [], [], NaN],
    ['nobody', 0, [], [], NaN],
  ] as const)('of %s', (_name, n, edges, pairs, effective) => {
    const input = graphFromEdges(n, [...edges]);
    const { values, normalized, method, errorBound } = runMetric(DISTANCES, input);
    const all = (n * (n - 1)) / 2;
    const connected = pairs.reduce((sum: number, count) => sum + count, 0);
    expect([...values]).toEqual([all - connected, ...pairs]);
    expect([...(normalized ?? [])]).toEqual([...values].map((count) => (all === 0 ? 0 : count / all)));
    expect([method, errorBound]).toEqual(['EXACT', null]);
    expect(meanOfDistances(values)).toBe(connected === 0 ? null : pairs.reduce((sum: number, count, i) => sum + count * (i + 1), 0) / connected);
    expect(deviations([valueOf('EFFECTIVE_DIAMETER', input)], [effective])).toEqual([]);
  });

  it('is interpolated at any share', () => {
    const pairs = Float64Array.of(0, 5, 3, 2);
    expect([0.25, 0.5, 0.8, 0.9, 1].map((share) => effectiveDiameter(pairs, share))).toEqual([0.5, 1, 2, 2.5, 3]);
  });

  // igraph 0.10.2 (path_length_hist) on networkx 2.8.8's graph, whose edges stand in data/reference.
  it('of the karate club is what igraph counts', async () => {
    const { default: karate } = (await import('../../data/reference/karate.json')) as unknown as { default: { labels: string[]; edges: Edge[] } };
    const input = graphFromEdges(karate.labels.length, karate.edges);
    expect(valuesOf('DISTANCE_DISTRIBUTION', input)).toEqual([0, 78, 265, 137, 73, 8]);
    // networkx 2.8.8 and igraph 0.10.2, from their closeness.
    expect(valueOf('CLOSENESS_CENTRALIZATION', input)).toBeCloseTo(0.298194891208297, 12);
  });
});

describe('sampled', () => {
  const sampled = (input: MetricInput, parameters: Parameters = {}) => runMetric(DISTANCES, input, { method: 'SAMPLED', ...parameters });
  const incidence = syntheticIncidence({ papers: 500, seed: 5 });
  const projection = project(incidence, DEFAULT_SPEC);
  const corpus: MetricInput = { incidence, selection: projection, graph: projection };

  it.each([
    ['a ring, where all see the same', 9, ring(9)],
    ['a clique, where nothing is left to draw', 6, cliqueEdges(upTo(6))],
    ['a star with leaves that are twins', 7, star(7)],
    ['two rings and an isolated author', 19, [...ring(9), ...ring(9).map(([a, b]): Edge => [a + 9, b + 9])]],
    ['isolated authors', 3, []],
    ['one author', 1, []],
    ['nobody', 0, []],
  ] as const)('is what is counted of %s', (_name, n, edges) => {
    const input = graphFromEdges(n, [...edges]);
    const { values, normalized } = sampled(input);
    const exact = runMetric(DISTANCES, input);
    expect(deviations(values, exact.values)).toEqual([]);
    expect(deviations(normalized ?? [], exact.normalized ?? [])).toEqual([]);
  });

  it('adds up to all pairs, counts those without a way, and says how many were drawn', () => {
    const exact = runMetric(DISTANCES, corpus);
    const { values, normalized, method, iterations, errorBound } = sampled(corpus, { epsilon: 0.1 });
    const all = (projection.nodeCount * (projection.nodeCount - 1)) / 2;
    expect(values[0]).toBe(exact.values[0]);
    expect(values[0]).toBeGreaterThan(0);
    expect(values.reduce((a, b) => a + b) / all).toBeCloseTo(1, 12);
    expect(normalized?.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    expect([method, iterations]).toEqual(['SAMPLED', Math.ceil(Math.log((2 * projection.nodeCount) / 0.1) / 0.02)]);
    expect(errorBound).toBeGreaterThan(0);
  });

  it('keeps to its error bound in all but a share of delta of the samples, and would not with a tenth of it', () => {
    const exact = runMetric(DISTANCES, corpus).normalized ?? new Float64Array(0);
    let [broken, beyondTenth] = [0, 0];
    for (let seed = 0; seed < 60; seed++) {
      const { normalized, errorBound } = sampled(corpus, { epsilon: 0.1, delta: 0.2, seed });
      const worst = Array.from(exact, (share, hops) => Math.abs((normalized?.[hops] ?? 0) - share)).reduce((a, b) => Math.max(a, b));
      if (worst > (errorBound ?? NaN)) broken++;
      if (worst > (errorBound ?? NaN) / 10) beyondTenth++;
    }
    expect(broken).toBeLessThanOrEqual(12);
    expect(beyondTenth).toBeGreaterThan(12);
  });

  it('depends on the seed, and forgets it where it is counted', () => {
    expect(sampled(corpus, { seed: 1 })).toEqual(sampled(corpus, { seed: 1 }));
    expect(sampled(corpus, { seed: 2 }).values).not.toEqual(sampled(corpus, { seed: 1 }).values);
    const decided = (nodeCount: number, given: Parameters) => decidedParameters(DISTANCES, { nodeCount, edgeCount: 6 * nodeCount }, given);
    expect(decided(1000, { seed: 5 })).toMatchObject({ method: 'EXACT', seed: 1 });
    expect(decided(5_000_000, { seed: 5 })).toMatchObject({ method: 'SAMPLED', seed: 5 });
    expect(decided(5_000_000, { method: 'EXACT', seed: 5 })).toMatchObject({ method: 'EXACT', seed: 1 });
    expect(decided(10, { method: 'SAMPLED', epsilon: 0.2 })).toMatchObject({ method: 'SAMPLED', epsilon: 0.2 });
  });
});

describe('closeness centralisation', () => {
  it.each([
    ['a star', 6, star(6), 1],
    ['a ring', 7, ring(7), 0],
    ['a clique', 4, cliqueEdges(upTo(4)), 0],
    ['a path of 5', 5, chain(5), (2 * (4 / 6 - 4 / 10) + 2 * (4 / 6 - 4 / 7)) / (12 / 7)],
    ['a pair', 2, chain(2), NaN],
    ['nobody', 0, [], NaN],
  ] as const)('of %s', (_name, n, edges, expected) => {
    expect(deviations([valueOf('CLOSENESS_CENTRALIZATION', graphFromEdges(n, [...edges]))], [expected])).toEqual([]);
  });
});
