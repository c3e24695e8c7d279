/** Something for each client who came lately; bounded, so that somebody with many addresses fills no memory. */

interface Dated {
  /** When it stops to matter, on the clock of its keeper. */
  readonly endsAt: number;
}

export class RecentClients<T extends Dated> {
  readonly #entries = new Map<string, T>();

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
    const entry = known !== undefined && known.endsAt > now ? known : fresh(now);
    this.#entries.delete(client);
    this.#entries.set(client, entry);
    if (this.#entries.size > this.most) this.#makeRoom(now);
    return entry;
  }

  /** What is kept of a client and has not ended. */
  peek(client: string): T | null {
    const known = this.#entries.get(client);
    return known !== undefined && known.endsAt > this.now() ? known : null;
  }

  #makeRoom(now: number): void {
    const [oldest] = this.#entries.keys();
    // Some of those who came longest ago are looked at: with windows of one length they are the first to have ended.
    let looked = 0;
    for (const [client, { endsAt }] of this.#entries) {
      if (endsAt <= now) {
        this.#entries.delete(client);
        return;
      }
      if (++looked === 16) break;
    }
    this.#entries.delete(oldest);
  }
}
