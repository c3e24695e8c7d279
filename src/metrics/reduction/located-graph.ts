/**
 * The graph that reductions work on: each node stands for one author or for several that no shortest path tells apart,
 * and authors of parts that were cut away are located at the node through which they are reached.
 */
import type { CsrGraph } from '../../graph/types.js';

export interface LocatedGraph {
  readonly nodeCount: number;
  /** [n+1] into `neighbours`; every edge stands twice, neighbours of a node ascend, no loops. */
  readonly offsets: Uint32Array;
  readonly neighbours: Uint32Array;
  /** Length of each edge, parallel to `neighbours`; null where each has length 1. */
  readonly costs: Float64Array | null;
  /** [n] through how many interchangeable authors a path may run at the node: 1 or more. */
  readonly multiplicity: Float64Array;
  /** [n] authors located at the node, as ends of paths: its own and those beyond it. */
  readonly weight: Float64Array;
  /** [n] the account to which the betweenness of one of the node's authors is credited (see Accounts). */
  readonly account: Uint32Array;
  /**
   * Account to which the betweenness of one of the collaborations of each edge is credited, parallel to `neighbours` and the same
   * both ways; null where that is not asked for. Where it is, graphs are kept *even*: an author of a node is where as many
   * paths begin and end as any other of the same node, weight / multiplicity. Then any collaboration between two nodes
   * carries as much as any other.
   */
  readonly edgeAccount: Uint32Array | null;
}

/** The graph as it is: an author a node, located at itself. `costs` and `edgeAccount` are parallel to the graph's neighbours. O(n + m). */
export function locatedGraph(
  graph: Pick<CsrGraph, 'nodeCount' | 'offsets' | 'neighbours'>,
  costs: Float64Array | null,
  edgeAccount: Uint32Array | null,
): LocatedGraph {
  const { nodeCount, offsets, neighbours } = graph;
  return {
    nodeCount,
    offsets,
    neighbours,
    costs,
    multiplicity: new Float64Array(nodeCount).fill(1),
    weight: new Float64Array(nodeCount).fill(1),
    account: Uint32Array.from({ length: nodeCount }, (_, node) => node),
    edgeAccount,
  };
}

/** True where every node is adjacent to every other: no shortest path by hops has an inner node. O(1). */
export function isClique({ nodeCount, neighbours }: Pick<LocatedGraph, 'nodeCount' | 'neighbours'>): boolean {
  return neighbours.length === nodeCount * (nodeCount - 1);
}

/**
 * The part of `graph` among `members` (ascending), with their places in the new graph given by `placeOf` (−1 for all
 * others). O(degrees of the members).
 */
export function inducedGraph(graph: LocatedGraph, members: Uint32Array, placeOf: Int32Array): LocatedGraph {
  const nodeCount = members.length;
  const offsets = new Uint32Array(nodeCount + 1);
  let filled = 0;
  for (let place = 0; place < nodeCount; place++) {
    for (let slot = graph.offsets[members[place]], end = graph.offsets[members[place] + 1]; slot < end; slot++) {
      if (placeOf[graph.neighbours[slot]] >= 0) filled++;
    }
    offsets[place + 1] = filled;
  }
  const neighbours = new Uint32Array(filled);
  const costs = graph.costs === null ? null : new Float64Array(filled);
  const edgeAccount = graph.edgeAccount === null ? null : new Uint32Array(filled);
  filled = 0;
  for (let place = 0; place < nodeCount; place++) {
    for (let slot = graph.offsets[members[place]], end = graph.offsets[members[place] + 1]; slot < end; slot++) {
      const neighbour = placeOf[graph.neighbours[slot]];
      if (neighbour < 0) continue;
      if (costs !== null && graph.costs !== null) costs[filled] = graph.costs[slot];
      if (edgeAccount !== null && graph.edgeAccount !== null) edgeAccount[filled] = graph.edgeAccount[slot];
      neighbours[filled++] = neighbour;
    }
  }
  return {
    nodeCount,
    offsets,
    neighbours,
    costs,
    multiplicity: Float64Array.from(members, (node) => graph.multiplicity[node]),
    weight: Float64Array.from(members, (node) => graph.weight[node]),
    account: Uint32Array.from(members, (node) => graph.account[node]),
    edgeAccount,
  };
}

/** Ends of paths at one author of a node: as many at each. O(1). */
export function endsPerAuthor({ weight, multiplicity }: Pick<LocatedGraph, 'weight' | 'multiplicity'>, node: number): number {
  return weight[node] / multiplicity[node];
}
