/** From command-line arguments to files: folders, globs and single paths, in one deterministic order. */
import type { Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { ImportProblem } from '../records/record.js';
import { expandGlob, isGlob } from './glob.js';
import { firstFew, importProblem } from './problems.js';
import { SOURCES } from './registry.js';

export interface DiscoveredFile {
  readonly path: string;
  /** File name without folders. */
  readonly file: string;
  /** Size on disk in bytes. */
  readonly size: number;
  /** False where a folder brought it: then a format that is not recognised is no fault of the caller. */
  readonly named: boolean;
}

export interface Discovery {
  readonly files: readonly DiscoveredFile[];
  /**
   * MISSING_FILE, EMPTY_DIRECTORY, UNKNOWN_FORMAT (a folder without any file of a known ending), NO_MATCH (a glob),
   * UNREADABLE, and IGNORED_FILES (how many files of a folder were left out, and their endings). `file` is the argument.
   */
  readonly problems: readonly ImportProblem[];
}

/**
 * Expands files, folders (recursively, names sorted, hidden ones left out) and globs. A file named by itself is always
 * taken; within folders only files with the ending of some format (and optional `.gz`). Each real file comes once,
 * at its first place. Never throws for what the file system answers: that becomes a problem.
 */
export async function discoverFiles(args: readonly string[]): Promise<Discovery> {
  const files = new Map<string, DiscoveredFile>();
  const problems: ImportProblem[] = [];
  for (const argument of args) await discover(argument, files, problems);
  return { files: [...files.values()], problems };
}

async function discover(argument: string, files: Map<string, DiscoveredFile>, problems: ImportProblem[]): Promise<void> {
  const about = await stat(argument).catch(() => null);
  if (about !== null) {
    await take(argument, about, files, problems);
    return;
  }
  if (!isGlob(argument)) {
    problems.push(importProblem({ file: argument, kind: 'MISSING_FILE', reason: `There is no file or folder ${argument}.` }));
    return;
  }
  const matches = await expandGlob(argument);
  if (matches.length === 0) {
    problems.push(importProblem({ file: argument, kind: 'NO_MATCH', reason: `No file matches ${argument}.` }));
  }
  for (const path of matches) {
    const found = await stat(path).catch(() => null);
    if (found !== null) await take(path, found, files, problems);
  }
}

async function take(path: string, about: Stats, files: Map<string, DiscoveredFile>, problems: ImportProblem[]): Promise<void> {
  if (about.isDirectory()) await takeFolder(path, files, problems);
  else if (about.isFile()) await takeFile(path, about.size, true, files);
  else problems.push(importProblem({ file: path, kind: 'UNREADABLE', reason: `${path} is neither a file nor a folder.` }));
}

async function takeFile(path: string, size: number, named: boolean, files: Map<string, DiscoveredFile>): Promise<void> {
  const real = await realpath(path);
  if (!files.has(real)) files.set(real, { path, file: basename(path), size, named });
}

async function takeFolder(folder: string, files: Map<string, DiscoveredFile>, problems: ImportProblem[]): Promise<void> {
  const found: string[] = [];
  const ignored: string[] = [];
  await listFolder(folder, found, ignored, new Set(), problems);
  if (found.length === 0 && ignored.length === 0) {
    problems.push(importProblem({ file: folder, kind: 'EMPTY_DIRECTORY', reason: `The folder ${folder} holds no files.` }));
  } else if (found.length === 0) {
    problems.push(importProblem({
      file: folder, kind: 'UNKNOWN_FORMAT', value: endings(ignored),
      reason: `The folder ${folder} holds no file of a known format among ${ignored.length} (known endings: ${[...knownEndings()].join(', ')}; each also with .gz).`,
    }));
  } else if (ignored.length > 0) {
    problems.push(importProblem({
      file: folder, kind: 'IGNORED_FILES', value: endings(ignored),
      reason: `${ignored.length} file(s) of the folder ${folder} were left out because no format has their ending (${firstFew(ignored.map((path) => relative(folder, path)))}); name a file by itself to read it anyway.`,
    }));
  }
  for (const path of found) await takeFile(path, (await stat(path)).size, false, files);
}

async function listFolder(folder: string, found: string[], ignored: string[], visited: Set<string>, problems: ImportProblem[]): Promise<void> {
  const real = await realpath(folder);
  // A link back to a folder above must not be walked for ever.
  if (visited.has(real)) return;
  visited.add(real);
  const names = await readdir(folder).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    problems.push(importProblem({ file: folder, kind: 'UNREADABLE', reason: `The folder ${folder} cannot be listed: ${why}.` }));
    return [];
  });
  for (const name of names.toSorted((a, b) => (a < b ? -1 : 1))) {
    if (name.startsWith('.')) continue;
    const path = join(folder, name);
    const about = await stat(path).catch(() => null);
    if (about?.isDirectory() === true) await listFolder(path, found, ignored, visited, problems);
    else if (about?.isFile() === true) (hasKnownEnding(name) ? found : ignored).push(path);
  }
}

function knownEndings(): Set<string> {
  return new Set(SOURCES.flatMap((source) => source.extensions.map((extension) => `.${extension}`)));
}

/** Whether some format has the ending of this name, `.gz` aside. */
export function hasKnownEnding(name: string): boolean {
  const plain = name.toLowerCase().replace(/\.gz$/, '');
  return [...knownEndings()].some((ending) => plain.endsWith(ending));
}

function endings(paths: readonly string[]): string {
  return [...new Set(paths.map((path) => /\.[^.]+$/.exec(basename(path))?.[0] ?? 'no ending'))].toSorted().join(', ');
}
