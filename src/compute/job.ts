/** One call of ComputePool.run: which of its tasks are still to be given out, and what has come back. */
import { CancelledError } from '../metrics/metric.js';
import type { KernelOutput } from '../metrics/metric.js';
import { fromPlainError, PROGRESS_INTERVAL_MS } from './protocol.js';
import type { SharedInput, Task, TaskMessage, WorkerReply } from './protocol.js';

/** Share of the work that a blocked job has done when only the combining is left. */
const SHARE_BEFORE_COMBINING = 0.99;

export interface JobCallbacks {
  resolve(output: KernelOutput): void;
  reject(error: Error): void;
  onProgress?: ((share: number) => void) | undefined;
  /** Called once, just before resolve or reject. */
  onSettled(): void;
}

/**
 * The life of a job: START → (PLAN → all BLOCKs → COMBINE →) OUTPUT. A task is given out once; after the job has
 * settled, none is, and what its running tasks still answer is dropped.
 */
export class Job {
  readonly metricId: string;
  readonly #input: SharedInput;
  readonly #callbacks: JobCallbacks;
  readonly #cancelFlag = new Int32Array(new SharedArrayBuffer(4));
  #waiting: Task[] = [{ kind: 'START' }];
  #blocks: { partials: Float64Array[]; shares: Float64Array; given: number; done: number } | null = null;
  #reportedAt = -Infinity;
  #reportedShare = 0;
  settled = false;

  constructor(metricId: string, input: SharedInput, callbacks: JobCallbacks) {
    this.metricId = metricId;
    this.#input = input;
    this.#callbacks = callbacks;
  }

  /** The next task to give to a worker, or null where there is none now. */
  take(): Task | null {
    if (this.settled) return null;
    const task = this.#waiting.shift();
    if (task) return task;
    if (this.#blocks && this.#blocks.given < this.#blocks.shares.length) {
      return { kind: 'BLOCK', block: this.#blocks.given++ };
    }
    return null;
  }

  /** What to send for a task. */
  message(task: Task): TaskMessage {
    return { metricId: this.metricId, input: this.#input, cancelFlag: this.#cancelFlag, task };
  }

  /** Takes in what a worker answered to `task`. */
  receive(task: Task, reply: WorkerReply): void {
    if (this.settled) return;
    switch (reply.kind) {
      case 'PROGRESS':
        this.#progress(task, reply.share);
        break;
      case 'PLAN':
        this.#plan(reply.blockCount);
        break;
      case 'PARTIAL':
        this.#partial(reply.block, reply.values);
        break;
      case 'OUTPUT':
        this.settled = true;
        this.#callbacks.onSettled();
        this.#callbacks.onProgress?.(1);
        this.#callbacks.resolve(reply.output);
        break;
      default:
        this.fail(reply.error.name === 'CancelledError' ? new CancelledError() : fromPlainError(reply.error));
    }
  }

  /** Rejects the job and asks its running tasks to stop. Does nothing once it has settled. */
  fail(error: Error): void {
    if (this.settled) return;
    this.settled = true;
    Atomics.store(this.#cancelFlag, 0, 1);
    this.#waiting = [];
    this.#blocks = null;
    this.#callbacks.onSettled();
    this.#callbacks.reject(error);
  }

  #plan(blockCount: number): void {
    if (!Number.isInteger(blockCount) || blockCount < 0) {
      this.fail(new Error(`the kernel of ${this.metricId} plans ${blockCount} blocks, which is not an integer from 0 up`));
      return;
    }
    this.#blocks = {
      partials: Array.from({ length: blockCount }),
      shares: new Float64Array(blockCount),
      given: 0,
      done: 0,
    };
    if (blockCount === 0) this.#waiting.push({ kind: 'COMBINE', partials: [] });
  }

  #partial(block: number, values: Float64Array): void {
    if (!this.#blocks) return;
    const { partials, shares } = this.#blocks;
    partials[block] = values;
    shares[block] = 1;
    this.#blocks.done += 1;
    if (this.#blocks.done === partials.length) this.#waiting.push({ kind: 'COMBINE', partials });
    this.#reportShare((SHARE_BEFORE_COMBINING * shares.reduce((x, y) => x + y, 0)) / shares.length);
  }

  #progress(task: Task, share: number): void {
    if (!(share >= 0 && share <= 1)) return;
    if (task.kind === 'START') this.#reportShare(share);
    if (task.kind === 'BLOCK' && this.#blocks) {
      const { shares } = this.#blocks;
      shares[task.block] = share;
      this.#reportShare((SHARE_BEFORE_COMBINING * shares.reduce((x, y) => x + y, 0)) / shares.length);
    }
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
