/** Everybody by the number of hops from one: the "Erdős number" of anyone. */
import { breadthFirst } from './traverse.js';
import type { CsrGraph, Incidence } from './types.js';

/** Vertices by distance: those d hops away are order[starts[d]] … order[starts[d + 1] − 1]; the source alone is at 0. */
export interface HopLevels {
  /** The reached vertices, the source first; within a distance ascending. */
  readonly order: Uint32Array;
  /** [largest distance + 2]; the last entry equals order.length. */
  readonly starts: Uint32Array;
}

/**
 * Authors by hops from `source` over the papers whose mask is 1, up to `maxDistance` hops (all if absent).
 * O(A + P + Σk + r log r) for r reached. Throws a RangeError for an unknown author.
 */
export function authorHopLevels(incidence: Incidence, paperMask: Uint8Array, source: number, maxDistance = Infinity): HopLevels {
  const { order, distances } = breadthFirst(incidence, paperMask, source, { maxDepth: maxDistance });
  return levelsOf(order, (author) => distances[author]);
}

/**
 * Nodes of a graph by hops from `source`, for graphs that the incidence alone does not give, such as one with a
 * minStrength. O(n + m + r log r). Throws a RangeError for an unknown node.
 */
export function nodeHopLevels(graph: Pick<CsrGraph, 'nodeCount' | 'offsets' | 'neighbours'>, source: number, maxDistance = Infinity): HopLevels {
  const { nodeCount, offsets, neighbours } = graph;
  if (!Number.isInteger(source) || source < 0 || source >= nodeCount) {
    throw new RangeError(`node ${source} is not an integer from 0 to ${nodeCount - 1}`);
  }
  const distances = new Int32Array(nodeCount).fill(-1);
  const queue = new Uint32Array(nodeCount);
  distances[source] = 0;
  queue[0] = source;
  let tail = 1;
  for (let head = 0; head < tail; head += 1) {
    const next = distances[queue[head]] + 1;
    if (next > maxDistance) break;
    for (let s = offsets[queue[head]]; s < offsets[queue[head] + 1]; s += 1) {
      if (distances[neighbours[s]] !== -1) continue;
      distances[neighbours[s]] = next;
      queue[tail++] = neighbours[s];
    }
  }
  return levelsOf(queue.slice(0, tail), (node) => distances[node]);
}

/** Sorts each level in place. */
function levelsOf(order: Uint32Array, distanceOf: (vertex: number) => number): HopLevels {
  const starts = [0];
  for (let at = 1; at <= order.length; at += 1) {
    if (at < order.length && distanceOf(order[at]) === starts.length - 1) continue;
    order.subarray(starts[starts.length - 1], at).sort();
    starts.push(at);
  }
  return { order, starts: Uint32Array.from(starts) };
}
