/**
 * The order in which a sweep takes its sources. What a batch costs is at how many levels its sources arrive at each
 * vertex, so that those should stand together that see the network alike: near each other, and equally far from all.
 * Ordering by the sum of distances to four hubs leaves 10 to 25 % fewer arrivals than breadth first order on
 * co-authorship graphs, nearly as few as ordering by the sum of all distances.
 */
import type { SweepGraph } from './sweep-graph.js';

const HUBS = 4;

/**
 * The vertices of a component in the order of their sum of distances to its hubs (vertices of most neighbours), those of equal sums
 * as they follow each other breadth first; for at most `batch` sources the order does not matter. O(hubs × edges + v log v).
 */
export function sourceOrder(graph: SweepGraph, component: number, batch: number): Uint32Array {
  const from = graph.componentStarts[component];
  const order = neighbourly(graph, component);
  const size = order.length;
  if (size <= batch) return order;
  const sums = distancesToHubs(graph, component);
  // One number per vertex, so that sorting needs no comparator: sums stay below 2^53 / size up to 47 million vertices.
  const keys = Float64Array.from(order, (vertex, place) => sums[vertex - from] * size + place).sort();
  return Uint32Array.from(keys, (key) => order[key % size]);
}

/** The core in its order, which is breadth first, each vertex followed by the leaves whose first neighbour it is. */
function neighbourly({ offsets, coreEnds, neighbours, componentStarts, leafStarts }: SweepGraph, component: number): Uint32Array {
  const order = new Uint32Array(componentStarts[component + 1] - componentStarts[component]);
  let length = 0;
  for (let vertex = componentStarts[component]; vertex < leafStarts[component]; vertex++) {
    order[length++] = vertex;
    for (let slot = coreEnds[vertex]; slot < offsets[vertex + 1]; slot++) {
      if (neighbours[offsets[neighbours[slot]]] === vertex) order[length++] = neighbours[slot];
    }
  }
  return order;
}

/** [vertices of the component] Σ distance to each of its hubs. */
function distancesToHubs({ offsets, neighbours, componentStarts, leafStarts }: SweepGraph, component: number): Float64Array {
  const [from, to] = [componentStarts[component], componentStarts[component + 1]];
  const degree = (vertex: number): number => offsets[vertex + 1] - offsets[vertex];
  const hubs: number[] = [];
  for (let vertex = from; vertex < leafStarts[component]; vertex++) {
    if (hubs.length === HUBS && degree(vertex) <= degree(hubs[HUBS - 1])) continue;
    const rank = hubs.findIndex((hub) => degree(hub) < degree(vertex));
    hubs.splice(rank < 0 ? hubs.length : rank, 0, vertex);
    hubs.length = Math.min(hubs.length, HUBS);
  }
  const sums = new Float64Array(to - from);
  const distance = new Int32Array(to - from);
  const queue = new Uint32Array(to - from);
  for (const hub of hubs) {
    distance.fill(-1);
    distance[hub - from] = 0;
    queue[0] = hub;
    for (let head = 0, length = 1; head < length; head++) {
      const vertex = queue[head];
      const hops = distance[vertex - from] + 1;
      sums[vertex - from] += hops - 1;
      for (let slot = offsets[vertex]; slot < offsets[vertex + 1]; slot++) {
        const neighbour = neighbours[slot];
        if (distance[neighbour - from] >= 0) continue;
        distance[neighbour - from] = hops;
        queue[length++] = neighbour;
      }
    }
  }
  return sums;
}
