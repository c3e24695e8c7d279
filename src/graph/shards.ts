/**
 * Containers that would be larger than a file should be, as several: each a container of its own with some of the arrays.
 * Up to 4 GiB a file is one array of bytes in every version of Node. An array that is larger alone is in parts, each in a
 * container of nothing else, cut and placed so that maps of them stand side by side in memory as the one array.
 */
import { bytesOfContainer, packSections, type Container, type ContainerMeta, type Sections } from './buffer.js';
import type { TypedArray } from './shared-arrays.js';

/** Most bytes of one file. */
export const SHARD_BYTES = 2 ** 32;

/** Parts begin at this byte of their file and are multiples of it, but for the last: pages are no larger on any system. */
const PART_STEP = 2 ** 16;

/** The arrays of one shard. */
interface Shard {
  readonly sections: Record<string, TypedArray>;
  readonly meta: ContainerMeta;
  /** Whether it is a part of one array. */
  readonly isPart: boolean;
}

/** Which part of its array a container holds. */
export interface Part {
  readonly name: string;
  /** Index of its first element in the whole. */
  readonly at: number;
  /** Elements of the whole. */
  readonly of: number;
  readonly elements: TypedArray;
}

/**
 * Parts arrays among as few shards as their order allows; the metadata is in the first. One shard is what was given.
 * @param most bytes of a shard as it is packed
 * @throws RangeError for an array that is larger alone, where shards are too small for parts
 */
export function shardsOf(sections: Sections, meta: ContainerMeta, most = SHARD_BYTES): Shard[] {
  const shards: Shard[] = [{ sections: {}, meta, isPart: false }];
  const fits = (shard: Shard, name: string, array: TypedArray): boolean => !shard.isPart && bytesOfContainer({ ...shard.sections, [name]: array }, shard.meta) + 8 <= most;
  for (const [name, array] of Object.entries(sections)) {
    const next: Shard = { sections: {}, meta: {}, isPart: false };
    const last = shards[shards.length - 1];
    if (fits(last, name, array)) last.sections[name] = array;
    else if (fits(next, name, array)) shards.push({ ...next, sections: { [name]: array } });
    else shards.push(...partsOf(name, array, most));
  }
  return shards;
}

function partsOf(name: string, array: TypedArray, most: number): Shard[] {
  const bytes = PART_STEP * (Math.floor((most - 8) / PART_STEP) - 1);
  if (bytes <= 0) throw new RangeError(`the array ${name} has ${array.byteLength} bytes, and a file of arrays holds at most ${most}: leave papers out, so that the graph is smaller`);
  const step = bytes / array.BYTES_PER_ELEMENT;
  return Array.from({ length: Math.ceil(array.length / step) }, (_, nth) => ({
    sections: { [name]: array.subarray(nth * step, (nth + 1) * step) },
    meta: { part: { at: nth * step, of: array.length } },
    isPart: true,
  }));
}

/** A shard as its file holds it. One copy; O(bytes) */
export function packShard({ sections, meta, isPart }: Shard): SharedArrayBuffer {
  return packSections(sections, meta, isPart ? PART_STEP : 0);
}

/** The part that a container holds; null where its arrays are whole. */
export function partIn({ meta, sections }: Container): Part | null {
  const part = meta['part'] as { at: number; of: number } | undefined;
  if (part === undefined) return null;
  const [[name, elements]] = Object.entries(sections);
  return { name, ...part, elements };
}

/** Parts of one container by their arrays. @throws Error where they are not all of an array, each after the one before */
export function partsByArray<P extends Part>(parts: readonly P[]): Map<string, P[]> {
  const found = new Map<string, P[]>();
  for (const part of parts) found.set(part.name, [...(found.get(part.name) ?? []), part]);
  for (const [name, all] of found) {
    const end = all.reduce((sum, { at, elements }) => (at === sum ? at + elements.length : NaN), 0);
    if (end !== all[0].of) throw new Error(`the files do not hold all parts of ${name}`);
  }
  return found;
}

/** What the shards of one container hold together. @throws Error for an array that two of them hold */
export function joined(shards: readonly Container[]): Container {
  if (shards.length === 1) return shards[0];
  const sections = Object.create(null) as Record<string, TypedArray>;
  for (const shard of shards) {
    for (const [name, array] of Object.entries(shard.sections)) {
      if (name in sections) throw new Error(`two of the files have a section named ${name}`);
      sections[name] = array;
    }
  }
  return { version: shards[0].version, meta: shards[0].meta, sections };
}
