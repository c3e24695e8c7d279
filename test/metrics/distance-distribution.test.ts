/** The distribution of distances by hops, and what is made of it and of closeness: closed forms, and igraph's counts. */
import { describe, expect, it } from 'vitest';
import { distanceDistribution, effectiveDiameter } from '../../src/metrics/network/distance-distribution.js';
import { deviations } from '../helpers/deviations.js';
import type { Edge } from '../helpers/graphs.js';
import { graphFromEdges, valueOf } from '../helpers/graphs.js';

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const chain = (n: number): Edge[] => upTo(n - 1).map((i): Edge => [i, i + 1]);
const ring = (n: number): Edge[] => [...chain(n), [0, n - 1]];
const star = (n: number): Edge[] => upTo(n - 1).map((i): Edge => [0, i + 1]);
const cliqueEdges = (authors: readonly number[]): Edge[] => authors.flatMap((a) => authors.filter((b) => a < b).map((b): Edge => [a, b]));

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
    expect(distanceDistribution(input.graph)).toEqual(pairs.map((count, i) => ({ hops: i + 1, pairs: count })));
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
    expect(distanceDistribution(input.graph).map(({ pairs }) => pairs)).toEqual([78, 265, 137, 73, 8]);
    // networkx 2.8.8 and igraph 0.10.2, from their closeness.
    expect(valueOf('CLOSENESS_CENTRALIZATION', input)).toBeCloseTo(0.298194891208297, 12);
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
