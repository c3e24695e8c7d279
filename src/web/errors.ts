/** What is told of requests that came to nothing. */

/** Statuses that may pass by themselves: too busy, or broken inside. */
export const PASSING_STATUSES: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Nothing came for longer than one waits. */
export class SilenceError extends Error {
  override readonly name: string = 'SilenceError';
}

/** A connection was made, and no answer came by it: none in time, or it was closed. */
export class NoAnswerError extends SilenceError {
  override readonly name = 'NoAnswerError';
}

/** Whether a server answered a TLS handshake with what is none: it speaks http, and was addressed by https. */
export function answersUnencrypted(error: unknown): boolean {
  return /SSL routines:.*(?:wrong version number|packet length too long)/i.test(networkReason(error));
}

/** How long was waited, in words; never nothing. */
export function inSeconds(ms: number): string {
  return `${Math.max(1, Math.round(ms / 1000))} s`;
}

/** The innermost reason that an error of the network gives, such as `connect ECONNREFUSED 127.0.0.1:9000`. */
export function networkReason(error: unknown): string {
  let inner: unknown = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  if (!(inner instanceof Error)) return String(inner);
  // A name with several addresses of which none answers: Node tells of each.
  if (inner instanceof AggregateError && inner.errors.length > 0) return networkReason(inner.errors[0]);
  return inner.message === '' ? ((inner as NodeJS.ErrnoException).code ?? inner.name) : inner.message;
}
