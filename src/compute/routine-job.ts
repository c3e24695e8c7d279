/** One call of ComputePool.perform: a single task with a single answer. */
import { CancelledError } from '../metrics/metric.js';
import { nextJobId } from './job.js';
import type { JobCallbacks, PoolJob } from './job.js';
import { opened, sealed } from './lent-arrays.js';
import type { Sealed } from './lent-arrays.js';
import { fromPlainError } from './protocol.js';
import type { RoutineMessage, Task, WorkerReply } from './protocol.js';
import type { RoutineName } from './routines.js';

export class RoutineJob implements PoolJob {
  readonly id = nextJobId();
  readonly title: RoutineName;
  readonly isShort: boolean;
  readonly #given: Sealed<unknown>;
  readonly #callbacks: JobCallbacks<unknown>;
  readonly #cancelFlag = new Int32Array(new SharedArrayBuffer(4));
  isBegun = false;
  settled = false;

  constructor(routine: RoutineName, given: unknown, isShort: boolean, callbacks: JobCallbacks<unknown>) {
    this.title = routine;
    this.isShort = isShort;
    this.#given = sealed(given);
    this.#callbacks = callbacks;
  }

  get buffers(): readonly ArrayBuffer[] {
    return this.#given.buffers;
  }

  /** The one task, once. */
  take(): Task | null {
    if (this.settled || this.isBegun) return null;
    this.isBegun = true;
    return { kind: 'START' };
  }

  message(): RoutineMessage {
    return { kind: 'ROUTINE', routine: this.title, given: this.#given.value, cancelFlag: this.#cancelFlag };
  }

  receive(_task: Task, reply: WorkerReply): void {
    if (this.settled) return;
    if (reply.kind === 'PROGRESS') {
      this.#callbacks.onProgress?.(reply.share);
    } else if (reply.kind === 'RESULT') {
      this.settled = true;
      this.#callbacks.onSettled();
      this.#callbacks.resolve(opened(reply.result));
    } else if (reply.kind === 'FAILED') {
      this.fail(reply.error.name === 'CancelledError' ? new CancelledError() : fromPlainError(reply.error));
    } else {
      this.fail(new Error(`${this.title} got an answer of kind ${reply.kind}, which no routine gives`));
    }
  }

  /** Rejects the job and asks its running task to stop. Does nothing once it has settled. */
  fail(error: Error): void {
    if (this.settled) return;
    this.settled = true;
    Atomics.store(this.#cancelFlag, 0, 1);
    this.#callbacks.onSettled();
    this.#callbacks.reject(error);
  }
}
