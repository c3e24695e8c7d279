/**
 * The files of arrays of a snapshot: read into memory where they are small, else mapped, so that what is touched is read
 * through the page cache, which all processes share. Either way each is proved to be the one that the manifest describes.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sha256OfFile } from '../corpus/file-checksums.js';
import { openSections, packSections, type Container, type ContainerMeta, type Sections } from '../graph/buffer.js';
import { mapBufferFile, readBufferFile, writeBufferFile } from '../graph/buffer-file.js';
import { whyNothingIsMapped } from '../graph/memory-map.js';
import { joined, shardsOf } from '../graph/shards.js';
import { FILES, namesOfShards, shardsNamed, SnapshotError } from './layout.js';
import type { ArraysPlace, Manifest } from './types.js';

/** Bytes of arrays up to which they are read into memory, unless somebody says otherwise. */
export const DEFAULT_ARRAYS_IN_MEMORY = 256 * 2 ** 20;

/** Bytes hashed before others get their turn. */
const PIECE_BYTES = 4 * 2 ** 20;

const DIFFERS = 'it is not the file that the manifest describes: its sha256 is another';

/** Where the arrays of a snapshot are to stand. @param mostInMemory bytes up to which they are read into memory */
export function placeOfArrays({ files }: Manifest, mostInMemory = DEFAULT_ARRAYS_IN_MEMORY): ArraysPlace {
  const bytes = Object.entries(files).reduce((sum, [name, file]) => sum + (name === FILES.records ? 0 : file.bytes), 0);
  if (bytes <= mostInMemory) return { bytes, isMapped: false, whyNotMapped: null };
  const whyNotMapped = whyNothingIsMapped();
  return { bytes, isMapped: whyNotMapped === null, whyNotMapped };
}

/**
 * Writes a file of arrays, or several where it would be larger than a file should be. O(bytes), and memory for one file.
 * @param most bytes of a file; 4 GiB if absent
 * @returns the names of the files
 * @throws RangeError for an array that no file holds
 */
export async function writeArrays(dir: string, file: string, sections: Sections, meta: ContainerMeta = {}, most?: number): Promise<string[]> {
  const shards = shardsOf(sections, meta, most);
  const names = namesOfShards(file, shards.length);
  for (const [at, shard] of shards.entries()) await writeBufferFile(join(dir, names[at]), packSections(shard.sections, shard.meta));
  return names;
}

/**
 * What a file of arrays and its further shards hold, each proved to be the one that the manifest describes. O(bytes);
 * mapped ones take no memory of their own.
 * @param isMapped only where files can be mapped (placeOfArrays tells)
 * @throws SnapshotError naming the file
 */
export async function containerOf(dir: string, file: string, manifest: Manifest, isMapped = false): Promise<Container> {
  const shards: Container[] = [];
  for (const name of shardsNamed(file, manifest.files)) shards.push(await openedFile(join(dir, name), manifest.files[name]?.sha256, isMapped));
  try {
    return joined(shards);
  } catch (error) {
    throw unreadable(join(dir, file), error);
  }
}

async function openedFile(path: string, sha256: string | undefined, isMapped: boolean): Promise<Container> {
  try {
    if (isMapped) {
      // Through reads and not through the map: pages that are only proved are none of this process's.
      if ((await sha256OfFile(path)) !== sha256) throw new Error(DIFFERS);
      return openSections(await mapBufferFile(path));
    }
    const buffer = await readBufferFile(path);
    if ((await sha256Of(buffer)) !== sha256) throw new Error(DIFFERS);
    return openSections(buffer);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** The same with the remedy: for files of records, too. */
export function unreadable(path: string, error: unknown): SnapshotError {
  return new SnapshotError(`${path} can't be read (${(error as Error).message}): run \`coterie repair\` to rebuild the snapshot, or an import, which does so too`);
}

/** Throws where a file of records is not the one that the manifest describes. */
export async function proveFile(path: string, sha256: string | undefined): Promise<void> {
  if ((await sha256OfFile(path)) !== sha256) throw unreadable(path, new Error(DIFFERS));
}

/** Hashed in pieces, so that a server which opens the next snapshot goes on answering. */
async function sha256Of(buffer: SharedArrayBuffer): Promise<string> {
  const hash = createHash('sha256');
  const bytes = new Uint8Array(buffer);
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    hash.update(bytes.subarray(at, at + PIECE_BYTES));
    if (at > 0) await nextTurn();
  }
  return hash.digest('hex');
}
