/** One file after the other from a store into a directory, each proved by its checksum when it is whole. */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream, existsSync, linkSync, rmSync, statfsSync, statSync } from 'node:fs';
import { copyFile, open } from 'node:fs/promises';
import { join } from 'node:path';
import { readManifest } from '../snapshot/layout.js';
import { GoneError, ReplicationError } from './errors.js';
import { faultOf } from './hashing.js';
import { remotePath } from './remote.js';
import type { FileFacts, Store } from './store.js';
import type { Transfer } from './transfer.js';
import { readToEnd } from './waiting.js';
import { writeWhole } from './whole-writes.js';

export interface FetchingOptions {
  readonly store: Store;
  /** Name of the snapshot in the store. */
  readonly name: string;
  /** Where to; what is there already of a file is its beginning. */
  readonly dir: string;
  readonly transfer: Transfer;
  /** Directories of snapshots that may have the same files. */
  readonly sources: readonly string[];
  readonly signal: AbortSignal | undefined;
}

export class Fetching {
  readonly #options: FetchingOptions;
  /** Where files of a checksum lie here. */
  readonly #here: ReadonlyMap<string, string>;

  constructor(options: FetchingOptions) {
    this.#options = options;
    this.#here = new Map(options.sources.flatMap((dir) => Object.entries(filesOf(dir)).map(([file, { sha256 }]) => [sha256, join(dir, file)])));
  }

  /** Bytes that are still to be written. */
  bytesNeeded(files: Readonly<Record<string, FileFacts>>): number {
    return Object.entries(files).reduce((sum, [file, { bytes, sha256 }]) => sum + (this.#here.has(sha256) ? 0 : Math.max(0, bytes - this.#size(file))), 0);
  }

  /** Null where the file system does not tell. */
  freeBytes(): number | null {
    try {
      const { bavail, bsize } = statfsSync(this.#options.dir);
      return bavail * bsize;
    } catch {
      return null;
    }
  }

  /** Has a file in its place, proved. @returns whether it was taken from another snapshot here @throws ReplicationError, GoneError */
  async file(file: string, facts: FileFacts): Promise<'LINKED' | 'FETCHED'> {
    const { dir, transfer } = this.#options;
    const path = join(dir, file);
    const source = this.#here.get(facts.sha256);
    if (this.#size(file) === 0 && source !== undefined && (await this.#linked(source, path, facts))) {
      transfer.skip(file, facts.bytes);
      return 'LINKED';
    }
    if (this.#size(file) > facts.bytes) rmSync(path, { force: true });
    // What is here of an interrupted call may be damaged, and what a store gives, too: a second time from the beginning tells which.
    const resumed = this.#size(file) > 0;
    if (await this.#whole(file, facts)) return 'FETCHED';
    rmSync(path, { force: true });
    if (resumed && (await this.#whole(file, facts))) return 'FETCHED';
    rmSync(path, { force: true });
    throw new ReplicationError('DAMAGED', `${remotePath(this.#options.name, file)} of ${this.#options.store.title} differs from what its manifest describes (sha256 ${facts.sha256}): it is not taken, and what was served before still is; push the snapshot again`);
  }

  /** Fetches what is missing at the end of a file. @returns whether its checksum is the one described */
  async #whole(file: string, facts: FileFacts): Promise<boolean> {
    const { dir, store, name, transfer, signal } = this.#options;
    const path = join(dir, file);
    const hash = createHash('sha256');
    const have = await hashed(path, hash);
    transfer.skip(file, have);
    const output = await open(path, 'a');
    try {
      await readToEnd({
        have, bytes: facts.bytes, waiting: store.waiting, signal,
        from: async (at) => {
          const pieces = await store.bytes(remotePath(name, file), at, signal);
          if (pieces === null) throw new GoneError(`${remotePath(name, file)} of ${store.title} is not there, although its manifest names it: push the snapshot again`);
          return pieces;
        },
        take: async (piece) => {
          await writeWhole(output, piece);
          hash.update(piece);
          transfer.moved(file, piece.length);
          return piece.length;
        },
        tooLong: () => new ReplicationError('DAMAGED', `${remotePath(name, file)} of ${store.title} has more than the ${facts.bytes} bytes that its manifest describes: it is not taken, and what was served before still is; push the snapshot again`),
        cutOff: (at) => new ReplicationError('DAMAGED', `${remotePath(name, file)} of ${store.title} has ${at} bytes instead of ${facts.bytes}, it is cut off: it is not taken, and what was served before still is; push the snapshot again`),
      });
    } finally {
      await output.close();
    }
    return hash.digest('hex') === facts.sha256;
  }

  #size(file: string): number {
    return statSync(join(this.#options.dir, file), { throwIfNoEntry: false })?.size ?? 0;
  }

  /** Shares a file of another snapshot here, if it is still as it was written. */
  async #linked(source: string, path: string, facts: FileFacts): Promise<boolean> {
    if ((await faultOf(source, facts)) !== null) return false;
    rmSync(path, { force: true });
    try {
      linkSync(source, path);
    } catch {
      await copyFile(source, path);
    }
    // A copy is other bytes on the disk.
    return (await faultOf(path, facts)) === null;
  }
}

function filesOf(dir: string): Readonly<Record<string, FileFacts>> {
  try {
    return readManifest(dir).files;
  } catch {
    return {};
  }
}

/** Takes what is there of a file into a sum. @returns bytes */
async function hashed(path: string, hash: Hash): Promise<number> {
  if (!existsSync(path)) return 0;
  let bytes = 0;
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(piece);
    bytes += piece.length;
  }
  return bytes;
}
