/** Which files of a server's import folder somebody who asks from afar means, and that they lie in it. */
import { stat, realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { listFolder } from './folder-listing.js';

/** What can't be imported of what was asked for; the message is a clause without a full stop that tells nothing of what lies outside the folder. */
export class FileRefusedError extends Error {
  override readonly name = 'FileRefusedError';
  constructor(
    readonly asked: string,
    message: string,
  ) {
    super(message);
  }
}

export interface FilesFound {
  /** Real paths, each once. */
  readonly paths: readonly string[];
  /** Files of folders asked for that are hidden, temporary or of no known format. */
  readonly leftAlone: number;
}

/** Files that one import takes; folders are taken whole or not at all. */
const MAX_FILES = 10_000;
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const MAX_PATH = 1_024;

/**
 * Finds files and folders, relative to the folder or absolute within it; O(entries of the folders asked for).
 * @throws FileRefusedError for the first that is not there, or leads out of the folder by itself or by a link
 */
export async function filesWithin(folder: string, asked: readonly string[]): Promise<FilesFound> {
  const root = await realpath(folder).catch(() => null);
  if (root === null) throw new FileRefusedError(asked[0], 'but the server\'s import folder is not there');
  const paths = new Set<string>();
  let leftAlone = 0;
  for (const each of asked) {
    const real = await realPathWithin(root, folder, each);
    const about = await stat(real);
    if (about.isFile()) paths.add(real);
    else if (about.isDirectory()) {
      const listing = await listFolder(real, root);
      if (Array.from(listing.leftAlone.values()).includes('a link leads out of the folder')) throw new FileRefusedError(each, 'a folder with a link that leads out of the import folder');
      for (const path of listing.files.keys()) paths.add(path);
      if (listing.files.size === 0) throw new FileRefusedError(each, 'a folder without a file of a known format');
      leftAlone += listing.leftAlone.size;
    } else throw new FileRefusedError(each, 'which is neither a file nor a folder');
    if (paths.size > MAX_FILES) throw new FileRefusedError(each, `with which there are more than ${MAX_FILES.toLocaleString('en')} files, the most that one import takes`);
  }
  return { paths: Array.from(paths), leftAlone };
}

async function realPathWithin(root: string, folder: string, asked: string): Promise<string> {
  if (asked.trim() === '' || asked.length > MAX_PATH) throw new FileRefusedError(asked, `but must have 1 to ${MAX_PATH} characters`);
  if (CONTROL.test(asked)) throw new FileRefusedError(asked, 'which has control characters');
  // What is absolute may be written by the folder's own name, or by where that leads.
  const base = isAbsolute(asked) && isWithin(resolve(folder), resolve(asked)) ? resolve(folder) : root;
  const path = resolve(base, asked);
  if (!isWithin(base, path)) throw new FileRefusedError(asked, 'which lies outside the import folder');
  const real = await realpath(path).catch(() => null);
  if (real === null) throw new FileRefusedError(asked, 'but there is no such file or folder in the import folder');
  if (!isWithin(root, real)) throw new FileRefusedError(asked, 'which is a link, or lies behind one, that leads out of the import folder');
  return real;
}

function isWithin(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
