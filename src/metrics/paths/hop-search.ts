/** Breadth-first search from one source after another, reusing its arrays. */
import type { CsrGraph } from '../../graph/types.js';

/** Distances from the latest source. Only the first `reached` entries of `order` are meaningful. */
export interface Search {
  /** Nodes in order of distance, the source first. */
  readonly order: Uint32Array;
  /** Distance of each node reached; hops, or cost. */
  readonly distance: Int32Array | Float64Array;
  /** Searches from `source`; returns how many nodes were reached, the source among them. */
  readonly run: (source: number) => number;
}

/** A breadth-first search that can also be asked how many shortest paths lead to each node. */
export interface CountingHopSearch extends Search {
  /** Hops from the source, −1 where not reached. */
  readonly distance: Int32Array;
  /** Number of shortest paths from the source; double precision, so exact up to 2^53 and rounded beyond. */
  readonly pathCount: Float64Array;
}

/** Hops from a source: O(reached nodes + their edges) per run, O(n) memory. */
export function hopSearch(graph: CsrGraph): Search {
  const { nodeCount, offsets, neighbours } = graph;
  const order = new Uint32Array(nodeCount);
  const distance = new Int32Array(nodeCount).fill(-1);
  let reached = 0;
  const run = (source: number): number => {
    for (let i = 0; i < reached; i++) distance[order[i]] = -1;
    order[0] = source;
    distance[source] = 0;
    reached = 1;
    for (let head = 0; head < reached; head++) {
      const node = order[head];
      const next = distance[node] + 1;
      for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
        const neighbour = neighbours[slot];
        if (distance[neighbour] >= 0) continue;
        distance[neighbour] = next;
        order[reached++] = neighbour;
      }
    }
    return reached;
  };
  return { order, distance, run };
}

/**
 * Hops and numbers of shortest paths from a source, in the same O(reached nodes + their edges).
 * A run throws a RangeError where a number of paths leaves double precision (above 1.8e308).
 */
export function countingHopSearch(graph: CsrGraph): CountingHopSearch {
  const { nodeCount, offsets, neighbours } = graph;
  const order = new Uint32Array(nodeCount);
  const distance = new Int32Array(nodeCount).fill(-1);
  const pathCount = new Float64Array(nodeCount);
  let reached = 0;
  const run = (source: number): number => {
    for (let i = 0; i < reached; i++) distance[order[i]] = -1;
    order[0] = source;
    distance[source] = 0;
    pathCount[source] = 1;
    reached = 1;
    for (let head = 0; head < reached; head++) {
      const node = order[head];
      const next = distance[node] + 1;
      const paths = pathCount[node];
      if (paths === Infinity) throw pathCountOverflow(source, node);
      for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
        const neighbour = neighbours[slot];
        if (distance[neighbour] < 0) {
          distance[neighbour] = next;
          pathCount[neighbour] = paths;
          order[reached++] = neighbour;
        } else if (distance[neighbour] === next) {
          pathCount[neighbour] += paths;
        }
      }
    }
    return reached;
  };
  return { order, distance, pathCount, run };
}

/** The error of a number of shortest paths beyond double precision. */
export function pathCountOverflow(source: number, target: number): RangeError {
  return new RangeError(`more than 1.8e308 shortest paths lead from node ${source} to node ${target}: too many to count in double precision.`);
}
