/** Brandes' dependencies by cost (2001, doi:10.1080/0022250X.2001.9990249), one source at a time. */
import type { CsrGraph } from '../../graph/types.js';
import { countingCostSearch } from './cost-search.js';

/**
 * Makes the function that adds to `sums` each node's dependency on one source by cost 1 / strength, ties within
 * COST_TOLERANCE: the share of the cheapest paths from the source, over all targets, that run through the node.
 * O((n + m) log n) per source.
 */
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
