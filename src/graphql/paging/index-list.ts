/** Lists of indices (of authors, papers, places) in an order, of which pages are cut. */
import { listKey } from './cursor.js';

export interface IndexList {
  /** Short name of what is listed and in which order; cursors are bound to it, and nothing else needs it. */
  readonly key: string;
  readonly length: number;
  at(position: number): number;
  /** Position of an index in the order, filtered out or not; −1 where it is not in the list at all. */
  positionOf(index: number): number;
  /** Null where nothing is filtered out. */
  readonly accepts: ((index: number) => boolean) | null;
}

/** The places 0 … length − 1 of a list that has its own order. */
export function rangeList(description: string, length: number): IndexList {
  let key: string | null = null;
  return {
    get key() {
      return (key ??= listKey(description));
    },
    length,
    at: (position) => position,
    positionOf: (index) => (index < length ? index : -1),
    accepts: null,
  };
}

/** Indices in a given order. `rank`, the inverse of the order, spares a search for the cursor where it is at hand. */
export function orderedList(
  description: string,
  order: ArrayLike<number>,
  accepts: ((index: number) => boolean) | null,
  rank: ArrayLike<number> | null = null,
): IndexList {
  let key: string | null = null;
  return {
    get key() {
      return (key ??= listKey(description));
    },
    length: order.length,
    at: (position) => order[position],
    positionOf(index) {
      if (rank === null) return Array.prototype.indexOf.call(order, index);
      const position = rank[index] ?? -1;
      return order[position] === index ? position : -1;
    },
    accepts,
  };
}

const totals = new WeakMap<IndexList, number>();

/** Items of the list that its filter accepts. O(1) without a filter, else O(length) once. */
export function totalCount(list: IndexList): number {
  if (list.accepts === null) return list.length;
  let total = totals.get(list);
  if (total === undefined) {
    total = 0;
    for (let position = 0; position < list.length; position++) if (list.accepts(list.at(position))) total += 1;
    totals.set(list, total);
  }
  return total;
}

/** Calls `visit` for every accepted item in order. */
export function forEachAccepted(list: IndexList, visit: (index: number) => void): void {
  for (let position = 0; position < list.length; position++) {
    const index = list.at(position);
    if (list.accepts === null || list.accepts(index)) visit(index);
  }
}
