/**
 * How many questions are computed at a time, and who waits for a place: first come, first served among clients who have
 * as many places, those with fewer first. A client who is known can take three quarters of the places and half of the
 * queue, so that others find room; what finds none is refused at once.
 */
import { CancelledError } from '../metrics/metric.js';
import { TooManyComputationsError } from './answers.js';

/** Distinct questions computed at a time; each holds a graph in memory. */
export const MAX_RUNNING = 8;
/** Distinct questions that wait for a place. */
export const MAX_QUEUED = 32;

export interface PlacesOptions {
  readonly maxRunning?: number;
  readonly maxQueued?: number;
}

export interface PlacesStats {
  readonly running: number;
  readonly queued: number;
  readonly maxRunning: number;
  readonly maxQueued: number;
  /** Questions that got neither a place nor one in the queue, since the start. */
  readonly refused: number;
  /** Questions that got a place, since the start. */
  readonly begun: number;
}

/** A question's place, or its place in the queue. */
export interface Ticket {
  /** Settles when the question may begin; rejects with a CancelledError where it was given back before. */
  readonly admitted: Promise<void>;
  /** Questions that were asked before and wait too; 0 for one that has its place. O(queue). */
  readonly ahead: number;
  /** Has it begin now, also beyond the bound: something that is being computed waits for it. */
  promote(): void;
  /** Gives the place back. May be called more than once. */
  release(): void;
}

interface Holder {
  readonly client: string | null;
  readonly begin: () => void;
}

export class Places {
  readonly #maxRunning: number;
  readonly #maxQueued: number;
  readonly #running = new Set<Holder>();
  /** In the order in which they came. */
  readonly #queue = new Set<Holder>();
  #refused = 0;
  #begun = 0;

  /** @throws RangeError for bounds that are no whole numbers, or for less than one place */
  constructor({ maxRunning = MAX_RUNNING, maxQueued = MAX_QUEUED }: PlacesOptions = {}) {
    if (!Number.isInteger(maxRunning) || maxRunning < 1) throw new RangeError(`the number of computations at a time is ${maxRunning}, which is not a whole number from 1 up`);
    if (!Number.isInteger(maxQueued) || maxQueued < 0) throw new RangeError(`the number of computations that may wait is ${maxQueued}, which is not a whole number from 0 up`);
    this.#maxRunning = maxRunning;
    this.#maxQueued = maxQueued;
  }

  /**
   * A place, at once or in turn.
   * @param client who asks; null where that is not known
   * @throws TooManyComputationsError where neither a place nor one in the queue is left for this client
   */
  take(client: string | null, title: string): Ticket {
    let begin: () => void = () => undefined;
    let giveUp: (error: Error) => void = () => undefined;
    const admitted = new Promise<void>((resolve, reject) => {
      begin = resolve;
      giveUp = reject;
    });
    // Whoever has given it back does not listen any more.
    admitted.catch(() => undefined);
    const holder: Holder = { client, begin };
    if (this.#running.size < this.#maxRunning && this.#mayRun(client)) this.#admit(holder);
    else this.#enqueue(holder, title);
    const [running, queue] = [this.#running, this.#queue];
    return {
      admitted,
      get ahead() {
        return queue.has(holder) ? [...queue].indexOf(holder) : 0;
      },
      promote: () => {
        if (queue.delete(holder)) this.#admit(holder);
      },
      release: () => {
        if (queue.delete(holder)) giveUp(new CancelledError());
        if (running.delete(holder)) this.#fill();
      },
    };
  }

  stats(): PlacesStats {
    return { running: this.#running.size, queued: this.#queue.size, maxRunning: this.#maxRunning, maxQueued: this.#maxQueued, refused: this.#refused, begun: this.#begun };
  }

  #admit(holder: Holder): void {
    this.#running.add(holder);
    this.#begun += 1;
    holder.begin();
  }

  #enqueue(holder: Holder, title: string): void {
    const { client } = holder;
    const isFull = this.#queue.size >= this.#maxQueued;
    const hasItsShare = client !== null && held(this.#queue, client) >= Math.ceil(this.#maxQueued / 2);
    if (isFull || hasItsShare) {
      this.#refused += 1;
      throw new TooManyComputationsError(title, isFull ? 'ALL' : 'OWN');
    }
    this.#queue.add(holder);
  }

  #mayRun(client: string | null): boolean {
    return client === null || held(this.#running, client) < Math.max(1, Math.floor((3 * this.#maxRunning) / 4));
  }

  /** Gives free places away; O(queue × running), which are some dozens. */
  #fill(): void {
    while (this.#running.size < this.#maxRunning) {
      let next: Holder | null = null;
      let fewest = Infinity;
      for (const holder of this.#queue) {
        const places = held(this.#running, holder.client);
        if (places >= fewest || !this.#mayRun(holder.client)) continue;
        next = holder;
        fewest = places;
      }
      if (next === null) return;
      this.#queue.delete(next);
      this.#admit(next);
    }
  }
}

function held(holders: ReadonlySet<Holder>, client: string | null): number {
  let count = 0;
  for (const holder of holders) if (holder.client === client) count += 1;
  return count;
}
