/** One call of ComputePool.run: which of its tasks are still to be given out, and what has come back. */
import { CancelledError } from '../metrics/metric.js';
import type { KernelOutput, Prepared } from '../metrics/metric.js';
import { opened, sealed } from './lent-arrays.js';
import type { Sealed } from './lent-arrays.js';
import { fromPlainError, PROGRESS_INTERVAL_MS } from './protocol.js';
import type { JobMessage, SharedInput, Task, TaskMessage, WorkerReply } from './protocol.js';

/** Share of the work that a blocked job has done when only the combining is left. */
const SHARE_BEFORE_COMBINING = 0.99;

/** Keeps the partial results of a job's first round, so that a job begun again need not compute them anew. */
export interface BlockStore {
  /** What an earlier job with the same input kept of a block, or null. */
  load(block: number): Float64Array | null;
  /** Called once per computed block; the values must not be kept without copying. An error fails the job. */
  save(block: number, values: Float64Array): void;
}

/** What the pool and its seats need of a job, whatever it computes. */
export interface PoolJob {
  readonly id: number;
  /** What is computed, as errors name it. */
  readonly title: string;
  /** Whether it is over within about a second, so that it may take the seat kept for such. */
  readonly isShort: boolean;
  readonly settled: boolean;
  /** Whether any of it has been given to a worker. */
  readonly isBegun: boolean;
  /** Buffers of mapped files that its messages name. */
  readonly buffers: readonly ArrayBuffer[];
  take(): Task | null;
  message(task: Task): JobMessage;
  receive(task: Task, reply: WorkerReply): void;
  fail(error: Error): void;
}

export interface JobCallbacks<T = KernelOutput> {
  resolve(output: T): void;
  reject(error: Error): void;
  onProgress?: ((share: number) => void) | undefined;
  /** Called once, just before resolve or reject. */
  onSettled(): void;
}

interface Round {
  readonly number: number;
  readonly prepared: Prepared;
  /** Share of all work done before the round. */
  readonly before: number;
  readonly partials: Array<Float64Array | undefined>;
  readonly shares: Float64Array;
  given: number;
  done: number;
}

let jobs = 0;

/** A number that no other job of this process has. */
export function nextJobId(): number {
  return ++jobs;
}

/**
 * The life of a job: START → (PLAN → all BLOCKs → COMBINE →)* OUTPUT, one or more rounds. A task is given out once; after the job has
 * settled, none is, and what its running tasks still answer is dropped.
 */
export class Job implements PoolJob {
  readonly id = nextJobId();
  readonly title: string;
  readonly isShort = false;
  readonly #input: Sealed<SharedInput>;
  readonly #callbacks: JobCallbacks;
  readonly #store: BlockStore | null;
  readonly #cancelFlag = new Int32Array(new SharedArrayBuffer(4));
  #waiting: Task[] = [{ kind: 'START' }];
  #round: Round | null = null;
  #reportedAt = -Infinity;
  #reportedShare = 0;
  settled = false;
  isBegun = false;

  constructor(metricId: string, input: SharedInput, callbacks: JobCallbacks, store: BlockStore | null = null) {
    this.title = metricId;
    this.#input = sealed(input);
    this.#callbacks = callbacks;
    this.#store = store;
  }

  get buffers(): readonly ArrayBuffer[] {
    return this.#input.buffers;
  }

  /** The next task to give to a worker, or null where there is none now. */
  take(): Task | null {
    if (this.settled) return null;
    const task = this.#waiting.shift();
    if (task) {
      this.isBegun = true;
      return task;
    }
    const round = this.#round;
    if (round === null) return null;
    while (round.given < round.partials.length && round.partials[round.given] !== undefined) round.given += 1;
    return round.given < round.partials.length ? { kind: 'BLOCK', block: round.given++ } : null;
  }

  /** What to send for a task. */
  message(task: Task): TaskMessage {
    const { number = 0, prepared = {} } = this.#round ?? {};
    return { kind: 'TASK', jobId: this.id, round: number, prepared, metricId: this.title, input: this.#input.value, cancelFlag: this.#cancelFlag, task };
  }

  /** Takes in what a worker answered to `task`. */
  receive(task: Task, reply: WorkerReply): void {
    if (this.settled) return;
    switch (reply.kind) {
      case 'PROGRESS':
        this.#progress(task, reply.share);
        break;
      case 'PLAN':
        this.#plan(reply.blockCount, reply.prepared, reply.share);
        break;
      case 'PARTIAL':
        this.#partial(reply.block, reply.values);
        break;
      case 'OUTPUT':
        this.settled = true;
        this.#callbacks.onSettled();
        this.#callbacks.onProgress?.(1);
        this.#callbacks.resolve(opened(reply.output));
        break;
      case 'FAILED':
        this.fail(reply.error.name === 'CancelledError' ? new CancelledError() : fromPlainError(reply.error));
        break;
      default:
        this.fail(new Error(`${this.title} got an answer of kind ${reply.kind}, which no metric gives`));
    }
  }

  /** Rejects the job and asks its running tasks to stop. Does nothing once it has settled. */
  fail(error: Error): void {
    if (this.settled) return;
    this.settled = true;
    Atomics.store(this.#cancelFlag, 0, 1);
    this.#waiting = [];
    this.#round = null;
    this.#callbacks.onSettled();
    this.#callbacks.reject(error);
  }

  #plan(blockCount: number, prepared: Prepared, before: number): void {
    if (!Number.isInteger(blockCount) || blockCount < 0) {
      this.fail(new Error(`the kernel of ${this.title} plans ${blockCount} blocks, which is not an integer from 0 up`));
      return;
    }
    const round: Round = {
      number: this.#round === null ? 1 : this.#round.number + 1,
      prepared,
      before,
      partials: Array.from({ length: blockCount }),
      shares: new Float64Array(blockCount),
      given: 0,
      done: 0,
    };
    if (round.number === 1 && this.#store !== null) {
      for (let block = 0; block < blockCount; block += 1) {
        const known = this.#store.load(block);
        if (known === null) continue;
        round.partials[block] = known;
        round.shares[block] = 1;
        round.done += 1;
      }
    }
    this.#round = round;
    this.#combineWhenDone(round);
  }

  #partial(block: number, values: Float64Array): void {
    const round = this.#round;
    if (round === null) return;
    if (round.number === 1) {
      try {
        this.#store?.save(block, values);
      } catch (error) {
        this.fail(error instanceof Error ? error : new Error(String(error)));
        return;
      }
    }
    round.partials[block] = values;
    round.shares[block] = 1;
    round.done += 1;
    this.#combineWhenDone(round);
    this.#reportRound(round);
  }

  #combineWhenDone(round: Round): void {
    if (round.done < round.partials.length) return;
    this.#waiting.push({ kind: 'COMBINE', partials: round.partials.filter((partial) => partial !== undefined) });
  }

  #progress(task: Task, share: number): void {
    if (!(share >= 0 && share <= 1)) return;
    if (task.kind === 'START') this.#reportShare(this.#round === null ? share : 0);
    if (task.kind === 'BLOCK' && this.#round) {
      this.#round.shares[task.block] = share;
      this.#reportRound(this.#round);
    }
  }

  #reportRound({ before, shares }: Round): void {
    const done = shares.reduce((x, y) => x + y, 0) / shares.length;
    this.#reportShare(SHARE_BEFORE_COMBINING * (before + (1 - before) * done));
  }

  /** Never falls, never more than five times a second; the caller gets 1 with the answer. */
  #reportShare(share: number): void {
    const now = performance.now();
    if (share <= this.#reportedShare || now - this.#reportedAt < PROGRESS_INTERVAL_MS) return;
    this.#reportedAt = now;
    this.#reportedShare = share;
    this.#callbacks.onProgress?.(share);
  }
}
