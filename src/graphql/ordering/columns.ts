/** Sorting indices by columns of numbers, unknown values last. */
import { ROUTINES } from '../../compute/routines.js';
import type { OrderRequest } from '../../compute/routines/order.js';
import { WeightedLru } from '../../snapshot/lru.js';
import type { Snapshot } from '../../snapshot/types.js';
import type { GraphInUse } from '../graph-in-use.js';
import type { RowLoader } from '../loaders/row-loader.js';

/** A value per index; NaN where unknown. */
export type Column = (index: number) => number;

export interface OrderTerm {
  readonly column: Column;
  readonly descending: boolean;
}

export interface Ordered {
  readonly order: Uint32Array;
  /** Position of each index in the order; only what is in the order counts. */
  readonly rank: Uint32Array;
}

/** Orders kept per snapshot: some eight of a million items each. */
const ORDER_BUDGET_BYTES = 64 * 2 ** 20;
const ordersOf = new WeakMap<Snapshot, WeightedLru<Ordered>>();

/** Up to so many items are sorted in place: some milliseconds. */
const INLINE_ITEMS = 10_000;

/**
 * Sorts indices by the terms, the first one first; NaN comes last either way, and equals ascend by index, so that an
 * order is total. O(n log n).
 */
export function sortIndices(indices: Iterable<number>, terms: readonly OrderTerm[]): Uint32Array {
  return ROUTINES.ORDER(orderRequest(indices, terms));
}

/** The same, in the worker pool where there are many. */
export async function sortMany(graph: GraphInUse, indices: Iterable<number>, terms: readonly OrderTerm[]): Promise<Uint32Array> {
  const request = orderRequest(indices, terms);
  return request.items.length <= INLINE_ITEMS ? ROUTINES.ORDER(request) : graph.snapshot.analytics.perform('ORDER', request, graph.patience);
}

function orderRequest(indices: Iterable<number>, terms: readonly OrderTerm[]): OrderRequest {
  const items = Uint32Array.from(indices);
  const keys = terms.map(({ column, descending }) => {
    const values = new Float64Array(items.length);
    items.forEach((index, i) => {
      const value = column(index);
      values[i] = Number.isNaN(value) ? Infinity : descending ? -value : value;
    });
    return values;
  });
  return { items, keys };
}

/** The order under a key, sorted once per snapshot while there is room. `size` is the number of all indices there are. */
export async function cachedOrder(snapshot: Snapshot, key: string, size: number, sort: () => Promise<Uint32Array>): Promise<Ordered> {
  let orders = ordersOf.get(snapshot);
  if (!orders) {
    orders = new WeightedLru(ORDER_BUDGET_BYTES);
    ordersOf.set(snapshot, orders);
  }
  const known = orders.get(key);
  if (known) return known;
  const order = await sort();
  const rank = new Uint32Array(size).fill(0xffffffff);
  order.forEach((index, position) => (rank[index] = position));
  const ordered = { order, rank };
  orders.set(key, ordered, order.byteLength + rank.byteLength);
  return ordered;
}

/** Numbers that sort as the texts do, keyed by index. */
export function textColumn(indices: ArrayLike<number>, texts: readonly string[]): Column {
  const places = texts.map((_, i) => i).toSorted((a, b) => (texts[a] < texts[b] ? -1 : Number(texts[a] > texts[b])));
  const rank = new Map<number, number>();
  let group = -1;
  places.forEach((place, i) => {
    if (i === 0 || texts[place] !== texts[places[i - 1]]) group += 1;
    rank.set(indices[place], group);
  });
  return (index) => rank.get(index) ?? Number.NaN;
}

/** How many rows one read of a whole column takes: a few milliseconds, after which others get their turn. */
const CHUNK = 2_000;

/**
 * What `take` takes of the row of each index. A list that one read carries goes through the loader, so that all lists
 * of a request share its batches; longer ones are read in chunks, between which the event loop turns.
 */
export async function rowsOf<Row, Taken>(
  indices: ArrayLike<number>,
  loader: RowLoader<number, Row>,
  read: (chunk: number[]) => readonly Row[],
  take: (row: Row) => Taken,
): Promise<Taken[]> {
  if (indices.length <= CHUNK) return (await loader.loadMany(Array.from(indices))).map(take);
  const taken: Taken[] = [];
  for (let start = 0; start < indices.length; start += CHUNK) {
    for (const row of read(Array.prototype.slice.call(indices, start, start + CHUNK))) taken.push(take(row));
    if (start + CHUNK < indices.length) {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
  }
  return taken;
}
