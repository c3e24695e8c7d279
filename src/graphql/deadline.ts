/** Until when an operation may be executed, and whether anybody still waits for it. */
import { clientGone, executionTimeout } from './errors.js';

/** What is kept of an operation's time for answering that something takes longer, in milliseconds; of a short time, a part of it. */
const KEPT_FOR_TELLING_MS = 500;
const LARGEST_PART_KEPT = 1 / 4;

/** How it ends where nothing else ends it: what is asked of the deadline by everybody who works for the request. */
export class Deadline {
  /** Made for whoever asks for the signal first: most requests begin nothing that could be aborted, and signals are dear. */
  #controller: AbortController | null = null;
  readonly #gone: AbortSignal | null;
  readonly #whenGone = (): void => this.leave();
  /** Nobody waits any more. */
  #isLeft = false;
  #limitMs = Infinity;
  #endsAt = Infinity;
  #isOver = false;
  #timer: NodeJS.Timeout | undefined;
  #tellOver: () => void = () => undefined;
  /** Resolves when the time is over; never where it is not. */
  readonly over: Promise<void> = new Promise((resolve) => (this.#tellOver = resolve));

  /** @param gone aborted when whoever asks has gone; null where that can't be */
  constructor(gone: AbortSignal | null) {
    this.#gone = gone;
    if (gone?.aborted === true) this.leave();
    else gone?.addEventListener('abort', this.#whenGone, { once: true });
  }

  /** Aborted when the time is over or nobody waits any more: jobs of the workers that nobody else wants stop then. */
  get signal(): AbortSignal {
    if (this.#controller === null) {
      this.#controller = new AbortController();
      if (this.#isOver || this.#isLeft) this.#controller.abort();
    }
    return this.#controller.signal;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Milliseconds that are left; Infinity where there is no limit. */
  get remainingMs(): number {
    return Math.max(0, this.#endsAt - performance.now());
  }

  /** Milliseconds for which something may be awaited, if there is to be time left to say that it is not there yet; Infinity where there is no limit. */
  get awaitableMs(): number {
    return Math.max(0, this.remainingMs - this.#keptMs);
  }

  /** The same as it was at the start. */
  get longestAwaitedMs(): number {
    return this.#limitMs - this.#keptMs;
  }

  get #keptMs(): number {
    return Math.min(KEPT_FOR_TELLING_MS, this.#limitMs * LARGEST_PART_KEPT);
  }

  /** From now on it counts. @param limitMs milliseconds, Infinity for no limit */
  start(limitMs: number): void {
    if (limitMs === Infinity) return;
    this.#limitMs = limitMs;
    this.#endsAt = performance.now() + limitMs;
    this.#timer = setTimeout(() => this.#end(), limitMs);
  }

  /**
   * To be asked wherever work is begun. It looks at the clock, since a long run of resolvers leaves timers no turn.
   * @throws GraphQLError EXECUTION_TIMEOUT when the time is over; BAD_REQUEST, which nobody reads, when the client has gone
   */
  check(): void {
    if (!this.#isOver && performance.now() > this.#endsAt) this.#end();
    if (this.#isOver) throw executionTimeout(this.#limitMs);
    if (this.#isLeft) throw clientGone();
  }

  /** Whoever asked has gone, and waits no more. */
  leave(): void {
    this.#isLeft = true;
    this.#controller?.abort();
  }

  /** The work is done: nothing ends any more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#gone?.removeEventListener('abort', this.#whenGone);
  }

  #end(): void {
    this.#isOver = true;
    this.stop();
    this.#controller?.abort();
    this.#tellOver();
  }
}
