/** Edges that cost more than a way round them: no cheapest path runs along them, so searches need not look at them. */
import type { LocatedGraph } from './located-graph.js';

/**
 * How much cheaper one way must be than another for no rounding to make them equal: path costs within a relative 1e-12
 * count as one, and no cheapest path is longer than n times the dearest edge. O(costs).
 */
export function roundingMargin(costs: Float64Array, nodeCount: number): number {
  return 1e-12 * nodeCount * costs.reduce((most, cost) => Math.max(most, cost), 0);
}

/**
 * The graph without edges that cost more, by the margin, than some way over one other node; the graph itself where
 * there are none or edges have no costs. Distances and cheapest paths are what they were. O(Σ over edges of the degree
 * of their ends).
 */
export function withoutDominatedEdges(graph: LocatedGraph, margin: number): LocatedGraph {
  const { nodeCount, offsets, neighbours, costs, edgeAccount } = graph;
  if (costs === null) return graph;
  const dominated = new Uint8Array(neighbours.length);
  /** Slot of each neighbour of the node in hand, −1 elsewhere. */
  const slotOf = new Int32Array(nodeCount).fill(-1);
  let count = 0;
  for (let node = 0; node < nodeCount; node++) {
    const [start, end] = [offsets[node], offsets[node + 1]];
    for (let slot = start; slot < end; slot++) slotOf[neighbours[slot]] = slot;
    for (let slot = start; slot < end; slot++) {
      const over = neighbours[slot];
      for (let second = offsets[over], last = offsets[over + 1]; second < last; second++) {
        const direct = slotOf[neighbours[second]];
        if (direct < 0 || dominated[direct] === 1 || costs[slot] + costs[second] + margin >= costs[direct]) continue;
        dominated[direct] = 1;
        count++;
      }
    }
    for (let slot = start; slot < end; slot++) slotOf[neighbours[slot]] = -1;
  }
  if (count === 0) return graph;
  const keptOffsets = new Uint32Array(nodeCount + 1);
  const keptNeighbours = new Uint32Array(neighbours.length - count);
  const keptCosts = new Float64Array(neighbours.length - count);
  const keptAccounts = edgeAccount === null ? null : new Uint32Array(neighbours.length - count);
  let filled = 0;
  for (let node = 0; node < nodeCount; node++) {
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      if (dominated[slot] === 1) continue;
      keptCosts[filled] = costs[slot];
      if (keptAccounts !== null && edgeAccount !== null) keptAccounts[filled] = edgeAccount[slot];
      keptNeighbours[filled++] = neighbours[slot];
    }
    keptOffsets[node + 1] = filled;
  }
  return { ...graph, offsets: keptOffsets, neighbours: keptNeighbours, costs: keptCosts, edgeAccount: keptAccounts };
}
