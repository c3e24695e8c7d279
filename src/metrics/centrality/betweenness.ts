/** Exact betweenness centrality by Brandes' accumulation, a block of sources at a time. */
import type { CsrGraph } from '../../graph/types.js';
import { checkpoint, dividedBy, exact } from '../kernel.js';
import type { MetricDescriptor } from '../metric.js';
import { DISTANCE_PARAMETER, distanceOf } from '../parameters.js';
import { countingCostSearch } from '../paths/cost-search.js';
import { countingHopSearch } from '../paths/hop-search.js';
import { allSourcesCost, blockRange, fullWidthBlockCount } from '../paths/source-blocks.js';

/**
 * Makes the function that adds to `sums` each node's dependency on one source by hops: the share of the shortest
 * paths from the source, over all targets, that run through the node. O(reached nodes + their edges) per source.
 */
export function hopDependencies(graph: CsrGraph): (source: number, sums: Float64Array) => void {
  const { offsets, neighbours } = graph;
  const { order, distance, pathCount, run } = countingHopSearch(graph);
  const dependency = new Float64Array(graph.nodeCount);
  return (source, sums) => {
    for (let i = run(source) - 1; i > 0; i--) {
      const node = order[i];
      const before = distance[node] - 1;
      const perPath = (1 + dependency[node]) / pathCount[node];
      for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
        const previous = neighbours[slot];
        if (distance[previous] === before) dependency[previous] += pathCount[previous] * perPath;
      }
      sums[node] += dependency[node];
      dependency[node] = 0;
    }
    dependency[source] = 0;
  };
}

/** The same by cost 1 / strength, ties within COST_TOLERANCE. O((n + m) log n) per source. */
export function costDependencies(graph: CsrGraph): (source: number, sums: Float64Array) => void {
  const { offsets, neighbours } = graph;
  const { order, pathCount, comesBy, run } = countingCostSearch(graph);
  const dependency = new Float64Array(graph.nodeCount);
  return (source, sums) => {
    for (let i = run(source) - 1; i > 0; i--) {
      const node = order[i];
      const perPath = (1 + dependency[node]) / pathCount[node];
      for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
        if (comesBy(node, slot)) dependency[neighbours[slot]] += pathCount[neighbours[slot]] * perPath;
      }
      sums[node] += dependency[node];
      dependency[node] = 0;
    }
    dependency[source] = 0;
  };
}

export const BETWEENNESS: MetricDescriptor = {
  id: 'BETWEENNESS',
  scope: 'AUTHOR',
  family: 'CENTRALITY',
  title: 'Betweenness',
  definition:
    'Sum over all unordered pairs of other authors of the share of the shortest paths between them that run through the author; the ends of a path do not count, unreachable pairs add 0. Normalised: divided by (n − 1)(n − 2) / 2, 0 where n < 3. With INVERSE_STRENGTH, path costs within a relative 1e-12 of each other are equal.',
  range: '[0, (n − 1)(n − 2) / 2]',
  normalization: '(n − 1)(n − 2) / 2',
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [DISTANCE_PARAMETER],
  complexity: 'O(n (n + m)) by hops, O(n (n + m) log n) by cost',
  reference: 'Brandes 2001, doi:10.1080/0022250X.2001.9990249; Freeman 1977, doi:10.2307/3033543',
  cost: (nodeCount, edgeCount, parameters) => 2 * allSourcesCost(nodeCount, edgeCount, parameters.distance),
  kernel: {
    kind: 'blocked',
    blockCount: ({ graph }) => fullWidthBlockCount(graph.nodeCount),
    runBlock: (input, block) => {
      const { graph } = input;
      const [from, to] = blockRange(graph.nodeCount, fullWidthBlockCount(graph.nodeCount), block);
      const addDependencies = distanceOf(input.parameters) === 'UNWEIGHTED' ? hopDependencies(graph) : costDependencies(graph);
      const sums = new Float64Array(graph.nodeCount);
      const pass = checkpoint(input, to - from);
      for (let source = from; source < to; source++) {
        pass(source - from);
        addDependencies(source, sums);
      }
      pass(to - from);
      return sums;
    },
    combine: ({ graph: { nodeCount } }, partials) => {
      const values = new Float64Array(nodeCount);
      for (const partial of partials) for (let node = 0; node < nodeCount; node++) values[node] += partial[node];
      // Each unordered pair was met from both of its ends.
      for (let node = 0; node < nodeCount; node++) values[node] /= 2;
      return exact(values, dividedBy(values, ((nodeCount - 1) * (nodeCount - 2)) / 2));
    },
  },
};
