/**
 * The graph on which shortest paths between sampled authors are searched: twin classes (see twin-quotient.ts), of which
 * a search visits the core alone.
 *
 * A class is a *leaf* when the classes beside it are all adjacent to each other (a simplicial vertex): no shortest path
 * runs through it, as the step before it could have gone straight to the step after. So leaves begin and end paths but
 * need never be walked into, and in a co-authorship graph they are most of the classes. Two leaves are never adjacent:
 * each would have the other's closed neighbourhood, and they would be twins. The rest is the core.
 */
import type { CsrGraph } from '../../graph/types.js';
import type { TwinQuotient } from './twin-quotient.js';

/** Plain data. Classes are renumbered: 0 … coreCount − 1 are the core's, breadth first, then come the leaves. */
export interface SearchCore {
  readonly classCount: number;
  readonly coreCount: number;
  /** [k] the number here of each class of the quotient. */
  readonly numberOf: Uint32Array;
  /** [k] authors per class. */
  readonly size: Uint32Array;
  /** [k+1] into `targets`. */
  readonly offsets: Uint32Array;
  /** The core classes adjacent to each class, leaves among them. */
  readonly targets: Uint32Array;
}

/** Classes with more classes beside them are taken into the core unasked: that costs time, not exactness. */
const MAX_LEAF_DEGREE = 128;

/** Parts the classes into core and leaves. O(k + m) and, per class up to its first two strangers, O(d² log m). */
export function searchCore(graph: CsrGraph, quotient: TwinQuotient): SearchCore {
  const { classCount, offsets, neighbours, size } = quotient;
  const isLeaf = leaves(graph, quotient);
  const numberOf = new Uint32Array(classCount);
  let coreCount = 0;
  for (let own = 0; own < classCount; own++) if (isLeaf[own] === 0) numberOf[own] = coreCount++;
  let numbered = coreCount;
  for (let own = 0; own < classCount; own++) if (isLeaf[own] === 1) numberOf[own] = numbered++;

  const core: SearchCore = {
    classCount,
    coreCount,
    numberOf,
    size: new Uint32Array(classCount),
    offsets: new Uint32Array(classCount + 1),
    targets: new Uint32Array(countCoreTargets(quotient, isLeaf)),
  };
  for (let own = 0; own < classCount; own++) {
    core.size[numberOf[own]] = size[own];
    let degree = 0;
    for (let slot = offsets[own]; slot < offsets[own + 1]; slot++) degree += 1 - isLeaf[neighbours[slot]];
    core.offsets[numberOf[own] + 1] = degree;
  }
  for (let own = 0; own < classCount; own++) core.offsets[own + 1] += core.offsets[own];
  for (let own = 0; own < classCount; own++) {
    let at = core.offsets[numberOf[own]];
    for (let slot = offsets[own]; slot < offsets[own + 1]; slot++) {
      if (isLeaf[neighbours[slot]] === 0) core.targets[at++] = numberOf[neighbours[slot]];
    }
  }
  return core;
}

function countCoreTargets({ neighbours }: TwinQuotient, isLeaf: Uint8Array): number {
  let count = 0;
  for (let slot = 0; slot < neighbours.length; slot++) count += 1 - isLeaf[neighbours[slot]];
  return count;
}

/** [k] 1 where the classes beside a class are all adjacent. */
function leaves(graph: CsrGraph, { classCount, classOf, offsets, neighbours }: TwinQuotient): Uint8Array {
  const representative = new Uint32Array(classCount);
  for (let node = graph.nodeCount - 1; node >= 0; node--) representative[classOf[node]] = node;
  const isLeaf = new Uint8Array(classCount);
  for (let own = 0; own < classCount; own++) {
    const [from, to] = [offsets[own], offsets[own + 1]];
    isLeaf[own] = to - from <= MAX_LEAF_DEGREE && areAllAdjacent(graph, representative, neighbours, from, to) ? 1 : 0;
  }
  return isLeaf;
}

function areAllAdjacent(graph: CsrGraph, representative: Uint32Array, classes: Uint32Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    for (let j = from; j < i; j++) if (!isEdge(graph, representative[classes[i]], representative[classes[j]])) return false;
  }
  return true;
}

/** Whether two nodes are adjacent, by halving the shorter of their sorted lists. */
function isEdge({ offsets, neighbours }: CsrGraph, a: number, b: number): boolean {
  const [row, wanted] = offsets[a + 1] - offsets[a] <= offsets[b + 1] - offsets[b] ? [a, b] : [b, a];
  let [low, high] = [offsets[row], offsets[row + 1]];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (neighbours[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low < offsets[row + 1] && neighbours[low] === wanted;
}
