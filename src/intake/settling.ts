/**
 * Which files of a folder have come to rest: seen with the same size, time and inode for the settling time. Nothing here
 * reads a clock or a disk.
 */
import type { FileMark } from './folder-listing.js';

interface Seen {
  readonly mark: FileMark;
  /** When it was first seen like this, in ms of the caller's clock. */
  readonly since: number;
}

const isSame = (one: FileMark, other: FileMark): boolean => one.size === other.size && one.mtimeMs === other.mtimeMs && one.inode === other.inode;

export class Settling {
  readonly #settleMs: number;
  readonly #seen = new Map<string, Seen>();
  /** Marks that have been dealt with. */
  readonly #done = new Map<string, FileMark>();

  constructor(settleMs: number) {
    this.#settleMs = settleMs;
  }

  /**
   * Takes note of what lies there now; O(files).
   * @returns files at rest that have not been dealt with as they are, and in how many ms the next may be; null where none is awaited
   */
  observe(files: ReadonlyMap<string, FileMark>, now: number): { readonly ready: ReadonlyMap<string, FileMark>; readonly nextInMs: number | null } {
    const ready = new Map<string, FileMark>();
    let nextInMs: number | null = null;
    for (const path of this.#seen.keys()) if (!files.has(path)) this.#seen.delete(path);
    for (const [path, mark] of files) {
      const done = this.#done.get(path);
      if (done !== undefined && isSame(done, mark)) continue;
      const before = this.#seen.get(path);
      const since = before !== undefined && isSame(before.mark, mark) ? before.since : now;
      this.#seen.set(path, { mark, since });
      const left = since + this.#settleMs - now;
      if (left <= 0) ready.set(path, mark);
      else nextInMs = Math.min(nextInMs ?? left, left);
    }
    return { ready, nextInMs };
  }

  /** The file need not be looked at again until it differs from this mark. */
  dealtWith(path: string, mark: FileMark): void {
    this.#done.set(path, mark);
    this.#seen.delete(path);
  }

  /** Files dealt with that are not among these, each told once: should they come back, they count as before. */
  vanished(files: ReadonlyMap<string, FileMark>): string[] {
    const gone = Array.from(this.#done.keys()).filter((path) => !files.has(path));
    for (const path of gone) this.#done.delete(path);
    return gone;
  }
}
