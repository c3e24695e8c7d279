/** Closed twins: collaborators with the same collaborators at the same strengths, as the authors of one paper and no other are. */
import type { CsrGraph } from '../../graph/types.js';

export interface TwinClasses {
  /** [n] class of each node. */
  readonly classOf: Int32Array;
  /** [classes] the smallest node of each, ascending. */
  readonly representatives: Uint32Array;
  /** [classes] members. */
  readonly sizes: Uint32Array;
}

/** So many classes of one hash are compared with; beyond, a node stays alone, which is never wrong. */
const MAX_PROBES = 16;

/**
 * Nodes u ~ v with N[u] = N[v] and, where `weighted`, equal strengths to everybody else, grouped exactly: hashes only
 * propose. `keeps(u, strength)` says whether a node may join a twin to whom it has that strength. Classes are numbered by
 * smallest node. O(n + m).
 */
export function closedTwins(graph: CsrGraph, weighted: boolean, keeps: (node: number, strength: number) => boolean): TwinClasses {
  const { nodeCount: n, offsets, strength } = graph;
  const hashes = closedNeighbourhoodHashes(graph);
  const table = new Int32Array(2 ** Math.ceil(Math.log2(2 * n + 1)));
  const mask = table.length - 1;
  const classOf = new Int32Array(n);
  const representatives = new Uint32Array(n);
  const sizes = new Uint32Array(n);
  let classes = 0;
  for (let node = 0; node < n; node++) {
    const hash = hashes[node];
    let place = mixed(hash) & mask;
    let found = -1;
    for (let probes = 0; table[place] !== 0; place = (place + 1) & mask) {
      const candidate = table[place] - 1;
      const other = representatives[candidate];
      if (hashes[other] !== hash) continue;
      const slot = twinSlot(graph, weighted, other, node);
      if (slot >= 0 && keeps(node, weighted ? strength[slot] : 1)) {
        found = candidate;
        break;
      }
      if (++probes === MAX_PROBES) break;
    }
    if (found < 0) {
      found = classes++;
      representatives[found] = node;
      // Isolated nodes have no twins; nor has what was compared often enough.
      if (offsets[node] < offsets[node + 1] && table[place] === 0) table[place] = found + 1;
    }
    classOf[node] = found;
    sizes[found]++;
  }
  return { classOf, representatives: representatives.slice(0, classes), sizes: sizes.slice(0, classes) };
}

/** The finaliser of splitmix32: spreads node numbers over 32 bits. */
function mixed(value: number): number {
  let z = (value + 0x9e3779b9) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return z ^ (z >>> 15);
}

/** [n] a number that nodes of equal closed neighbourhoods share. */
function closedNeighbourhoodHashes({ nodeCount: n, offsets, neighbours }: CsrGraph): Int32Array {
  const hashes = new Int32Array(n);
  for (let node = 0; node < n; node++) {
    let sum = mixed(node);
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) sum = (sum + mixed(neighbours[slot])) | 0;
    hashes[node] = sum;
  }
  return hashes;
}

/** The slot of `b` in the row of its twin `a`; −1 where they are no twins. Rows ascend. O(degree). */
function twinSlot({ offsets, neighbours, strength }: CsrGraph, weighted: boolean, a: number, b: number): number {
  const endOfA = offsets[a + 1];
  const endOfB = offsets[b + 1];
  let i = offsets[a];
  let j = offsets[b];
  if (endOfA - i !== endOfB - j) return -1;
  let found = -1;
  for (; ; i++, j++) {
    if (i < endOfA && neighbours[i] === b) found = i++;
    if (j < endOfB && neighbours[j] === a) j++;
    if (i === endOfA || j === endOfB) break;
    if (neighbours[i] !== neighbours[j] || (weighted && strength[i] !== strength[j])) return -1;
  }
  return i === endOfA && j === endOfB ? found : -1;
}
