/**
 * Containers that would be larger than a file should be, as several: each a container of its own with some of the arrays,
 * none of which is parted. Up to 4 GiB a file is one array of bytes in every version of Node.
 */
import { bytesOfContainer, type Container, type ContainerMeta, type Sections } from './buffer.js';
import type { TypedArray } from './shared-arrays.js';

/** Most bytes of one file. */
export const SHARD_BYTES = 2 ** 32;

/** The arrays of one shard. */
interface Shard {
  readonly sections: Record<string, TypedArray>;
  readonly meta: ContainerMeta;
}

/**
 * Parts arrays among as few shards as their order allows; the metadata is in the first. One shard is what was given.
 * @param most bytes of a shard as it is packed
 * @throws RangeError for an array that is larger alone
 */
export function shardsOf(sections: Sections, meta: ContainerMeta, most = SHARD_BYTES): Shard[] {
  let shard: Shard = { sections: {}, meta };
  const shards = [shard];
  for (const [name, array] of Object.entries(sections)) {
    const fits = (): boolean => bytesOfContainer({ ...shard.sections, [name]: array }, shard.meta) + 8 <= most;
    if (!fits() && Object.keys(shard.sections).length > 0) {
      shard = { sections: {}, meta: {} };
      shards.push(shard);
    }
    if (!fits()) throw new RangeError(`the array ${name} has ${array.byteLength} bytes, and a file of arrays holds at most ${most}: leave papers out, so that the graph is smaller`);
    shard.sections[name] = array;
  }
  return shards;
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
