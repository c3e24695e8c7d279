/** What a client prefers (RFC 7240): `Prefer: wait=10` has numbers that must be computed awaited for so many seconds. */
import { MAX_AWAITED_MS } from '../graphql/limits.js';

const MOST_SECONDS = MAX_AWAITED_MS / 1_000;

/**
 * Seconds that are waited for each number, at most 20 whatever is preferred; null where the header states no such
 * preference, or one that can't be read. The operation's time bounds it further. `Preference-Applied` tells the client what has become of it.
 */
export function preferredWait(header: string | readonly string[] | undefined): number | null {
  const text = typeof header === 'string' ? header : (header ?? []).join(',');
  for (const preference of text.split(',')) {
    const match = /^\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:;|$)/i.exec(preference);
    if (match) return Math.min(MOST_SECONDS, Number(match[1]));
  }
  return null;
}
