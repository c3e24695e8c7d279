/** Snapshots in a directory: a disk that is mounted here, or what a web server gives to others. */
import { constants, createReadStream, type Dirent } from 'node:fs';
import { copyFile, link, lstat, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../corpus/data-dir.js';
import { sha256OfFile } from '../corpus/file-checksums.js';
import { fullDiskSaid } from '../corpus/disk-full.js';
import { ReplicationError } from './errors.js';
import { refuseOther } from './folders.js';
import { faultOf } from './hashing.js';
import { nothing, type FileFacts, type OnBytes, type WritableStore } from './store.js';

const PIECE_BYTES = 2 ** 20;
/** What is being written bears this ending. */
const NEW = '.new';

export class DirectoryStore implements WritableStore {
  readonly title: string;
  readonly #root: string;

  /** @param root an absolute path; made when something is put there */
  constructor(root: string) {
    this.#root = root;
    this.title = root;
  }

  async text(path: string): Promise<string | null> {
    try {
      return await readFile(this.#at(path), 'utf8');
    } catch (error) {
      // What is no directory at all has no snapshots for another reason.
      if (isMissing(error)) refuseOther(this.#root);
      if (isMissing(error)) return null;
      throw this.#explained(error, path);
    }
  }

  async bytes(path: string, from: number): Promise<AsyncIterable<Uint8Array> | null> {
    try {
      const { size } = await lstat(this.#at(path));
      return from >= size ? nothing() : this.#pieces(path, from);
    } catch (error) {
      if (isMissing(error)) return null;
      throw this.#explained(error, path);
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async names(): Promise<string[]> {
    let entries: Dirent[];
    try {
      entries = await readdir(this.#at('snapshots'), { withFileTypes: true });
    } catch (error) {
      if (isMissing(error)) return [];
      throw this.#explained(error, 'snapshots');
    }
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  }

  async has(path: string, facts: FileFacts): Promise<boolean> {
    try {
      return (await faultOf(this.#at(path), facts)) === null;
    } catch (error) {
      throw this.#explained(error, path);
    }
  }

  async copy(from: string, to: string, facts: FileFacts): Promise<boolean> {
    if (!(await this.has(from, facts))) return false;
    return this.#writing(to, async (target) => {
      await rm(`${target}${NEW}`, { force: true });
      try {
        // Files of snapshots are never changed, so that two directories may share one.
        await link(this.#at(from), `${target}${NEW}`);
      } catch {
        await copyFile(this.#at(from), `${target}${NEW}`);
      }
      await this.#finish(target);
      return true;
    });
  }

  put(path: string, local: string, facts: FileFacts, onBytes: OnBytes): Promise<void> {
    return this.#writing(path, async (target) => {
      // A clone takes no room and no time where the file system has clones.
      await copyFile(local, `${target}${NEW}`, constants.COPYFILE_FICLONE);
      if ((await sha256OfFile(`${target}${NEW}`, onBytes)) !== facts.sha256) {
        await rm(`${target}${NEW}`, { force: true });
        throw new ReplicationError('DAMAGED', `${local} changed while it was copied to ${target}, or the disk gives back other bytes than it was given: run \`coterie verify\``);
      }
      await this.#finish(target);
    });
  }

  putText(path: string, text: string): Promise<void> {
    return this.#writing(path, async (target) => {
      await writeFile(`${target}${NEW}`, text);
      await this.#finish(target);
    });
  }

  async remove(name: string): Promise<void> {
    const dir = this.#at(`snapshots/${name}`);
    try {
      await rm(join(dir, 'manifest.json'), { force: true });
      await rm(dir, { recursive: true, force: true });
    } catch (error) {
      throw this.#explained(error, `snapshots/${name}`);
    }
  }

  #at(path: string): string {
    return join(this.#root, path);
  }

  async *#pieces(path: string, from: number): AsyncGenerator<Uint8Array> {
    try {
      yield* createReadStream(this.#at(path), { start: from, highWaterMark: PIECE_BYTES }) as AsyncIterable<Buffer>;
    } catch (error) {
      throw this.#explained(error, path);
    }
  }

  async #writing<T>(path: string, work: (target: string) => Promise<T>): Promise<T> {
    const target = this.#at(path);
    try {
      makeFolder(dirname(target));
      return await work(target);
    } catch (error) {
      if (!(error instanceof ReplicationError)) await rm(`${target}${NEW}`, { force: true }).catch(() => undefined);
      throw this.#explained(error, path);
    }
  }

  /** Puts what was written in its place, on the disk before it bears its name. */
  async #finish(target: string): Promise<void> {
    await flushed(`${target}${NEW}`);
    await rename(`${target}${NEW}`, target);
    await flushed(dirname(target));
  }

  #explained(error: unknown, path: string): unknown {
    if (error instanceof ReplicationError || !(error instanceof Error)) return error;
    const full = fullDiskSaid(error, this.#root);
    if (full !== null) return new ReplicationError('NO_ROOM', `the disk that holds ${this.#root} is full (${full}): free some room there and run the same command again, which goes on where it was`);
    const { code } = error as NodeJS.ErrnoException;
    const fault = code === 'EACCES' || code === 'EPERM' || code === 'EROFS' ? 'DENIED' : 'FAILED';
    return new ReplicationError(fault, `${this.#at(path)} can't be used (${error.message}): see to the directory, its owner and its permissions`);
  }
}

function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

async function flushed(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
