/** Where an export goes: stdout, or files that appear whole or not at all. */
import { accessSync, constants, createWriteStream, existsSync, lstatSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, extname, join, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Chunk } from '../../exports/format.js';
import { CliError, EXIT } from '../errors.js';
import { explainedFullTarget } from '../full-target.js';
import { partialOf, placeAsNew, removeAbandoned } from './place-file.js';

export const STDOUT = '-';

/** One file to be written. */
export interface Target {
  readonly path: string;
  /** Name of the format's part that it holds; null for the only one, or all in an archive. */
  readonly part: string | null;
}

/** `net.csv` as `net-nodes.csv`: where a part of several goes, by its own ending. */
export function partPath(path: string, part: string, extension: string): string {
  return `${path.slice(0, path.length - extname(path).length)}-${part}.${extension}`;
}

function refusal(path: string, message: string): CliError {
  return new CliError(message, EXIT.usage, { argument: 'output', value: path });
}

function existing(path: string): CliError {
  return refusal(path, `${path} exists already: choose another name, or replace it with --force`);
}

/**
 * Refuses what can't or must not be written, before anything is computed for it.
 * @param dataDir the corpus, which is never written over
 * @throws CliError (usage)
 */
export function refuseTarget(path: string, force: boolean, dataDir: string): void {
  if (path === STDOUT) return;
  const problem = (message: string): CliError => refusal(path, message);
  if (path.trim() === '') throw problem('the file to write is an empty text: name one');
  const folder = dirname(path);
  if (!existsSync(folder)) throw problem(`there is no folder ${folder} to write ${path} into`);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) throw problem(`${path} is a folder: name a file in it`);
  // Before --force has a say: the corpus is no file to be replaced.
  if (isWithin(path, dataDir)) throw problem(`${path} lies in the corpus (${dataDir}): name a file elsewhere`);
  // A link that leads nowhere is something of that name, too.
  const isTaken = found === undefined ? lstatSync(path, { throwIfNoEntry: false }) !== undefined : found.isFile();
  if (isTaken && !force) throw existing(path);
  try {
    accessSync(found === undefined ? folder : path, constants.W_OK);
  } catch {
    throw problem(`${path} can't be written to`);
  }
}

/** Whether a file lies, or would lie, below a folder, by links too. */
function isWithin(path: string, folder: string): boolean {
  if (!existsSync(folder)) return false;
  const real = existsSync(path) ? realpathSync(path) : join(realpathSync(dirname(path)), resolve(path).split(sep).at(-1) ?? '');
  return real.startsWith(`${realpathSync(folder)}${sep}`);
}

/** Files being written, none of which is seen under its name before all of them are whole. */
export class Writing {
  readonly #force: boolean;
  readonly #removed: string[] = [];
  readonly #parts: { readonly partial: string; readonly path: string }[] = [];
  readonly #discard = (): void => {
    for (const { partial } of this.#parts) rmSync(partial, { force: true });
  };
  readonly #interrupted = (signal: NodeJS.Signals): void => {
    // Ends the process; its end removes what is unfinished.
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };

  /** @param force whether what bears a file's name by the time it is whole is replaced */
  constructor(force: boolean) {
    this.#force = force;
    process.once('exit', this.#discard);
    process.once('SIGINT', this.#interrupted);
    process.once('SIGTERM', this.#interrupted);
  }

  /** Writes one file as fast as it is made: to stdout, to a device or pipe as it stands, else beside its place. */
  async write(path: string, chunks: AsyncIterable<Chunk>): Promise<void> {
    const source = Readable.from(chunks, { objectMode: true, highWaterMark: 1 });
    if (path === STDOUT) {
      await pipeline(source, process.stdout, { end: false });
      return;
    }
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) {
      await pipeline(source, createWriteStream(path));
      return;
    }
    this.#removed.push(...removeAbandoned(path));
    const partial = partialOf(path);
    this.#parts.push({ partial, path });
    await pipeline(source, createWriteStream(partial, { flags: 'wx' })).catch((error: unknown) => {
      throw explainedFullTarget(error, path);
    });
  }

  /**
   * All were written: each comes under its name.
   * @throws CliError (usage) where one may not be replaced and came to be while this was computed: then none is left
   */
  finish(): void {
    const placed: string[] = [];
    for (const { partial, path } of this.#parts) {
      if (this.#force) renameSync(partial, path);
      else if (placeAsNew(partial, path)) placed.push(path);
      else {
        for (const each of placed) rmSync(each, { force: true });
        throw existing(path);
      }
    }
    this.#parts.length = 0;
    this.#end();
  }

  /** What was met on the way, in sentences. */
  get notes(): string[] {
    return this.#removed.map((name) => `${name} was left unfinished by an export that was killed, and is removed`);
  }

  /** Nothing of what was written stays. */
  abandon(): void {
    this.#discard();
    this.#end();
  }

  #end(): void {
    process.off('exit', this.#discard);
    process.off('SIGINT', this.#interrupted);
    process.off('SIGTERM', this.#interrupted);
  }
}
