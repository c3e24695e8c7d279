/** A DataLoader over a synchronous batched read that answers at once for what the request has already read. */
import DataLoader from 'dataloader';

/** Most keys that one read of the store carries. */
const MAX_BATCH = 2_000;

export class RowLoader<K, V> {
  readonly #known = new Map<K, V>();
  readonly #loader: DataLoader<K, V>;

  /** @param read values in the order of the keys */
  constructor(read: (keys: readonly K[]) => readonly V[]) {
    this.#loader = new DataLoader<K, V>(
      (keys) => {
        const values = read(keys);
        values.forEach((value, i) => this.#known.set(keys[i], value));
        return Promise.resolve(values);
      },
      { maxBatchSize: MAX_BATCH },
    );
  }

  /** The value itself where this request has it, else a promise of the next batch. */
  load(key: K): V | Promise<V> {
    const known = this.#known.get(key);
    return known !== undefined || this.#known.has(key) ? (known as V) : this.#loader.load(key);
  }

  /** All values, in order; at once where all are known. */
  loadMany(keys: readonly K[]): V[] | Promise<V[]> {
    return allLoaded(keys.map((key) => this.load(key)));
  }
}

/** The values themselves where all are there, else a promise of them. */
export function allLoaded<V>(values: ReadonlyArray<V | Promise<V>>): V[] | Promise<V[]> {
  return values.some((value) => value instanceof Promise) ? Promise.all(values.map((value) => Promise.resolve(value))) : (values as V[]);
}

/** Applies a function to a value now, or when it is there. */
export function whenLoaded<A, B>(value: A | Promise<A>, then: (value: A) => B): B | Promise<B> {
  return value instanceof Promise ? value.then(then) : then(value);
}
