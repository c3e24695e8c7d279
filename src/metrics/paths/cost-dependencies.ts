/** Brandes' dependencies by cost (2001, doi:10.1080/0022250X.2001.9990249), one source at a time, on the graph as it is. */
import type { CsrGraph } from '../../graph/types.js';
import { bucketsFor, settlingQueue } from './bucket-queue.js';
import { COST_TOLERANCE, edgeCosts } from './cost-search.js';
import { pathCountOverflow } from './path-count.js';

/**
 * Makes the function that adds to `sums` each node's dependency on one source by cost 1 / strength, ties within
 * COST_TOLERANCE: the share of the cheapest paths from the source, over all targets, that run through the node.
 * O(n + m + buckets) or O((n + m) log n) per source, see settlingQueue; O(n + m) memory. Throws a RangeError where a
 * number of shortest paths leaves double precision (above 1.8e308).
 */
export function costDependencies(graph: CsrGraph): (source: number, sums: Float64Array) => void {
  const { nodeCount, offsets, neighbours } = graph;
  const costs = edgeCosts(graph);
  const distance = new Float64Array(nodeCount).fill(Infinity);
  const pathCount = new Float64Array(nodeCount);
  const dependency = new Float64Array(nodeCount);
  const rank = new Int32Array(nodeCount).fill(-1);
  const order = new Uint32Array(nodeCount);
  // The nodes before order[i] are before[beforeStarts[i]] … before[beforeStarts[i + 1] − 1].
  const before = new Uint32Array(neighbours.length);
  const beforeStarts = new Uint32Array(nodeCount + 1);
  const queue = settlingQueue(bucketsFor(costs, nodeCount), nodeCount, distance, rank);
  return (source, sums) => {
    let reached = 0;
    let recorded = 0;
    distance[source] = 0;
    queue.start(source);
    for (let own = queue.next(); own >= 0; own = queue.next()) {
      rank[own] = reached;
      order[reached] = own;
      const within = distance[own] * (1 + COST_TOLERANCE);
      let paths = own === source ? 1 : 0;
      for (let slot = offsets[own], end = offsets[own + 1]; slot < end; slot++) {
        const neighbour = neighbours[slot];
        if (distance[neighbour] + costs[slot] <= within) {
          before[recorded++] = neighbour;
          paths += pathCount[neighbour];
          continue;
        }
        const candidate = distance[own] + costs[slot];
        if (candidate >= distance[neighbour]) continue;
        distance[neighbour] = candidate;
        queue.add(neighbour);
      }
      if (paths === Infinity) throw pathCountOverflow(source, own);
      pathCount[own] = paths;
      dependency[own] = 0;
      beforeStarts[++reached] = recorded;
    }
    for (let i = reached - 1; i > 0; i--) {
      const own = order[i];
      const perPath = (1 + dependency[own]) / pathCount[own];
      for (let at = beforeStarts[i], end = beforeStarts[i + 1]; at < end; at++) dependency[before[at]] += pathCount[before[at]] * perPath;
      sums[own] += dependency[own];
    }
    for (let i = 0; i < reached; i++) {
      distance[order[i]] = Infinity;
      rank[order[i]] = -1;
    }
  };
}
