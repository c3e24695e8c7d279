/** Where an answer goes: stdout, or a file that appears whole or not at all. */
import { once } from 'node:events';
import { accessSync, constants, createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { CliError, EXIT } from '../errors.js';
import { explainedFullTarget } from '../full-target.js';

/** Pieces are gathered to this many characters before they are written. */
const GATHERED = 1 << 16;

async function pour(pieces: Iterable<string>, stream: NodeJS.WritableStream): Promise<void> {
  let gathered = '';
  const flush = async (): Promise<void> => {
    if (!stream.write(gathered)) await once(stream, 'drain');
    gathered = '';
  };
  for (const piece of pieces) {
    gathered += piece;
    if (gathered.length >= GATHERED) await flush();
  }
  if (gathered !== '') await flush();
}

/** Writes to stdout, no faster than it is read. */
export function writeToStdout(pieces: Iterable<string>): Promise<void> {
  return pour(pieces, process.stdout);
}

/** Refuses a path that can't be written to, before anything is computed for it. @throws CliError (usage) */
export function refuseUnwritable(argument: string, path: string): void {
  const folder = dirname(path);
  if (!existsSync(folder)) throw new CliError(`there is no folder ${folder} to write ${path} into`, EXIT.usage, { argument, value: path });
  if (existsSync(path) && statSync(path).isDirectory()) throw new CliError(`${path} is a folder: name a file in it`, EXIT.usage, { argument, value: path });
  try {
    accessSync(existsSync(path) ? path : folder, constants.W_OK);
  } catch {
    throw new CliError(`${path} can't be written to`, EXIT.usage, { argument, value: path });
  }
}

/** Whether two paths lead to one file, by links too; of files that are not there, whether they would. */
function areOne(a: string, b: string): boolean {
  if (existsSync(a) && existsSync(b)) {
    const [one, other] = [statSync(a), statSync(b)];
    return one.ino === other.ino && one.dev === other.dev;
  }
  return resolve(a) === resolve(b);
}

/**
 * Refuses to write over what is read, or over what is kept elsewhere.
 * @param others files by what they are ("the file being read")
 * @throws CliError (usage) naming the first file of `written` that is one of them
 */
export function refuseOverwriting(written: readonly string[], others: ReadonlyArray<readonly [file: string, what: string]>): void {
  for (const path of written) {
    const found = others.find(([file]) => areOne(path, file));
    if (found !== undefined) throw new CliError(`the answer would be written over ${path}, which is ${found[1]}: name another file with -o`, EXIT.usage, { argument: 'output', value: path });
  }
}

/** Writes a file by way of `PATH.part`, renamed once all of it is there; devices and pipes directly. */
export async function writeToFile(path: string, pieces: Iterable<string>): Promise<void> {
  const isPlain = !existsSync(path) || statSync(path).isFile();
  const target = isPlain ? `${path}.part` : path;
  const stream = createWriteStream(target);
  try {
    const ended = finished(stream);
    // Whoever awaits it below hears of a failure; a failure before that must not end the process.
    ended.catch(() => undefined);
    await Promise.race([pour(pieces, stream), ended]);
    stream.end();
    await ended;
    if (isPlain) renameSync(target, path);
  } catch (error) {
    stream.destroy();
    if (isPlain) rmSync(target, { force: true });
    throw explainedFullTarget(error, path);
  }
}
