/** Lists per author in two typed arrays, for things that are numbered: mentions, nodes, joins, names. */
export interface Groups {
  /** [authors+1] into items. */
  readonly offsets: Uint32Array;
  readonly items: Uint32Array;
}

/** Groups 0 … n−1 by `groupOf` (−1 leaves one out), each group ascending. O(items + groups), a counting sort. */
export function groupBy(groupOf: Int32Array, groups: number): Groups {
  const offsets = new Uint32Array(groups + 1);
  for (const group of groupOf) if (group >= 0) offsets[group + 1]++;
  for (let at = 0; at < groups; at++) offsets[at + 1] += offsets[at];
  const items = new Uint32Array(offsets[groups]);
  const next = offsets.slice(0, groups);
  for (let item = 0; item < groupOf.length; item++) if (groupOf[item] >= 0) items[next[groupOf[item]]++] = item;
  return { offsets, items };
}

/** The items of a group (a view). */
export function itemsOf({ offsets, items }: Groups, group: number): Uint32Array {
  return items.subarray(offsets[group], offsets[group + 1]);
}
