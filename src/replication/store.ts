/**
 * A place that holds snapshots: a bucket, a directory, a web server. It has the layout of a data directory
 * (snapshot/layout.ts), so that a directory which was pushed to can be served as it is:
 *
 *   snapshots/current           text: name of the snapshot to take; written last
 *   snapshots/<name>/…          the snapshot's files and `order`; manifest.json is written when all others are there
 */
import type { Waiting } from './waiting.js';

/** What a manifest says of a file. */
export interface FileFacts {
  readonly bytes: number;
  readonly sha256: string;
}

/** Told of each piece that has been moved or read. */
export type OnBytes = (bytes: number) => void;

/** Paths are relative, with slashes between their parts. All methods throw ReplicationError. */
export interface Store {
  /** As people name it, without credentials. */
  readonly title: string;
  /** What it waits for, where that may be long. */
  readonly waiting?: Waiting;
  /** The text of a small file; null where there is none. */
  text(path: string): Promise<string | null>;
  /** The bytes of a file from `from` on, in pieces; null where there is no such file. It may end early: whoever reads counts. */
  bytes(path: string, from: number, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array> | null>;
  close(): Promise<void>;
}

export interface WritableStore extends Store {
  /** Names of the directories within `snapshots`, in no order. */
  names(): Promise<string[]>;
  /** Whether the file is there as described. A directory reads it; a bucket compares what was noted of it when it was stored. */
  has(path: string, facts: FileFacts): Promise<boolean>;
  /** Makes `to` of a file that is there already, without moving its bytes to this machine. False where that can't be done. */
  copy(from: string, to: string, facts: FileFacts): Promise<boolean>;
  /** Stores a file, which appears whole or not at all. What an interrupted call had moved is not moved again where the store can tell. */
  put(path: string, local: string, facts: FileFacts, onBytes: OnBytes): Promise<void>;
  /** Stores a small text, which appears whole or not at all. */
  putText(path: string, text: string): Promise<void>;
  /** Removes a directory within `snapshots`, its manifest first, so that nobody takes what is left for whole. */
  remove(name: string): Promise<void>;
}

/** No text of a store is longer; a manifest has some kilobytes. */
export const MOST_TEXT_BYTES = 16 * 2 ** 20;

export function isWritable(store: Store): store is WritableStore {
  return 'put' in store;
}

/** No bytes, as of a file from its end on. */
export async function* nothing(): AsyncGenerator<Uint8Array> {}
