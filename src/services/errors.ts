/** What can go wrong between here and a service. Every message is one sentence without secrets. */

/** The connection broke, or took too long: worth another try. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
}

/** An answer that is not what the service answers when all is well (an error page, half a document): worth another try. */
export class UnusableAnswer extends Error {
  override readonly name = 'UnusableAnswer';
}

/** A service refused, or kept failing. */
export class FetchError extends Error {
  override readonly name = 'FetchError';
  constructor(
    message: string,
    /** Address asked, without keys and mail addresses. */
    readonly url: string,
    /** HTTP status of the last answer; null where there was none. */
    readonly status: number | null,
    /** How often it was tried. */
    readonly attempts: number,
  ) {
    super(message);
  }
}

/** Something is not in the cache and the network may not be used. */
export class OfflineError extends Error {
  override readonly name = 'OfflineError';
  constructor(readonly url: string) {
    super(`${url} has not been fetched yet, and --offline forbids asking for it: run the same command without --offline`);
  }
}

/** The signal ended the fetching. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
  constructor() {
    super('interrupted');
  }
}
