/** Counting how a list divides: facets. */
import type { Group, Grouping } from '../generated/resolvers.js';
import { bounded } from '../paging/page.js';

export const MAX_GROUPS = 1_000;

/** Counts per key, and how many items had none. */
export class Tally<K> {
  readonly counts = new Map<K, number>();
  unknown = 0;

  add(key: K): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }
}

/** Largest groups first, ties by key; `name` gives the key's text. @throws GraphQLError BAD_USER_INPUT for a limit out of bounds */
export function grouping<K extends string | number>(tally: Tally<K>, limit: number, name: (key: K) => string = String): Grouping {
  bounded('limit', limit, 1, MAX_GROUPS);
  const groups = [...tally.counts]
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, limit)
    .map(([key, count]): Group => ({ key: name(key), displayName: name(key), count }));
  const groupCount = tally.counts.size;
  return {
    groups,
    groupCount,
    unknownCount: tally.unknown,
    truncated: groupCount > limit ? { reason: 'The largest groups are listed: raise "limit" for more.', limit, total: groupCount } : null,
  };
}
