/**
 * The worker pool that runs metrics over shared arrays. A blocked kernel's blocks are spread over the workers and
 * combined in block order, so any number of threads gives the same bits.
 */
import { availableParallelism } from 'node:os';
import { CancelledError } from '../metrics/metric.js';
import type { KernelOutput } from '../metrics/metric.js';
import { moduleOfOurs } from '../threads/module-of-ours.js';
import { Job } from './job.js';
import type { BlockStore, PoolJob } from './job.js';
import type { SharedInput } from './protocol.js';
import { RoutineJob } from './routine-job.js';
import type { Given, Result, RoutineName } from './routines.js';
import { shareInput } from './shared-input.js';
import { WorkerSeat } from './worker-seat.js';

export interface ComputePoolOptions {
  /** Worker threads at most; one fewer than the processors (at least one) if absent, which leaves one for answering. */
  readonly threads?: number;
  /** Module exporting `metricById`, loaded by each worker; the metrics room's registry if absent. */
  readonly registry?: URL;
  /** How long a cancelled kernel may go on without looking before its worker is ended and replaced; 2,000 if absent. */
  readonly cancelGraceMs?: number;
  /** Bytes that a computation may need by its estimate; what the machine (or its container) has if absent. */
  readonly memoryLimit?: number;
  /**
   * By how much the workers' threads step back where processors are short, 0 (the default) to 19, so that the thread that
   * answers goes first; the one kept for short routines does not, as readers wait for it. On Linux alone.
   */
  readonly niceness?: number;
}

export interface RunOptions {
  /** Called with the share done, rising, at most five times a second, and with 1 at the end. */
  readonly onProgress?: (share: number) => void;
  /** Aborting rejects the call with a CancelledError at once and stops the kernel soon after. */
  readonly signal?: AbortSignal;
  /** Where the blocks of a long computation are kept, so that it can be resumed; nowhere if absent. Whole kernels have none. */
  readonly store?: BlockStore;
}

export interface PerformOptions extends Pick<RunOptions, 'onProgress' | 'signal'> {
  /**
   * Whether it takes no more than about a second, as what a reader waits for does: then it may go to the one worker that
   * is kept for such, and need not wait behind a metric that takes minutes.
   */
  readonly isShort?: boolean;
}

/** A look at the pool's load. */
export interface PoolStats {
  /** Seats for workers, that for short routines included. */
  readonly seats: number;
  /** Seats whose worker is at work. */
  readonly busy: number;
  /** Jobs that have not ended. */
  readonly jobs: number;
  /** Jobs of which nothing has been given to a worker yet. */
  readonly waiting: number;
}

/**
 * Workers start with the first work for them, are kept for the next, and do not keep the process alive while idle.
 * Jobs share the workers task by task in turn; one worker beyond `threads` takes short routines alone.
 */
export class ComputePool {
  readonly #seats: readonly WorkerSeat[];
  readonly #threads: number;
  readonly #jobs: PoolJob[] = [];
  #closed = false;

  /** Throws a RangeError where `threads` is no positive integer. Starts nothing. */
  constructor(options: ComputePoolOptions = {}) {
    const threads = options.threads ?? Math.max(1, availableParallelism() - 1);
    if (!Number.isInteger(threads) || threads < 1) {
      throw new RangeError(`threads is ${threads}, which is not a positive integer`);
    }
    const registry = moduleOfOurs(options.registry ?? new URL('../metrics/registry.js', import.meta.url));
    const workerData = { registryUrl: registry.url.href, threads, memoryLimit: options.memoryLimit ?? null };
    const seat = (isForShortJobs: boolean): WorkerSeat =>
      new WorkerSeat({ ...workerData, niceness: isForShortJobs ? 0 : (options.niceness ?? 0) }, options.cancelGraceMs ?? 2_000, () => this.#dispatch(), isForShortJobs);
    this.#threads = threads;
    this.#seats = [...Array.from({ length: threads }, () => seat(false)), seat(true)];
  }

  /** Worker threads at most, but for the one that is kept for short routines. */
  get threads(): number {
    return this.#threads;
  }

  /** O(seats + jobs). */
  stats(): PoolStats {
    const busy = this.#seats.reduce((sum, seat) => sum + (seat.idle ? 0 : 1), 0);
    return { seats: this.#seats.length, busy, jobs: this.#jobs.length, waiting: this.#jobs.reduce((sum, job) => sum + (job.isBegun ? 0 : 1), 0) };
  }

  /**
   * Computes a metric. Arrays of `input` that are not shared yet are copied once; none may be written to afterwards.
   *
   * Rejects with the kernel's own error (name, message, stack); with a CancelledError once `signal` aborts; with a
   * WorkerCrashError where the worker ended under it, after which the pool goes on with a new one; with a
   * MemoryRefusedError (by name) where by its estimate it will not fit, before the kernel begins; with a RangeError (by
   * name) for parameters that the metric does not take; with an Error after close. `input.parameters` may leave out what
   * has a default and leave open what the metric decides (AUTO): who must know what was decided, for a key or an answer,
   * asks decidedParameters, which is what the workers do.
   */
  run(metricId: string, input: SharedInput, options: RunOptions = {}): Promise<KernelOutput> {
    const { signal, onProgress, store = null } = options;
    if (this.#closed) return Promise.reject(new Error(`the compute pool is closed and cannot compute ${metricId}`));
    if (signal?.aborted) return Promise.reject(new CancelledError());
    return this.#settling(signal, (resolve, reject, onSettled) => new Job(metricId, shareInput(input), { resolve, reject, onProgress, onSettled }, store));
  }

  /**
   * Runs a routine (routines.ts) in a worker. What it is given is copied, but for arrays on SharedArrayBuffers; the arrays
   * of its result are on such. Rejects as `run` does; a routine that does not look at its signal is ended by ending its
   * worker after the grace.
   */
  perform<N extends RoutineName>(routine: N, given: Given<N>, options: PerformOptions = {}): Promise<Result<N>> {
    const { signal, onProgress, isShort = false } = options;
    if (this.#closed) return Promise.reject(new Error(`the compute pool is closed and cannot compute ${routine}`));
    if (signal?.aborted) return Promise.reject(new CancelledError());
    return this.#settling<Result<N>>(
      signal,
      (resolve, reject, onSettled) => new RoutineJob(routine, given, isShort, { resolve: (result) => resolve(result as Result<N>), reject, onProgress, onSettled }),
    );
  }

  /** Enters a job, sees to it that its signal is heard, and leaves nothing of it behind. */
  #settling<T>(signal: AbortSignal | undefined, jobOf: (resolve: (value: T) => void, reject: (error: Error) => void, onSettled: () => void) => PoolJob): Promise<T> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        job.fail(new CancelledError());
        for (const seat of this.#seats) seat.endIfStuckOn(job);
      };
      const onSettled = (): void => {
        signal?.removeEventListener('abort', onAbort);
        const at = this.#jobs.indexOf(job);
        if (at !== -1) this.#jobs.splice(at, 1);
        for (const seat of this.#seats) seat.forget(job);
      };
      const job = jobOf(resolve, reject, onSettled);
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#jobs.push(job);
      this.#dispatch();
    });
  }

  /** Ends all workers and rejects what they were computing. May be called more than once. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#jobs.splice(0)) {
      job.fail(new Error(`the compute pool was closed while ${job.title} was computed`));
    }
    await Promise.all(this.#seats.map((seat) => seat.end()));
  }

  /** Gives waiting tasks to idle seats. Jobs take turns, so that a long one does not hold up a short one. */
  #dispatch(): void {
    for (const seat of this.#seats) {
      if (!seat.idle) continue;
      for (let turns = this.#jobs.length; turns > 0 && seat.idle; turns -= 1) {
        const job = this.#jobs.shift();
        if (!job) break;
        this.#jobs.push(job);
        if (seat.isForShortJobs && !job.isShort) continue;
        const task = job.take();
        if (task) seat.give(job, task);
      }
    }
  }
}
