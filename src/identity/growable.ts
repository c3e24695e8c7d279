/** A typed array that grows as it is filled: four bytes a number where a plain array of a million costs eight and a copy. */
type Numbers = Uint8Array | Int32Array | Uint32Array;

export class Growable<T extends Numbers> {
  readonly #make: new (length: number) => T;
  #values: T;
  #length = 0;

  constructor(make: new (length: number) => T) {
    this.#make = make;
    this.#values = new make(1024);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    this.#reserve(this.#length + 1);
    this.#values[this.#length++] = value;
  }

  at(index: number): number {
    return this.#values[index];
  }

  /** Writes at an index, growing with zeros up to it. */
  set(index: number, value: number): void {
    if (index >= this.#length) {
      this.#reserve(index + 1);
      this.#length = index + 1;
    }
    this.#values[index] = value;
  }

  /** The filled part (a view: valid until the next push). */
  view(): T {
    return this.#values.subarray(0, this.#length) as T;
  }

  #reserve(length: number): void {
    if (length <= this.#values.length) return;
    const grown = new this.#make(Math.max(length, this.#values.length * 2));
    grown.set(this.#values);
    this.#values = grown;
  }
}
