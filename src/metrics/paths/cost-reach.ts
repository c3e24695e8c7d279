/**
 * Least costs from one source after another to all others (Dijkstra 1959, doi:10.1007/BF01386390, on a heap of four children),
 * where only distances are asked for: authors who never lie between others (see transit-free.ts) stay out of the heap.
 */
import { csrComponents } from '../../graph/csr.js';
import type { CsrGraph } from '../../graph/types.js';
import { edgeCosts } from './cost-search.js';
import { transitFree } from './transit-free.js';

/** Distances from the latest source. */
export interface CostReach {
  /** [reached] costs to the nodes reached, in no order that matters but always the same, the source's own 0 not among them. */
  readonly costs: Float64Array;
  /** Searches from `source`; returns how many of `costs` are meant. */
  readonly run: (source: number) => number;
}

/** Prepares searches: O(n + m) memory and, per run, O((c + e) log c) for c authors and e edges of the core, and O(n + m) at most for the rest. */
export function costReach(graph: CsrGraph): CostReach {
  const { nodeCount, offsets, neighbours } = graph;
  const cost = edgeCosts(graph);
  const isLeaf = transitFree(graph, cost);
  const { componentOf, sizes } = csrComponents(graph);
  const leaves = nodesByComponent(componentOf, sizes.length, isLeaf);
  const distance = new Float64Array(nodeCount).fill(Infinity);
  const costs = new Float64Array(nodeCount);
  const heap = new Uint32Array(nodeCount);
  const place = new Int32Array(nodeCount).fill(-1);
  const coreSlots = coreRows(graph, cost, isLeaf);
  let size = 0;

  const raise = (node: number, key: number): void => {
    let at = place[node] < 0 ? size++ : place[node];
    while (at > 0) {
      const parent = (at - 1) >> 2;
      const above = heap[parent];
      if (distance[above] <= key) break;
      heap[at] = above;
      place[above] = at;
      at = parent;
    }
    heap[at] = node;
    place[node] = at;
  };

  /** The nearest node, −1 where none waits. */
  const pop = (): number => {
    if (size === 0) return -1;
    const least = heap[0];
    place[least] = -1;
    size--;
    if (size === 0) return least;
    const node = heap[size];
    const key = distance[node];
    let at = 0;
    for (let first = 1; first < size; first = 4 * at + 1) {
      let child = first;
      let nearest = distance[heap[first]];
      for (let other = first + 1, end = Math.min(first + 4, size); other < end; other++) {
        const own = distance[heap[other]];
        if (own < nearest) [child, nearest] = [other, own];
      }
      if (nearest >= key) break;
      heap[at] = heap[child];
      place[heap[at]] = at;
      at = child;
    }
    heap[at] = node;
    place[node] = at;
    return least;
  };

  const run = (source: number): number => {
    let reached = 0;
    const component = componentOf[source];
    distance[source] = 0;
    if (isLeaf[source] === 0) raise(source, 0);
    // A leaf sends once: to all its neighbours, leaves among them.
    else {
      for (let slot = offsets[source]; slot < offsets[source + 1]; slot++) {
        distance[neighbours[slot]] = cost[slot];
        if (isLeaf[neighbours[slot]] === 0) raise(neighbours[slot], cost[slot]);
      }
    }
    const settled = coreSlots.settled;
    let settledCount = 0;
    for (let node = pop(); node >= 0; node = pop()) {
      const own = distance[node];
      settled[settledCount++] = node;
      if (node !== source) costs[reached++] = own;
      for (let slot = coreSlots.offsets[node], end = coreSlots.offsets[node + 1]; slot < end; slot++) {
        const candidate = own + coreSlots.cost[slot];
        const neighbour = coreSlots.neighbours[slot];
        if (candidate >= distance[neighbour]) continue;
        distance[neighbour] = candidate;
        raise(neighbour, candidate);
      }
    }
    for (let i = leaves.starts[component]; i < leaves.starts[component + 1]; i++) {
      const leaf = leaves.nodes[i];
      if (leaf === source) continue;
      let least = distance[leaf];
      distance[leaf] = Infinity;
      for (let slot = coreSlots.offsets[leaf], end = coreSlots.offsets[leaf + 1]; slot < end; slot++) {
        least = Math.min(least, distance[coreSlots.neighbours[slot]] + coreSlots.cost[slot]);
      }
      costs[reached++] = least;
    }
    for (let i = 0; i < settledCount; i++) distance[settled[i]] = Infinity;
    distance[source] = Infinity;
    return reached;
  };
  return { costs, run };
}

/** The rows of all nodes with their neighbours in the core alone, and room for the nodes that a search settles. */
function coreRows({ nodeCount, offsets, neighbours }: CsrGraph, cost: Float64Array, isLeaf: Uint8Array) {
  const coreOffsets = new Uint32Array(nodeCount + 1);
  const coreNeighbours = new Uint32Array(neighbours.length);
  const coreCost = new Float64Array(neighbours.length);
  let filled = 0;
  for (let node = 0; node < nodeCount; node++) {
    for (let slot = offsets[node]; slot < offsets[node + 1]; slot++) {
      if (isLeaf[neighbours[slot]] === 1) continue;
      coreNeighbours[filled] = neighbours[slot];
      coreCost[filled++] = cost[slot];
    }
    coreOffsets[node + 1] = filled;
  }
  return { offsets: coreOffsets, neighbours: coreNeighbours, cost: coreCost, settled: new Uint32Array(nodeCount) };
}

/** The marked nodes, component by component: those of component c are nodes[starts[c]] … nodes[starts[c + 1] − 1]. */
function nodesByComponent(componentOf: Int32Array, componentCount: number, isMarked: Uint8Array): { readonly nodes: Uint32Array; readonly starts: Uint32Array } {
  const starts = new Uint32Array(componentCount + 1);
  componentOf.forEach((component, node) => (starts[component + 1] += isMarked[node]));
  for (let component = 0; component < componentCount; component++) starts[component + 1] += starts[component];
  const next = starts.slice();
  const nodes = new Uint32Array(starts[componentCount]);
  componentOf.forEach((component, node) => {
    if (isMarked[node] === 1) nodes[next[component]++] = node;
  });
  return { nodes, starts };
}
