/** Communities found: on graphs whose best partition is known, by brute force, and whatever the graph. */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/graph/prng.js';
import type { CsrGraph } from '../../../src/graph/types.js';
import type { CommunityAlgorithm } from '../../../src/metrics/community/algorithms.js';
import { COMMUNITY_ALGORITHMS, findCommunities } from '../../../src/metrics/community/algorithms.js';
import { connectedParts } from '../../../src/metrics/community/connected-parts.js';
import { leiden } from '../../../src/metrics/community/leiden.js';
import { louvain } from '../../../src/metrics/community/louvain.js';
import { modularity } from '../../../src/metrics/community/modularity.js';
import { CancelledError } from '../../../src/metrics/metric.js';
import { syntheticIncidence } from '../../../src/synthetic/incidence.js';
import { project } from '../../../src/graph/projection.js';
import { DEFAULT_SPEC } from '../../../src/graph/spec.js';
import type { Edge } from '../../helpers/graphs.js';
import { csrFromEdges } from '../../helpers/graphs.js';

const OPTIONS = { seed: 1, resolution: 1, weighted: true } as const;
const SEEDS = Array.from({ length: 10 }, (_, seed) => seed);
const OPTIMISING = ['LOUVAIN', 'LEIDEN'] as const;

const clique = (from: number, size: number): Edge[] =>
  Array.from({ length: size }, (_, i) => Array.from({ length: i }, (__, j): Edge => [from + j, from + i])).flat();

/** Every community in one piece. */
const allConnected = (graph: CsrGraph, labels: Int32Array): boolean => connectedParts(graph, labels).partCount === new Set(labels).size;

/** All partitions as restricted growth strings. */
function* partitions(n: number, labels: number[] = [], used = 0): Generator<number[]> {
  if (labels.length === n) yield labels;
  else for (let label = 0; label <= used; label++) yield* partitions(n, [...labels, label], Math.max(used, label + 1));
}

/** From the definition, over pairs of nodes: nothing of the kernel. */
function plainQuality(n: number, edges: readonly Edge[], labels: ArrayLike<number>, resolution: number, objective: 'MODULARITY' | 'CPM'): number {
  const total = Array.from({ length: n }, () => 0);
  let all = 0;
  let within = 0;
  for (const [a, b, strength = 1] of edges) {
    total[a] += strength;
    total[b] += strength;
    all += 2 * strength;
    if (labels[a] === labels[b]) within += 2 * strength;
  }
  let expected = 0;
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      if (labels[a] !== labels[b]) continue;
      if (objective === 'MODULARITY') expected += (total[a] * total[b]) / all;
      else if (a !== b) expected += 1;
    }
  }
  return objective === 'MODULARITY' ? (within - resolution * expected) / all : (within - resolution * expected) / 2;
}

describe('known partitions', () => {
  it.each(COMMUNITY_ALGORITHMS)('%s gives an answer where there is little to divide', (algorithm) => {
    const none = findCommunities(csrFromEdges(0, []), algorithm, OPTIONS);
    expect([[...none.labels], [...none.sizes], none.modularity]).toEqual([[], [], NaN]);
    const one = findCommunities(csrFromEdges(1, []), algorithm, OPTIONS);
    expect([[...one.labels], [...one.sizes], one.modularity]).toEqual([[0], [1], NaN]);
    const isolates = findCommunities(csrFromEdges(4, []), algorithm, OPTIONS);
    expect([[...isolates.labels], [...isolates.sizes]]).toEqual([[0, 1, 2, 3], [1, 1, 1, 1]]);
    const pair = findCommunities(csrFromEdges(3, [[1, 2]]), algorithm, OPTIONS);
    expect([[...pair.labels], [...pair.sizes]]).toEqual([[1, 0, 0], [2, 1]]);
    const whole = findCommunities(csrFromEdges(6, clique(0, 6)), algorithm, OPTIONS);
    expect([[...whole.labels], whole.modularity]).toEqual([[0, 0, 0, 0, 0, 0], expect.closeTo(0, 12)]);
    const two = findCommunities(csrFromEdges(9, [...clique(0, 4), ...clique(4, 5)]), algorithm, OPTIONS);
    expect([...two.labels]).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0]);
    expect(two.modularity).toBeCloseTo(1 - (12 / 32) ** 2 - (20 / 32) ** 2, 12);
  });

  it.each(OPTIMISING)('%s tells the cliques of a ring and of a barbell apart', (algorithm) => {
    const ring = Array.from({ length: 12 }, (_, i): Edge[] => [...clique(6 * i, 6), [6 * i, (6 * i + 7) % 72]]).flat();
    const barbell: Edge[] = [...clique(0, 5), ...clique(5, 5), [4, 5]];
    for (const seed of SEEDS) {
      expect([...findCommunities(csrFromEdges(72, ring), algorithm, { ...OPTIONS, seed }).labels]).toEqual(Array.from({ length: 72 }, (_, node) => Math.floor(node / 6)));
      expect([...findCommunities(csrFromEdges(10, barbell), algorithm, { ...OPTIONS, seed }).labels]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    }
  });

  it('never lets label propagation tear a clique of a ring apart', () => {
    const graph = csrFromEdges(72, Array.from({ length: 12 }, (_, i): Edge[] => [...clique(6 * i, 6), [6 * i, (6 * i + 7) % 72]]).flat());
    for (const seed of SEEDS) {
      const { labels, sizes } = findCommunities(graph, 'LABEL_PROPAGATION', { ...OPTIONS, seed });
      labels.forEach((label, node) => expect(label).toBe(labels[node - (node % 6)]));
      expect(sizes.length).toBeGreaterThan(5);
    }
  });

  it('reaches the best modularity known of the karate club, 0.4198', () => {
    const { edges, labels } = JSON.parse(readFileSync('data/reference/karate.json', 'utf8')) as { edges: Edge[]; labels: string[] };
    const graph = csrFromEdges(labels.length, edges);
    const of = (find: typeof leiden) => SEEDS.map((seed) => find(graph, { seed, resolution: 1, weighted: false }).modularity);
    expect(Math.max(...of(leiden))).toBeCloseTo(0.4197896, 7);
    expect(Math.min(...of(leiden))).toBeGreaterThan(0.415);
    expect(Math.max(...of(louvain))).toBeGreaterThan(0.4188);
    expect(Math.max(...of(louvain), ...of(leiden))).toBeLessThan(0.41979);
  });

  it.each([...OPTIMISING, 'LABEL_PROPAGATION'] as const)('%s finds planted groups', (algorithm) => {
    const random = seededRandom(5);
    const edges: Edge[] = [];
    for (let a = 0; a < 200; a++) for (let b = 0; b < a; b++) if (random() < (a % 4 === b % 4 ? 0.4 : 0.02)) edges.push([b, a]);
    const graph = csrFromEdges(200, edges);
    for (const seed of SEEDS) expect([...findCommunities(graph, algorithm, { ...OPTIONS, seed }).labels]).toEqual(Array.from({ length: 200 }, (_, node) => node % 4));
  });

  it('follows the resolution to its extremes', () => {
    const graph = csrFromEdges(10, [...clique(0, 5), ...clique(5, 5), [4, 5]]);
    for (const find of [louvain, leiden]) {
      expect(find(graph, { ...OPTIONS, resolution: 1e-9 }).sizes.length).toBe(1);
      expect(find(graph, { ...OPTIONS, resolution: 1e9 }).sizes.length).toBe(10);
      for (const resolution of [0, -1, NaN, Infinity]) {
        expect(() => find(graph, { ...OPTIONS, resolution })).toThrow(`the resolution is ${resolution}, but must be a number above 0.`);
      }
    }
    expect(() => leiden(graph, { ...OPTIONS, iterations: 0 })).toThrow('the iterations are 0, but must be a whole number from 1.');
    expect(() => leiden(graph, { ...OPTIONS, theta: 0 })).toThrow('theta is 0, but must be a number above 0.');
    expect(() => findCommunities(graph, 'LABEL_PROPAGATION', { ...OPTIONS, seed: 0.5 })).toThrow('the seed is 0.5, which is not a safe integer');
  });

  it.each(COMMUNITY_ALGORITHMS)('%s knows strengths from 1e-9 to 1e9', (algorithm) => {
    // Three triangles, each of another order of magnitude, tied by what is a billionth of the weaker one.
    const triangle = (from: number, strength: number): Edge[] => clique(from, 3).map(([a, b]) => [a, b, strength]);
    const graph = csrFromEdges(9, [...triangle(0, 1e9), ...triangle(3, 1), ...triangle(6, 1e-9)]);
    for (const seed of SEEDS) {
      expect([...findCommunities(graph, algorithm, { ...OPTIONS, seed }).labels]).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2]);
    }
  });
});

const smallGraph = fc.integer({ min: 2, max: 8 }).chain((n) =>
  fc.record({
    n: fc.constant(n),
    edges: fc.uniqueArray(fc.tuple(fc.nat(n - 1), fc.nat(n - 1), fc.constantFrom(0.25, 1, 1, 1, 2, 3.5)).filter(([a, b]) => a < b), { selector: ([a, b]) => a * 8 + b, maxLength: 20 }),
    resolution: fc.constantFrom(0.3, 1, 1, 2),
    objective: fc.constantFrom('MODULARITY' as const, 'CPM' as const),
  }),
);

describe('brute force', () => {
  it.each(OPTIMISING)('%s never beats the best partition of up to eight nodes, and usually reaches it', (algorithm) => {
    let reached = 0;
    let runs = 0;
    fc.assert(
      fc.property(smallGraph, ({ n, edges, resolution, objective }) => {
        fc.pre(edges.length > 0);
        const graph = csrFromEdges(n, edges);
        let best = -Infinity;
        for (const labels of partitions(n)) best = Math.max(best, plainQuality(n, edges, labels, resolution, objective));
        const found = findCommunities(graph, algorithm, { ...OPTIONS, resolution, objective });
        const quality = plainQuality(n, edges, found.labels, resolution, objective);
        expect(quality).toBeLessThanOrEqual(best + 1e-9);
        const itsModularity = plainQuality(n, edges, found.labels, objective === 'CPM' ? 1 : resolution, 'MODULARITY');
        expect(found.modularity).toBeCloseTo(itsModularity, 12);
        runs++;
        if (quality >= best - 1e-9) reached++;
      }),
      { numRuns: 100, seed: 7 },
    );
    expect(reached / runs).toBeGreaterThan(0.9);
  });
});

const randomGraph = fc.integer({ min: 2, max: 60 }).chain((n) =>
  fc.record({
    n: fc.constant(n),
    edges: fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1), fc.constantFrom(1e-9, 0.5, 1, 1, 1, 3, 1e9)), { maxLength: 3 * n }),
    seed: fc.nat(1000),
    resolution: fc.constantFrom(0.1, 1, 3),
    weighted: fc.boolean(),
    theta: fc.constantFrom(0.0001, 0.01, 1, 10),
  }),
);

describe('whatever the graph', () => {
  it.each(COMMUNITY_ALGORITHMS)('%s numbers by size and by smallest node, repeats itself, and never crosses components', (algorithm) => {
    fc.assert(
      fc.property(randomGraph, ({ n, edges, ...options }) => {
        const graph = csrFromEdges(n, edges);
        const { labels, sizes, modularity: reached } = findCommunities(graph, algorithm, options);
        expect([...findCommunities(graph, algorithm, options).labels]).toEqual([...labels]);
        const smallest = Array.from(sizes, (_, label) => labels.indexOf(label));
        expect([...sizes]).toEqual(Array.from(sizes, (_, label) => labels.filter((each) => each === label).length));
        const inOrder = Array.from(sizes.keys()).toSorted((a, b) => sizes[b] - sizes[a] || smallest[a] - smallest[b]);
        expect(inOrder).toEqual([...sizes.keys()]);
        const components = connectedParts(graph, new Int32Array(n)).parts;
        for (let node = 0; node < n; node++) expect(components[node]).toBe(components[smallest[labels[node]]]);
        const resolution = algorithm === 'LOUVAIN' || algorithm === 'LEIDEN' ? options.resolution : 1;
        expect(reached).toBe(modularity(graph, labels, { weighted: options.weighted, resolution }));
      }),
    );
  });

  it.each(['LEIDEN', 'LABEL_PROPAGATION', 'COMPONENTS'] as const)('%s gives connected communities', (algorithm: CommunityAlgorithm) => {
    fc.assert(
      fc.property(randomGraph, fc.constantFrom('MODULARITY' as const, 'CPM' as const), fc.integer({ min: 1, max: 5 }), ({ n, edges, ...options }, objective, iterations) => {
        const graph = csrFromEdges(n, edges);
        expect(allConnected(graph, findCommunities(graph, algorithm, { ...options, objective, iterations }).labels)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('gives each of label propagation a label that none of the neighbours outweighs, but for pieces split off', () => {
    fc.assert(
      fc.property(randomGraph, ({ n, edges, seed }) => {
        const graph = csrFromEdges(n, edges);
        const { labels } = findCommunities(graph, 'LABEL_PROPAGATION', { ...OPTIONS, seed, weighted: false });
        for (let node = 0; node < n; node++) {
          const ties = new Map<number, number>();
          for (let slot = graph.offsets[node]; slot < graph.offsets[node + 1]; slot++) {
            const label = labels[graph.neighbours[slot]];
            ties.set(label, (ties.get(label) ?? 0) + 1);
          }
          // Splitting lessens the ties to other labels alone: neighbours of the node's own label are in its piece.
          for (const count of ties.values()) expect(ties.get(labels[node]) ?? 0).toBeGreaterThanOrEqual(count);
        }
      }),
    );
  });
});

describe('a corpus of some thousand authors', () => {
  const graph = project(syntheticIncidence({ papers: 12_000, seed: 3 }), { ...DEFAULT_SPEC, counting: 'FRACTIONAL' });

  it('is divided by Leiden into connected communities, at least as well as by Louvain, under any seed', () => {
    for (const weighted of [false, true]) {
      const found = SEEDS.slice(0, 4).map((seed) => leiden(graph, { seed, resolution: 1, weighted }));
      for (const { labels } of found) expect(allConnected(graph, labels)).toBe(true);
      const plain = SEEDS.slice(0, 4).map((seed) => louvain(graph, { seed, resolution: 1, weighted }).modularity);
      expect(Math.max(...found.map((each) => each.modularity))).toBeGreaterThanOrEqual(Math.max(...plain) - 0.001);
      expect(new Set(found.map(({ labels }) => labels.join())).size).toBeGreaterThan(1);
    }
  });

  it.each([...OPTIMISING, 'LABEL_PROPAGATION'] as const)('%s stops when asked to', (algorithm) => {
    let asked = 0;
    expect(() => findCommunities(graph, algorithm, OPTIONS, { isCancelled: () => ++asked > 3 })).toThrow(CancelledError);
  });
});
