/** A file that can't be written since its disk is full, in words. */
import { dirname } from 'node:path';
import { fullDiskSaid } from '../corpus/disk-full.js';
import { CliError, EXIT } from './errors.js';

/** The error itself, or, where it says that the disk is full, one that names the file and the remedy. @param path the file as it was asked for */
export function explainedFullTarget(error: unknown, path: string): unknown {
  const said = fullDiskSaid(error, dirname(path));
  if (said === null) return error;
  return new CliError(`the disk that holds ${path} is full (${said}): free some room there, or name a file on another disk, and run the same command again; what was written of it is removed`, EXIT.failure);
}
