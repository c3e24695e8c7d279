/**
 * Which folders are the pipeline's own. Nothing is written over or removed but in a folder with its mark; a folder gets
 * the mark before anything else, and only where nothing bears a name that the pipeline will write to. In a folder with the
 * mark, too, only files go that the pipeline writes.
 */
import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../corpus/data-dir.js';
import { fullDiskSaid } from '../corpus/disk-full.js';
import { lockTables, type Lock } from '../corpus/lock.js';
import { EngineError } from './engine.js';
import { isAddress } from './places.js';
import { STATE_FILE } from './state-file.js';
import { MADE_TABLES, TABLES_MANIFEST } from './tables.js';

/** Folder of what is only needed on the way, beside the finished tables. */
export const WORK_FOLDER = 'work';
/** Folder of works that were fetched from a bucket, beside the state. */
export const FETCHED_WORKS = 'fetched-works';
/** Folder of the mark and the lock. */
export const MARK_FOLDER = '.pipeline';
const MARK = 'made-by-coterie.txt';
const MARK_TEXT = `Tables of "coterie pipeline" are made in the folder above: ${[...MADE_TABLES, WORK_FOLDER].join(', ')} and ${TABLES_MANIFEST} there are written and removed by it.\n`;

/** Files that DuckDB and Spark write into the folder of a table, by name; a folder of Spark's holds what is not whole yet. */
const OF_AN_ENGINE = /^(?:(?:tmp_)?part-[\w.-]+\.parquet|_SUCCESS|_temporary|\.spark-staging-[\w-]+|\.[\w.-]+\.crc)$/;
const WHOLE_FOLDER_OF_AN_ENGINE = /^(?:_temporary|\.spark-staging-[\w-]+)$/;

export interface Places {
  /** Folder of the tables: a path, or an address that the engine writes to. */
  readonly out: string;
  /** Folder on this machine for the state and the manifest. */
  readonly stateDir: string;
}

/** Folders that this process alone makes tables in, until it lets go of them. */
export interface Claim {
  release(): void;
}

/** Names in a folder that the pipeline writes to, by what the folder is for. */
function namesIn(place: string, { out, stateDir }: Places): readonly string[] {
  return [...new Set([...(place === out ? [...MADE_TABLES, WORK_FOLDER] : []), ...(place === stateDir ? [TABLES_MANIFEST, WORK_FOLDER, FETCHED_WORKS] : [])])];
}

/**
 * Takes the folders for one run: looks that nothing of somebody else's would be written over, that nobody else makes tables
 * there, and marks them.
 * @param places whole paths, or an address as `out`
 * @param inputs files and folders of this machine that are to be read; none may lie in what is written anew
 * @param restarts whether finished tables may be made anew
 * @throws RangeError for folders that can't be meant, TablesLockedError where another process makes tables there, EngineError where nothing can be written
 */
export function claimFolders(places: Places, inputs: readonly string[], restarts: boolean): Claim {
  const { out, stateDir } = places;
  if (isAddress(stateDir)) throw new RangeError(`${stateDir} is no folder of this machine: name one for the state of the work with --state`);
  const mine = [...new Set([out, stateDir])].filter((place) => !isAddress(place));
  for (const place of mine) {
    refuseInputsWithin(place, namesIn(place, places), inputs);
    refuseStrangers(place, namesIn(place, places));
  }
  const locks: Lock[] = [];
  const release = (): void => locks.splice(0).forEach((lock) => lock.release());
  try {
    for (const place of mine) {
      makeOwnFolder(place);
      locks.push(locked(place));
      // Whoever was faster may have made tables meanwhile.
      if (!restarts) refuseFinished(place, places);
      for (const name of namesIn(place, places)) refuseStrangeFile(path.join(place, name));
      if (!existsSync(path.join(place, MARK_FOLDER, MARK))) written(place, () => writeFileSync(path.join(place, MARK_FOLDER, MARK), MARK_TEXT));
    }
  } catch (error) {
    release();
    throw error;
  }
  return { release };
}

/** Finished tables are not made anew unasked, not those either whose state was elsewhere. */
function refuseFinished(place: string, { out, stateDir }: Places): void {
  if (place === stateDir ? !existsSync(path.join(place, TABLES_MANIFEST)) : !hasManifest(place)) return;
  const said = place === out ? `${out} holds finished tables already: name another folder` : `${place} holds the ${TABLES_MANIFEST} of finished tables already: name another folder with --state`;
  throw new RangeError(`${said}, or make them anew with --restart`);
}

/** Whether a manifest of finished tables is in a folder, and nothing else of that name. */
export function hasManifest(place: string): boolean {
  return hasJson(path.join(place, TABLES_MANIFEST), ['format', 'engine', 'parameters', 'rows']);
}

/** Whether the tables of a pipeline are, or were, made in a folder of this machine. */
export function isOwnFolder(place: string): boolean {
  return existsSync(path.join(place, MARK_FOLDER, MARK)) || hasManifest(place) || hasJson(path.join(place, WORK_FOLDER, STATE_FILE), ['fingerprint', 'tables']);
}

/** Whether what bears this name in a folder is the pipeline's, and no works of anybody. */
export function isOwnName(place: string, name: string): boolean {
  return [...MADE_TABLES, WORK_FOLDER, FETCHED_WORKS, TABLES_MANIFEST, MARK_FOLDER].includes(name) && isOwnFolder(place);
}

/** Removes the folder of a table, with the files that engines write. @throws EngineError for any other file in it, and then removes nothing */
export function removeTable(folder: string): void {
  const strange = strangeFileIn(folder);
  if (strange !== null) throw new EngineError(strangeSaid(strange));
  rmSync(folder, { recursive: true, force: true });
}

/** Removes what was only needed on the way. What somebody else has put there stays. */
export function removeWork(place: string): void {
  const folder = path.join(place, WORK_FOLDER);
  if (!isFolder(folder)) return;
  for (const { name } of readdirSync(folder, { withFileTypes: true })) {
    const inner = path.join(folder, name);
    if (isStateFile(name)) rmSync(inner, { force: true });
    else if (isFolder(inner) && strangeFileIn(inner) === null) rmSync(inner, { recursive: true, force: true });
  }
  removeEmpty(folder);
}

/** Removes the works that were fetched from buckets, each place's in a folder named by a digest. What somebody else has put there stays. */
export function removeFetchedWorks(place: string): void {
  const folder = path.join(place, FETCHED_WORKS);
  if (!isFolder(folder)) return;
  for (const name of readdirSync(folder)) if (isFetched(name)) rmSync(path.join(folder, name), { recursive: true, force: true });
  removeEmpty(folder);
}

const isStateFile = (name: string): boolean => name === STATE_FILE || name === `${STATE_FILE}.new`;
const isFetched = (name: string): boolean => /^[\da-f]{16}$/.test(name);

function removeEmpty(folder: string): void {
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

/** Whether a JSON file is there with these names in it. */
function hasJson(file: string, names: readonly string[]): boolean {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as unknown;
    return typeof value === 'object' && value !== null && names.every((name) => Object.hasOwn(value, name));
  } catch {
    return false;
  }
}

function isFolder(place: string): boolean {
  return lstatSync(place, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The path without links, as far as it exists. */
function realPath(place: string): string {
  try {
    return realpathSync(place);
  } catch {
    const above = path.dirname(place);
    return above === place ? place : path.join(realPath(above), path.basename(place));
  }
}

function refuseInputsWithin(place: string, names: readonly string[], inputs: readonly string[]): void {
  const folders = names.map((name) => path.join(place, name)).map((folder) => ({ folder, real: realPath(folder) }));
  for (const input of inputs) {
    const given = realPath(path.resolve(input));
    const within = folders.find(({ real }) => given === real || given.startsWith(`${real}${path.sep}`));
    if (within !== undefined) throw new RangeError(`${input} lies in ${within.folder}, which is written anew: name another folder with --out, or move the works elsewhere`);
  }
}

/** Nothing of these names may be in a folder without the mark, but empty folders. @throws RangeError naming the first */
function refuseStrangers(place: string, names: readonly string[]): void {
  // Where a file is in the way, making the folder says so.
  if (isOwnFolder(place) || !existsSync(place) || !statSync(place).isDirectory()) return;
  for (const name of names) {
    const known = path.join(place, name);
    const found = lstatSync(known, { throwIfNoEntry: false });
    if (found === undefined || (found.isDirectory() && readdirSync(known).length === 0)) continue;
    throw new RangeError(`${known} is there already and was not made by \`coterie pipeline\`, which writes something of that name: name another folder, or move it elsewhere`);
  }
}

const strangeSaid = (file: string): string => `${file} is no file of \`coterie pipeline\`, which removes or writes anew the folder that it lies in: move it elsewhere, or name another folder`;

/** @throws RangeError for a file in what bears one of the names, that the pipeline does not write */
function refuseStrangeFile(known: string): void {
  if (path.basename(known) === TABLES_MANIFEST || !existsSync(known)) return;
  const strange = strangeIn(known);
  if (strange !== null) throw new RangeError(strangeSaid(strange));
}

/** The first file or folder that the pipeline does not write into a folder of this name; null where there is none. */
function strangeIn(known: string): string | null {
  const name = path.basename(known);
  if (name !== FETCHED_WORKS && name !== WORK_FOLDER) return strangeFileIn(known);
  for (const entry of entries(known)) {
    const inner = path.join(known, entry);
    if (name === FETCHED_WORKS ? isFetched(entry) : isStateFile(entry)) continue;
    const strange = name === WORK_FOLDER && isFolder(inner) ? strangeFileIn(inner) : inner;
    if (strange !== null) return strange;
  }
  return null;
}

/** Names in a folder; a link to a folder is one. @throws RangeError where it is a file */
function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch (error) {
    throw new RangeError(`${folder} can't be listed (${(error as Error).message}), and a folder is written there: move it elsewhere, or name another folder`, { cause: error });
  }
}

/** The first file in the folder of a table that no engine writes there; null where there is none, nor a folder. */
function strangeFileIn(folder: string): string | null {
  if (!existsSync(folder)) return null;
  for (const name of entries(folder)) {
    const file = path.join(folder, name);
    if (!OF_AN_ENGINE.test(name) || isFolder(file) !== WHOLE_FOLDER_OF_AN_ENGINE.test(name)) return file;
  }
  return null;
}

function makeOwnFolder(place: string): void {
  written(place, () => {
    try {
      makeFolder(place);
      makeFolder(path.join(place, MARK_FOLDER));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST' || code === 'ENOTDIR') throw new RangeError(`no folder can be made at ${place} (${message}): name another`, { cause: error });
      throw error;
    }
  });
}

/** @throws EngineError where nothing can be written, saying why */
function written<T>(place: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    const full = fullDiskSaid(error, place);
    if (full !== null) throw new EngineError(`the disk that holds ${place} is full (${full}): free some room there and give the same command again`, { cause: error });
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'EROFS' && code !== 'EACCES' && code !== 'EPERM' && code !== 'ENOENT' && code !== 'ENAMETOOLONG') throw error;
    throw new EngineError(`nothing can be written to ${place} (${message}): name a folder that can be written to`, { cause: error });
  }
}

function locked(place: string): Lock {
  return written(place, () => lockTables(path.join(place, MARK_FOLDER), place));
}
