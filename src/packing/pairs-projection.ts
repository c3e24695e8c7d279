/** The co-author graph from the table of pairs: what the cluster has joined is not joined again. */
import { sharedArray } from '../graph/shared-arrays.js';
import { DEFAULT_SPEC } from '../graph/spec.js';
import type { Projection, Selection } from '../graph/types.js';
import { spoiltTables, TableError } from './table-rows.js';

/** One collaboration: authors by index, `a` before `b`. */
export interface Pair {
  readonly a: number;
  readonly b: number;
  readonly paperCount: number;
  readonly strength: number;
}

/**
 * Reads pairs, ascending by `a`, then `b`, twice: to count each author's and to place them. O(n + pairs) time, and memory for
 * the arrays alone.
 * @param pairs begins to read them anew
 * @throws TableError for a pair out of order, of authors that the selection lacks, or one that changed meanwhile
 */
export async function projectionOfPairs(pairs: () => AsyncIterable<Pair>, selection: Selection): Promise<Projection> {
  const { nodes, nodeOf } = selection;
  const offsets = sharedArray(Uint32Array, nodes.length + 1);
  let before = { a: -1, b: -1 };
  let count = 0;
  for await (const pair of pairs()) {
    const { a, b } = pair;
    if (a >= b || a < before.a || (a === before.a && b <= before.b)) throw spoiltTables(`the table pairs has (${a}, ${b}) after (${before.a}, ${before.b}), which is not its order`);
    offsets[nodeAt(nodeOf, a) + 1] += 1;
    offsets[nodeAt(nodeOf, b) + 1] += 1;
    before = pair;
    count += 1;
  }
  for (let node = 0; node < nodes.length; node += 1) offsets[node + 1] += offsets[node];
  const neighbours = sharedArray(Uint32Array, 2 * count);
  const paperCount = sharedArray(Uint32Array, 2 * count);
  const strength = sharedArray(Float64Array, 2 * count);
  const cursor = offsets.slice(0, -1);
  const place = (from: number, to: number, pair: Pair): void => {
    const at = cursor[from]++;
    if (at >= offsets[from + 1]) throw new TableError('the table pairs was changed while it was read: pack it again');
    neighbours[at] = to;
    paperCount[at] = pair.paperCount;
    strength[at] = pair.strength;
  };
  // A node's lesser neighbours come first, as pairs in which it is second, then the greater: so its list ascends.
  for await (const pair of pairs()) {
    const [one, other] = [nodeAt(nodeOf, pair.a), nodeAt(nodeOf, pair.b)];
    place(one, other, pair);
    place(other, one, pair);
  }
  return { ...selection, spec: DEFAULT_SPEC, nodeCount: nodes.length, edgeCount: count, offsets, neighbours, paperCount, strength };
}

function nodeAt(nodeOf: Int32Array, author: number): number {
  const node = author < nodeOf.length ? nodeOf[author] : -1;
  if (node < 0) throw spoiltTables(`the table pairs names author ${author}, who is on no paper`);
  return node;
}
