/** Rows that were read last, kept for the next request: they are small, never change, and nearly every answer has some. */

/**
 * A read that asks the store only for keys that were not read lately. Null values are not kept, as anybody can ask for keys that
 * do not exist. O(1) for a kept key; between `most` and twice as many rows are kept, those not asked for longest are dropped.
 */
export function keptRows<K, V>(read: (keys: readonly K[]) => ReadonlyArray<V>, most: number): (keys: readonly K[]) => V[] {
  let young = new Map<K, V>();
  let old = new Map<K, V>();
  const keep = (key: K, value: V): void => {
    if (young.size >= most) [old, young] = [young, new Map()];
    young.set(key, value);
  };
  const keptOf = (key: K): V | undefined => {
    const value = young.get(key) ?? old.get(key);
    if (value !== undefined && !young.has(key)) keep(key, value);
    return value;
  };
  return (keys) => {
    const values = keys.map(keptOf);
    const missing = [...new Set(keys.filter((_, i) => values[i] === undefined))];
    if (missing.length === 0) return values as V[];
    const found = new Map(read(missing).map((value, i) => [missing[i], value]));
    for (const [key, value] of found) if (value !== null) keep(key, value);
    return keys.map((key, i) => values[i] ?? (found.get(key) as V));
  };
}
