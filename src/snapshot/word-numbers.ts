/**
 * Distinct words, numbered in the order in which they come. Outside JavaScript's heap, as the names of a hundred million
 * authors must be: a Map ends at 16.7 million keys, and costs ten times the bytes.
 */

import { hashText } from '../graph/prng.js';

const FEWEST_SLOTS = 1_024;
const EMPTY = 0;

/**
 * Words of ASCII letters and digits, as `foldedWords` makes them. Memory: a word's letters, 8 bytes, and 8 to 16 of an open
 * hash table with linear probing; up to as much again for a moment whenever one of them grows.
 */
export class WordNumbers {
  /** Letters of all words, one after the other. */
  #letters = new Uint8Array(8 * FEWEST_SLOTS);
  /** [words + 1] into the letters. */
  #offsets = new Uint32Array(FEWEST_SLOTS + 1);
  /** [words] by which a word is told from most others, and finds its slot. */
  #hashes = new Uint32Array(FEWEST_SLOTS);
  /** A word's number + 1, or EMPTY. Their count is a power of two, at least twice that of the words. */
  #slots = new Uint32Array(FEWEST_SLOTS);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The word's number, which is the next where it was not met before. O(letters), amortised. @throws RangeError beyond 4 GiB of letters */
  of(word: string): number {
    const hash = hashText(word);
    let slot = slotOf(hash, this.#slots);
    for (; this.#slots[slot] !== EMPTY; slot = (slot + 1) & (this.#slots.length - 1)) {
      const number = this.#slots[slot] - 1;
      if (this.#hashes[number] === hash && this.#is(number, word)) return number;
    }
    return this.#add(word, hash, slot);
  }

  /** How long a word is. */
  lengthOf(number: number): number {
    return this.#offsets[number + 1] - this.#offsets[number];
  }

  /** Copies a word's letters. O(letters) */
  copy(number: number, to: Uint8Array, at: number): void {
    for (let from = this.#offsets[number]; from < this.#offsets[number + 1]; from += 1) to[at++] = this.#letters[from];
  }

  /** The numbers in ascending order of the words' bytes. O(n log n) */
  sorted(): Uint32Array {
    return Uint32Array.from({ length: this.#size }, (_, number) => number).sort((one, other) => this.#compare(one, other));
  }

  #compare(one: number, other: number): number {
    const [from, against] = [this.#offsets[one], this.#offsets[other]];
    const common = Math.min(this.lengthOf(one), this.lengthOf(other));
    for (let at = 0; at < common; at += 1) {
      const difference = this.#letters[from + at] - this.#letters[against + at];
      if (difference !== 0) return difference;
    }
    return this.lengthOf(one) - this.lengthOf(other);
  }

  #is(number: number, word: string): boolean {
    if (this.lengthOf(number) !== word.length) return false;
    const from = this.#offsets[number];
    for (let at = 0; at < word.length; at += 1) if (this.#letters[from + at] !== word.charCodeAt(at)) return false;
    return true;
  }

  #add(word: string, hash: number, slot: number): number {
    const number = this.#size;
    const from = this.#offsets[number];
    const end = from + word.length;
    if (end > 0xffff_ffff) throw new RangeError('the distinct words of names have more than 4 GiB of letters, more than an index of names holds: leave papers out');
    if (end > this.#letters.length) this.#letters = longer(this.#letters, end);
    if (number + 2 > this.#offsets.length) this.#offsets = longer(this.#offsets, number + 2);
    if (number === this.#hashes.length) this.#hashes = longer(this.#hashes, number + 1);
    for (let at = 0; at < word.length; at += 1) this.#letters[from + at] = word.charCodeAt(at);
    this.#offsets[number + 1] = end;
    this.#hashes[number] = hash;
    this.#slots[slot] = number + 1;
    this.#size += 1;
    if (2 * this.#size > this.#slots.length) this.#spread();
    return number;
  }

  /** Twice the slots, and the words in them. */
  #spread(): void {
    const slots = new Uint32Array(2 * this.#slots.length);
    for (let number = 0; number < this.#size; number += 1) {
      let slot = slotOf(this.#hashes[number], slots);
      while (slots[slot] !== EMPTY) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}

function longer<T extends Uint8Array | Uint32Array>(array: T, least: number): T {
  const larger = new (array.constructor as new (length: number) => T)(Math.max(least, Math.ceil(1.6 * array.length)));
  larger.set(array);
  return larger;
}

/** Where a word is looked for first. The low bits alone are of the last letters, and linear probing needs them mixed. */
function slotOf(hash: number, slots: Uint32Array): number {
  return (hash ^ (hash >>> 15)) & (slots.length - 1);
}
