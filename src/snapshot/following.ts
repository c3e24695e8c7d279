/** What a served corpus tells of the snapshots that it follows. */
import type { ArraysPlace, SnapshotProvider } from './types.js';

/** What is said of a snapshot that has become current. */
export interface SnapshotNews {
  readonly id: string;
  /** ISO instant at which it was built. */
  readonly publishedAt: string;
  readonly papers: number;
  readonly authors: number;
  /** Null where they were too many to be counted. */
  readonly collaborations: number | null;
  /** Id of the snapshot that this process served before; null for the first. */
  readonly previous: string | null;
}

/** How a served corpus stands, for whoever watches over it. */
export interface ProviderState {
  /** The current snapshot; null before the first. */
  readonly news: SnapshotNews | null;
  /** Where the current snapshot's arrays stand; null before the first. */
  readonly arrays: ArraysPlace | null;
  /** Snapshots whose files are open: the current one, and those that requests in flight still read. */
  readonly openSnapshots: number;
  /** Requests that read a snapshot now. */
  readonly leases: number;
  /** Snapshots that have become current since the process began. */
  readonly swaps: number;
  /** Why what has been published is not served, a sentence; null where all is well. */
  readonly problem: string | null;
}

/** A served corpus that follows what is published, and tells of it. */
export interface FollowingProvider extends SnapshotProvider {
  state(): ProviderState;
  /** Calls `listener` with every snapshot that becomes current, until the function that it returns is called. */
  subscribe(listener: (news: SnapshotNews) => void): () => void;
}
