/**
 * What is being computed: each question once, however many ask; a bounded number at a time; nothing for nobody.
 *
 * A computation goes on while somebody waits for it. When the last one who waited was told to come back
 * (MetricComputingError), it goes on until `abandonAfterMs` have passed without anybody asking; when that one has gone
 * (their connection closed) and nobody was ever told to come back, it is given up at once.
 */
import { CancelledError } from '../metrics/metric.js';
import { MetricComputingError, type Patience } from './answers.js';

/** How long an answer is awaited before MetricComputingError, unless the caller says otherwise. */
export const DEFAULT_WAIT_MS = 2_000;
/** Distinct questions computed at a time; each holds a graph in memory. More have to wait, however many ask. */
export const MAX_RUNNING = 8;
/** Clients are told to come back within a minute at most: who has not come for this long has lost interest. */
export const ABANDON_AFTER_MS = 5 * 60_000;

/** What a computation is handed. */
export interface Control {
  /** Aborted once nobody wants the answer any more. */
  readonly signal: AbortSignal;
  /** To be told the share done, 0..1. */
  readonly onProgress: (share: number) => void;
}

interface Running {
  readonly title: string;
  readonly answer: Promise<unknown>;
  readonly controller: AbortController;
  readonly startedAt: number;
  progress: number;
  waiting: number;
  /** Whether somebody was told to come back. */
  isExpected: boolean;
  abandonment: NodeJS.Timeout | null;
}

export interface ComputationOptions {
  readonly maxRunning?: number;
  readonly abandonAfterMs?: number;
}

export class Computations {
  readonly #maxRunning: number;
  readonly #abandonAfterMs: number;
  readonly #running = new Map<string, Running>();
  #isClosed = false;

  constructor({ maxRunning = MAX_RUNNING, abandonAfterMs = ABANDON_AFTER_MS }: ComputationOptions = {}) {
    this.#maxRunning = maxRunning;
    this.#abandonAfterMs = abandonAfterMs;
  }

  /** Questions under way. */
  get size(): number {
    return this.#running.size;
  }

  /**
   * The answer to the question `key`, which is begun unless it is under way.
   * @param title what is computed, for errors
   * @throws MetricComputingError where patience ends, or where too much else is computed for this to begin
   */
  async ask<T>(key: string, title: string, begin: (control: Control) => Promise<T>, patience: Patience = {}): Promise<T> {
    if (!this.#running.has(key) && this.#running.size >= this.#maxRunning) throw new MetricComputingError(title, 0, null, true);
    return this.join(key, title, begin, patience);
  }

  /** The same for a part of another computation, which has its place already. */
  async join<T>(key: string, title: string, begin: (control: Control) => Promise<T>, patience: Patience = {}): Promise<T> {
    if (this.#isClosed || patience.signal?.aborted === true) throw new CancelledError();
    return (await this.#awaited(key, this.#running.get(key) ?? this.#begin(key, title, begin), patience)) as T;
  }

  /** Gives up everything that is under way. */
  close(): void {
    this.#isClosed = true;
    for (const [key, running] of this.#running) this.#giveUp(key, running);
  }

  #begin(key: string, title: string, begin: (control: Control) => Promise<unknown>): Running {
    const controller = new AbortController();
    const onProgress = (share: number) => (running.progress = share);
    // After this turn, so that `running` is there whatever `begin` does first.
    const answer = Promise.resolve().then(() => begin({ signal: controller.signal, onProgress }));
    const running: Running = { title, answer, controller, startedAt: performance.now(), progress: 0, waiting: 0, isExpected: false, abandonment: null };
    const settled = () => {
      if (running.abandonment) clearTimeout(running.abandonment);
      if (this.#running.get(key) === running) this.#running.delete(key);
    };
    // Whoever still waits gets the error; when nobody does any more, it must not end the process.
    answer.then(settled, settled);
    this.#running.set(key, running);
    return running;
  }

  /** The answer, or MetricComputingError once patience is at its end; an asker who has gone gets the latter too, and never reads it. */
  async #awaited(key: string, running: Running, { waitMs = DEFAULT_WAIT_MS, signal }: Patience): Promise<unknown> {
    running.waiting += 1;
    if (running.abandonment) clearTimeout(running.abandonment);
    running.abandonment = null;
    let timer: NodeJS.Timeout | undefined;
    let onAbort: (() => void) | undefined;
    const impatience = new Promise<never>((_, reject) => {
      onAbort = () => reject(computing(running));
      signal?.addEventListener('abort', onAbort, { once: true });
      if (waitMs === Infinity) return;
      timer = setTimeout(() => {
        running.isExpected = true;
        reject(computing(running));
      }, waitMs);
    });
    try {
      return await Promise.race([running.answer, impatience]);
    } finally {
      clearTimeout(timer);
      if (onAbort) signal?.removeEventListener('abort', onAbort);
      running.waiting -= 1;
      if (running.waiting === 0 && this.#running.get(key) === running) this.#leave(key, running);
    }
  }

  /** Nobody waits any more. */
  #leave(key: string, running: Running): void {
    if (!running.isExpected) {
      this.#giveUp(key, running);
      return;
    }
    running.abandonment = setTimeout(() => this.#giveUp(key, running), this.#abandonAfterMs).unref();
  }

  #giveUp(key: string, running: Running): void {
    if (running.abandonment) clearTimeout(running.abandonment);
    this.#running.delete(key);
    running.controller.abort();
  }
}

function computing({ title, progress, startedAt }: Running): MetricComputingError {
  const elapsed = performance.now() - startedAt;
  return new MetricComputingError(title, progress, progress > 0 ? (elapsed * (1 - progress)) / progress : null);
}
