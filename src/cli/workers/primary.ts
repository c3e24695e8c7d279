/**
 * The first of several processes on one corpus: it listens and hands connections to the workers in turn, starts one anew
 * that has ended, adds up their figures, and ends them all. It serves nothing itself.
 *
 * In turn, and not as the system would have it (SCHED_NONE), since one worker would else get most of a proxy's lasting
 * connections. The price: a connection that is being handed to a worker in the instant in which that is killed is never
 * answered, and its client has to give up by itself. Node keeps such connections where nobody can get at them.
 */
import cluster, { type Worker } from 'node:cluster';
import type { Logger } from 'pino';
import { addedUp } from '../../operations/server-metrics.js';
import type { Exposition } from '../../operations/metrics-listener.js';
import { ROLE_VARIABLE, type Served, type ToPrimary, type ToWorker, type WorkerRole } from './messages.js';

/** A worker that lives for so long has started well. */
const STEADY_MS = 10_000;
/** So many in a row that did not, in one worker's place, are no accident. */
const MAX_FAILURES = 4;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** How long a worker's figures are waited for: one that is stuck is left out. */
const FIGURES_WITHIN_MS = 3_000;

export interface PrimaryOptions {
  readonly workers: number;
  /** On which all listen; no 0, since each start would find another. */
  readonly port: number;
  readonly logger: Logger;
  /** How long workers may take to end, in milliseconds; then they are killed. */
  readonly endWithinMs: number;
}

interface Gathering {
  readonly parts: Array<readonly object[]>;
  missing: number;
  readonly done: () => void;
}

/** How the workers ended by themselves. */
export class CrashLoopError extends Error {
  override readonly name = 'CrashLoopError';
  constructor(
    message: string,
    /** Of the last worker; null where a signal ended it. */
    readonly code: number | null,
  ) {
    super(message);
  }
}

export class Primary {
  readonly #options: PrimaryOptions;
  readonly #workers = new Map<number, { readonly worker: Worker; readonly startedAt: number; isServing: boolean }>();
  readonly #gatherings = new Map<number, Gathering>();
  readonly #codes: number[] = [];
  #gathered = 0;
  /** In a row, by the number of the worker. */
  readonly #failures = new Map<number, number>();
  #isEnding = false;
  #hasServed = false;
  #onEmpty: () => void = () => undefined;
  #onServing: (told: { readonly url: string; readonly served: Served | null }) => void = () => undefined;
  #onHopeless: (error: Error) => void = () => undefined;
  /** Rejects once workers fail again and again. */
  readonly hopeless: Promise<never>;

  constructor(options: PrimaryOptions) {
    this.#options = options;
    this.hopeless = new Promise((_, reject) => (this.#onHopeless = reject));
    this.hopeless.catch(() => undefined);
    // Structured clones keep NaN, which JSON does not.
    cluster.setupPrimary({ serialization: 'advanced' });
  }

  /** Starts all workers. @returns once each has served, where and what */
  async start(): Promise<{ readonly url: string; readonly served: Served | null }> {
    const serving = new Promise<{ readonly url: string; readonly served: Served | null }>((resolve) => (this.#onServing = resolve));
    for (let number = 1; number <= this.#options.workers; number++) this.#begin(number);
    return Promise.race([serving, this.hopeless]);
  }

  /** The figures of all workers that tell theirs in time. */
  async exposition(): Promise<Exposition> {
    const id = (this.#gathered += 1);
    const asked = [...this.#workers.values()].filter(({ worker, isServing }) => isServing && worker.isConnected());
    const parts: Array<readonly object[]> = [];
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, FIGURES_WITHIN_MS);
      const done = (): void => {
        clearTimeout(timer);
        resolve();
      };
      this.#gatherings.set(id, { parts, missing: asked.length, done });
      if (asked.length === 0) done();
      for (const { worker } of asked) tell(worker, { kind: 'TELL_FIGURES', id });
    });
    this.#gatherings.delete(id);
    if (parts.length < asked.length) this.#options.logger.warn({ missing: asked.length - parts.length }, 'workers did not tell their figures in time');
    return addedUp(parts);
  }

  /** Lets every worker end its requests. @returns whether all ended well */
  async end(): Promise<boolean> {
    this.#isEnding = true;
    const empty = new Promise<void>((resolve) => (this.#onEmpty = resolve));
    if (this.#workers.size === 0) return true;
    for (const { worker } of this.#workers.values()) tell(worker, { kind: 'END' });
    const impatience = setTimeout(() => this.kill(), this.#options.endWithinMs);
    await empty;
    clearTimeout(impatience);
    return this.#codes.every((code) => code === 0);
  }

  /** Ends every worker at once. */
  kill(): void {
    this.#isEnding = true;
    for (const { worker } of this.#workers.values()) worker.process.kill('SIGKILL');
  }

  #begin(number: number): void {
    if (this.#isEnding) return;
    const role: WorkerRole = { number, of: this.#options.workers, port: this.#options.port };
    const worker = cluster.fork({ [ROLE_VARIABLE]: JSON.stringify(role) });
    const entry = { worker, startedAt: performance.now(), isServing: false };
    this.#workers.set(number, entry);
    worker.on('message', (message: ToPrimary) => this.#receive(worker, entry, message));
    worker.on('error', (error) => this.#options.logger.warn({ worker: number, err: error }, 'a worker could not be told something'));
    worker.once('exit', (code: number | null, signal: string | null) => this.#ended(number, code, signal));
  }

  #ended(number: number, code: number | null, signal: string | null): void {
    const entry = this.#workers.get(number);
    this.#workers.delete(number);
    if (this.#isEnding) {
      this.#codes.push(code ?? 1);
      if (this.#workers.size === 0) this.#onEmpty();
      return;
    }
    const wasSteady = entry !== undefined && entry.isServing && performance.now() - entry.startedAt >= STEADY_MS;
    const failures = wasSteady ? 1 : (this.#failures.get(number) ?? 0) + 1;
    this.#failures.set(number, failures);
    // What it did not like it has said on stderr, and will not like next time either.
    const isRefusal = code === 2 && entry?.isServing !== true;
    if (failures >= MAX_FAILURES || isRefusal) {
      this.#options.logger.error({ worker: number, code, signal }, 'workers end again and again: giving up');
      this.#onHopeless(new CrashLoopError(isRefusal ? 'a worker refused to start, as said above' : `a worker and all that took its place, ${MAX_FAILURES} in all, ended within ${STEADY_MS / 1_000} s of their start: the log says why`, code));
      return;
    }
    const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));
    this.#options.logger.error({ worker: number, code, signal, pauseMs }, 'a worker ended by itself: another takes its place');
    setTimeout(() => this.#begin(number), pauseMs);
  }

  #receive(worker: Worker, entry: { isServing: boolean }, message: ToPrimary): void {
    switch (message.kind) {
      case 'SERVING': {
        entry.isServing = true;
        this.#hasServed = true;
        const all = [...this.#workers.values()];
        if (all.length === this.#options.workers && all.every(({ isServing }) => isServing)) this.#onServing(message);
        break;
      }
      case 'UNOPENABLE':
        if (!this.#hasServed) {
          this.#isEnding = true;
          this.#onHopeless(new CrashLoopError(message.message, 1));
        } else this.#options.logger.error({ reason: message.message }, 'a worker could not open what is served');
        break;
      case 'PUBLISHED':
        for (const other of this.#workers.values()) if (other.worker !== worker) tell(other.worker, { kind: 'PUBLISHED' });
        break;
      case 'FIGURES': {
        const gathering = this.#gatherings.get(message.id);
        if (gathering === undefined) break;
        gathering.parts.push(message.figures);
        gathering.missing -= 1;
        if (gathering.missing === 0) gathering.done();
        break;
      }
      case 'ASK_EXPOSITION':
        void this.exposition().then((exposition) => tell(worker, { kind: 'EXPOSITION', id: message.id, exposition }));
        break;
    }
  }
}

/** A worker that is going hears nothing any more, which is no failure. */
function tell(worker: Worker, message: ToWorker): void {
  if (worker.isConnected()) worker.send(message, (error) => void error);
}
