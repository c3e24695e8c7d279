/** Sorting many things by columns of numbers. */

export interface OrderRequest {
  readonly items: Uint32Array;
  /** A number per item and column, the deciding column first; smaller comes first, no NaN. */
  readonly keys: readonly Float64Array[];
  /** Above every item, where the place of each is asked for too. */
  readonly size?: number;
}

export interface Ordered {
  readonly order: Uint32Array;
  /** [size] place of each item in the order, 2^32 − 1 for what is no item; empty where not asked for. */
  readonly rank: Uint32Array;
}

/** The items by their keys, equals ascending by item: a total order. O(n log n), and O(size) for the places. */
export function sortedBy({ items, keys, size = 0 }: OrderRequest): Ordered {
  const places = new Uint32Array(items.length);
  for (let i = 0; i < places.length; i++) places[i] = i;
  places.sort((a, b) => {
    for (const values of keys) {
      if (values[a] !== values[b]) return values[a] < values[b] ? -1 : 1;
    }
    return items[a] - items[b];
  });
  const order = places.map((place) => items[place]);
  const rank = new Uint32Array(size).fill(0xffffffff);
  if (size > 0) for (let position = 0; position < order.length; position++) rank[order[position]] = position;
  return { order, rank };
}
