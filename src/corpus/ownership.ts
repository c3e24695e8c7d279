/**
 * What root makes in another's data directory is given to whoever owns that directory: the server that runs as that user
 * must be able to read and write it.
 */
import { chownSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Gives a file that this process made to the owner of its folder. Nothing where this process is not root's, or where root owns the folder too. */
export function giveToOwnerOfFolder(path: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(dirname(path));
  if (uid !== 0 && lstatSync(path).uid === 0) chownSync(path, uid, gid);
}

/** The same for a folder that this process made and all that lies in it. O(files). */
export function giveAllToOwnerOfFolder(dir: string): void {
  if (process.getuid?.() !== 0) return;
  giveToOwnerOfFolder(dir);
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) giveAllToOwnerOfFolder(path);
    else if (entry.isFile()) giveToOwnerOfFolder(path);
  }
}
