/** Exact betweenness and distances by hops, the plain way: a search from every node of the graph as it is. */
import type { CsrGraph } from '../../src/graph/types.js';

export interface PlainHops {
  /** Dependencies over all unordered pairs (Brandes 2001). */
  readonly betweenness: Float64Array;
  /** Σ d to all reachable nodes. */
  readonly farness: Float64Array;
  /** Σ 1/d, added up by distance. */
  readonly reciprocals: Float64Array;
  readonly eccentricity: Float64Array;
}

/** O(n (n + m)). */
export function plainHops({ nodeCount, offsets, neighbours }: CsrGraph): PlainHops {
  const betweenness = new Float64Array(nodeCount);
  const farness = new Float64Array(nodeCount);
  const reciprocals = new Float64Array(nodeCount);
  const eccentricity = new Float64Array(nodeCount);
  for (let source = 0; source < nodeCount; source++) {
    const distance = new Int32Array(nodeCount).fill(-1);
    const paths = new Float64Array(nodeCount);
    const dependency = new Float64Array(nodeCount);
    const order = [source];
    distance[source] = 0;
    paths[source] = 1;
    for (const node of order) {
      for (const neighbour of neighbours.subarray(offsets[node], offsets[node + 1])) {
        if (distance[neighbour] < 0) {
          distance[neighbour] = distance[node] + 1;
          order.push(neighbour);
        }
        if (distance[neighbour] === distance[node] + 1) paths[neighbour] += paths[node];
      }
    }
    const reachedAt: number[] = [];
    for (const node of order.slice(1)) {
      farness[source] += distance[node];
      reachedAt[distance[node]] = (reachedAt[distance[node]] ?? 0) + 1;
    }
    reachedAt.forEach((count, hops) => (reciprocals[source] += count / hops));
    eccentricity[source] = reachedAt.length === 0 ? 0 : reachedAt.length - 1;
    for (const node of order.slice(1).toReversed()) {
      for (const neighbour of neighbours.subarray(offsets[node], offsets[node + 1])) {
        if (distance[neighbour] === distance[node] - 1) dependency[neighbour] += (paths[neighbour] / paths[node]) * (1 + dependency[node]);
      }
      betweenness[node] += dependency[node] / 2;
    }
  }
  return { betweenness, farness, reciprocals, eccentricity };
}
