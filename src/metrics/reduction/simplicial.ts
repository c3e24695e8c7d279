/**
 * The order in which nodes can be taken out of a graph because no shortest path between others runs through them: a
 * node is simplicial when its neighbours are all adjacent to each other (a side vertex: Sariyüce et al. 2013,
 * doi:10.1137/1.9781611972832.76). Once it is out, others may become simplicial, so that whatever hangs together by
 * cliques alone is taken apart to the end.
 *
 * By cost a node can go when each two of its neighbours are joined by an edge that is cheaper, by a margin that no
 * rounding bridges, than the way through the node.
 */
import type { LocatedGraph } from './located-graph.js';

/**
 * Nodes in the order in which they can be taken out, each while those behind it and the rest are still there; nodes
 * that can go at the same time are in ascending order. Each node's neighbourhood is looked through once, and again
 * only when one of two neighbours that were found unconnected has gone. O(Σ degree² of the looks) at worst.
 */
export function simplicialOrder(graph: LocatedGraph, margin: number): Uint32Array {
  const { nodeCount: n } = graph;
  const gone = new Uint8Array(n);
  const look = unconnectedNeighbours(graph, gone, margin);
  const order = new Uint32Array(n);
  let taken = 0;
  // The nodes that wait for a node to go, as a linked list per node; a node waits for the two that it was refused for.
  const head = new Int32Array(n).fill(-1);
  const waiters: number[] = [];
  const following: number[] = [];
  const wait = (node: number, forNode: number): void => {
    following.push(head[forNode]);
    head[forNode] = waiters.push(node) - 1;
  };
  const nextLook = new Int32Array(n).fill(-1);
  let round = 0;
  for (let candidates = Uint32Array.from({ length: n }, (_, node) => node); candidates.length > 0; round++) {
    const from = taken;
    for (const node of candidates) {
      const refusal = look(node);
      if (refusal === null) {
        order[taken++] = node;
      } else {
        wait(node, refusal[0]);
        wait(node, refusal[1]);
      }
    }
    const again: number[] = [];
    for (let i = from; i < taken; i++) gone[order[i]] = 1;
    for (let i = from; i < taken; i++) {
      for (let at = head[order[i]]; at >= 0; at = following[at]) {
        const node = waiters[at];
        if (gone[node] === 1 || nextLook[node] === round) continue;
        nextLook[node] = round;
        again.push(node);
      }
    }
    candidates = Uint32Array.from(again).sort();
  }
  return order.slice(0, taken);
}

/** Neighbours from which on a clique is remembered, and how many cliques are. */
const LARGE = 32;
const MOST_REMEMBERED = 32;

/**
 * Makes the function that finds two neighbours of a node that are not joined (cheaply enough), or null where there are
 * none: null for nodes with fewer than two neighbours.
 */
function unconnectedNeighbours(graph: LocatedGraph, gone: Uint8Array, margin: number): (node: number) => readonly [number, number] | null {
  const { nodeCount, offsets, neighbours, costs } = graph;
  const circle = new Uint32Array(nodeCount);
  /** Cost from the node to each of its circle; 0 elsewhere. */
  const reach = new Float64Array(nodeCount);
  const joinedTo = new Int32Array(nodeCount).fill(-1);
  /** By hops: in which of the latest large cliques a node was found, a bit each. Who is left of one is a clique still, so that a paper of thousands is looked through once. */
  const cliquesOf = new Uint32Array(nodeCount);
  const isInOneClique = (size: number): boolean => {
    let common = size < LARGE ? 0 : cliquesOf[circle[0]];
    for (let i = 1; i < size && common !== 0; i++) common &= cliquesOf[circle[i]];
    return common !== 0;
  };
  const latest: Uint32Array[] = [];
  let found = 0;
  const remember = (clique: Uint32Array): void => {
    const place = found++ % MOST_REMEMBERED;
    for (const node of latest[place] ?? []) cliquesOf[node] &= ~(1 << place);
    for (const node of clique) cliquesOf[node] |= 1 << place;
    latest[place] = clique;
  };
  const refusalIn = (size: number): readonly [number, number] | null => {
    for (let i = 0; i < size; i++) {
      const member = circle[i];
      let joined = 0;
      for (let slot = offsets[member], end = offsets[member + 1]; slot < end; slot++) {
        const other = neighbours[slot];
        if (reach[other] === 0) continue;
        if (costs !== null && costs[slot] + margin >= reach[member] + reach[other]) continue;
        joinedTo[other] = member;
        joined++;
      }
      if (joined === size - 1) continue;
      for (let j = 0; j < size; j++) if (circle[j] !== member && joinedTo[circle[j]] !== member) return [member, circle[j]];
    }
    return null;
  };
  return (node) => {
    let size = 0;
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      const neighbour = neighbours[slot];
      if (gone[neighbour] === 1) continue;
      circle[size++] = neighbour;
      reach[neighbour] = costs === null ? 1 : costs[slot];
    }
    if (isInOneClique(size)) {
      for (let i = 0; i < size; i++) reach[circle[i]] = 0;
      return null;
    }
    const refusal = refusalIn(size);
    if (refusal === null && costs === null && size >= LARGE) remember(Uint32Array.of(node, ...circle.subarray(0, size)));
    for (let i = 0; i < size; i++) reach[circle[i]] = 0;
    // What was joined to a member of an earlier look must not count in the next one.
    for (let i = 0; i < size; i++) joinedTo[circle[i]] = -1;
    return refusal;
  };
}
