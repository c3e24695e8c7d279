/** Sorting many things by columns of numbers. */

export interface OrderRequest {
  readonly items: Uint32Array;
  /** A number per item and column, the deciding column first; smaller comes first, no NaN. */
  readonly keys: readonly Float64Array[];
}

/** The items by their keys, equals ascending by item: a total order. O(n log n). */
export function sortedBy({ items, keys }: OrderRequest): Uint32Array {
  const places = new Uint32Array(items.length).map((_, i) => i);
  places.sort((a, b) => {
    for (const values of keys) {
      if (values[a] !== values[b]) return values[a] < values[b] ? -1 : 1;
    }
    return items[a] - items[b];
  });
  return places.map((place) => items[place]);
}
