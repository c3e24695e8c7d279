/** The directory in which a corpus and its snapshots lie. */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseError } from './database.js';
import { giveToOwnerOfFolder } from './ownership.js';

/**
 * Makes the directory where it is missing. One level at a time: Node's recursive mkdir never ends in places where
 * nothing can be made, such as /proc.
 * @throws DatabaseError naming the directory, the reason and the remedy
 */
export function ensureDataDir(dataDir: string): void {
  try {
    makeDirectory(resolve(dataDir));
    if (!statSync(dataDir).isDirectory()) throw new Error('it is a file');
  } catch (error) {
    throw new DatabaseError(`the data directory ${dataDir} can't be used (${(error as Error).message}): choose another`);
  }
}

function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  makeDirectory(dirname(path));
  try {
    mkdirSync(path);
    giveToOwnerOfFolder(path);
  } catch (error) {
    // Another process may have been faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
