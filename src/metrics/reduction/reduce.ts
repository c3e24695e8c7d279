/**
 * What is left of betweenness after every exact reduction: a forest of reduced graphs and the searches to be made in
 * them. Each component is shattered into blocks, twins are drawn together, simplicial nodes are taken out one after
 * another, and what remains goes through all that again until nothing gives way.
 *
 * Exactness of taking nodes out. When a simplicial node goes, one search from it, in the graph of those still there,
 * gives what it adds to everybody as an end of paths: each of its pairs counts in both orders at once. As it is inside
 * no shortest path among the others, distances and numbers of shortest paths among them are what they were.
 *
 * Searches are made in batches of 32, all in the graph as it was before the batch; of two sources of one batch that are
 * both taken out, each meets the other, so that the pair would count twice: as targets they count half.
 *
 * Betweenness of edges. A collaboration stands for an edge of one reduced graph after another until one of its ends has gone, and
 * what it carries is the sum of what those carry: pairs of which one is taken out, from its search, and the rest later. An
 * edge between two nodes stands for all collaborations between their authors, and each carries the same, since graphs are kept
 * even (see LocatedGraph): of paths that begin at one of its ends as many begin at any other author there.
 */
import type { CsrGraph } from '../../graph/types.js';
import type { Ledger } from './accounts.js';
import { Accounts } from './accounts.js';
import { shatter } from './blocks.js';
import { roundingMargin, withoutDominatedEdges } from './dominated-edges.js';
import type { LocatedGraph } from './located-graph.js';
import { endsPerAuthor, inducedGraph, isClique, locatedGraph } from './located-graph.js';
import type { Part, PlanEdges, SearchPlan } from './search-plan.js';
import { breadthFirstOrder, packed } from './search-plan.js';
import { simplicialOrder } from './simplicial.js';
import { withoutTwins } from './twins.js';

type Reducible = Pick<CsrGraph, 'nodeCount' | 'offsets' | 'neighbours'>;

/**
 * Reduces a graph as far as it goes. `costs`, parallel to the graph's neighbours and > 0, are the lengths of its edges;
 * null makes each 1. With `edgeOf`, the number (0 … m − 1) of each slot's edge, the plan is one for the betweenness of edges,
 * which draws fewer twins together. O(n + m) a round but for simplicial looks and sorting; the rounds get smaller. O(n + m) memory.
 */
export function searchPlan(graph: Reducible, costs: Float64Array | null): SearchPlan;
export function searchPlan(graph: Reducible, costs: Float64Array | null, edgeOf: Uint32Array): SearchPlan & { readonly edges: PlanEdges };
export function searchPlan(graph: Reducible, costs: Float64Array | null, edgeOf: Uint32Array | null = null): SearchPlan {
  const ledger: Ledger = { authors: new Accounts(graph.nodeCount), edges: new Accounts(edgeOf === null ? 0 : edgeOf.length / 2) };
  const margin = costs === null ? 0 : roundingMargin(costs, graph.nodeCount);
  const parts: Part[] = [];
  const waiting: LocatedGraph[] = [locatedGraph(graph, costs, edgeOf)];
  for (let whole = waiting.pop(); whole !== undefined; whole = waiting.pop()) {
    for (const block of shatter(whole, ledger)) {
      if (endsAt(block, ledger)) continue;
      const reduced = withoutTwins(block, ledger, margin);
      if (endsAt(reduced, ledger)) continue;
      const order = simplicialOrder(reduced, margin);
      // Which nodes can go is told by edges that searches need not look at, so those are left out only now.
      const searched = withoutDominatedEdges(reduced, margin);
      parts.push(order.length === 0 ? allAsSources(searched) : { graph: searched, sources: order, leaving: order.length });
      if (order.length === 0) continue;
      const rest = remaining(searched, order);
      if (!endsAt(rest, ledger)) waiting.push(rest);
    }
  }
  return packed(parts, ledger, edgeOf !== null);
}

/** True where nobody lies between others any more; what edges carry, the pairs of their own ends, is then credited. */
function endsAt(graph: LocatedGraph, { edges }: Ledger): boolean {
  const { nodeCount, offsets, neighbours, costs, edgeAccount } = graph;
  if (nodeCount >= 3 && (costs !== null || !isClique(graph))) return false;
  if (edgeAccount === null) return true;
  for (let node = 0; node < nodeCount; node++) {
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      if (neighbours[slot] > node) edges.credit(edgeAccount[slot], 2 * endsPerAuthor(graph, node) * endsPerAuthor(graph, neighbours[slot]));
    }
  }
  return true;
}

function allAsSources(graph: LocatedGraph): Part {
  return { graph, sources: breadthFirstOrder(graph), leaving: 0 };
}

function remaining(graph: LocatedGraph, order: Uint32Array): LocatedGraph {
  const placeOf = new Int32Array(graph.nodeCount);
  for (const node of order) placeOf[node] = -1;
  const members = new Uint32Array(graph.nodeCount - order.length);
  let kept = 0;
  for (let node = 0; node < graph.nodeCount; node++) {
    if (placeOf[node] < 0) continue;
    members[kept] = node;
    placeOf[node] = kept++;
  }
  return inducedGraph(graph, members, placeOf);
}
