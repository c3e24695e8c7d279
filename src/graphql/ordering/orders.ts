/** `orderBy` before anything is sorted by it. */
import { badUserInput } from '../errors.js';
import { MAX_ORDERS } from '../limits.js';

interface Order {
  readonly field?: string | null | undefined;
  readonly metric?: string | null | undefined;
}

/**
 * The orders that decide, or `fallback` where none is given: what was ordered by once is not told apart by being
 * ordered by again, whichever way.
 * @throws GraphQLError BAD_USER_INPUT for more than MAX_ORDERS
 */
export function decidingOrders<T extends Order>(orderBy: readonly T[] | null | undefined, fallback: readonly T[]): readonly T[] {
  if (!orderBy || orderBy.length === 0) return fallback;
  if (orderBy.length > MAX_ORDERS) {
    throw badUserInput('orderBy', `${orderBy.length} orders`, `but at most ${MAX_ORDERS} are taken: leave out the last ones, which hardly decide`);
  }
  const seen = new Set<string>();
  return orderBy.filter(({ field, metric }) => {
    const key = JSON.stringify([field ?? null, metric ?? null]);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
