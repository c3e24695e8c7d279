/** A third opinion: graphology-metrics, read as what it is (its betweenness takes `weight` as a cost). */
import { existsSync } from 'node:fs';
import louvainModule from 'graphology-communities-louvain';
import centrality from 'graphology-metrics/centrality/index.js';
import graphMetrics from 'graphology-metrics/graph/index.js';
import { UndirectedGraph } from 'graphology';
import { describe, expect, it } from 'vitest';
import { louvain } from '../../src/metrics/community/louvain.js';
import { modularity } from '../../src/metrics/community/modularity.js';
import { seededRandom } from '../../src/graph/prng.js';
import { deviations } from '../helpers/deviations.js';
import type { Edge } from '../helpers/graphs.js';
import { graphFromEdges, readGml, valueOf, valuesOf } from '../helpers/graphs.js';

// A CommonJS package whose types claim a default export that Node does not see.
const graphologyLouvain = louvainModule as unknown as typeof louvainModule.default;
const random = seededRandom(7);
// Strengths are powers of two: their inverses add up exactly, so that ties are ties for graphology too.
const randomEdges = Array.from({ length: 220 }, (): Edge => [Math.floor(random() * 80), Math.floor(random() * 80), 2 ** Math.floor(random() * 4)]).filter(([a, b]) => a !== b);
const input = graphFromEdges(80, randomEdges);

function toGraphology({ graph }: typeof input): UndirectedGraph {
  const view = new UndirectedGraph();
  for (let node = 0; node < graph.nodeCount; node++) view.addNode(node);
  for (let a = 0; a < graph.nodeCount; a++) {
    for (let slot = graph.offsets[a]; slot < graph.offsets[a + 1]; slot++) {
      if (graph.neighbours[slot] > a) view.addEdge(a, graph.neighbours[slot], { strength: graph.strength[slot], cost: 1 / graph.strength[slot] });
    }
  }
  return view;
}

const perNode = (values: Record<string, number>): number[] => Array.from({ length: Object.keys(values).length }, (_, node) => values[node]);
const medianOf = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const communityCount = (resolution: number): number => louvain(input.graph, { seed: 1, resolution, weighted: true }).sizes.length;

describe('graphology-metrics on a random network', () => {
  const view = toGraphology(input);
  it('agrees on betweenness by hops and by cost', () => {
    expect(deviations(valuesOf('BETWEENNESS', input), perNode(centrality.betweenness(view, { getEdgeWeight: null, normalized: false })))).toEqual([]);
    expect(deviations(valuesOf('BETWEENNESS', input, { distance: 'INVERSE_STRENGTH' }), perNode(centrality.betweenness(view, { getEdgeWeight: 'cost', normalized: false })))).toEqual([]);
  });

  it('agrees on closeness, degree centrality, density and modularity', () => {
    expect(deviations(valuesOf('CLOSENESS', input), perNode(centrality.closeness(view, { wassermanFaust: true })))).toEqual([]);
    expect(deviations(valuesOf('DEGREE', input).map((degree) => degree / 79), perNode(centrality.degree(view)))).toEqual([]);
    expect(valueOf('DENSITY', input)).toBeCloseTo(graphMetrics.density(view), 12);
    const { labels } = louvain(input.graph, { seed: 1, resolution: 1, weighted: true });
    const theirs = graphMetrics.modularity(view, { getNodeCommunity: (node) => labels[Number(node)], getEdgeWeight: 'strength' });
    expect(modularity(input.graph, labels, { weighted: true, resolution: 1 })).toBeCloseTo(theirs, 12);
  });
});

describe('Louvain beside graphology-communities-louvain', () => {
  const NETSCIENCE = '../shared/data/graphs/netscience.gml';

  it.skipIf(!existsSync(NETSCIENCE))('is as good on netscience, with isolates on their own', () => {
    const gml = readGml(NETSCIENCE);
    const netscience = graphFromEdges(gml.labels.length, gml.edges);
    const view = toGraphology(netscience);
    const seeds = [1, 2, 3, 4, 5];
    const ours = seeds.map((seed) => louvain(netscience.graph, { seed, resolution: 1, weighted: true }));
    const theirs = seeds.map((seed) => graphologyLouvain.detailed(view, { getEdgeWeight: 'strength', rng: seededRandom(seed) }).modularity);
    expect(medianOf(ours.map((found) => found.modularity))).toBeGreaterThanOrEqual(medianOf(theirs) - 0.001);
    const { labels, sizes } = ours[0];
    const isolates = [...labels.keys()].filter((node) => netscience.graph.offsets[node] === netscience.graph.offsets[node + 1]);
    expect(isolates.length).toBe(128);
    expect(isolates.map((node) => sizes[labels[node]])).toEqual(isolates.map(() => 1));
  });

  it('follows the resolution', () => {
    expect(communityCount(4)).toBeGreaterThan(communityCount(1));
    expect(communityCount(0.2)).toBeLessThan(communityCount(1));
    expect(() => louvain(input.graph, { seed: 1, resolution: 0, weighted: true })).toThrow('the resolution is 0, but must be a number above 0.');
  });
});
