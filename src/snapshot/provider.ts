/**
 * The served corpus: one snapshot is current, requests lease it, and when an import publishes another the new one
 * takes its place whole while requests in flight end on the one they began with.
 */
import { join } from 'node:path';
import { ComputePool } from '../compute/pool.js';
import { Capacity, type CapacityOptions } from './capacity.js';
import { ComputedFiles, type ComputedFilesOptions } from './computed-files.js';
import { computedDir, currentSnapshotName, snapshotsDir } from './layout.js';
import { openSnapshot, type OpenedSnapshot } from './open.js';
import type { MeasuredProvider, SnapshotLease } from './types.js';

export interface ProviderOptions {
  /** How often the pointer is looked at, in ms; 0 never looks again (a command that answers and ends). */
  readonly pollMs?: number;
  /** Called with the id of each snapshot that becomes current. */
  readonly onSwap?: (id: string) => void;
  /** Called when a newly published snapshot can't be opened; the old one goes on serving. */
  readonly onError?: (error: Error) => void;
  /** How what takes long to compute is kept in the data directory; its notices are for the log. */
  readonly computed?: ComputedFilesOptions;
  /** Worker threads for metrics; the pool's default where absent. */
  readonly threads?: number;
  /** Bounds of memory and of computations at a time, for all snapshots together. */
  readonly capacity?: CapacityOptions;
}

interface Held extends OpenedSnapshot {
  /** Name of its directory. */
  readonly name: string;
  leases: number;
  retired: boolean;
}

/**
 * Opens the current snapshot of a data directory and follows its pointer.
 * @throws SnapshotError where there is a current snapshot that can't be opened
 */
export async function openProvider(dataDir: string, options: ProviderOptions = {}): Promise<MeasuredProvider> {
  const { pollMs = 1_000 } = options;
  const pool = new ComputePool(options.threads === undefined ? {} : { threads: options.threads });
  const capacity = new Capacity(pool, options.capacity);
  /** By snapshot id; they may still be written when their snapshot is closed. */
  const files = new Map<string, ComputedFiles>();
  const filesOf = (id: string): ComputedFiles => {
    const known = files.get(id) ?? new ComputedFiles(join(computedDir(dataDir), id), pool, options.computed);
    files.set(id, known);
    return known;
  };
  let current: Held | null = null;
  /** Name of a directory that could not be opened: it is not tried again, a repaired one has another name. */
  let unopenable: string | null = null;

  const closeIfUnused = (held: Held) => {
    if (held.retired && held.leases === 0) held.close();
  };
  const retire = (held: Held | null) => {
    if (held === null) return;
    held.retired = true;
    closeIfUnused(held);
  };
  const follow = async () => {
    const name = currentSnapshotName(dataDir);
    if (name === null || name === current?.name || name === unopenable) return;
    const opened = await openSnapshot(join(snapshotsDir(dataDir), name), capacity, filesOf).catch((error: unknown) => {
      unopenable = name;
      throw error;
    });
    const previous = current;
    current = { ...opened, name, leases: 0, retired: false };
    options.onSwap?.(opened.snapshot.id);
    retire(previous);
  };

  try {
    await follow();
  } catch (error) {
    await pool.close();
    throw error;
  }

  let following: Promise<void> = Promise.resolve();
  let isFollowing = false;
  const timer =
    pollMs === 0
      ? null
      : setInterval(() => {
          if (isFollowing) return;
          isFollowing = true;
          following = follow()
            .catch((error: unknown) => options.onError?.(error as Error))
            .finally(() => (isFollowing = false));
        }, pollMs).unref();

  return {
    acquire(): SnapshotLease | null {
      const held = current;
      if (held === null) return null;
      held.leases += 1;
      let released = false;
      return {
        snapshot: held.snapshot,
        release() {
          if (released) return;
          released = true;
          held.leases -= 1;
          closeIfUnused(held);
        },
      };
    },
    async refresh() {
      // What is being followed may have begun before the pointer moved.
      await following.catch(() => undefined);
      isFollowing = true;
      following = follow().finally(() => (isFollowing = false));
      await following;
    },
    stats: () => capacity.stats(),
    async close() {
      if (timer) clearInterval(timer);
      await following.catch(() => undefined);
      retire(current);
      current = null;
      await Promise.all(Array.from(files.values(), (each) => each.settled()));
      await pool.close();
    },
  };
}
