/**
 * What lies in the order in which it was asked for.
 *
 * A chain of its entries and not a map that keeps the order of insertion: taking an entry out and putting it in again fills
 * such a map's table with holes, which is made anew each few times. The tables refer to one another, so that once one of them
 * has grown old all that follow it are kept, with all in them, until the whole heap is collected. Measured against that map:
 * `npm run bench -- serving`, answers worked out.
 */

/** What a list needs of each entry, which is in one list at most; the list alone writes it. */
export class Listed<E> {
  /** Asked for just before this one. */
  earlier: E | null = null;
  /** Asked for just after this one. */
  later: E | null = null;
}

export class RecencyList<E extends Listed<E>> {
  #oldest: E | null = null;
  #newest: E | null = null;

  /** Asked for longest ago; null where there is none. */
  get oldest(): E | null {
    return this.#oldest;
  }

  /** Puts one in as the newest that is in no list. O(1). */
  add(entry: E): void {
    entry.earlier = this.#newest;
    if (this.#newest === null) this.#oldest = entry;
    else this.#newest.later = entry;
    this.#newest = entry;
  }

  /** Makes one the newest that is in this list. O(1). */
  touch(entry: E): void {
    if (entry === this.#newest) return;
    this.remove(entry);
    this.add(entry);
  }

  /** Takes one out that is in this list. O(1). */
  remove(entry: E): void {
    const { earlier, later } = entry;
    if (earlier === null) this.#oldest = later;
    else earlier.later = later;
    if (later === null) this.#newest = earlier;
    else later.earlier = earlier;
    // An entry that nobody needs any more must not hold its neighbours.
    entry.earlier = null;
    entry.later = null;
  }

  /** From the oldest on; the one given last may be taken out meanwhile. */
  *[Symbol.iterator](): Generator<E> {
    for (let entry = this.#oldest; entry !== null; ) {
      const { later } = entry;
      yield entry;
      entry = later;
    }
  }
}
