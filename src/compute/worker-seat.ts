/** A place in the pool: at most one live worker thread, at most one task under way, a new worker after a crash. */
import type { Worker } from 'node:worker_threads';
import { mapOf } from '../graph/memory-map.js';
import { startThread } from '../threads/start.js';
import type { PoolJob } from './job.js';
import type { Lent } from './lent-arrays.js';
import type { Task, WorkerData, WorkerMessage, WorkerReply } from './protocol.js';

/** Thrown to the caller of a metric or routine whose worker thread ended before it answered. */
export class WorkerCrashError extends Error {
  constructor(
    /** The metric or routine. */
    readonly title: string,
    task: Task,
    why: string,
    cause?: unknown,
  ) {
    const part = task.kind === 'BLOCK' ? `block ${task.block} of ${title}` : title;
    super(`the worker computing ${part} ended before it answered: ${why}`, { cause });
    this.name = 'WorkerCrashError';
  }
}

/** Maps that a worker may read, by their ids, each with the last message that named it: kept until the worker says that it has dropped them. */
type LentBuffers = Map<string, { readonly buffer: ArrayBuffer; readonly given: number }>;

export class WorkerSeat {
  readonly #workerData: WorkerData;
  readonly #cancelGraceMs: number;
  readonly #onIdle: () => void;
  /** Whether it takes short jobs alone, so that these need not wait for long ones to end. */
  readonly isForShortJobs: boolean;
  #worker: Worker | null = null;
  #current: { readonly job: PoolJob; readonly task: Task } | null = null;
  /** Jobs that the worker has had tasks of, and may keep something for. */
  readonly #begun = new Set<number>();
  /** What the worker may read. */
  #lent: LentBuffers = new Map();
  #given = 0;

  /** `onIdle` is called whenever the seat can take another task. */
  constructor(workerData: WorkerData, cancelGraceMs: number, onIdle: () => void, isForShortJobs = false) {
    this.#workerData = workerData;
    this.#cancelGraceMs = cancelGraceMs;
    this.#onIdle = onIdle;
    this.isForShortJobs = isForShortJobs;
  }

  get idle(): boolean {
    return this.#current === null;
  }

  /** Lets the worker drop what it keeps for a settled job; one that had no part in it is not woken. */
  forget(job: PoolJob): void {
    if (this.#begun.delete(job.id)) this.#worker?.postMessage({ kind: 'FORGET', jobId: job.id } satisfies WorkerMessage);
  }

  /** Starts a task; the seat must be idle. */
  give(job: PoolJob, task: Task): void {
    const partials = task.kind === 'COMBINE' ? task.partials : [];
    const movable = new Set(partials.map(({ buffer }) => buffer).filter((buffer) => buffer instanceof ArrayBuffer));
    try {
      this.#worker ??= this.#start();
      this.#worker.postMessage({ ...job.message(task), lent: this.#lend(job.buffers) } satisfies WorkerMessage, [...movable]);
    } catch (error) {
      job.fail(new WorkerCrashError(job.title, task, `it could not be given its work, ${String(error)}`, error));
      return;
    }
    this.#begun.add(job.id);
    this.#current = { job, task };
    this.#worker.ref();
  }

  #lend(buffers: readonly ArrayBuffer[]): Lent {
    this.#given += 1;
    const maps = buffers.flatMap((buffer) => mapOf(buffer) ?? []);
    maps.forEach(({ id }, at) => this.#lent.set(id, { buffer: buffers[at], given: this.#given }));
    return { maps, given: this.#given };
  }

  /** Where the seat works on that settled job and does not come back within the grace, its worker is replaced. */
  endIfStuckOn(job: PoolJob): void {
    const stuck = this.#current;
    if (stuck?.job !== job) return;
    const timer = setTimeout(() => {
      if (this.#current === stuck) void this.end().then(this.#onIdle);
    }, this.#cancelGraceMs);
    timer.unref();
  }

  /** Ends the worker, if there is one. A task under way is dropped; the next one gets a new worker. */
  async end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#current = null;
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = startThread(new URL('./worker.js', import.meta.url), { workerData: this.#workerData });
    const lent: LentBuffers = new Map();
    this.#lent = lent;
    // Not before, however it is let go: until then it may read.
    worker.once('exit', () => lent.clear());
    worker.on('message', (reply: WorkerReply) => this.#receive(worker, reply));
    worker.on('messageerror', (error) => this.#crashed(worker, 'its answer could not be read', error));
    worker.on('error', (error) => this.#crashed(worker, String(error), error));
    worker.on('exit', (code) => this.#crashed(worker, `it exited with code ${code}`));
    return worker;
  }

  #receive(worker: Worker, reply: WorkerReply): void {
    if (worker !== this.#worker) return;
    if (reply.kind === 'DROPPED') {
      if (this.#lent.get(reply.map)?.given === reply.given) this.#lent.delete(reply.map);
      return;
    }
    if (!this.#current) return;
    const { job, task } = this.#current;
    if (reply.kind === 'PROGRESS') {
      job.receive(task, reply);
      return;
    }
    this.#current = null;
    worker.unref();
    job.receive(task, reply);
    this.#onIdle();
  }

  #crashed(worker: Worker, why: string, cause?: unknown): void {
    // An error is followed by an exit, and an ended worker has been let go already: either has been dealt with.
    if (worker !== this.#worker) return;
    const current = this.#current;
    this.#worker = null;
    this.#current = null;
    if (current) current.job.fail(new WorkerCrashError(current.job.title, current.task, why, cause));
    this.#onIdle();
  }
}
