/** Whether a path is a folder, before it is taken for an empty one. */
import { statSync } from 'node:fs';
import { ReplicationError } from './errors.js';

/** @throws ReplicationError USAGE where something else is at the path, or above it */
export function refuseOther(path: string): void {
  kindOf(path);
}

/** @throws ReplicationError USAGE where something else is at the path, MISSING where nothing is */
export function expectFolder(path: string): void {
  if (kindOf(path) === 'NONE') throw new ReplicationError('MISSING', `there is no directory ${path}: look at the path`);
}

function kindOf(path: string): 'FOLDER' | 'NONE' {
  let isFolder: boolean | undefined;
  try {
    isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTDIR') throw new ReplicationError('DENIED', `${path} can't be looked at (${message}): see to its owner and its permissions`);
    isFolder = false;
  }
  if (isFolder === false) throw new ReplicationError('USAGE', `${path} is no directory, or lies below what is none: name one that holds snapshots`);
  return isFolder === true ? 'FOLDER' : 'NONE';
}
