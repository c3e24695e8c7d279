/** Something for each client who came lately; bounded, so that somebody with many addresses fills no memory. */
import { Listed, RecencyList } from '../caches/recency-list.js';

interface Dated {
  /** When it stops to matter, on the clock of its keeper. */
  readonly endsAt: number;
}

class Entry<T> extends Listed<Entry<T>> {
  constructor(
    readonly client: string,
    public kept: T,
  ) {
    super();
  }
}

export class RecentClients<T extends Dated> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #byRecency = new RecencyList<Entry<T>>();

  /** @param most clients kept; beyond, what has ended goes first, then who came longest ago */
  constructor(
    readonly most: number,
    private readonly now: () => number,
  ) {}

  get size(): number {
    return this.#entries.size;
  }

  /** What is kept of a client and has not ended, made the latest; else a new one. O(1). */
  of(client: string, fresh: (now: number) => T): T {
    const now = this.now();
    const known = this.#entries.get(client);
    if (known !== undefined) {
      if (known.kept.endsAt <= now) known.kept = fresh(now);
      this.#byRecency.touch(known);
      return known.kept;
    }
    const entry = new Entry(client, fresh(now));
    this.#entries.set(client, entry);
    this.#byRecency.add(entry);
    if (this.#entries.size > this.most) this.#makeRoom(now);
    return entry.kept;
  }

  /** What is kept of a client and has not ended. */
  peek(client: string): T | null {
    const kept = this.#entries.get(client)?.kept;
    return kept !== undefined && kept.endsAt > this.now() ? kept : null;
  }

  #makeRoom(now: number): void {
    let going = this.#byRecency.oldest;
    // Some of those who came longest ago are looked at: with windows of one length they are the first to have ended.
    let looked = 0;
    for (const entry of this.#byRecency) {
      if (entry.kept.endsAt <= now) {
        going = entry;
        break;
      }
      if (++looked === 16) break;
    }
    if (going === null) return;
    this.#entries.delete(going.client);
    this.#byRecency.remove(going);
  }
}
