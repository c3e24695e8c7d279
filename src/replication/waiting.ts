/** Patience with servers: what may pass is tried again for a while, and whoever shows something is told of it meanwhile. */
import { setTimeout as pause } from 'node:timers/promises';
import { isUnreachable, type ReplicationError } from './errors.js';

/** Fewer bytes than this are no progress, neither of an attempt nor of as long as one waits for a byte. */
export const LEAST_BYTES = 4096;
export const RETRIES = 5;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;
/** No more is begun so long after anything came. */
const PATIENCE_MS = 120_000;

/** What a store waits for, told to whoever listens. */
export class Waiting {
  /** Hears a sentence when something is tried again or is far too slow, null when that is over. */
  listener: ((sentence: string | null) => void) | null = null;
  #isTold = false;

  tell(sentence: string): void {
    this.#isTold = true;
    this.listener?.(sentence);
  }

  /** Bytes came as they should. */
  over(): void {
    if (this.#isTold) this.listener?.(null);
    this.#isTold = false;
  }
}

export interface PersistenceOptions {
  readonly waiting: Waiting | undefined;
  readonly signal: AbortSignal | undefined;
  readonly retries?: number;
  /** Before what failed is tried a second time; twice as long before the third. */
  readonly pauseMs?: number;
}

/** The attempts at one thing. */
export class Persistence {
  readonly #options: PersistenceOptions;
  #failures = 0;
  #since = performance.now();

  constructor(options: PersistenceOptions) {
    this.#options = options;
  }

  /** Failures since there was progress. */
  get failures(): number {
    return this.#failures;
  }

  progressed(): void {
    this.#failures = 0;
    this.#since = performance.now();
  }

  /** Notes a failure, and pauses before the next attempt. @returns false where there is to be none @throws the signal's reason */
  async mayGoOn(brief: string): Promise<boolean> {
    const { waiting, signal, retries = RETRIES, pauseMs = FIRST_PAUSE_MS } = this.#options;
    signal?.throwIfAborted();
    this.#failures += 1;
    if (this.#failures > retries || performance.now() - this.#since > PATIENCE_MS) return false;
    waiting?.tell(`${brief}: tried again (${this.#failures} of at most ${retries} times)`);
    await pause(pauseAfter(this.#failures, pauseMs), undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
    signal?.throwIfAborted();
    return true;
  }
}

/** Doubles with each attempt, between half of it and all of it, so that many replicas do not come back at once. */
function pauseAfter(attempt: number, firstMs: number): number {
  return Math.min(LONGEST_PAUSE_MS, firstMs * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
}

export interface WholeOptions extends PersistenceOptions {
  /** Bytes that are here, and bytes of the whole. */
  readonly have: number;
  readonly bytes: number;
  readonly from: (have: number) => Promise<AsyncIterable<Uint8Array>>;
  /** Takes a piece that begins at `have`. @returns how many bytes of it were wanted */
  readonly take: (piece: Uint8Array, have: number) => Promise<number>;
  /** What it means that there are no more than `have` bytes. */
  readonly cutOff: (have: number) => ReplicationError;
  /** What it means that there are more than the whole has; absent where that is not looked for. */
  readonly tooLong?: () => ReplicationError;
}

/** Reads a file to its end, each time from where it broke off. @returns bytes that are here then @throws ReplicationError */
export async function readToEnd({ have: begun, bytes, from, take, cutOff, tooLong, ...options }: WholeOptions): Promise<number> {
  const persistence = new Persistence(options);
  let have = begun;
  while (have < bytes) {
    options.signal?.throwIfAborted();
    const before = have;
    let fault: ReplicationError | null = null;
    try {
      for await (const piece of await from(have)) {
        if (tooLong !== undefined && piece.length > bytes - have) throw tooLong();
        have += await take(piece, have);
        if (have >= bytes && tooLong === undefined) return have;
      }
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      // All of it is here: what broke off is the end alone.
      if (have >= bytes) return have;
      fault = error;
    }
    if (have >= bytes) return have;
    if (have - before >= LEAST_BYTES) persistence.progressed();
    if (fault === null && have === before) throw cutOff(have);
    if (!(await persistence.mayGoOn(fault?.brief ?? cutOff(have).brief))) throw fault ?? cutOff(have);
  }
  return have;
}
