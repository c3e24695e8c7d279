/** What is told of requests that came to nothing. */

/** Nothing came for longer than one waits. */
export class SilenceError extends Error {
  override readonly name: string = 'SilenceError';
}

/** A connection was made, and no answer came by it: none in time, or it was closed. */
export class NoAnswerError extends SilenceError {
  override readonly name = 'NoAnswerError';
}
