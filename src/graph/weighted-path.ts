/** All cheapest paths between two nodes of a projection, where an edge costs 1/strength. */
import { VertexHeap } from './heap.js';
import { NO_PATH, pathDag } from './path-dag.js';
import type { PathDag } from './path-dag.js';
import type { CsrGraph } from './types.js';

/** Two costs that differ by no more than this share of the larger are a tie: sums of fractions are rounded. */
export const COST_TOLERANCE = 1e-12;

function requireNode(graph: CsrGraph, node: number): void {
  if (!Number.isInteger(node) || node < 0 || node >= graph.nodeCount) {
    throw new RangeError(`node ${node} is not an integer from 0 to ${graph.nodeCount - 1}`);
  }
}

/** Costs from `source` to every node that is not farther than `target` (Dijkstra 1959); Infinity elsewhere. */
function costsUpTo(
  graph: CsrGraph,
  source: number,
  target: number,
  costOf: (entry: number) => number,
): Float64Array {
  const { offsets, neighbours } = graph;
  const costs = new Float64Array(graph.nodeCount).fill(Infinity);
  const heap = new VertexHeap(costs);
  costs[source] = 0;
  heap.update(source);
  while (heap.size > 0) {
    const node = heap.pop();
    if (costs[node] > costs[target] * (1 + COST_TOLERANCE)) break;
    for (let s = offsets[node]; s < offsets[node + 1]; s += 1) {
      const cost = costs[node] + costOf(s);
      if (cost >= costs[neighbours[s]]) continue;
      costs[neighbours[s]] = cost;
      heap.update(neighbours[s]);
    }
  }
  return costs;
}

/** What an entry of the graph costs to follow. */
function entryCost(graph: CsrGraph, distance: 'UNWEIGHTED' | 'INVERSE_STRENGTH'): (entry: number) => number {
  const { strength } = graph;
  return distance === 'UNWEIGHTED' ? () => 1 : (entry) => 1 / strength[entry];
}

/**
 * All paths from node `a` to node `b` whose cost is least: Σ 1/strength, or the number of hops where `distance` is
 * UNWEIGHTED (for graphs that the incidence alone does not give, such as one with a minStrength). An edge (u, v)
 * is on one where cost(u) + its cost equals cost(v) within COST_TOLERANCE of cost(v), so the paths' costs agree
 * within h · 10^−12
 * for h hops. The PathDag's vertices are nodes of `graph`, its distance is the cost.
 *
 * O(m log n). From a node to itself there is one path of no cost. Throws a RangeError for an unknown node.
 */
export function cheapestPathDag(
  graph: CsrGraph,
  a: number,
  b: number,
  distance: 'UNWEIGHTED' | 'INVERSE_STRENGTH' = 'INVERSE_STRENGTH',
): PathDag {
  requireNode(graph, a);
  requireNode(graph, b);
  if (a === b) return pathDag(0, Uint32Array.of(a), () => new Uint32Array(0));
  const { offsets, neighbours } = graph;
  const costOf = entryCost(graph, distance);
  const costs = costsUpTo(graph, a, b, costOf);
  if (costs[b] === Infinity) return NO_PATH;
  // Costs rise along every such edge, so the edges cannot close a cycle however wide the tolerance.
  const isOnCheapest = (from: number, to: number, cost: number): boolean =>
    costs[from] < costs[to] && Math.abs(costs[from] + cost - costs[to]) <= COST_TOLERANCE * costs[to];

  const reachesTarget = new Set([b]);
  const pending = [b];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    for (let s = offsets[node]; s < offsets[node + 1]; s += 1) {
      const from = neighbours[s];
      if (reachesTarget.has(from) || !isOnCheapest(from, node, costOf(s))) continue;
      reachesTarget.add(from);
      pending.push(from);
    }
  }
  const vertices = Uint32Array.from([...reachesTarget].toSorted((x, y) => costs[x] - costs[y] || x - y));
  const successors = (node: number): Uint32Array => {
    const found: number[] = [];
    for (let s = offsets[node]; s < offsets[node + 1]; s += 1) {
      if (reachesTarget.has(neighbours[s]) && isOnCheapest(node, neighbours[s], costOf(s))) found.push(neighbours[s]);
    }
    return Uint32Array.from(found);
  };
  return pathDag(costs[b], vertices, successors);
}
