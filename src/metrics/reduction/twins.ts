/**
 * Drawing authors together whom no shortest path tells apart (identical vertices: Sariyüce et al. 2013,
 * doi:10.1137/1.9781611972832.76; Baglioni et al. 2012, doi:10.1109/ASONAM.2012.20).
 *
 * Exactness. Closed twins are adjacent and have the same other neighbours; open twins are not adjacent and have the same
 * neighbours. Either way everybody else is at the same distance from both, a shortest path never holds two of a class (the
 * step after them could have been taken from the first), and each shortest path through one is a shortest path through
 * any other. So a class is one node through which `multiplicity` paths run for one, with all its authors located there.
 * What that leaves out are pairs within a class: closed twins are adjacent; the paths between open twins run through one
 * common neighbour each, all equally, and are credited here.
 *
 * By cost the same holds for closed twins whose edges to everybody else cost the same, as long as the edge between them
 * is cheaper than the way through anybody else. Open twins are left apart then.
 */
import type { Accounts } from './accounts.js';
import type { LocatedGraph } from './located-graph.js';

/** Draws closed and open twins together until there are none left; the same graph where there are none. O(n + m) a pass, few passes. */
export function withoutTwins(graph: LocatedGraph, accounts: Accounts, margin: number): LocatedGraph {
  let current = graph;
  for (;;) {
    const closed = merged(current, firstClosedTwins(current, margin), accounts);
    if (closed.costs !== null) return closed;
    const first = firstOpenTwins(closed);
    creditPairsOfOpenTwins(closed, first, accounts);
    const open = merged(closed, first, accounts);
    if (open === closed) return open;
    current = open;
  }
}

/** The smallest closed twin of each node, itself where none is smaller. Twins are neighbours, so only those are asked. */
function firstClosedTwins(graph: LocatedGraph, margin: number): Uint32Array {
  const { nodeCount, offsets, neighbours } = graph;
  const hash = neighbourhoodHashes(graph, true);
  const first = new Uint32Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    first[node] = node;
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end && neighbours[slot] < node; slot++) {
      const neighbour = neighbours[slot];
      if (hash[neighbour] !== hash[node] || first[neighbour] !== neighbour || !areClosedTwins(graph, neighbour, node)) continue;
      if (graph.costs !== null && !isShortcut(graph, node, slot, margin)) continue;
      first[node] = neighbour;
      break;
    }
  }
  return first;
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
        if (first[order[j]] !== order[j] || !haveSameNeighbours(graph, order[j], node)) continue;
        first[node] = order[j];
        break;
      }
    }
    start = end;
  }
  return first;
}

/** A hash only narrows candidates down: neighbourhoods (and what their edges cost) are compared in full. */
function neighbourhoodHashes({ nodeCount, offsets, neighbours, costs }: LocatedGraph, closed: boolean): Int32Array {
  const hash = new Int32Array(nodeCount);
  const halves = new Int32Array(2);
  const whole = new Float64Array(halves.buffer);
  for (let node = 0; node < nodeCount; node++) {
    let sum = closed ? scrambled(node) : 0;
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      sum = (sum + scrambled(neighbours[slot])) | 0;
      if (costs === null) continue;
      whole[0] = costs[slot];
      sum = (sum + scrambled(halves[0] ^ Math.imul(halves[1], 0x9e3779b1))) | 0;
    }
    hash[node] = sum;
  }
  return hash;
}

function areClosedTwins({ offsets, neighbours, costs }: LocatedGraph, a: number, b: number): boolean {
  const [endA, endB] = [offsets[a + 1], offsets[b + 1]];
  let [i, j] = [offsets[a], offsets[b]];
  if (endA - i !== endB - j) return false;
  for (;;) {
    if (i < endA && neighbours[i] === b) i++;
    if (j < endB && neighbours[j] === a) j++;
    if (i === endA || j === endB) return i === endA && j === endB;
    if (costs !== null && costs[i] !== costs[j]) return false;
    if (neighbours[i++] !== neighbours[j++]) return false;
  }
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

/** Each pair of open twins (ordered) is 1, shared equally by the authors of their neighbours. */
function creditPairsOfOpenTwins({ nodeCount, offsets, neighbours, weight, multiplicity, account }: LocatedGraph, first: Uint32Array, accounts: Accounts): void {
  const total = new Float64Array(nodeCount);
  const squares = new Float64Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    total[first[node]] += weight[node];
    squares[first[node]] += weight[node] ** 2;
  }
  for (let node = 0; node < nodeCount; node++) {
    const pairs = total[node] ** 2 - squares[node];
    if (first[node] !== node || pairs === 0) continue;
    let between = 0;
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) between += multiplicity[neighbours[slot]];
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) accounts.credit(account[neighbours[slot]], pairs / between);
  }
}

/** The graph of classes, by the first of each; the graph itself where every class has one node. O(n + m). */
function merged(graph: LocatedGraph, first: Uint32Array, accounts: Accounts): LocatedGraph {
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
    if (first[node] === node) account[own] = size[own] > 1 ? accounts.open() : graph.account[node];
    if (size[own] > 1) accounts.join(graph.account[node], account[own]);
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
  return {
    nodeCount,
    offsets: classOffsets,
    neighbours: classNeighbours.slice(0, filled),
    costs: classCosts?.slice(0, filled) ?? null,
    multiplicity,
    weight,
    account,
  };
}

/** A 32-bit mix (Wellons' lowbias32), so that sums over neighbourhoods seldom agree by chance. */
function scrambled(value: number): number {
  let x = (value + 0x9e3779b9) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return x ^ (x >>> 16);
}
