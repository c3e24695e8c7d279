/** Stated edges to a simple undirected graph, by two counting sorts: O(n + statements), whatever their order. */
import { sharedArray } from '../graph/shared-arrays.js';
import type { CsrGraph } from '../graph/types.js';
import { MAX_NODES } from './edge-statements.js';
import type { EdgeStatements } from './edge-statements.js';
import type { WeightReading } from './network.js';

/** Directed entries that 32-bit offsets can address. */
export const MAX_DIRECTED_ENTRIES = 2 ** 32 - 1;

export interface SimpleGraph {
  readonly graph: CsrGraph;
  readonly duplicates: number;
  readonly reciprocal: number;
}

/** One pair with all that was stated of it. */
interface Pair {
  low: number;
  high: number;
  /** Statements from low to high (undirected ones among them), and from high to low. */
  forward: number;
  backward: number;
  strength: number;
}

/**
 * Merges the statements of each pair as network.ts says, and lays the pairs out in CSR on shared arrays.
 * @throws RangeError where there are more than `maxEntries` directed entries, or strengths add up beyond what a float holds
 */
export function simpleGraph(nodeCount: number, statements: EdgeStatements, reading: WeightReading, maxEntries = MAX_DIRECTED_ENTRIES): SimpleGraph {
  if (nodeCount > MAX_NODES) throw new RangeError(`the network has ${nodeCount} nodes, more than the ${MAX_NODES} that can be read: read a part of it`);
  const sorted = sortedStatements(nodeCount, statements);
  // Row x holds its smaller neighbours first: pairs (·, x) come by in ascending order, and so do pairs (x, ·).
  const smaller = new Uint32Array(nodeCount);
  const larger = new Uint32Array(nodeCount);
  let [edgeCount, duplicates, reciprocal] = [0, 0, 0];
  eachPair(sorted, reading, ({ low, high, forward, backward }) => {
    smaller[high] += 1;
    larger[low] += 1;
    edgeCount += 1;
    duplicates += Math.max(0, forward - 1) + Math.max(0, backward - 1);
    if (forward > 0 && backward > 0) reciprocal += 1;
  });
  if (edgeCount * 2 > maxEntries) {
    throw new RangeError(`the network has ${edgeCount} edges, ${edgeCount * 2} directed entries, more than the ${maxEntries} that can be addressed: read a part of it`);
  }
  const offsets = sharedArray(Uint32Array, nodeCount + 1);
  const nextLarger = larger;
  for (let x = 0; x < nodeCount; x += 1) {
    offsets[x + 1] = offsets[x] + smaller[x] + larger[x];
    nextLarger[x] = offsets[x] + smaller[x];
    smaller[x] = offsets[x];
  }
  const nextSmaller = smaller;
  const neighbours = sharedArray(Uint32Array, edgeCount * 2);
  const paperCount = sharedArray(Uint32Array, edgeCount * 2);
  const strength = sharedArray(Float64Array, edgeCount * 2);
  const put = (slot: number, neighbour: number, pair: Pair): void => {
    neighbours[slot] = neighbour;
    paperCount[slot] = Math.max(pair.forward, pair.backward);
    strength[slot] = pair.strength;
  };
  eachPair(sorted, reading, (pair) => {
    put(nextLarger[pair.low]++, pair.high, pair);
    put(nextSmaller[pair.high]++, pair.low, pair);
  });
  return { graph: { nodeCount, edgeCount, offsets, neighbours, paperCount, strength }, duplicates, reciprocal };
}

/** Statements by (low, high), equal ones in the order stated. */
interface SortedStatements {
  /** [n] where the statements of each smaller end stop; they start where those of the one before stop. */
  readonly ends: Uint32Array;
  /** Twice the larger end, plus 1 where the statement goes from it to the smaller one. */
  readonly high: Uint32Array;
  /** Null where all are 1. */
  readonly strength: Float64Array | null;
}

/** Sorts stably by the larger end, then by the smaller; the values move along, since looking them up later costs more. */
function sortedStatements(nodeCount: number, statements: EdgeStatements): SortedStatements {
  const { count, blocks, isWeighted } = statements;
  const highEnds = new Uint32Array(nodeCount);
  const lowEnds = new Uint32Array(nodeCount);
  for (const block of blocks) {
    for (let i = 0; i < block.count; i += 1) {
      highEnds[block.high[i]] += 1;
      lowEnds[block.low[i] >>> 1] += 1;
    }
  }
  startsOf(highEnds);
  startsOf(lowEnds);
  const low = new Uint32Array(count);
  const between = isWeighted ? new Float64Array(count) : null;
  for (const block of blocks) {
    for (let i = 0; i < block.count; i += 1) {
      const at = highEnds[block.high[i]]++;
      low[at] = block.low[i];
      if (between !== null) between[at] = block.strength?.[i] ?? 1;
    }
  }
  const high = new Uint32Array(count);
  const strength = isWeighted ? new Float64Array(count) : null;
  for (let node = 0, i = 0; node < nodeCount; node += 1) {
    for (; i < highEnds[node]; i += 1) {
      const at = lowEnds[low[i] >>> 1]++;
      high[at] = node * 2 + (low[i] & 1);
      if (strength !== null && between !== null) strength[at] = between[i];
    }
  }
  return { ends: lowEnds, high, strength };
}

/** Turns counts into the sums of those before. */
function startsOf(counts: Uint32Array): void {
  let sum = 0;
  for (let i = 0; i < counts.length; i += 1) {
    const count = counts[i];
    counts[i] = sum;
    sum += count;
  }
}

/** Calls `visit` with each pair in ascending order; the object is the same each time. */
function eachPair({ ends, high, strength }: SortedStatements, reading: WeightReading, visit: (pair: Pair) => void): void {
  const pair: Pair = { low: 0, high: 0, forward: 0, backward: 0, strength: 0 };
  const isSum = reading === 'STRENGTH';
  for (let low = 0, i = 0; low < ends.length; low += 1) {
    while (i < ends[low]) {
      pair.low = low;
      pair.high = high[i] >>> 1;
      let [forward, backward, along, against] = [0, 0, 0, 0];
      for (; i < ends[low] && high[i] >>> 1 === pair.high; i += 1) {
        const own = strength === null ? 1 : strength[i];
        if ((high[i] & 1) === 1) {
          backward += 1;
          against = isSum ? against + own : Math.max(against, own);
        } else {
          forward += 1;
          along = isSum ? along + own : Math.max(along, own);
        }
      }
      pair.forward = forward;
      pair.backward = backward;
      pair.strength = Math.max(along, against);
      if (pair.strength === Infinity) throw new RangeError('the strengths of one pair add up beyond the largest number: divide all strengths by a common factor');
      visit(pair);
    }
  }
}
