/** Closed twins: nodes that are adjacent and have the same other neighbours, at the same costs where edges have costs. */
import type { CsrGraph } from '../../graph/types.js';
import { mixed } from './mixed-hash.js';

/** A graph whose rows ascend; `costs`, parallel to the neighbours, or null. */
export interface Rows extends Pick<CsrGraph, 'nodeCount' | 'offsets' | 'neighbours'> {
  readonly costs: Float64Array | null;
}

/**
 * [n] the smallest closed twin of each node, itself where none is smaller. Twins are neighbours, so only those are asked,
 * and proven neighbour by neighbour: O(n + m) unless hashes collide. `mayJoin`, an equivalence among twins, may keep some
 * apart; `slot` is where `node` has `twin`.
 */
export function firstClosedTwins(rows: Rows, mayJoin: (twin: number, node: number, slot: number) => boolean = () => true): Uint32Array {
  const { nodeCount, offsets, neighbours } = rows;
  const hash = neighbourhoodHashes(rows, true);
  const first = new Uint32Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    first[node] = node;
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end && neighbours[slot] < node; slot++) {
      const neighbour = neighbours[slot];
      if (hash[neighbour] !== hash[node] || first[neighbour] !== neighbour) continue;
      if (!areClosedTwins(rows, neighbour, node) || !mayJoin(neighbour, node, slot)) continue;
      first[node] = neighbour;
      break;
    }
  }
  return first;
}

/** [n] hashes of neighbourhoods (and what their edges cost), `closed` with the node itself: they only narrow candidates down. O(n + m). */
export function neighbourhoodHashes({ nodeCount, offsets, neighbours, costs }: Rows, closed: boolean): Int32Array {
  const hash = new Int32Array(nodeCount);
  const halves = new Int32Array(2);
  const whole = new Float64Array(halves.buffer);
  for (let node = 0; node < nodeCount; node++) {
    let sum = closed ? mixed(node) : 0;
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      sum = (sum + mixed(neighbours[slot])) | 0;
      if (costs === null) continue;
      whole[0] = costs[slot];
      sum = (sum + mixed(halves[0] ^ Math.imul(halves[1], 0x9e3779b1))) | 0;
    }
    hash[node] = sum;
  }
  return hash;
}

function areClosedTwins({ offsets, neighbours, costs }: Rows, a: number, b: number): boolean {
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
