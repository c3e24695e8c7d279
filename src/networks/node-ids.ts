/**
 * Numbers nodes by first appearance. Whole numbers, which is what large files use, go to an open-addressing table of
 * typed arrays: no string is kept of them, and there may be more than the 2^24 entries that a Map holds.
 */

const MAX_INTEGER_DIGITS = 15;
/** Entries of one Map; V8 allows twice as many. */
const MAX_MAP_ENTRIES = 1 << 23;

/** The value of a whole number in canonical spelling (no sign, no leading zero, exactly representable), else −1. O(length). */
export function canonicalInteger(text: string): number {
  const { length } = text;
  if (length === 0 || length > MAX_INTEGER_DIGITS) return -1;
  let value = 0;
  for (let i = 0; i < length; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return length > 1 && text.charCodeAt(0) === 48 ? -1 : value;
}

/** A copy of its own: a slice of a file's text would keep the whole piece that it was cut from in memory. */
function detached(text: string): string {
  return ` ${text}`.slice(1);
}

function slotOf(value: number, mask: number): number {
  const mixed = Math.imul(value | 0, 0x9e3779b1) ^ Math.imul((value / 2 ** 32) | 0, 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) & mask;
}

export class NodeIds {
  #count = 0;
  /** Per node: its integer id, or −(k + 1) for the text #texts[k]. */
  #references = new Float64Array(1024);
  /** Node + 1 by hash of its integer id; 0 where free. Never more than half full. */
  #table = new Uint32Array(2048);
  #integers = 0;
  readonly #texts: string[] = [];
  readonly #maps: Map<string, number>[] = [new Map()];

  get count(): number {
    return this.#count;
  }

  /** The node of an id, a new one at its first appearance. Amortised O(1). */
  nodeOf(id: string): number {
    const integer = canonicalInteger(id);
    return integer >= 0 ? this.nodeOfInteger(integer) : this.#nodeOfText(id);
  }

  /** The same for a whole number from 0 to 2^53 − 1. */
  nodeOfInteger(value: number): number {
    const mask = this.#table.length - 1;
    let slot = slotOf(value, mask);
    for (; this.#table[slot] !== 0; slot = (slot + 1) & mask) {
      const node = this.#table[slot] - 1;
      if (this.#references[node] === value) return node;
    }
    const node = this.#append(value);
    this.#table[slot] = node + 1;
    this.#integers += 1;
    if (this.#integers * 2 > this.#table.length) this.#enlargeTable();
    return node;
  }

  /** The id of a node, as written. */
  idOf(node: number): string {
    const reference = this.#references[node];
    return reference >= 0 ? String(reference) : this.#texts[-reference - 1];
  }

  #nodeOfText(id: string): number {
    for (const map of this.#maps) {
      const known = map.get(id);
      if (known !== undefined) return known;
    }
    const own = detached(id);
    this.#texts.push(own);
    const node = this.#append(-this.#texts.length);
    let last = this.#maps[this.#maps.length - 1];
    if (last.size >= MAX_MAP_ENTRIES) this.#maps.push((last = new Map()));
    last.set(own, node);
    return node;
  }

  #append(reference: number): number {
    if (this.#count === this.#references.length) {
      const larger = new Float64Array(this.#references.length * 2);
      larger.set(this.#references);
      this.#references = larger;
    }
    this.#references[this.#count] = reference;
    return this.#count++;
  }

  #enlargeTable(): void {
    this.#table = new Uint32Array(this.#table.length * 2);
    const mask = this.#table.length - 1;
    for (let node = 0; node < this.#count; node += 1) {
      if (this.#references[node] < 0) continue;
      let slot = slotOf(this.#references[node], mask);
      while (this.#table[slot] !== 0) slot = (slot + 1) & mask;
      this.#table[slot] = node + 1;
    }
  }
}
