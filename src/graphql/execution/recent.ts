/** A map of the entries used last. */

export class Recent<V> {
  readonly #entries = new Map<string, V>();

  /** @param most entries kept, from 1 */
  constructor(readonly most: number) {}

  get size(): number {
    return this.#entries.size;
  }

  /** O(1); makes the entry the latest. */
  get(key: string): V | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, value);
    }
    return value;
  }

  set(key: string, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size > this.most) this.#entries.delete(this.#entries.keys().next().value as string);
  }
}
