/**
 * A set of pairs of numbers in one Float64Array, open addressing: 16 to 32 bytes a pair, no object per pair, and no end at
 * 2^24, where JavaScript's own sets have theirs.
 */
const SECONDS = 2 ** 26;

export class PairSet {
  #slots: Float64Array;
  #filled = 0;

  constructor(expected: number) {
    let capacity = 1024;
    while (capacity < expected * 2) capacity *= 2;
    this.#slots = new Float64Array(capacity).fill(-1);
  }

  /** How many pairs it has. */
  get size(): number {
    return this.#filled;
  }

  /**
   * Adds a pair. `first` < 2^27, `second` < 2^26, so that the pair is exact in a double.
   * @returns whether it was not there
   */
  add(first: number, second: number): boolean {
    if (this.#filled * 2 >= this.#slots.length) this.#grow();
    const pair = first * SECONDS + second;
    const at = this.#slotOf(pair);
    if (this.#slots[at] === pair) return false;
    this.#slots[at] = pair;
    this.#filled++;
    return true;
  }

  has(first: number, second: number): boolean {
    const pair = first * SECONDS + second;
    return this.#slots[this.#slotOf(pair)] === pair;
  }

  #slotOf(pair: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const low = pair % 4294967296;
    const high = (pair - low) / 4294967296;
    let hash = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
    hash ^= hash >>> 15;
    let at = Math.imul(hash, 0xc2b2ae35) & mask;
    while (slots[at] !== -1 && slots[at] !== pair) at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Float64Array(old.length * 2).fill(-1);
    for (const pair of old) if (pair !== -1) this.#slots[this.#slotOf(pair)] = pair;
  }
}
