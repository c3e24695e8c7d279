/**
 * What is under way at a server: its unsent answers, its connections. In no order; taking one out is O(1).
 *
 * A list and not a map: a map from which entries come and go makes its table anew again and again, each one refers to the
 * next, and once one of them has grown old all that follow, with the requests in them, wait for a collection of the whole heap.
 * That took a busy server a fifth of its time.
 */
export class UnorderedList<T extends object> {
  readonly #all: T[] = [];
  /** Under which an entry knows its place. */
  readonly #place = Symbol('place');

  get size(): number {
    return this.#all.length;
  }

  /** @param entry that is not in it */
  add(entry: T): void {
    this.#setPlace(entry, this.#all.length);
    this.#all.push(entry);
  }

  /** Takes one out that was added; nothing where it is not there. The last takes its place. */
  remove(entry: T): void {
    const place = (entry as Record<symbol, number | undefined>)[this.#place];
    if (place === undefined) return;
    const last = this.#all.pop() ?? entry;
    this.#setPlace(entry, undefined);
    if (last === entry) return;
    this.#all[place] = last;
    this.#setPlace(last, place);
  }

  /** In no order; entries may be taken out only after the whole has been looked at. */
  [Symbol.iterator](): IterableIterator<T> {
    return this.#all.values();
  }

  #setPlace(entry: T, place: number | undefined): void {
    (entry as Record<symbol, number | undefined>)[this.#place] = place;
  }
}
