/**
 * The files of arrays of a snapshot: read into memory where they are small, else mapped, so that what is touched is read
 * through the page cache, which all processes share. Either way each is proved to be the one that the manifest describes.
 */
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sha256OfFile } from '../corpus/file-checksums.js';
import { openSections, type Container, type ContainerMeta, type Sections } from '../graph/buffer.js';
import { mapBufferFile, mapFilePieces, readBufferFile, writeBufferFile } from '../graph/buffer-file.js';
import { whyNothingIsMapped } from '../graph/memory-map.js';
import { joined, packShard, partIn, partsByArray, shardsOf, type Part } from '../graph/shards.js';
import { sharedArray, type TypedArray, type TypedArrayConstructor } from '../graph/shared-arrays.js';
import { FILES, namesOfShards, PARTED_FORMAT, shardsNamed, SnapshotError } from './layout.js';
import { remedyIn } from './remedies.js';
import type { ArraysPlace, Manifest } from './types.js';

/** Bytes of arrays up to which they are read into memory, unless somebody says otherwise. */
export const DEFAULT_ARRAYS_IN_MEMORY = 256 * 2 ** 20;

/** Bytes hashed before others get their turn. */
const PIECE_BYTES = 4 * 2 ** 20;

const DIFFERS = 'it is not the file that the manifest describes: its sha256 is another';

/** Where the arrays of a snapshot are to stand. @param mostInMemory bytes up to which they are read into memory */
export function placeOfArrays({ files, formatVersion }: Manifest, mostInMemory = DEFAULT_ARRAYS_IN_MEMORY): ArraysPlace {
  const bytes = Object.entries(files).reduce((sum, [name, file]) => sum + (name === FILES.records ? 0 : file.bytes), 0);
  if (bytes <= mostInMemory) return { bytes, isMapped: false, whyNotMapped: null };
  const whyNotMapped = whyNothingIsMapped(formatVersion === PARTED_FORMAT ? longestTogether(files) : 0);
  return { bytes, isMapped: whyNotMapped === null, whyNotMapped };
}

/** An upper bound of the bytes of one array in parts: those of the files of its kind. */
function longestTogether(files: Manifest['files']): number {
  return Math.max(...[FILES.graph, FILES.names, FILES.metrics].map((file) => shardsNamed(file, files).reduce((sum, name) => sum + (files[name]?.bytes ?? 0), 0)));
}

/** Files of arrays that have been written. */
export interface WrittenArrays {
  readonly names: readonly string[];
  /** Whether one array is parted among them. */
  readonly hasParts: boolean;
}

/**
 * Writes a file of arrays, or several where it would be larger than a file should be. O(bytes), and memory for one file.
 * @param most bytes of a file; 4 GiB if absent
 * @throws RangeError for an array that no file holds nor has room for a part of
 */
export async function writeArrays(dir: string, file: string, sections: Sections, meta: ContainerMeta = {}, most?: number): Promise<WrittenArrays> {
  const shards = shardsOf(sections, meta, most);
  const names = namesOfShards(file, shards.length);
  for (const [at, shard] of shards.entries()) await writeBufferFile(join(dir, names[at]), packShard(shard));
  return { names, hasParts: shards.some(({ isPart }) => isPart) };
}

/** A part and the file that holds it. */
interface FilePart extends Part {
  readonly path: string;
}

/**
 * What a file of arrays and its further shards hold, each proved to be the one that the manifest describes. O(bytes);
 * mapped ones take no memory of their own.
 * @param isMapped only where files can be mapped (placeOfArrays tells)
 * @throws SnapshotError naming the file
 */
export async function containerOf(dir: string, file: string, manifest: Manifest, isMapped = false): Promise<Container> {
  const shards: Container[] = [];
  const parts: FilePart[] = [];
  const copies = new Map<string, TypedArray>();
  for (const name of shardsNamed(file, manifest.files)) {
    const path = join(dir, name);
    const shard = await openedFile(path, manifest.files[name]?.sha256, isMapped);
    try {
      const part = partIn(shard);
      if (part === null) shards.push(shard);
      else parts.push({ ...part, path, elements: isMapped ? part.elements : copiedInto(copies, part) });
    } catch (error) {
      throw unreadable(path, error);
    }
  }
  try {
    for (const [name, all] of partsByArray(parts)) shards.push({ version: shards[0].version, meta: {}, sections: { [name]: copies.get(name) ?? (await mappedAsOne(all)) } });
    return joined(shards);
  } catch (error) {
    throw unreadable(join(dir, file), error);
  }
}

async function mappedAsOne(parts: readonly FilePart[]): Promise<TypedArray> {
  const [{ of, elements }] = parts;
  const whole = await mapFilePieces(parts.map(({ path, elements: { byteOffset, byteLength } }) => ({ path, offset: byteOffset, bytes: byteLength })));
  return new (elements.constructor as unknown as TypedArrayConstructor<TypedArray>)(whole, 0, of);
}

/** The part's elements where they stand in a copy of the whole, so that the file's own memory is let go. */
function copiedInto(copies: Map<string, TypedArray>, { name, at, of, elements }: Part): TypedArray {
  const whole = copies.get(name) ?? sharedArray(elements.constructor as unknown as TypedArrayConstructor<TypedArray>, of);
  copies.set(name, whole);
  whole.set(elements, at);
  return whole.subarray(at, at + elements.length);
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
  const remedy = remedyIn(dirname(dirname(dirname(path))), 'run `coterie repair` to rebuild the snapshot, or an import, which does so too');
  return new SnapshotError(path, `can't be read (${(error as Error).message})`, remedy);
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
