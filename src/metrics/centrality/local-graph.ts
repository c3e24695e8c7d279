/** A graph laid out for sweeps over all of its edges, again and again. */
import type { CsrGraph } from '../../graph/types.js';
import { signedView } from '../kernel.js';

/** The graph with nodes renumbered breadth first, so that neighbours lie close together in memory. */
export interface LocalGraph {
  readonly nodeCount: number;
  /** [n] node of the original graph at each place. */
  readonly nodeAt: Int32Array;
  /** [components+1] first place of each connected component; they stand one after the other, in order of their smallest nodes. */
  readonly componentStarts: readonly number[];
  /** [n+1] into `neighbours`. */
  readonly offsets: Int32Array;
  /** Of each place, those before it first, then those after it. */
  readonly neighbours: Int32Array;
  /** Parallel to neighbours; null where every edge counts 1. In 32 bits where those hold every strength exactly. */
  readonly strength: Float32Array | Float64Array | null;
}

/**
 * Renumbers a graph breadth first, from the smallest node of each component. With `weighted` the strengths come along,
 * unless all are 1. O(n + m) time; 8 bytes a node, and 4 to 12 a directed edge.
 */
export function localGraph(graph: CsrGraph, weighted: boolean): LocalGraph {
  const { nodeCount } = graph;
  const [offsets, neighbours] = [signedView(graph.offsets), signedView(graph.neighbours)];
  const nodeAt = new Int32Array(nodeCount);
  const placeOf = new Int32Array(nodeCount);
  // A bit a node: small enough to stay in a cache, while it is asked for every entry.
  const isFound = new Int32Array((nodeCount >>> 5) + 1);
  const componentStarts: number[] = [];
  let tail = 0;
  for (let root = 0; root < nodeCount; root++) {
    if (((isFound[root >>> 5] >>> (root & 31)) & 1) === 1) continue;
    componentStarts.push(tail);
    isFound[root >>> 5] |= 1 << (root & 31);
    placeOf[root] = tail;
    nodeAt[tail++] = root;
    for (let head = tail - 1; head < tail; head++) {
      const node = nodeAt[head];
      for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
        const next = neighbours[slot];
        if (((isFound[next >>> 5] >>> (next & 31)) & 1) === 1) continue;
        isFound[next >>> 5] |= 1 << (next & 31);
        placeOf[next] = tail;
        nodeAt[tail++] = next;
      }
    }
  }
  componentStarts.push(nodeCount);
  const localOffsets = new Int32Array(nodeCount + 1);
  const localNeighbours = new Int32Array(neighbours.length);
  const strength = weighted ? roomForStrengths(graph.strength) : null;
  for (let place = 0; place < nodeCount; place++) {
    const node = nodeAt[place];
    const [start, end] = [offsets[node], offsets[node + 1]];
    let before = localOffsets[place];
    let after = before + end - start;
    localOffsets[place + 1] = after;
    for (let slot = start; slot < end; slot++) {
      const neighbour = placeOf[neighbours[slot]];
      const at = neighbour < place ? before++ : --after;
      localNeighbours[at] = neighbour;
      if (strength !== null) strength[at] = graph.strength[slot];
    }
  }
  return { nodeCount, nodeAt, componentStarts, offsets: localOffsets, neighbours: localNeighbours, strength };
}

/** Empty room for strengths in the narrowest form that keeps every bit; null where all are 1. */
function roomForStrengths(strength: Float64Array): Float32Array | Float64Array | null {
  let allOne = true;
  for (let slot = 0; slot < strength.length; slot++) {
    const value = strength[slot];
    if (Math.fround(value) !== value) return new Float64Array(strength.length);
    if (value !== 1) allOne = false;
  }
  return allOne ? null : new Float32Array(strength.length);
}

/** Σ strength · value over the neighbours of each of the places `from` … `to` − 1, written to `sums`. O(n + m). */
export function multiply(
  { nodeCount, offsets, neighbours, strength }: LocalGraph,
  values: Float64Array,
  sums: Float64Array,
  from = 0,
  to = nodeCount,
): void {
  for (let place = from; place < to; place++) {
    let sum = 0;
    const end = offsets[place + 1];
    if (strength === null) for (let slot = offsets[place]; slot < end; slot++) sum += values[neighbours[slot]];
    else for (let slot = offsets[place]; slot < end; slot++) sum += strength[slot] * values[neighbours[slot]];
    sums[place] = sum;
  }
}
