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

export interface PlainBetweenness {
  /** [n] over unordered pairs. */
  readonly nodes: Float64Array;
  /** [2m] what each edge carries both ways, parallel to the graph's neighbours. */
  readonly edges: Float64Array;
}

/**
 * Betweenness by integer lengths (parallel to the graph's neighbours), over unordered pairs: distances by Bellman and
 * Ford's rounds, so that nothing is shared with the kernels. O(n · rounds · m).
 */
export function plainBetweennessByLength({ nodeCount, offsets, neighbours }: CsrGraph, lengths: ArrayLike<number>): PlainBetweenness {
  const nodes = new Float64Array(nodeCount);
  const oneWay = new Float64Array(neighbours.length);
  for (let source = 0; source < nodeCount; source++) {
    const distance = new Float64Array(nodeCount).fill(Infinity);
    distance[source] = 0;
    for (let changed = true; changed; ) {
      changed = false;
      for (let node = 0; node < nodeCount; node++) {
        for (let slot = offsets[node]; slot < offsets[node + 1]; slot++) {
          if (distance[node] + lengths[slot] >= distance[neighbours[slot]]) continue;
          distance[neighbours[slot]] = distance[node] + lengths[slot];
          changed = true;
        }
      }
    }
    const order = [...distance.keys()].filter((node) => distance[node] < Infinity).toSorted((a, b) => distance[a] - distance[b]);
    const paths = new Float64Array(nodeCount);
    const dependency = new Float64Array(nodeCount);
    paths[source] = 1;
    for (const node of order) {
      for (let slot = offsets[node]; slot < offsets[node + 1]; slot++) {
        if (distance[node] + lengths[slot] === distance[neighbours[slot]]) paths[neighbours[slot]] += paths[node];
      }
    }
    for (const node of order.slice(1).toReversed()) {
      for (let slot = offsets[node]; slot < offsets[node + 1]; slot++) {
        const before = neighbours[slot];
        if (distance[before] + lengths[slot] !== distance[node]) continue;
        const flow = (paths[before] / paths[node]) * (1 + dependency[node]);
        dependency[before] += flow;
        oneWay[slot] += flow / 2;
      }
      nodes[node] += dependency[node] / 2;
    }
  }
  const edges = oneWay.map((flow, slot) => flow + oneWay[slotBack({ nodeCount, offsets, neighbours }, slot)]);
  return { nodes, edges };
}

/** The slot of the same edge the other way. */
export function slotBack({ nodeCount, offsets, neighbours }: Pick<CsrGraph, 'nodeCount' | 'offsets' | 'neighbours'>, slot: number): number {
  let [low, high] = [0, nodeCount];
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (offsets[middle] <= slot) low = middle;
    else high = middle;
  }
  return neighbours.indexOf(low, offsets[neighbours[slot]]);
}
