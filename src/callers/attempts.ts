/** Wrong credentials, counted by address: so many in a while, and more are not even looked at. */
import { RecentClients } from './recent-clients.js';

/** In milliseconds. */
export const ATTEMPTS_WINDOW_MS = 60_000;
const MAX_ADDRESSES = 10_000;

interface Tried {
  failures: number;
  readonly endsAt: number;
}

export class Attempts {
  readonly #tried: RecentClients<Tried>;
  readonly #now: () => number;

  /**
   * @param most failures of an address in a minute
   * @param now a clock in milliseconds that never goes back
   */
  constructor(
    readonly most: number,
    now: () => number = () => performance.now(),
  ) {
    this.#now = now;
    this.#tried = new RecentClients(MAX_ADDRESSES, now);
  }

  /** Whole seconds for which a network is not to be listened to; 0 where it may try. */
  blockedFor(network: string): number {
    const tried = this.#tried.peek(network);
    return tried === null || tried.failures < this.most ? 0 : Math.max(1, Math.ceil((tried.endsAt - this.#now()) / 1000));
  }

  failed(network: string): void {
    this.#tried.of(network, (now) => ({ failures: 0, endsAt: now + ATTEMPTS_WINDOW_MS })).failures += 1;
  }
}
