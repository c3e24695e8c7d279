/** Stated edges to a simple undirected graph, by two counting sorts: O(n + statements), whatever their order. */
import { sharedArray } from '../graph/shared-arrays.js';
import type { CsrGraph } from '../graph/types.js';
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
  const order = sortedOrder(nodeCount, statements);
  // Row x holds its smaller neighbours first: pairs (·, x) come by in ascending order, and so do pairs (x, ·).
  const smaller = new Uint32Array(nodeCount);
  const larger = new Uint32Array(nodeCount);
  let [edgeCount, duplicates, reciprocal] = [0, 0, 0];
  eachPair(statements, order, reading, ({ low, high, forward, backward }) => {
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
  const neighbours = sharedArray(Uint32Array, edgeCount * 2);
  const paperCount = sharedArray(Uint32Array, edgeCount * 2);
  const strength = sharedArray(Float64Array, edgeCount * 2);
  const put = (slot: number, neighbour: number, pair: Pair): void => {
    neighbours[slot] = neighbour;
    paperCount[slot] = Math.max(pair.forward, pair.backward);
    strength[slot] = pair.strength;
  };
  eachPair(statements, order, reading, (pair) => {
    put(nextLarger[pair.low]++, pair.high, pair);
    put(smaller[pair.high]++, pair.low, pair);
  });
  return { graph: { nodeCount, edgeCount, offsets, neighbours, paperCount, strength }, duplicates, reciprocal };
}

/** Numbers of the statements by (low, high), equal ones in the order stated. */
function sortedOrder(nodeCount: number, statements: EdgeStatements): Uint32Array {
  const byHigh = stablySorted(nodeCount, statements.count, (i) => i, (i) => statements.high(i));
  return stablySorted(nodeCount, statements.count, (i) => byHigh[i], (i) => statements.low(i));
}

function stablySorted(keys: number, count: number, item: (i: number) => number, keyOf: (item: number) => number): Uint32Array {
  const next = new Uint32Array(keys + 1);
  for (let i = 0; i < count; i += 1) next[keyOf(item(i)) + 1] += 1;
  for (let key = 0; key < keys; key += 1) next[key + 1] += next[key];
  const sorted = new Uint32Array(count);
  for (let i = 0; i < count; i += 1) {
    const each = item(i);
    sorted[next[keyOf(each)]++] = each;
  }
  return sorted;
}

/** Calls `visit` with each pair in ascending order; the object is the same each time. */
function eachPair(statements: EdgeStatements, order: Uint32Array, reading: WeightReading, visit: (pair: Pair) => void): void {
  const pair: Pair = { low: 0, high: 0, forward: 0, backward: 0, strength: 0 };
  for (let start = 0; start < order.length; ) {
    pair.low = statements.low(order[start]);
    pair.high = statements.high(order[start]);
    let [forward, backward, along, against, end] = [0, 0, 0, 0, start];
    for (; end < order.length; end += 1) {
      const i = order[end];
      if (statements.low(i) !== pair.low || statements.high(i) !== pair.high) break;
      const strength = statements.strength(i);
      if (statements.isBackward(i)) {
        backward += 1;
        against = reading === 'STRENGTH' ? against + strength : Math.max(against, strength);
      } else {
        forward += 1;
        along = reading === 'STRENGTH' ? along + strength : Math.max(along, strength);
      }
    }
    pair.forward = forward;
    pair.backward = backward;
    pair.strength = Math.max(along, against);
    if (pair.strength === Infinity) throw new RangeError('the strengths of one pair add up beyond the largest number: divide all strengths by a common factor');
    visit(pair);
    start = end;
  }
}
