/**
 * Where a snapshot lies on disk, and the manifest that describes it. A documented contract: whatever writes such a
 * directory can be served.
 *
 *   <data>/corpus.sqlite            the corpus the snapshots are derived from
 *   <data>/snapshots/current        text: name of the directory to serve; replaced by an atomic rename
 *   <data>/snapshots/<id>/          or <id>-2, <id>-3, …: the same snapshot, built again after damage
 *     manifest.json                 id, format version, counts, default spec, stored metrics, a sha256 per file and one of itself
 *     graph.bin                     incidence and default projection (graph/buffer.ts)
 *     metrics.bin                   values of the stored metrics, one section each
 *     names.bin                     index of the words of authors' names
 *     graph-2.bin, graph-3.bin, …   where one of these would be larger than 4 GiB, the arrays that no longer fit into it, and
 *                                   the parts of one that no file holds, in files of their own (graph/shards.ts); the
 *                                   manifest names them
 *     records.sqlite                records, ids, authorships, full text; read-only
 *     order                         text: the how-manieth publication of this data directory it is; may be missing
 *   <data>/computed/<id>/           what was computed on demand (computed-files.ts); may be removed at any time
 *   <data>/identity-blocks.bin      outcomes of similarity, for the next build (identity/block-outcomes.ts); may be removed
 *                                   at any time
 */
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { sha256OfFile } from '../corpus/file-checksums.js';
import { FormatFault, isSnapshotId, ManifestFault, manifestIn } from './manifest-text.js';
import { remedyIn } from './remedies.js';
import type { Manifest } from './types.js';

export { isSnapshotId, manifestChecksum, PARTED_FORMAT, SHARDED_FORMAT, SNAPSHOT_FORMAT } from './manifest-text.js';

export const FILES = {
  graph: 'graph.bin',
  metrics: 'metrics.bin',
  names: 'names.bin',
  records: 'records.sqlite',
} as const;

/** The file of the `nth` shard of a file of arrays, from 1. */
const shardName = (file: string, nth: number): string => (nth === 1 ? file : file.replace(/\.bin$/, `-${nth}.bin`));

/** The files that hold what one file of arrays would, in their order: that file alone unless it would be too large. @param files of the manifest */
export function shardsNamed(file: string, files: Manifest['files']): string[] {
  const names = [file];
  while (files[shardName(file, names.length + 1)] !== undefined) names.push(shardName(file, names.length + 1));
  return names;
}

/** Names for so many. */
export const namesOfShards = (file: string, count: number): string[] => Array.from({ length: count }, (_, at) => shardName(file, at + 1));

/** File of a snapshot that says in which order snapshots were published; no part of what the manifest describes. */
export const ORDER_FILE = 'order';

/** Names of sections within the files that more than one module of this room uses. */
export const SECTIONS = { projection: 'projection/default' } as const;

/** A snapshot directory that can't be served; the message names the path, what is wrong and the remedy. */
export class SnapshotError extends Error {
  override readonly name = 'SnapshotError';

  constructor(
    readonly path: string,
    /** To be read after the path. */
    readonly what: string,
    readonly remedy: string,
  ) {
    super(`${path} ${what}: ${remedy}`);
  }
}

/** A snapshot of another format than this program's. */
export class SnapshotFormatError extends SnapshotError {
  constructor(
    path: string,
    { what, found, isOlder }: FormatFault,
    dataDir: string,
  ) {
    super(path, what, isOlder ? remedyIn(dataDir, '`coterie repair` builds it anew from the corpus, as every import does') : 'use the newer program that wrote it, or restore a backup that was made before the upgrade');
    this.found = found;
  }

  readonly found: number;
}

export const snapshotsDir = (dataDir: string): string => join(dataDir, 'snapshots');
/** Where what was computed on demand is kept, a folder per snapshot id. */
export const computedDir = (dataDir: string): string => join(dataDir, 'computed');
/** Where outcomes of similarity are kept from one build to the next; may be removed at any time. */
export const blockOutcomesPath = (dataDir: string): string => join(dataDir, 'identity-blocks.bin');
export const pointerPath = (dataDir: string): string => join(snapshotsDir(dataDir), 'current');

/**
 * Name of the directory that is current (its snapshot's id, with a count where it was built again), or null before
 * the first.
 * @throws SnapshotError where the pointer holds anything else
 */
export function currentSnapshotName(dataDir: string): string | null {
  const pointer = pointerPath(dataDir);
  let name: string;
  try {
    name = readFileSync(pointer, 'utf8').trim();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && !leadsNowhere(snapshotsDir(dataDir))) return null;
    const remedy = code === 'EACCES' || code === 'EPERM' ? 'let the user who runs this read it and the folders above' : code === 'EISDIR' ? remedyIn(dataDir, 'run `coterie repair`') : `see that ${snapshotsDir(dataDir)} is the folder that it was`;
    throw new SnapshotError(pointer, `can't be read (${message})`, remedy);
  }
  if (!/^[a-z0-9]{8,64}(-\d+)?$/.test(name)) throw new SnapshotError(pointer, `holds ${JSON.stringify(name.slice(0, 40))}, not the name of a snapshot`, remedyIn(dataDir, 'run `coterie repair`'));
  return name;
}

/** Whether there is a link of which nothing is at its end, such as a volume that is not mounted: something is missing there. */
function leadsNowhere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true && !existsSync(path);
}

/** Whether a directory of `snapshots` was made by this program, if only damaged: what else somebody put there is not ours to remove. */
export function isSnapshotDirectory(dir: string): boolean {
  return isSnapshotId(basename(dir).replace(/-\d+$/, '')) && ['manifest.json', ...Object.values(FILES)].some((file) => existsSync(join(dir, file)));
}

/** The same of a directory of `computed`: it bears the id of a snapshot and holds what is computed, or what was being written of it. */
export function isComputedDirectory(dir: string): boolean {
  if (!isSnapshotId(basename(dir)) || !statSync(dir).isDirectory()) return false;
  return readdirSync(dir, { recursive: true, withFileTypes: true }).every((entry) => entry.isDirectory() || /\.(?:bin|tmp)$/.test(entry.name));
}

/** The remedy for what can't be read of a snapshot. @param dir its directory */
export function rebuildRemedy(dir: string): string {
  return remedyIn(dirname(dirname(dir)), 'run `coterie repair` to rebuild the snapshot');
}

/** @throws SnapshotError for a manifest that is missing, unreadable, of another format, or not what one looks like */
export function readManifest(dir: string): Manifest {
  const path = join(dir, 'manifest.json');
  try {
    return manifestIn(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof FormatFault) throw new SnapshotFormatError(path, error, dirname(dirname(dir)));
    throw new SnapshotError(path, error instanceof ManifestFault ? error.what : `can't be read (${(error as Error).message})`, rebuildRemedy(dir));
  }
}

/**
 * Proves that every file of a snapshot directory is the one its manifest describes; O(bytes).
 * @returns one sentence per fault, empty when sound
 */
export async function verifySnapshot(dir: string): Promise<string[]> {
  const faults: string[] = [];
  for (const [name, { bytes, sha256 }] of Object.entries(readManifest(dir).files)) {
    const path = join(dir, name);
    if (!existsSync(path)) faults.push(`${path} is missing`);
    else if ((await sha256OfFile(path)) !== sha256) faults.push(`${path} differs from what was written (${bytes} bytes, sha256 ${sha256})`);
  }
  return faults;
}
