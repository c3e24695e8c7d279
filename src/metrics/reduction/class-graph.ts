/** The graph whose nodes are classes of interchangeable nodes of another, and what the accounts of those have to do with it. */
import type { Ledger } from './accounts.js';
import type { LocatedGraph } from './located-graph.js';
import { endsPerAuthor } from './located-graph.js';

/**
 * The graph of classes, given the first node of each node's class; the graph itself where every class has one node. Authors of a class,
 * and the collaborations between two classes, get a common account; what the edges within a class carry is credited. O(n + m).
 */
export function classGraph(graph: LocatedGraph, first: Uint32Array, ledger: Ledger): LocatedGraph {
  const { nodeCount: n, offsets, neighbours } = graph;
  const classOf = new Uint32Array(n);
  let nodeCount = 0;
  for (let node = 0; node < n; node++) classOf[node] = first[node] === node ? nodeCount++ : classOf[first[node]];
  if (nodeCount === n) return graph;

  const multiplicity = new Float64Array(nodeCount);
  const weight = new Float64Array(nodeCount);
  const size = new Uint32Array(nodeCount);
  for (let node = 0; node < n; node++) {
    multiplicity[classOf[node]] += graph.multiplicity[node];
    weight[classOf[node]] += graph.weight[node];
    size[classOf[node]]++;
  }
  const account = new Uint32Array(nodeCount);
  for (let node = 0; node < n; node++) {
    const own = classOf[node];
    if (first[node] === node) account[own] = size[own] > 1 ? ledger.authors.open() : graph.account[node];
    if (size[own] > 1) ledger.authors.join(graph.account[node], account[own]);
  }

  const classOffsets = new Uint32Array(nodeCount + 1);
  const classNeighbours = new Uint32Array(neighbours.length);
  const classCosts = graph.costs === null ? null : new Float64Array(neighbours.length);
  let filled = 0;
  for (let node = 0; node < n; node++) {
    if (first[node] !== node) continue;
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      const neighbour = neighbours[slot];
      // Each adjacent class once, by its first node; the own one has no other.
      if (first[neighbour] !== neighbour) continue;
      if (classCosts !== null && graph.costs !== null) classCosts[filled] = graph.costs[slot];
      classNeighbours[filled++] = classOf[neighbour];
    }
    classOffsets[classOf[node] + 1] = filled;
  }
  const classes = {
    nodeCount,
    offsets: classOffsets,
    neighbours: classNeighbours.slice(0, filled),
    costs: classCosts?.slice(0, filled) ?? null,
    multiplicity,
    weight,
    account,
  };
  return { ...classes, edgeAccount: graph.edgeAccount === null ? null : edgeAccounts({ ...graph, edgeAccount: graph.edgeAccount }, classOf, classes, ledger) };
}

/** Accounts of the edges between classes, parallel to their neighbours; edges within a class are credited with the pairs of their own ends. */
function edgeAccounts(
  graph: LocatedGraph & { readonly edgeAccount: Uint32Array },
  classOf: Uint32Array,
  { nodeCount, offsets, neighbours }: Pick<LocatedGraph, 'nodeCount' | 'offsets' | 'neighbours'>,
  { edges }: Ledger,
): Uint32Array {
  const accounts = new Uint32Array(neighbours.length);
  const { nodes, starts } = nodesByClass(classOf, nodeCount);
  const sizeOf = (own: number): number => starts[own + 1] - starts[own];
  /** Slots that were filled from the other side: rows ascend, so those of smaller classes come first and in order. */
  const cursor = offsets.slice(0, nodeCount);
  /** [classes] slot of each class that is adjacent to the one in hand, and larger. */
  const slotOf = new Uint32Array(nodeCount);
  for (let own = 0; own < nodeCount; own++) {
    const firstLarger = cursor[own];
    for (let slot = firstLarger; slot < offsets[own + 1]; slot++) {
      const other = neighbours[slot];
      slotOf[other] = slot;
      if (sizeOf(own) * sizeOf(other) > 1) accounts[slot] = edges.open();
    }
    for (let i = starts[own]; i < starts[own + 1]; i++) {
      const node = nodes[i];
      for (let slot = graph.offsets[node]; slot < graph.offsets[node + 1]; slot++) {
        const neighbour = graph.neighbours[slot];
        const other = classOf[neighbour];
        if (other === own) {
          if (node < neighbour) edges.credit(graph.edgeAccount[slot], 2 * endsPerAuthor(graph, node) * endsPerAuthor(graph, neighbour));
        } else if (other > own) {
          if (sizeOf(own) * sizeOf(other) > 1) edges.join(graph.edgeAccount[slot], accounts[slotOf[other]]);
          else accounts[slotOf[other]] = graph.edgeAccount[slot];
        }
      }
    }
    for (let slot = firstLarger; slot < offsets[own + 1]; slot++) accounts[cursor[neighbours[slot]]++] = accounts[slot];
  }
  return accounts;
}

/** The nodes class by class: those of class c are nodes[starts[c]] … nodes[starts[c + 1] − 1]. */
function nodesByClass(classOf: Uint32Array, classCount: number): { readonly nodes: Uint32Array; readonly starts: Uint32Array } {
  const starts = new Uint32Array(classCount + 1);
  for (const own of classOf) starts[own + 1]++;
  for (let own = 0; own < classCount; own++) starts[own + 1] += starts[own];
  const next = starts.slice();
  const nodes = new Uint32Array(classOf.length);
  classOf.forEach((own, node) => (nodes[next[own]++] = node));
  return { nodes, starts };
}
