/** A map that forgets what was not asked for longest once its contents weigh too much. */
import { Listed, RecencyList } from './recency-list.js';

class Entry<V> extends Listed<Entry<V>> {
  constructor(
    readonly key: string,
    readonly value: V,
    readonly weight: number,
  ) {
    super();
  }
}

export class WeightedLru<V> {
  readonly #entries = new Map<string, Entry<V>>();
  readonly #byRecency = new RecencyList<Entry<V>>();
  #total = 0;

  /** @param capacity greatest sum of weights; the newest entry stays even when it alone weighs more */
  constructor(readonly capacity: number) {}

  /** O(1); what is found becomes the last to go. */
  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#byRecency.touch(entry);
    return entry.value;
  }

  /** O(1) beside what has to go for it. */
  set(key: string, value: V, weight: number): void {
    this.delete(key);
    const entry = new Entry(key, value, weight);
    this.#entries.set(key, entry);
    this.#byRecency.add(entry);
    this.#total += weight;
    for (const oldest of this.#byRecency) {
      if (this.#total <= this.capacity || oldest === entry) break;
      this.#remove(oldest);
    }
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (entry !== undefined) this.#remove(entry);
  }

  /** Sum of the weights. */
  get weight(): number {
    return this.#total;
  }

  get size(): number {
    return this.#entries.size;
  }

  #remove(entry: Entry<V>): void {
    this.#entries.delete(entry.key);
    this.#byRecency.remove(entry);
    this.#total -= entry.weight;
  }
}
