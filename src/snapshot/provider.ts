/**
 * The served corpus: one snapshot is current, requests lease it, and when an import publishes another the new one
 * takes its place whole while requests in flight end on the one they began with.
 */
import { join } from 'node:path';
import { ComputePool } from '../compute/pool.js';
import { Capacity, type CapacityOptions, type CapacityStats } from './capacity.js';
import { ComputedFiles, type ComputedFilesOptions } from './computed-files.js';
import { computedDir, currentSnapshotName, snapshotsDir } from './layout.js';
import { openSnapshot, type OpenedSnapshot } from './open.js';
import type { FollowingProvider, ProviderState, SnapshotNews } from './following.js';
import type { ArraysPlace, Manifest, MeasuredProvider, Snapshot, SnapshotLease } from './types.js';

export interface ProviderOptions {
  /** How often the pointer is looked at, in ms; 0 never looks again (a command that answers and ends). */
  readonly pollMs?: number;
  /** Called with the id of each snapshot that becomes current, and where its arrays stand. */
  readonly onSwap?: (id: string, arrays: ArraysPlace) => void;
  /** Asks a snapshot something before it takes the place of the one before; one that throws is not served. */
  readonly warm?: (snapshot: Snapshot) => void;
  /** Whether it begins, too, where what is current can't be served yet, which `onError` is told: somebody is about to publish another. */
  readonly beginsWithout?: boolean;
  /** Called once when a newly published snapshot can't be opened, or the pointer not be read; the old one goes on serving. */
  readonly onError?: (error: Error) => void;
  /** How what takes long to compute is kept in the data directory; its notices are for the log. */
  readonly computed?: ComputedFilesOptions;
  /** Worker threads for metrics; the pool's default where absent. */
  readonly threads?: number;
  /** By how much their threads step back for the rest of the machine (ComputePoolOptions); 0 if absent. */
  readonly niceness?: number;
  /** Proves the records of each snapshot before it is served, a second per gigabyte; absent leaves that to small ones. */
  readonly provesRecords?: boolean;
  /** Bounds of memory and of computations at a time, for all snapshots together. */
  readonly capacity?: CapacityOptions;
  /** How long a snapshot that could not be opened is left alone, in ms: what was wrong may pass, such as too many open files. */
  readonly retryMs?: number;
}

const RETRY_MS = 30_000;

interface Held extends OpenedSnapshot {
  /** Name of its directory. */
  readonly name: string;
  leases: number;
  isRetired: boolean;
}

/**
 * Opens the current snapshot of a data directory and follows its pointer.
 * @throws SnapshotError where there is a current snapshot that can't be opened, unless `beginsWithout`
 */
export async function openProvider(dataDir: string, options: ProviderOptions = {}): Promise<FollowingProvider & MeasuredProvider> {
  const provider = new PointerFollower(dataDir, options);
  try {
    await provider.refresh();
  } catch (error) {
    if (options.beginsWithout !== true) {
      await provider.close();
      throw error;
    }
    options.onError?.(error as Error);
  }
  provider.keepLooking();
  return provider;
}

class PointerFollower implements FollowingProvider, MeasuredProvider {
  readonly #dataDir: string;
  readonly #options: ProviderOptions;
  readonly #pool: ComputePool;
  readonly #capacity: Capacity;
  /** By snapshot id; they may still be written when their snapshot is closed. */
  readonly #files = new Map<string, ComputedFiles>();
  readonly #open = new Set<Held>();
  readonly #listeners = new Set<(news: SnapshotNews) => void>();
  #current: Held | null = null;
  #news: SnapshotNews | null = null;
  #swaps = 0;
  /** What can't be served, and when it is tried again. */
  #failed: { readonly name: string | null; readonly message: string; readonly retryAt: number } | null = null;
  /** One look at the pointer at a time: the last that was asked for. */
  #lastLook: Promise<void> = Promise.resolve();
  #isLooking = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(dataDir: string, options: ProviderOptions) {
    this.#dataDir = dataDir;
    this.#options = options;
    this.#pool = new ComputePool({ niceness: options.niceness ?? 0, ...(options.threads === undefined ? {} : { threads: options.threads }) });
    this.#capacity = new Capacity(this.#pool, options.capacity);
  }

  acquire(): SnapshotLease | null {
    const held = this.#current;
    if (held === null) return null;
    held.leases += 1;
    let isReleased = false;
    return {
      snapshot: held.snapshot,
      release: () => {
        if (isReleased) return;
        isReleased = true;
        held.leases -= 1;
        this.#closeIfUnused(held);
      },
    };
  }

  refresh(): Promise<void> {
    // In turn: a look that is under way may have begun before the pointer moved.
    const look = this.#lastLook.then(async () => {
      this.#isLooking = true;
      try {
        await this.#follow();
      } finally {
        this.#isLooking = false;
      }
    });
    this.#lastLook = look.catch(() => undefined);
    return look;
  }

  /** Looks at the pointer again and again, until the provider is closed. */
  keepLooking(): void {
    const { pollMs = 1_000, onError } = this.#options;
    if (pollMs === 0) return;
    this.#timer = setInterval(() => {
      if (!this.#isLooking) this.refresh().catch((error: unknown) => onError?.(error as Error));
    }, pollMs).unref();
  }

  state(): ProviderState {
    let leases = 0;
    for (const held of this.#open) leases += held.leases;
    return { news: this.#news, arrays: this.#current?.snapshot.arrays ?? null, openSnapshots: this.#open.size, leases, swaps: this.#swaps, problem: this.#failed?.message ?? null };
  }

  stats(): CapacityStats {
    return this.#capacity.stats();
  }

  subscribe(listener: (news: SnapshotNews) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#lastLook;
    this.#listeners.clear();
    this.#retire(this.#current);
    this.#current = null;
    await Promise.all(Array.from(this.#files.values(), (each) => each.settled()));
    await this.#pool.close();
  }

  /** @throws SnapshotError the first time that something published can't be served */
  async #follow(): Promise<void> {
    for (;;) {
      const name = this.#pointedAt();
      if (name === undefined) return;
      if (name === null || name === this.#current?.name) {
        this.#failed = null;
        return;
      }
      if (this.#failed?.name === name && performance.now() < this.#failed.retryAt) return;
      let opened: OpenedSnapshot;
      try {
        opened = await this.#opened(name);
      } catch (error) {
        // The pointer may have moved on meanwhile, and the directory gone with it: then there is nothing to complain of.
        if (this.#pointedAt() !== name) continue;
        this.#complain(name, error);
        return;
      }
      this.#swap({ ...opened, name, leases: 0, isRetired: false });
      return;
    }
  }

  /** Opened, and warm. */
  async #opened(name: string): Promise<OpenedSnapshot> {
    const opened = await openSnapshot(join(snapshotsDir(this.#dataDir), name), this.#capacity, (id) => this.#filesOf(id), this.#options.provesRecords);
    try {
      this.#options.warm?.(opened.snapshot);
      return opened;
    } catch (error) {
      opened.close();
      throw error;
    }
  }

  /** Name of the directory to serve; undefined where the pointer holds none, which has been complained of. @throws SnapshotError */
  #pointedAt(): string | null | undefined {
    try {
      return currentSnapshotName(this.#dataDir);
    } catch (error) {
      this.#complain(null, error);
      return undefined;
    }
  }

  /** @throws the error, unless it is the same as the last time */
  #complain(name: string | null, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const isKnown = this.#failed?.name === name && this.#failed.message === message;
    this.#failed = { name, message, retryAt: performance.now() + (this.#options.retryMs ?? RETRY_MS) };
    if (!isKnown) throw error;
  }

  #swap(held: Held): void {
    const previous = this.#current;
    this.#current = held;
    this.#open.add(held);
    this.#failed = null;
    this.#swaps += 1;
    this.#news = newsOf(held.snapshot.manifest, previous?.snapshot.id ?? null);
    this.#retire(previous);
    this.#options.onSwap?.(held.snapshot.id, held.snapshot.arrays);
    for (const listener of this.#listeners) listener(this.#news);
  }

  #retire(held: Held | null): void {
    if (held === null) return;
    held.isRetired = true;
    this.#closeIfUnused(held);
  }

  #closeIfUnused(held: Held): void {
    if (!held.isRetired || held.leases > 0 || !this.#open.delete(held)) return;
    held.close();
    void this.#forgetFiles(held.snapshot.id);
  }

  #filesOf(id: string): ComputedFiles {
    const known = this.#files.get(id) ?? new ComputedFiles(join(computedDir(this.#dataDir), id), this.#pool, { ...this.#options.computed, root: computedDir(this.#dataDir) });
    this.#files.set(id, known);
    return known;
  }

  /** Once what is being written of a closed snapshot is: nobody asks for it by this process again, unless it is current again. */
  async #forgetFiles(id: string): Promise<void> {
    const files = this.#files.get(id);
    await files?.settled();
    const isInUse = Array.from(this.#open).some(({ snapshot }) => snapshot.id === id);
    if (!isInUse && this.#files.get(id) === files) this.#files.delete(id);
  }
}

function newsOf({ id, builtAt, counts: { papers, authors, collaborations } }: Manifest, previous: string | null): SnapshotNews {
  return { id, publishedAt: builtAt, papers, authors, collaborations, previous };
}
