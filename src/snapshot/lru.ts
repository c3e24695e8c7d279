/** A map that forgets what was not asked for longest once its contents weigh too much. */
export class WeightedLru<V> {
  readonly #entries = new Map<string, { value: V; weight: number }>();
  #total = 0;
  /** The entry that was asked for or came last. */
  #newest: { readonly value: V } | null = null;

  /** @param capacity greatest sum of weights; the newest entry stays even when it alone weighs more */
  constructor(readonly capacity: number) {}

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    // The newest stands last already: what is asked for over and over is not moved each time.
    if (entry !== this.#newest) {
      this.#entries.delete(key);
      this.#entries.set(key, entry);
      this.#newest = entry;
    }
    return entry.value;
  }

  set(key: string, value: V, weight: number): void {
    this.delete(key);
    const entry = { value, weight };
    this.#entries.set(key, entry);
    this.#newest = entry;
    this.#total += weight;
    for (const oldest of this.#entries.keys()) {
      if (this.#total <= this.capacity || this.#entries.size === 1) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    this.#total -= this.#entries.get(key)?.weight ?? 0;
    this.#entries.delete(key);
  }

  /** Sum of the weights. */
  get weight(): number {
    return this.#total;
  }

  get size(): number {
    return this.#entries.size;
  }
}
