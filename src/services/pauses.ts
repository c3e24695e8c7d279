/** What an answer's headers say about when to ask again. */

/**
 * `Retry-After` in milliseconds from `now` (RFC 9110, 10.2.3: seconds, or a date); null where it is absent or unreadable.
 */
export function retryAfterMs(headers: Headers, now: number): number | null {
  const written = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(written)) return Number(written) * 1000;
  const date = /[a-z]/i.test(written) ? Date.parse(written) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** Milliseconds per request that Crossref's `X-Rate-Limit-Limit` and `-Interval` (`5`, `1s`) allow; 0 where not stated. */
export function statedPauseMs(headers: Headers): number {
  const limit = Number(headers.get('x-rate-limit-limit'));
  const seconds = Number(/^(\d+)s$/.exec(headers.get('x-rate-limit-interval') ?? '')?.[1]);
  return limit > 0 && seconds > 0 ? (seconds * 1000) / limit : 0;
}
