/**
 * Whole numbers by place, for walks that mostly reach few of very many places: what they take, in time and memory, is by
 * the places that were set, and not by all there are.
 */

/** Up to so many places an array is made at once: 256 kB. */
const SMALL = 65_536;
/** A table of keys and values, half empty at most, takes the room of an array where this share of all places is set. */
const DENSE_SHARE = 1 / 8;
const FIRST_BITS = 8;

export class SparseNumbers {
  /** Places there are. */
  readonly length: number;
  /** By place, −1 where none was set; null as long as few are. */
  #dense: Int32Array | null;
  /** Place + 1 by slot, 0 where free; and the numbers beside. */
  #keys = new Int32Array(0);
  #values = new Int32Array(0);
  #bits = 0;
  #count = 0;

  /** @param length places, 0 … 2^31 − 1. O(1), or O(length) up to some 65,000. */
  constructor(length: number) {
    this.length = length;
    this.#dense = length <= SMALL ? new Int32Array(length).fill(-1) : null;
    if (this.#dense === null) this.#resize(FIRST_BITS);
  }

  /** The number of a place, −1 where none was set. Expected O(1). */
  get(place: number): number {
    const dense = this.#dense;
    if (dense !== null) return dense[place];
    const slot = this.#slotOf(place);
    return this.#keys[slot] === 0 ? -1 : this.#values[slot];
  }

  /** Sets a place's number, 0 … 2^31 − 1. Amortised O(1). */
  set(place: number, value: number): void {
    if (this.#dense !== null) {
      this.#dense[place] = value;
      return;
    }
    const slot = this.#slotOf(place);
    if (this.#keys[slot] === 0) {
      this.#keys[slot] = place + 1;
      this.#count += 1;
    }
    this.#values[slot] = value;
    if (this.#count * 2 > this.#keys.length) this.#grow();
  }

  /** Where the place stands in the table, or the free slot where it would. */
  #slotOf(place: number): number {
    const keys = this.#keys;
    const mask = keys.length - 1;
    let slot = Math.imul(place, 0x9e3779b1) >>> (32 - this.#bits);
    while (keys[slot] !== 0 && keys[slot] !== place + 1) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [keys, values] = [this.#keys, this.#values];
    if (this.#count > this.length * DENSE_SHARE) {
      const dense = new Int32Array(this.length).fill(-1);
      for (let slot = 0; slot < keys.length; slot += 1) if (keys[slot] !== 0) dense[keys[slot] - 1] = values[slot];
      this.#dense = dense;
      this.#keys = this.#values = new Int32Array(0);
      return;
    }
    this.#resize(this.#bits + 1);
    for (let slot = 0; slot < keys.length; slot += 1) {
      if (keys[slot] === 0) continue;
      const place = this.#slotOf(keys[slot] - 1);
      this.#keys[place] = keys[slot];
      this.#values[place] = values[slot];
    }
  }

  #resize(bits: number): void {
    this.#bits = bits;
    this.#keys = new Int32Array(2 ** bits);
    this.#values = new Int32Array(2 ** bits);
  }
}
