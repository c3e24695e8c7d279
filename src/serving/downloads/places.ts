/** The places in which downloads are made: so many in all, and fewer for each client, so that nobody takes them all. */
import { clientOf, type Caller } from '../../callers/caller.js';
import { MAX_DOWNLOADS } from '../../graphql/limits.js';

export interface DownloadLimits {
  /** Downloads at the same time, of everybody. */
  readonly all: number;
  /** Of one address without a key. */
  readonly perAddress: number;
  /** Of one key. */
  readonly perKey: number;
  /** How long it is watched how much is taken, in milliseconds, again and again: long enough for what the operating system holds, which is seen to be taken in large parts. */
  readonly windowMs: number;
  /** Who takes less, on the average of a window at whose end something waits to be taken, is let go. */
  readonly leastBytesPerSecond: number;
}

export const DEFAULT_DOWNLOAD_LIMITS: DownloadLimits = { all: MAX_DOWNLOADS, perAddress: 2, perKey: 4, windowMs: 60_000, leastBytesPerSecond: 4_096 };

/** A place, or how many there are for the client; null where it is those of all that are taken. */
export type Taken = { readonly leave: () => void } | { readonly most: number | null };

export class Places {
  readonly #limits: DownloadLimits;
  readonly #taken = new Map<string, number>();
  #all = 0;

  constructor(limits: DownloadLimits) {
    this.#limits = limits;
  }

  /** O(1). Whoever gets a place calls `leave` once. */
  take(caller: Caller): Taken {
    const client = clientOf(caller);
    const most = caller.kind === 'ANONYMOUS' ? this.#limits.perAddress : this.#limits.perKey;
    if ((this.#taken.get(client) ?? 0) >= most) return { most };
    if (this.#all >= this.#limits.all) return { most: null };
    this.#change(client, 1);
    return { leave: () => this.#change(client, -1) };
  }

  #change(client: string, by: 1 | -1): void {
    this.#all += by;
    const left = (this.#taken.get(client) ?? 0) + by;
    if (left === 0) this.#taken.delete(client);
    else this.#taken.set(client, left);
  }
}
