/** One of several processes that serve a corpus: it does as the first process says, and ends when that one is gone. */
import cluster from 'node:cluster';
import type { Exposition } from '../../operations/metrics-listener.js';
import { ROLE_VARIABLE, type ToPrimary, type ToWorker, type WorkerRole } from './messages.js';

/** How long the figures of all are waited for. */
const FIGURES_WITHIN_MS = 5_000;

/** What this process is to be; null where it is the first or the only one. */
export function workerRole(): WorkerRole | null {
  const text = process.env[ROLE_VARIABLE];
  return cluster.isWorker && text !== undefined ? (JSON.parse(text) as WorkerRole) : null;
}

export interface WorkerDuties {
  /** Somebody else published a snapshot. */
  readonly onPublished: () => void;
  /** This process's own figures. */
  readonly figures: () => Promise<readonly object[]>;
}

/** The line to the first process. */
export class PrimaryLine {
  readonly #waiting = new Map<number, (exposition: Exposition) => void>();
  readonly #ended: Promise<void>;
  #asked = 0;
  #duties: WorkerDuties | null = null;

  constructor() {
    this.#ended = new Promise((resolve) => {
      process.once('disconnect', resolve);
      process.on('message', (message: ToWorker) => {
        if (message.kind === 'END') resolve();
        else if (message.kind === 'PUBLISHED') this.#duties?.onPublished();
        else if (message.kind === 'TELL_FIGURES') void this.#tellFigures(message.id).catch(() => this.tell({ kind: 'FIGURES', id: message.id, figures: [] }));
        else if (message.kind === 'EXPOSITION') this.#waiting.get(message.id)?.(message.exposition);
      });
    });
    // A terminal sends its signals to every process: the first one says what becomes of them.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
  }

  take(duties: WorkerDuties): void {
    this.#duties = duties;
  }

  tell(message: ToPrimary): void {
    if (process.connected) process.send?.(message);
  }

  /** Tells it before this process ends: resolves when it has been sent, or can't be. */
  async tellLast(message: ToPrimary): Promise<void> {
    if (process.connected) await new Promise<void>((resolve) => process.send?.(message, undefined, undefined, () => resolve()));
  }

  /** Resolves when this process is to end: told so, or left alone. */
  endAsked(): Promise<void> {
    return this.#ended;
  }

  /** The figures of all processes. @throws Error where they don't come in time */
  exposition(): Promise<Exposition> {
    const id = (this.#asked += 1);
    return new Promise<Exposition>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new Error(`the figures of all processes did not come within ${FIGURES_WITHIN_MS / 1_000} s`));
      }, FIGURES_WITHIN_MS);
      this.#waiting.set(id, (exposition) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve(exposition);
      });
      this.tell({ kind: 'ASK_EXPOSITION', id });
    });
  }

  /** Lets the process end. */
  close(): void {
    if (process.connected) process.disconnect();
  }

  async #tellFigures(id: number): Promise<void> {
    this.tell({ kind: 'FIGURES', id, figures: (await this.#duties?.figures()) ?? [] });
  }
}
