/**
 * Drawing authors together whom no shortest path tells apart (identical vertices: Sariyüce et al. 2013,
 * doi:10.1137/1.9781611972832.76; Baglioni et al. 2012, doi:10.1109/ASONAM.2012.20).
 *
 * Exactness. Closed twins are adjacent and have the same other neighbours; open twins are not adjacent and have the same
 * neighbours. Either way everybody else is at the same distance from both, a shortest path never holds two of a class (the
 * step after them could have been taken from the first), and each shortest path through one is a shortest path through
 * any other. So a class is one node through which `multiplicity` paths run for one, with all its authors located there.
 * What that leaves out are pairs within a class: closed twins are adjacent, and nothing but their own pairs takes the edge
 * between them; the paths between open twins run through one common neighbour each, all equally. Both are credited here.
 *
 * By cost the same holds for closed twins whose edges to everybody else cost the same, as long as the edge between them
 * is cheaper than the way through anybody else. Open twins are left apart then.
 *
 * The edges of twins to a third node carry the same of what passes through, but each also carries what begins and ends at
 * its own twin. Where edges are asked for, twins are therefore drawn together only if as much does at each (see `edgeAccount`).
 *
 * paths/twin-quotient.ts draws closed twins together by the same rule (closed-twins.ts), but once, of the whole graph and by hops alone:
 * sweeps, sketches and samples ask who is in which class, which is what the accounts here need not say, and want classes
 * numbered component by component.
 */
import { firstClosedTwins, neighbourhoodHashes } from '../paths/closed-twins.js';
import type { Ledger } from './accounts.js';
import { classGraph } from './class-graph.js';
import type { LocatedGraph } from './located-graph.js';
import { endsPerAuthor } from './located-graph.js';

/** Draws closed and open twins together until there are none left; the same graph where there are none. O(n + m) a pass, few passes. */
export function withoutTwins(graph: LocatedGraph, ledger: Ledger, margin: number): LocatedGraph {
  let current = graph;
  for (;;) {
    const closed = classGraph(current, firstTwins(current, margin), ledger);
    if (closed.costs !== null) return closed;
    const first = firstOpenTwins(closed);
    creditPairsOfOpenTwins(closed, first, ledger);
    const open = classGraph(closed, first, ledger);
    if (open === closed) return open;
    current = open;
  }
}

/** The smallest closed twin of each node, itself where none is smaller. */
function firstTwins(graph: LocatedGraph, margin: number): Uint32Array {
  return firstClosedTwins(graph, (twin, node, slot) => isShortcut(graph, node, slot, margin) && areEven(graph, twin, node));
}

/** The smallest open twin of each node, itself where none is smaller. */
function firstOpenTwins(graph: LocatedGraph): Uint32Array {
  const hash = neighbourhoodHashes(graph, false);
  const order = Uint32Array.from({ length: graph.nodeCount }, (_, node) => node).sort((a, b) => hash[a] - hash[b] || a - b);
  const first = Uint32Array.from({ length: graph.nodeCount }, (_, node) => node);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && hash[order[end]] === hash[order[start]]) end++;
    for (let i = start + 1; i < end; i++) {
      const node = order[i];
      for (let j = start; j < i; j++) {
        if (first[order[j]] !== order[j] || !haveSameNeighbours(graph, order[j], node) || !areEven(graph, order[j], node)) continue;
        first[node] = order[j];
        break;
      }
    }
    start = end;
  }
  return first;
}

function haveSameNeighbours({ offsets, neighbours }: LocatedGraph, a: number, b: number): boolean {
  const length = offsets[a + 1] - offsets[a];
  if (length !== offsets[b + 1] - offsets[b]) return false;
  for (let i = 0; i < length; i++) if (neighbours[offsets[a] + i] !== neighbours[offsets[b] + i]) return false;
  return true;
}

/** Whether the edge at `own` of `node` is cheaper, by the margin, than twice any other edge of the node. */
function isShortcut({ offsets, costs }: LocatedGraph, node: number, own: number, margin: number): boolean {
  if (costs === null) return true;
  for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
    if (slot !== own && costs[own] + margin >= 2 * costs[slot]) return false;
  }
  return true;
}

/** Whether as many paths begin and end at an author of either, where edges are asked for. */
function areEven({ edgeAccount, weight, multiplicity }: LocatedGraph, a: number, b: number): boolean {
  return edgeAccount === null || weight[a] * multiplicity[b] === weight[b] * multiplicity[a];
}

/** Each pair of open twins (ordered) is 1, shared equally by the authors of their neighbours, and so are the two edges it takes. */
function creditPairsOfOpenTwins(graph: LocatedGraph, first: Uint32Array, ledger: Ledger): void {
  const { nodeCount, offsets, neighbours, weight, multiplicity, account, edgeAccount } = graph;
  const total = new Float64Array(nodeCount);
  const squares = new Float64Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    total[first[node]] += weight[node];
    squares[first[node]] += weight[node] ** 2;
  }
  const between = new Float64Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    const pairs = total[node] ** 2 - squares[node];
    if (first[node] !== node || pairs === 0) continue;
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) between[node] += multiplicity[neighbours[slot]];
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) ledger.authors.credit(account[neighbours[slot]], pairs / between[node]);
  }
  if (edgeAccount === null) return;
  for (let node = 0; node < nodeCount; node++) {
    if (between[first[node]] === 0) continue;
    const pairsOfAuthor = 2 * endsPerAuthor(graph, node) * (total[first[node]] - weight[node]);
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) ledger.edges.credit(edgeAccount[slot], pairsOfAuthor / between[first[node]]);
  }
}
