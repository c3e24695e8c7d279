/**
 * Brandes' dependencies of edges by cost (2008, doi:10.1016/j.socnet.2007.11.001), from one source after another on the
 * graph as it is. Nodes are settled from the bucket queue that betweenness by cost uses, and each step of a shortest
 * path is noted when it is counted, so that the way back reads those steps alone.
 */
import type { CsrGraph } from '../../graph/types.js';
import { bucketQueue } from './bucket-queue.js';
import { COST_TOLERANCE, edgeCosts } from './cost-search.js';
import { pathCountOverflow } from './path-count.js';

/**
 * Makes the function that adds to `sums` (per slot: a node's slot of the neighbour that it is reached from) each edge's
 * dependency on one source by cost 1 / strength: the share of the cheapest paths from the source, over all targets,
 * that take the edge. Costs within COST_TOLERANCE of each other tie. O(n + m + buckets) or O((n + m) log n) per source,
 * see bucketQueue; O(n + m) memory. It throws a RangeError where a number of shortest paths leaves double precision.
 */
export function costEdgeDependencies(graph: CsrGraph): (source: number, sums: Float64Array) => void {
  const { nodeCount, offsets, neighbours } = graph;
  const costs = edgeCosts(graph);
  const distance = new Float64Array(nodeCount).fill(Infinity);
  /** Place in `order` of settled nodes, −1 elsewhere. */
  const rank = new Int32Array(nodeCount).fill(-1);
  const order = new Uint32Array(nodeCount);
  const pathCount = new Float64Array(nodeCount);
  const dependency = new Float64Array(nodeCount);
  // Slots of order[i] by which shortest paths reach it are before[beforeStarts[i]] … before[beforeStarts[i + 1] − 1].
  const before = new Uint32Array(neighbours.length / 2);
  const beforeStarts = new Uint32Array(nodeCount + 1);
  const queue = bucketQueue(costs, nodeCount, distance, rank);

  return (source, sums) => {
    let reached = 0;
    let recorded = 0;
    distance[source] = 0;
    queue.start(source);
    for (let own = queue.next(); own >= 0; own = queue.next()) {
      rank[own] = reached;
      order[reached] = own;
      const distanceOfOwn = distance[own];
      const within = distanceOfOwn * (1 + COST_TOLERANCE);
      let paths = own === source ? 1 : 0;
      for (let slot = offsets[own], end = offsets[own + 1]; slot < end; slot++) {
        const neighbour = neighbours[slot];
        if (rank[neighbour] >= 0) {
          if (distance[neighbour] + costs[slot] > within) continue;
          before[recorded++] = slot;
          paths += pathCount[neighbour];
          continue;
        }
        const candidate = distanceOfOwn + costs[slot];
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
      for (let at = beforeStarts[i], end = beforeStarts[i + 1]; at < end; at++) {
        const from = neighbours[before[at]];
        const flow = pathCount[from] * perPath;
        sums[before[at]] += flow;
        dependency[from] += flow;
      }
    }
    for (let i = 0; i < reached; i++) {
      distance[order[i]] = Infinity;
      rank[order[i]] = -1;
    }
  };
}
