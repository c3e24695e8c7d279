/** What is told of requests that came to nothing. */

/** Nothing came for longer than one waits. */
export class SilenceError extends Error {
  override readonly name = 'SilenceError';
}
