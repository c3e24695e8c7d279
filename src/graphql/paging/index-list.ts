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

// Classes and not objects with accessors: the engine makes a hidden class for each of those, which holds its request until the whole heap is collected.
abstract class Described {
  #key: string | null = null;

  constructor(private readonly description: string) {}

  get key(): string {
    return (this.#key ??= listKey(this.description));
  }
}

class RangeList extends Described implements IndexList {
  readonly accepts = null;

  constructor(
    description: string,
    readonly length: number,
  ) {
    super(description);
  }

  at(position: number): number {
    return position;
  }

  positionOf(index: number): number {
    return index < this.length ? index : -1;
  }
}

class OrderedList extends Described implements IndexList {
  constructor(
    description: string,
    private readonly order: ArrayLike<number>,
    readonly accepts: ((index: number) => boolean) | null,
    private readonly rank: ArrayLike<number> | null,
  ) {
    super(description);
  }

  get length(): number {
    return this.order.length;
  }

  at(position: number): number {
    return this.order[position];
  }

  positionOf(index: number): number {
    if (this.rank === null) return Array.prototype.indexOf.call(this.order, index);
    const position = this.rank[index] ?? -1;
    return this.order[position] === index ? position : -1;
  }
}

/** The places 0 … length − 1 of a list that has its own order. */
export function rangeList(description: string, length: number): IndexList {
  return new RangeList(description, length);
}

/** Indices in a given order. `rank`, the inverse of the order, spares a search for the cursor where it is at hand. */
export function orderedList(
  description: string,
  order: ArrayLike<number>,
  accepts: ((index: number) => boolean) | null,
  rank: ArrayLike<number> | null = null,
): IndexList {
  return new OrderedList(description, order, accepts, rank);
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
