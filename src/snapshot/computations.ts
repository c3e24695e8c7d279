/**
 * What is being computed: each question once, however many ask; a bounded number at a time (places.ts); nothing for nobody.
 *
 * A computation goes on, or waits for its place, while somebody waits for it. When the last one who waited was told to
 * come back (MetricComputingError), it goes on until `abandonAfterMs` have passed without anybody asking; when that one
 * has gone (their connection closed) and nobody was ever told to come back, it is given up at once.
 */
import { randomBytes } from 'node:crypto';
import { CancelledError } from '../metrics/metric.js';
import { MetricComputingError, type ComputationReport, type ComputationState, type Patience } from './answers.js';
import { ComputationBook } from './computation-book.js';
import { Places, type Ticket } from './places.js';

/** How long an answer is awaited before MetricComputingError, unless the caller says otherwise. */
export const DEFAULT_WAIT_MS = 2_000;
/** Clients are told to come back within a minute at most: who has not come for this long has lost interest. */
export const ABANDON_AFTER_MS = 5 * 60_000;
/** The same for what has not begun: nothing is lost with it, and others wait behind it. */
export const ABANDON_QUEUED_AFTER_MS = 90_000;

/** What a computation is handed. */
export interface Control {
  /** Aborted once nobody wants the answer any more. */
  readonly signal: AbortSignal;
  /** To be told the share done, 0..1. */
  readonly onProgress: (share: number) => void;
}

interface Reported {
  readonly share: number;
  readonly at: number;
}

interface Computation {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly answer: Promise<unknown>;
  readonly controller: AbortController;
  /** Null for a part of another computation, which has its place. */
  readonly ticket: Ticket | null;
  /** Null while it waits for its place. */
  startedAt: number | null;
  /** The first word on progress: what an earlier process did counts for no speed. */
  firstReport: Reported | null;
  progress: number;
  waiting: number;
  /** Whether somebody was told to come back. */
  isExpected: boolean;
  abandonment: NodeJS.Timeout | null;
  /** Whoever had it begun is told how long it took. */
  readonly onComputed?: Patience['onComputed'];
}

export interface ComputationOptions {
  readonly abandonAfterMs?: number;
  readonly abandonQueuedAfterMs?: number;
}

export class Computations {
  readonly #places: Places;
  readonly #book: ComputationBook;
  readonly #abandonAfterMs: number;
  readonly #abandonQueuedAfterMs: number;
  readonly #known = new Map<string, Computation>();
  #isClosed = false;

  constructor(places = new Places(), book = new ComputationBook(), { abandonAfterMs = ABANDON_AFTER_MS, abandonQueuedAfterMs = ABANDON_QUEUED_AFTER_MS }: ComputationOptions = {}) {
    this.#places = places;
    this.#book = book;
    this.#abandonAfterMs = abandonAfterMs;
    this.#abandonQueuedAfterMs = Math.min(abandonAfterMs, abandonQueuedAfterMs);
  }

  /** Questions under way or waiting for their place. */
  get size(): number {
    return this.#known.size;
  }

  /**
   * The answer to the question `key`, which is begun, or waits for its place, unless it does so already.
   * @param title what is computed, for errors
   * @throws MetricComputingError where patience ends, TooManyComputationsError where there is no place to wait in
   */
  async ask<T>(key: string, title: string, begin: (control: Control) => Promise<T>, patience: Patience = {}): Promise<T> {
    this.#refuseTheGone(patience);
    const computation = this.#known.get(key) ?? this.#enter(key, title, begin, this.#places.take(patience.client ?? null, title), patience.onComputed);
    return (await this.#answerOf(computation, patience)) as T;
  }

  /** The same for a part of another computation, which has its place already. */
  async join<T>(key: string, title: string, begin: (control: Control) => Promise<T>, patience: Patience = {}): Promise<T> {
    this.#refuseTheGone(patience);
    const computation = this.#known.get(key) ?? this.#enter(key, title, begin, null);
    computation.ticket?.promote();
    return (await this.#answerOf(computation, patience)) as T;
  }

  /** Gives up everything that is under way. */
  close(): void {
    this.#isClosed = true;
    for (const computation of this.#known.values()) this.#giveUp(computation);
  }

  #refuseTheGone({ signal }: Patience): void {
    if (this.#isClosed || signal?.aborted === true) throw new CancelledError();
  }

  #enter(key: string, title: string, begin: (control: Control) => Promise<unknown>, ticket: Ticket | null, onComputed?: Patience['onComputed']): Computation {
    const controller = new AbortController();
    const onProgress = (share: number) => {
      computation.firstReport ??= { share, at: performance.now() };
      computation.progress = share;
    };
    // After this turn, so that `computation` is there whatever `begin` does first.
    const answer = (ticket?.admitted ?? Promise.resolve()).then(() => {
      computation.startedAt = performance.now();
      return begin({ signal: controller.signal, onProgress });
    });
    const computation: Computation = {
      id: randomBytes(12).toString('base64url'), key, title, answer, controller, ticket,
      startedAt: null, firstReport: null, progress: 0, waiting: 0, isExpected: false, abandonment: null,
      ...(onComputed === undefined ? {} : { onComputed }),
    };
    // Whoever still waits gets the error; when nobody does any more, it must not end the process.
    answer.then(
      () => this.#settled(computation, 'DONE'),
      (error: unknown) => this.#settled(computation, error instanceof CancelledError ? 'CANCELLED' : 'FAILED'),
    );
    this.#known.set(key, computation);
    this.#book.enter(computation.id, {
      report: () => reportOf(computation),
      attend: async (patience) => {
        await this.#attend(computation, patience);
      },
    });
    return computation;
  }

  #settled(computation: Computation, state: ComputationState): void {
    computation.ticket?.release();
    if (computation.startedAt !== null) computation.onComputed?.(performance.now() - computation.startedAt);
    this.#forget(computation, state);
  }

  async #answerOf(computation: Computation, patience: Patience): Promise<unknown> {
    if (await this.#attend(computation, patience)) return computation.answer;
    const { title, progress, remainingMs, state, id, ahead } = reportOf(computation);
    throw new MetricComputingError(title, progress, remainingMs, state === 'QUEUED', id, ahead);
  }

  /** Waits; whether the computation has ended, one way or the other, before patience did. An asker who has gone never learns it. */
  async #attend(computation: Computation, { waitMs = DEFAULT_WAIT_MS, signal }: Patience): Promise<boolean> {
    computation.waiting += 1;
    if (computation.abandonment) clearTimeout(computation.abandonment);
    computation.abandonment = null;
    let timer: NodeJS.Timeout | undefined;
    let onAbort: (() => void) | undefined;
    const impatience = new Promise<false>((resolve) => {
      onAbort = () => resolve(false);
      if (signal?.aborted === true) resolve(false);
      signal?.addEventListener('abort', onAbort, { once: true });
      if (waitMs === Infinity) return;
      timer = setTimeout(() => {
        computation.isExpected = true;
        resolve(false);
      }, waitMs);
    });
    const end = computation.answer.then(
      () => true,
      () => true,
    );
    try {
      return await Promise.race([end, impatience]);
    } finally {
      clearTimeout(timer);
      if (onAbort) signal?.removeEventListener('abort', onAbort);
      computation.waiting -= 1;
      if (computation.waiting === 0 && this.#known.get(computation.key) === computation) this.#leave(computation);
    }
  }

  /** Nobody waits any more. */
  #leave(computation: Computation): void {
    if (!computation.isExpected) {
      this.#giveUp(computation);
      return;
    }
    const lapse = computation.startedAt === null ? this.#abandonQueuedAfterMs : this.#abandonAfterMs;
    computation.abandonment = setTimeout(() => this.#giveUp(computation), lapse).unref();
  }

  #giveUp(computation: Computation): void {
    this.#forget(computation, 'CANCELLED');
    // Its place, where it has one, is free once its work has ended.
    if (computation.startedAt === null) computation.ticket?.release();
    computation.controller.abort();
  }

  #forget(computation: Computation, state: ComputationState): void {
    if (computation.abandonment) clearTimeout(computation.abandonment);
    if (this.#known.get(computation.key) === computation) this.#known.delete(computation.key);
    this.#book.end({ ...reportOf(computation), state, remainingMs: 0, ahead: 0, ...(state === 'DONE' ? { progress: 1 } : {}) });
  }
}

function reportOf(computation: Computation): ComputationReport {
  const { id, title, startedAt, progress, ticket } = computation;
  return { id, title, state: startedAt === null ? 'QUEUED' : 'RUNNING', progress, remainingMs: estimateOf(computation), ahead: startedAt === null ? (ticket?.ahead ?? 0) : 0 };
}

/** By the speed since the first word on progress; where that is the only one, since the start. */
function estimateOf({ startedAt, firstReport, progress }: Computation): number | null {
  if (startedAt === null || firstReport === null || progress <= 0) return null;
  const since = progress > firstReport.share ? firstReport : { share: 0, at: startedAt };
  return ((performance.now() - since.at) * (1 - progress)) / (progress - since.share);
}
