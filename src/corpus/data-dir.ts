/** The directory in which a corpus and its snapshots lie. */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseError } from './database.js';
import { giveToOwnerOfFolder } from './ownership.js';

/**
 * Makes the directory where it is missing.
 * @throws DatabaseError naming the directory, the reason and the remedy
 */
export function ensureDataDir(dataDir: string): void {
  try {
    makeFolder(dataDir);
  } catch (error) {
    throw new DatabaseError(`the data directory ${dataDir} can't be used (${(error as Error).message}): choose another`);
  }
}

/**
 * Makes a folder, and those above it, where they are missing. One level at a time: Node's recursive mkdir never ends in
 * places where nothing can be made, such as /proc, and says ENOENT of a disk that is read-only.
 * @throws Error of the file system, naming what can't be made; with the code ENOTDIR where a file is in the way
 */
export function makeFolder(folder: string): void {
  makeDirectory(resolve(folder));
}

function makeDirectory(path: string): void {
  if (existsSync(path)) {
    if (statSync(path).isDirectory()) return;
    throw Object.assign(new Error(`${path} is a file`), { code: 'ENOTDIR' });
  }
  makeDirectory(dirname(path));
  try {
    mkdirSync(path);
    giveToOwnerOfFolder(path);
  } catch (error) {
    // Another process may have been faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
