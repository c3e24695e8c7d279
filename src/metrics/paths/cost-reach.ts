/**
 * Least costs from one source after another to all others (Dijkstra 1959, doi:10.1007/BF01386390, on a heap of four children),
 * where only distances are asked for: authors who never lie between others (see transit-free.ts) stay out of the heap.
 */
import { csrComponents } from '../../graph/csr.js';
import type { CsrGraph } from '../../graph/types.js';
import { edgeCosts } from './cost-search.js';
import { nodeHeap } from './node-heap.js';
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
  const coreSlots = coreRows(graph, cost, isLeaf);
  const { raise, pop } = nodeHeap(distance);

  const run = (source: number): number => {
    let reached = 0;
    const component = componentOf[source];
    distance[source] = 0;
    if (isLeaf[source] === 0) raise(source);
    // A leaf sends once: to all its neighbours, leaves among them.
    else {
      for (let slot = offsets[source]; slot < offsets[source + 1]; slot++) {
        distance[neighbours[slot]] = cost[slot];
        if (isLeaf[neighbours[slot]] === 0) raise(neighbours[slot]);
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
        raise(neighbour);
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
