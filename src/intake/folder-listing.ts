/** What lies in a watched folder at one moment: files that may be imported, and those that are left alone, with why. */
import type { Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { hasKnownEnding } from '../sources/discover.js';

/** What tells one state of a file from another without reading it. */
export interface FileMark {
  /** In bytes. */
  readonly size: number;
  readonly mtimeMs: number;
  /** Another one means that another file was renamed over it. */
  readonly inode: number;
}

/** Why a file is no candidate. */
export type LeftAloneBecause = 'hidden' | 'temporary' | 'of no known ending' | 'neither file nor folder' | 'unreadable' | 'a link leads out of the folder';

export interface FolderListing {
  /** By real path. Links to one file are one. */
  readonly files: ReadonlyMap<string, FileMark>;
  readonly leftAlone: ReadonlyMap<string, LeftAloneBecause>;
}

/** What editors, browsers and copying programs call files that are not whole yet. */
const TEMPORARY = /(?:~|\.(?:part|partial|filepart|crdownload|download|tmp|temp|swp|swx|swo|bak|lock|!ut))$|^(?:~\$|#.*#$|\.~lock\.)/i;

/** True for a name that means a file that is still being written, or an editor's own. */
export function isTemporaryName(name: string): boolean {
  return TEMPORARY.test(name.replace(/\.gz$/i, '')) || TEMPORARY.test(name);
}

/**
 * Lists a folder with all below it; O(entries). What vanishes meanwhile is left out. Links are followed within the folder
 * only: whoever may write into it must not have anything else read that this process can read.
 * @param within where links may lead to: the folder itself, or one above it
 * @throws Error of the file system where the folder itself can't be listed
 */
export async function listFolder(folder: string, within: string = folder): Promise<FolderListing> {
  const files = new Map<string, FileMark>();
  const leftAlone = new Map<string, LeftAloneBecause>();
  const visited = new Set<string>();
  const top = await realpath(within);
  const liesWithin = (real: string): boolean => real === top || real.startsWith(top.endsWith(sep) ? top : `${top}${sep}`);
  const list = async (dir: string, names: readonly string[]): Promise<void> => {
    for (const name of names.toSorted()) {
      const path = join(dir, name);
      if (name.startsWith('.')) {
        leftAlone.set(path, 'hidden');
        continue;
      }
      const real = await realpath(path).catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? null : error));
      if (real === null) continue;
      if (real instanceof Error) {
        leftAlone.set(path, 'unreadable');
        continue;
      }
      if (!liesWithin(real)) {
        leftAlone.set(path, 'a link leads out of the folder');
        continue;
      }
      const about = await stat(real).catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? null : error));
      if (about === null) continue;
      if (about instanceof Error) leftAlone.set(path, 'unreadable');
      else if (about.isDirectory()) await enter(path, real);
      else take(path, name, real, about);
    }
  };
  const enter = async (dir: string, real: string): Promise<void> => {
    // A link back to a folder above must not be walked for ever.
    if (visited.has(real)) return;
    visited.add(real);
    const names = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') leftAlone.set(dir, 'unreadable');
      return [];
    });
    await list(dir, names);
  };
  const take = (path: string, name: string, real: string, about: Stats): void => {
    if (!about.isFile()) leftAlone.set(path, 'neither file nor folder');
    else if (isTemporaryName(name)) leftAlone.set(path, 'temporary');
    else if (!hasKnownEnding(name)) leftAlone.set(path, 'of no known ending');
    else files.set(real, { size: about.size, mtimeMs: about.mtimeMs, inode: about.ino });
  };
  visited.add(await realpath(folder));
  await list(folder, await readdir(folder));
  // Gone meanwhile, with everything in it: then nothing of what was found, or not, holds.
  await stat(folder);
  return { files, leftAlone };
}
