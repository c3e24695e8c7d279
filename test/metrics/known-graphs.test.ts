/** Tiny named graphs whose values are known in closed form. */
import { describe, expect, it } from 'vitest';
import { metricById } from '../../src/metrics/registry.js';
import { runMetric } from '../../src/metrics/run.js';
import { deviations } from '../helpers/deviations.js';
import type { Edge, MetricInput } from '../helpers/graphs.js';
import { graphFromEdges, valueOf, valuesOf } from '../helpers/graphs.js';

const chain = (n: number): Edge[] => Array.from({ length: n - 1 }, (_, i): Edge => [i, i + 1]);
const clique = (nodes: readonly number[]): Edge[] => nodes.flatMap((a) => nodes.filter((b) => a < b).map((b): Edge => [a, b]));

const path5 = graphFromEdges(5, chain(5));
const star6 = graphFromEdges(6, [1, 2, 3, 4, 5].map((leaf): Edge => [0, leaf]));
const cycle6 = graphFromEdges(6, [...chain(6), [0, 5]]);
const cycle5 = graphFromEdges(5, [...chain(5), [0, 4]]);
const clique5 = graphFromEdges(5, clique([0, 1, 2, 3, 4]));
// Two cliques of four joined by one edge 3–4.
const barbell = graphFromEdges(8, [...clique([0, 1, 2, 3]), ...clique([4, 5, 6, 7]), [3, 4]]);
// A triangle, a pair and an isolated node.
const pieces = graphFromEdges(6, [...clique([0, 1, 2]), [3, 4]]);
const isolated3 = graphFromEdges(3, []);
const single = graphFromEdges(1, []);
const none = graphFromEdges(0, []);

const repeated = (value: number, times: number): number[] => Array.from({ length: times }, () => value);
const normalized = (id: string, input: MetricInput): number[] => [...(runMetric(metricById(id), input).normalized ?? [])];

describe('path of 5', () => {
  it.each([
    ['DEGREE', [1, 2, 2, 2, 1]],
    ['BETWEENNESS', [0, 3, 4, 3, 0]],
    ['CLOSENESS', [4 / 10, 4 / 7, 4 / 6, 4 / 7, 4 / 10]],
    ['HARMONIC_CLOSENESS', [25 / 12, 17 / 6, 3, 17 / 6, 25 / 12]],
    ['ECCENTRICITY', [4, 3, 2, 3, 4]],
    ['CORE_NUMBER', repeated(1, 5)],
    ['LOCAL_CLUSTERING', repeated(0, 5)],
    // sin(kπ/6), normalised
    ['EIGENVECTOR', [0.5, Math.sqrt(3) / 2, 1, Math.sqrt(3) / 2, 0.5].map((x) => x / Math.sqrt(3))],
    ['CONSTRAINT', [1, 0.5, 0.5, 0.5, 1]],
    ['EFFECTIVE_SIZE', [1, 2, 2, 2, 1]],
  ])('%s', (id, expected) => expect(deviations(valuesOf(id, path5), expected)).toEqual([]));

  it('has diameter 4, radius 2 and mean distance 2', () => {
    expect([valueOf('DIAMETER', path5), valueOf('RADIUS', path5), valueOf('MEAN_DISTANCE', path5)]).toEqual([4, 2, 2]);
    expect(valueOf('TRANSITIVITY', path5)).toBe(0);
  });
});

describe('star of 6', () => {
  it.each([
    ['BETWEENNESS', [10, 0, 0, 0, 0, 0]],
    ['CLOSENESS', [1, ...repeated(5 / 9, 5)]],
    ['HARMONIC_CLOSENESS', [5, ...repeated(3, 5)]],
    ['EIGENVECTOR', [1 / Math.SQRT2, ...repeated(1 / Math.sqrt(10), 5)]],
    ['PAGERANK', starPageRank(5, 0.85)],
  ])('%s', (id, expected) => expect(deviations(valuesOf(id, star6), expected)).toEqual([]));

  it('is the extreme of betweenness and of centralisation', () => {
    expect(normalized('BETWEENNESS', star6)[0]).toBe(1);
    expect(normalized('DEGREE', star6)[0]).toBe(1);
    expect(valueOf('DEGREE_CENTRALIZATION', star6)).toBe(1);
    expect(valueOf('DEGREE_ASSORTATIVITY', star6)).toBeCloseTo(-1, 12);
  });
});

/** The centre and leaves of a star solve c = (1 − d)/n + d·L·l and l = (1 − d)/n + d·c/L for L leaves. */
function starPageRank(leaves: number, damping: number): number[] {
  const teleport = (1 - damping) / (leaves + 1);
  const centre = (teleport * (1 + damping * leaves)) / (1 - damping * damping);
  return [centre, ...repeated(teleport + (damping * centre) / leaves, leaves)];
}

describe('cycles and the clique look alike from every node', () => {
  it.each([
    ['cycle of 6', cycle6, 'BETWEENNESS', 2],
    ['cycle of 5', cycle5, 'BETWEENNESS', 1],
    ['cycle of 6', cycle6, 'CLOSENESS', 5 / 9],
    ['cycle of 6', cycle6, 'ECCENTRICITY', 3],
    ['cycle of 6', cycle6, 'EIGENVECTOR', 1 / Math.sqrt(6)],
    ['cycle of 6', cycle6, 'CORE_NUMBER', 2],
    ['clique of 5', clique5, 'BETWEENNESS', 0],
    ['clique of 5', clique5, 'CLOSENESS', 1],
    ['clique of 5', clique5, 'LOCAL_CLUSTERING', 1],
    ['clique of 5', clique5, 'TRIANGLES', 6],
    ['clique of 5', clique5, 'CORE_NUMBER', 4],
    ['clique of 5', clique5, 'PAGERANK', 1 / 5],
    ['clique of 5', clique5, 'EFFECTIVE_SIZE', 1],
  ])('%s: %s', (_name, input, id, expected) => {
    expect(deviations(valuesOf(id, input), repeated(expected, input.graph.nodeCount))).toEqual([]);
  });

  it('has nothing to correlate or to centralise', () => {
    expect(valueOf('DEGREE_ASSORTATIVITY', clique5)).toBeNaN();
    expect(valueOf('DEGREE_CENTRALIZATION', clique5)).toBe(0);
    expect([valueOf('DENSITY', clique5), valueOf('TRANSITIVITY', clique5), valueOf('TRIANGLE_COUNT', clique5)]).toEqual([1, 1, 10]);
    expect(valuesOf('NEIGHBOURHOOD_OVERLAP', clique5)).toEqual(repeated(1, 20));
  });
});

describe('barbell of two cliques of four', () => {
  it('gives the bridge all paths between the halves', () => {
    expect(deviations(valuesOf('BETWEENNESS', barbell), [0, 0, 0, 12, 12, 0, 0, 0])).toEqual([]);
  });

  it('has two communities and a bridge without overlap', () => {
    expect(valueOf('MODULARITY', barbell)).toBeCloseTo(2 * (12 / 26 - (13 / 26) ** 2), 12);
    const overlaps = valuesOf('NEIGHBOURHOOD_OVERLAP', barbell);
    const { offsets, neighbours } = barbell.graph;
    const bridge = neighbours.subarray(offsets[3], offsets[4]).indexOf(4) + offsets[3];
    expect(overlaps[bridge]).toBe(0);
  });
});

describe('a detour that is cheaper than the straight way', () => {
  // 0–2 costs 1/1, 0–1–2 costs 1/4 + 1/4.
  const detour = graphFromEdges(3, [[0, 2, 1], [0, 1, 4], [1, 2, 4]]);

  it('counts by cost and not by hops', () => {
    expect(deviations(valuesOf('BETWEENNESS', detour, { distance: 'INVERSE_STRENGTH' }), [0, 1, 0])).toEqual([]);
    expect(deviations(valuesOf('BETWEENNESS', detour), [0, 0, 0])).toEqual([]);
    expect(deviations(valuesOf('CLOSENESS', detour, { distance: 'INVERSE_STRENGTH' }), [2 / 0.75, 2 / 0.5, 2 / 0.75])).toEqual([]);
    expect(deviations(valuesOf('ECCENTRICITY', detour, { distance: 'INVERSE_STRENGTH' }), [0.5, 0.25, 0.5])).toEqual([]);
  });

  it('sees ties between sums that differ in their last bit only', () => {
    // 1/10 + 2/10 over node 1 and 3/10 over the direct edge, in floating point 0.30000000000000004 and 0.3.
    const tie = graphFromEdges(3, [[0, 1, 10], [1, 2, 5], [0, 2, 10 / 3]]);
    expect(deviations(valuesOf('BETWEENNESS', tie, { distance: 'INVERSE_STRENGTH' }), [0, 0.5, 0])).toEqual([]);
  });
});

describe('two components and an isolated node', () => {
  it.each([
    ['COMPONENT_SIZE', [3, 3, 3, 2, 2, 1]],
    ['CLOSENESS', [0.4, 0.4, 0.4, 0.2, 0.2, 0]],
    ['HARMONIC_CLOSENESS', [2, 2, 2, 1, 1, 0]],
    ['ECCENTRICITY', [1, 1, 1, 1, 1, 0]],
    ['EIGENVECTOR', [...repeated(1 / Math.sqrt(3), 3), 0, 0, 0]],
    ['LOCAL_CLUSTERING', [1, 1, 1, 0, 0, 0]],
    ['CONSTRAINT', [9 / 8, 9 / 8, 9 / 8, 1, 1, NaN]],
    ['EFFECTIVE_SIZE', [1, 1, 1, 1, 1, NaN]],
  ])('%s', (id, expected) => expect(deviations(valuesOf(id, pieces), expected)).toEqual([]));

  it('spreads the rank of the isolated node over all', () => {
    const ranks = valuesOf('PAGERANK', pieces);
    // x = (0.15 + 0.85·x) / 6 for the isolate; everybody else keeps what circulates: (0.15 + 0.85·x) / 6 / 0.15.
    const isolate = 0.15 / (6 - 0.85);
    expect(deviations(ranks, [...repeated(isolate / 0.15, 5), isolate])).toEqual([]);
  });

  it('measures distance in the largest component', () => {
    expect([valueOf('DIAMETER', pieces), valueOf('RADIUS', pieces), valueOf('MEAN_DISTANCE', pieces)]).toEqual([1, 1, 1]);
    expect([valueOf('COMPONENT_COUNT', pieces), valueOf('ISOLATES', pieces), valueOf('GIANT_COMPONENT_SHARE', pieces)]).toEqual([3, 1, 0.5]);
  });

  it('finds no overlap defined for the lonely pair', () => {
    expect(deviations(valuesOf('NEIGHBOURHOOD_OVERLAP', pieces), [...repeated(1, 6), NaN, NaN])).toEqual([]);
  });
});

describe('graphs without collaboration', () => {
  it.each([
    ['DEGREE', 0], ['STRENGTH', 0], ['COMPONENT_SIZE', 1], ['CLOSENESS', 0], ['HARMONIC_CLOSENESS', 0], ['BETWEENNESS', 0],
    ['ECCENTRICITY', 0], ['EIGENVECTOR', 0], ['CORE_NUMBER', 0], ['LOCAL_CLUSTERING', 0], ['TRIANGLES', 0], ['CONSTRAINT', NaN],
  ])('%s of an isolated node is %d', (id, expected) => {
    expect(valuesOf(id, isolated3)).toEqual([expected, expected, expected]);
    expect(valuesOf(id, single)).toEqual([expected]);
    expect(valuesOf(id, none)).toEqual([]);
  });

  it('PageRank is spread evenly', () => {
    expect(deviations(valuesOf('PAGERANK', isolated3), repeated(1 / 3, 3))).toEqual([]);
    expect(deviations(valuesOf('PAGERANK', single), [1])).toEqual([]);
    expect(valuesOf('PAGERANK', none)).toEqual([]);
  });

  // [id, three isolated nodes, one node, none]
  it.each([
    ['NETWORK_AUTHORS', 3, 1, 0],
    ['NETWORK_COLLABORATIONS', 0, 0, 0],
    ['DENSITY', 0, NaN, NaN],
    ['COMPONENT_COUNT', 3, 1, 0],
    ['GIANT_COMPONENT_SIZE', 1, 1, 0],
    ['GIANT_COMPONENT_SHARE', 1 / 3, 1, NaN],
    ['ISOLATES', 3, 1, 0],
    ['MEAN_DEGREE', 0, 0, NaN],
    ['MAX_DEGREE', 0, 0, NaN],
    ['DEGREE_CENTRALIZATION', 0, NaN, NaN],
    ['DEGREE_ASSORTATIVITY', NaN, NaN, NaN],
    ['TRANSITIVITY', NaN, NaN, NaN],
    ['MEAN_CLUSTERING', 0, 0, NaN],
    ['TRIANGLE_COUNT', 0, 0, 0],
    ['MAX_CORE', 0, 0, NaN],
    ['DIAMETER', 0, 0, NaN],
    ['RADIUS', 0, 0, NaN],
    ['MEAN_DISTANCE', NaN, NaN, NaN],
    ['MODULARITY', NaN, NaN, NaN],
  ])('%s', (id, three, one, zero) => {
    expect(deviations([isolated3, single, none].map((input) => valueOf(id, input)), [three, one, zero])).toEqual([]);
  });
});
