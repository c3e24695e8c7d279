/** Bringing a file that was written beside its place under its name, and removing what killed runs left beside it. */
import { closeSync, linkSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

const ENDING = '.partial';
/** Process ids mean something on one machine only: folders may be shared by several, and by containers. */
const HOST = hostname().replace(/[^\w.-]/g, '_').slice(0, 64);
/** How file systems without hard links answer. */
const NO_LINKS: ReadonlySet<string | undefined> = new Set(['EPERM', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL', 'EXDEV']);

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

/** Where this process writes a file before it is whole: beside its place, under a name that says whose it is. */
export function partialOf(path: string): string {
  return `${path}.${process.pid}@${HOST}${ENDING}`;
}

/**
 * Gives a file its name unless there is something of that name, in one step that no other process can come between.
 * @param link makes a hard link; where the file system has none the name is taken by an empty file first
 * @returns false where the name is taken: then nothing was changed
 * @throws the system's error where the folder can't be written to
 */
export function placeAsNew(partial: string, path: string, link: typeof linkSync = linkSync): boolean {
  try {
    link(partial, path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (!NO_LINKS.has(codeOf(error))) throw error;
    return placeWithoutLinks(partial, path);
  }
  rmSync(partial, { force: true });
  return true;
}

function placeWithoutLinks(partial: string, path: string): boolean {
  try {
    closeSync(openSync(path, 'wx'));
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    renameSync(partial, path);
  } catch (error) {
    // The empty file that held the name is ours.
    rmSync(path, { force: true });
    throw error;
  }
  return true;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs for somebody else.
    return codeOf(error) !== 'ESRCH';
  }
}

/**
 * Removes what exports to the same file left unfinished when they were killed on this machine. To be called before this
 * process writes to `path`: what bears its own id then is of an earlier process that had it.
 * @returns the names removed; what can't be removed stays
 */
export function removeAbandoned(path: string): string[] {
  const folder = dirname(path);
  const begin = `${basename(path)}.`;
  const end = `@${HOST}${ENDING}`;
  const removed: string[] = [];
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(begin) || !name.endsWith(end)) continue;
    const pid = name.slice(begin.length, -end.length);
    if (!/^\d{1,10}$/.test(pid) || (Number(pid) !== process.pid && isRunning(Number(pid)))) continue;
    try {
      rmSync(join(folder, name));
      removed.push(name);
    } catch {
      continue;
    }
  }
  return removed;
}
