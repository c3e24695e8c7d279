/** Dijkstra's search from one source after another, where a collaboration costs 1 / strength. */
import type { CsrGraph } from '../../graph/types.js';
import { nodeHeap } from './node-heap.js';
import { pathCountOverflow } from './path-count.js';

/**
 * Two costs that differ by less than this share are one cost: sums of fractions such as 1/3 that are equal in
 * arithmetic differ in their last bits in floating point, and a tie lost is a shortest path lost.
 */
export const COST_TOLERANCE = 1e-12;

/** Costs from the latest source. Only the first `reached` entries of `order` are meaningful. */
export interface CostSearch {
  /** Nodes in order of cost, the source first. */
  readonly order: Uint32Array;
  /** Cost from the source, Infinity where not reached. */
  readonly distance: Float64Array;
  /** Searches from `source`; returns how many nodes were reached, the source among them. */
  readonly run: (source: number) => number;
}

/** A cost search that also counts shortest paths and tells which step lies on one. */
export interface CountingCostSearch extends CostSearch {
  /** Number of cheapest paths from the source; double precision, so exact up to 2^53 and rounded beyond. */
  readonly pathCount: Float64Array;
  /** True where some shortest path reaches `node` by the edge in its CSR slot `slot`, coming from that slot's neighbour. */
  readonly comesBy: (node: number, slot: number) => boolean;
}

/** 1 / strength per CSR slot. O(m). */
export function edgeCosts(graph: CsrGraph): Float64Array {
  return graph.strength.map((strength) => 1 / strength);
}

/** Least costs from a source (Dijkstra 1959, doi:10.1007/BF01386390): O((n + m) log n) per run, O(n + m) memory. */
export function costSearch(graph: CsrGraph): CostSearch {
  const { nodeCount, offsets, neighbours } = graph;
  const cost = edgeCosts(graph);
  const order = new Uint32Array(nodeCount);
  const distance = new Float64Array(nodeCount).fill(Infinity);
  const heap = nodeHeap(distance);
  let reached = 0;
  const run = (source: number): number => {
    for (let i = 0; i < reached; i++) distance[order[i]] = Infinity;
    reached = 0;
    distance[source] = 0;
    heap.raise(source);
    for (let node = heap.pop(); node >= 0; node = heap.pop()) {
      order[reached++] = node;
      for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
        const candidate = distance[node] + cost[slot];
        const neighbour = neighbours[slot];
        if (candidate >= distance[neighbour]) continue;
        distance[neighbour] = candidate;
        heap.raise(neighbour);
      }
    }
    return reached;
  };
  return { order, distance, run };
}

/**
 * Least costs and numbers of cheapest paths; costs within COST_TOLERANCE of each other tie. Counting is a pass of its
 * own over the settled nodes, so that counting and accumulating see exactly the same steps. A run throws a
 * RangeError where a number of paths leaves double precision (above 1.8e308).
 */
export function countingCostSearch(graph: CsrGraph): CountingCostSearch {
  const { nodeCount, offsets, neighbours } = graph;
  const cost = edgeCosts(graph);
  const { order, distance, run: search } = costSearch(graph);
  const pathCount = new Float64Array(nodeCount);
  const rank = new Int32Array(nodeCount);

  // The rank keeps steps acyclic where a cost is so small beside the distance that it is lost within the tolerance.
  const comesBy = (node: number, slot: number): boolean => {
    const from = neighbours[slot];
    return distance[from] + cost[slot] <= distance[node] * (1 + COST_TOLERANCE) && rank[from] < rank[node];
  };

  const run = (source: number): number => {
    const reached = search(source);
    for (let i = 0; i < reached; i++) rank[order[i]] = i;
    pathCount[source] = 1;
    for (let i = 1; i < reached; i++) {
      const node = order[i];
      let paths = 0;
      for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
        if (comesBy(node, slot)) paths += pathCount[neighbours[slot]];
      }
      if (paths === Infinity) throw pathCountOverflow(source, node);
      pathCount[node] = paths;
    }
    return reached;
  };
  return { order, distance, pathCount, comesBy, run };
}
