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

/**
 * Largest groups first. Where `name` gives the text of a key, ties stand in the order of the texts, so that the order in which a
 * corpus met them decides nothing; without it in the order of the keys. O(groups · log groups).
 * @throws GraphQLError BAD_USER_INPUT for a limit out of bounds
 */
export function grouping<K extends string | number>(tally: Tally<K>, limit: number, name?: (key: K) => string): Grouping {
  bounded('limit', limit, 1, MAX_GROUPS);
  const counts = [...tally.counts];
  const groups = (name === undefined ? largestFirst(counts) : largestFirst(counts.map(([key, count]) => [name(key), count] as const)))
    .slice(0, limit)
    .map(([key, count]): Group => ({ key: String(key), displayName: String(key), count }));
  const groupCount = tally.counts.size;
  return {
    groups,
    groupCount,
    unknownCount: tally.unknown,
    truncated: groupCount > limit ? { reason: 'The largest groups are listed: raise "limit" for more.', limit, total: groupCount } : null,
  };
}

function largestFirst<K extends string | number>(counts: readonly (readonly [K, number])[]): (readonly [K, number])[] {
  return counts.toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}
