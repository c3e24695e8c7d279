/**
 * One budget in bytes for everything that is kept of what was computed: graphs, numbers, communities, series, orders, of
 * all snapshots of a process. What was not asked for longest goes first, of whatever kind it is.
 *
 * An entry that goes is no longer found here, and lives on for whoever holds it: nobody's answer breaks. Bytes are those
 * of typed arrays; an array that entries share counts for each, so that the sum errs to the safe side. What holds the
 * arrays and names them is bounded beside: on a small corpus it is more than they are.
 */
import { Listed, RecencyList } from '../caches/recency-list.js';
import { memoryLimit } from '../compute/memory.js';

/** What is kept, as it is told to operators. */
export type CacheKind = 'SELECTIONS' | 'PROJECTIONS' | 'METRICS' | 'COMMUNITIES' | 'SERIES' | 'HISTORIES' | 'ORDERS';

/** Share of what the machine (or its container) has. */
const DEFAULT_SHARE = 1 / 4;

/** Objects around the arrays of one entry, about, and each letter of its key, which stands in its value's spec or parameters, too. */
const ENTRY_BYTES = 2_000;
const LETTER_BYTES = 4;
/** For all entries together, in the heap of the JavaScript engine, whatever memory the machine has. */
const MAX_HEAP_BYTES = 64 * 2 ** 20;

/** A quarter of the memory that this process may use, in bytes. */
export function defaultCacheBytes(): number {
  return Math.floor(memoryLimit() * DEFAULT_SHARE);
}

class Entry extends Listed<Entry> {
  readonly heapBytes: number;

  constructor(
    readonly owner: Removing,
    readonly key: string,
    readonly value: unknown,
    readonly bytes: number,
  ) {
    super();
    this.heapBytes = ENTRY_BYTES + LETTER_BYTES * key.length;
  }
}

interface Removing {
  evict(entry: Entry): void;
}

interface KindCount {
  entries: number;
  bytes: number;
  hits: number;
  misses: number;
  evictions: number;
}

export interface CacheKindStats extends Readonly<KindCount> {
  readonly kind: CacheKind;
}

export interface CacheStats {
  readonly budgetBytes: number;
  readonly usedBytes: number;
  /** Since the start of the process; what a closed snapshot took along is not counted. */
  readonly evictions: number;
  /** Kinds that have been asked for. */
  readonly kinds: readonly CacheKindStats[];
}

/** A map whose entries count against the budget that it was made by. */
export interface BudgetedCache<V> {
  /** O(1); the entry becomes the last to go. */
  get(key: string): V | undefined;
  /** Keeps a value; the newest entry of all stays even where it alone is larger than the budget. */
  set(key: string, value: V, bytes: number): void;
  /** Lets go of everything, and of what is still to come: the cache's owner ends. */
  close(): void;
}

/** Whatever makes such maps. */
export interface CacheMaker {
  cache<V>(kind: CacheKind): BudgetedCache<V>;
}

export class MemoryBudget implements CacheMaker {
  readonly #entries = new RecencyList<Entry>();
  readonly #kinds = new Map<CacheKind, KindCount>();
  #used = 0;
  #heapUsed = 0;

  /** @throws RangeError for a budget that is no positive number */
  constructor(readonly bytes: number = defaultCacheBytes()) {
    if (!(bytes > 0)) throw new RangeError(`the memory for what is kept is ${bytes} bytes, which is not above 0`);
  }

  /** A map of its own under this budget. */
  cache<V>(kind: CacheKind): BudgetedCache<V> {
    const known = new Map<string, Entry>();
    const count = this.#countOf(kind);
    let isClosed = false;
    const remove = (entry: Entry): void => {
      known.delete(entry.key);
      this.#entries.remove(entry);
      this.#used -= entry.bytes;
      this.#heapUsed -= entry.heapBytes;
      count.entries -= 1;
      count.bytes -= entry.bytes;
    };
    const owner: BudgetedCache<V> & Removing = {
      get: (key) => {
        const entry = known.get(key);
        if (entry === undefined) {
          count.misses += 1;
          return undefined;
        }
        count.hits += 1;
        this.#entries.touch(entry);
        return entry.value as V;
      },
      set: (key, value, bytes) => {
        if (isClosed) return;
        const former = known.get(key);
        if (former) remove(former);
        const entry = new Entry(owner, key, value, bytes);
        known.set(key, entry);
        this.#entries.add(entry);
        this.#used += bytes;
        this.#heapUsed += entry.heapBytes;
        count.entries += 1;
        count.bytes += bytes;
        this.#makeRoom(entry);
      },
      close: () => {
        isClosed = true;
        known.forEach(remove);
      },
      evict: (entry) => {
        remove(entry);
        count.evictions += 1;
      },
    };
    return owner;
  }

  /** O(kinds). */
  stats(): CacheStats {
    const kinds = Array.from(this.#kinds, ([kind, count]) => ({ kind, ...count }));
    return { budgetBytes: this.bytes, usedBytes: this.#used, evictions: kinds.reduce((sum, { evictions }) => sum + evictions, 0), kinds };
  }

  #makeRoom(newest: Entry): void {
    for (const oldest of this.#entries) {
      if ((this.#used <= this.bytes && this.#heapUsed <= MAX_HEAP_BYTES) || oldest === newest) return;
      oldest.owner.evict(oldest);
    }
  }

  #countOf(kind: CacheKind): KindCount {
    const count = this.#kinds.get(kind) ?? { entries: 0, bytes: 0, hits: 0, misses: 0, evictions: 0 };
    this.#kinds.set(kind, count);
    return count;
  }
}
