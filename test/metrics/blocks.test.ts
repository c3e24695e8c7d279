/** Articulation points, bridges and blocks: closed forms, and what is left when somebody is taken out. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { biconnectedBlocks } from '../../src/metrics/components/biconnected.js';
import type { Edge, MetricInput } from '../helpers/graphs.js';
import { graphFromEdges, valueOf, valuesOf } from '../helpers/graphs.js';
import { chain, clique, randomEdges } from './named-graphs.js';

const counts = (input: MetricInput): number[] => ['ARTICULATION_POINT_COUNT', 'BRIDGE_COUNT', 'BLOCK_COUNT'].map((id) => valueOf(id, input));

describe('closed forms', () => {
  // [name, graph, articulation points, bridges, blocks]
  it.each<[string, MetricInput, number, number, number]>([
    ['path of 5', graphFromEdges(5, chain(5)), 3, 4, 4],
    ['star of 6', graphFromEdges(6, [1, 2, 3, 4, 5].map((leaf): Edge => [0, leaf])), 1, 5, 5],
    ['cycle of 6', graphFromEdges(6, [...chain(6), [0, 5]]), 0, 0, 1],
    ['clique of 5', graphFromEdges(5, clique([0, 1, 2, 3, 4])), 0, 0, 1],
    ['barbell', graphFromEdges(8, [...clique([0, 1, 2, 3]), ...clique([4, 5, 6, 7]), [3, 4]]), 2, 1, 3],
    ['lollipop', graphFromEdges(6, [...clique([0, 1, 2, 3]), [3, 4], [4, 5]]), 2, 2, 3],
    ['two triangles on one node', graphFromEdges(5, [...clique([0, 1, 2]), ...clique([2, 3, 4])]), 1, 0, 2],
    ['triangle, pair and isolate', graphFromEdges(6, [...clique([0, 1, 2]), [3, 4]]), 0, 1, 2],
    ['three isolated', graphFromEdges(3, []), 0, 0, 0],
    ['one', graphFromEdges(1, []), 0, 0, 0],
    ['none', graphFromEdges(0, []), 0, 0, 0],
  ])('%s', (_name, input, ...expected) => expect(counts(input)).toEqual(expected));

  it('says who and which', () => {
    const barbell = graphFromEdges(8, [...clique([0, 1, 2, 3]), ...clique([4, 5, 6, 7]), [3, 4]]);
    expect(valuesOf('ARTICULATION_POINT', barbell)).toEqual([0, 0, 0, 1, 1, 0, 0, 0]);
    expect(valuesOf('BLOCKS', barbell)).toEqual([1, 1, 1, 2, 2, 1, 1, 1]);
    const { offsets, neighbours } = barbell.graph;
    const bridges = valuesOf('BRIDGE', barbell);
    expect(bridges.reduce((a, b) => a + b)).toBe(2);
    expect(bridges[offsets[3] + neighbours.subarray(offsets[3], offsets[4]).indexOf(4)]).toBe(1);
  });

  it('walks a chain of 50,000 without recursion', () => {
    expect(counts(graphFromEdges(50_000, chain(50_000)))).toEqual([49_998, 49_999, 49_999]);
  });
});

/** Component of each node, by spreading labels, with one node or one edge left out. */
function labelsWithout(n: number, edges: readonly Edge[], node: number | null, edge: Edge | null): number[] {
  const labels = Array.from({ length: n }, (_, i) => i);
  for (let changed = true; changed; ) {
    changed = false;
    for (const each of edges) {
      const [a, b] = each;
      if (each === edge || a === node || b === node || labels[a] === labels[b]) continue;
      labels[a] = labels[b] = Math.min(labels[a], labels[b]);
      changed = true;
    }
  }
  return labels;
}

it('agrees with taking out each author and each collaboration in turn', () => {
  fc.assert(
    fc.property(randomEdges(12), ({ n, edges }) => {
      const input = graphFromEdges(n, edges);
      const circle = (node: number): number[] => edges.filter(([a, b]) => a === node || b === node).map(([a, b]) => (a === node ? b : a));
      const groups = Array.from({ length: n }, (_, node) => {
        const labels = labelsWithout(n, edges, node, null);
        return new Set(circle(node).map((other) => labels[other])).size;
      });
      expect(valuesOf('BLOCKS', input)).toEqual(groups);
      expect(valuesOf('ARTICULATION_POINT', input)).toEqual(groups.map((count) => Number(count > 1)));
      const bridge = new Map(edges.map((edge) => {
        const labels = labelsWithout(n, edges, null, edge);
        return [[edge[0], edge[1]].toSorted((a, b) => a - b).join(' '), Number(labels[edge[0]] !== labels[edge[1]])];
      }));
      const { offsets, neighbours } = input.graph;
      const expected: (number | undefined)[] = [];
      for (let a = 0; a < n; a++) for (let slot = offsets[a]; slot < offsets[a + 1]; slot++) expected.push(bridge.get([a, neighbours[slot]].toSorted((x, y) => x - y).join(' ')));
      expect(valuesOf('BRIDGE', input)).toEqual(expected);
      // Blocks and articulation points make a forest with a tree for each component that has an edge.
      const components = new Set(labelsWithout(n, edges, null, null).filter((_, node) => groups[node] > 0)).size;
      expect(biconnectedBlocks(input.graph).blockCount).toBe(components + groups.reduce((sum, count) => sum + Math.max(0, count - 1), 0));
    }),
    { numRuns: 300 },
  );
});
