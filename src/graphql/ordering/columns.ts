/** Sorting indices by columns of numbers, unknown values last. */
import { setImmediate } from 'node:timers/promises';
import { ROUTINES } from '../../compute/routines.js';
import type { Ordered, OrderRequest } from '../../compute/routines/order.js';
import { sharedArray } from '../../graph/shared-arrays.js';
import type { Patience } from '../../snapshot/answers.js';
import type { BudgetedCache } from '../../snapshot/memory-budget.js';
import { SharedWork } from '../../snapshot/shared-work.js';
import type { Snapshot } from '../../snapshot/types.js';
import type { RowLoader } from '../loaders/row-loader.js';
import { inPieces } from '../reads/pieces.js';
import { textRanks } from './text-ranks.js';

/** A value per index; NaN where unknown. */
export type Column = (index: number) => number;

export interface OrderTerm {
  readonly column: Column;
  readonly descending: boolean;
}

interface Orders {
  /** Under the budget of all that is kept. */
  readonly kept: BudgetedCache<Ordered>;
  readonly underWay: SharedWork<Ordered>;
}

const ordersOf = new WeakMap<Snapshot, Orders>();

/** Up to so many items are sorted in place: some milliseconds. */
const INLINE_ITEMS = 10_000;

/** Items of a long list that are taken at a time: some milliseconds, after which others get their turn. */
const SLICE = 50_000;

/**
 * Sorts indices by the terms, the first one first; NaN comes last either way, and equals ascend by index, so that an
 * order is total. O(n log n).
 */
export function sortIndices(indices: ArrayLike<number>, terms: readonly OrderTerm[]): Uint32Array {
  const request = emptyRequest(indices, terms);
  fill(request, indices, terms, 0, indices.length);
  return ROUTINES.ORDER(request).order;
}

/** For whom, and with which snapshot, something is sorted. */
export interface Asker {
  readonly snapshot: Snapshot;
  readonly patience: Pick<Patience, 'signal'>;
}

/**
 * The same, in the worker pool where there are many.
 * @param size above every index, where the place of each is wanted too
 */
export async function sortMany({ snapshot, patience }: Asker, indices: ArrayLike<number>, terms: readonly OrderTerm[], size = 0): Promise<Ordered> {
  const request = { ...emptyRequest(indices, terms), size };
  for (let from = 0; from < indices.length; from += SLICE) {
    if (from > 0) await setImmediate();
    fill(request, indices, terms, from, Math.min(indices.length, from + SLICE));
  }
  return indices.length <= INLINE_ITEMS ? ROUTINES.ORDER(request) : snapshot.analytics.perform('ORDER', request, patience);
}

/** On shared memory, so that no thread needs a copy. */
function emptyRequest(indices: ArrayLike<number>, terms: readonly OrderTerm[]): OrderRequest {
  return { items: sharedArray(Uint32Array, indices.length), keys: terms.map(() => sharedArray(Float64Array, indices.length)) };
}

function fill({ items, keys }: OrderRequest, indices: ArrayLike<number>, terms: readonly OrderTerm[], from: number, to: number): void {
  for (let i = from; i < to; i++) items[i] = indices[i];
  terms.forEach(({ column, descending }, term) => {
    const values = keys[term];
    for (let i = from; i < to; i++) {
      const value = column(indices[i]);
      values[i] = Number.isNaN(value) ? Infinity : descending ? -value : value;
    }
  });
}

/** The order under a key, sorted once per snapshot while there is room, and once for all who ask meanwhile. Fails as SharedWork.join does. */
export async function cachedOrder({ snapshot, patience }: Asker, key: string, sort: () => Promise<Ordered>): Promise<Ordered> {
  let orders = ordersOf.get(snapshot);
  if (!orders) {
    orders = { kept: snapshot.analytics.cache<Ordered>('ORDERS'), underWay: new SharedWork<Ordered>() };
    ordersOf.set(snapshot, orders);
  }
  const { kept, underWay } = orders;
  const sortAndKeep = async (): Promise<Ordered> => {
    const ordered = await sort();
    kept.set(key, ordered, ordered.order.byteLength + ordered.rank.byteLength);
    return ordered;
  };
  return kept.get(key) ?? underWay.join(key, sortAndKeep, patience);
}

/** Numbers that sort as the texts do, keyed by index. Long lists are sorted in pieces, between which the event loop turns. */
export async function textColumn(indices: ArrayLike<number>, texts: readonly string[]): Promise<Column> {
  const ranks = await inPieces(textRanks(texts));
  if (indices.length <= SLICE) {
    const rankOf = new Map(Array.from(indices, (index, place) => [index, ranks[place]]));
    return (index) => rankOf.get(index) ?? Number.NaN;
  }
  // A map of millions stands still whenever it grows.
  let size = 0;
  for (let place = 0; place < indices.length; place++) size = Math.max(size, indices[place] + 1);
  const rankOf = new Float64Array(size).fill(Number.NaN);
  for (let from = 0; from < indices.length; from += SLICE) {
    await setImmediate();
    for (let place = from; place < Math.min(indices.length, from + SLICE); place++) rankOf[indices[place]] = ranks[place];
  }
  return (index) => rankOf[index] ?? Number.NaN;
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
    if (start + CHUNK < indices.length) await setImmediate();
  }
  return taken;
}
