/**
 * How work "from every source" is cut into blocks: by the graph alone, so that partial sums are added in the same
 * order whatever the number of workers.
 */
const MAX_BLOCKS = 256;
/** Enough for two dozen workers, and for little to be lost where a long computation is broken off. */
const MAX_PLAN_BLOCKS = 64;
const SOURCES_PER_BLOCK = 16;
const MAX_PARTIAL_BYTES = 256 * 1024 * 1024;

/** Blocks for n sources whose partials hold a value per source: 1 … 256, none below 16 sources but the only one. */
export function sourceBlockCount(sourceCount: number): number {
  return Math.max(1, Math.min(MAX_BLOCKS, Math.ceil(sourceCount / SOURCES_PER_BLOCK)));
}

/** Blocks of a plan's batches of searches, whose partials hold so many sums: at most 64 and 256 MiB together. */
export function planBlockCount(sumCount: number, batchCount: number): number {
  const affordable = Math.floor(MAX_PARTIAL_BYTES / (8 * Math.max(1, sumCount)));
  return Math.max(1, Math.min(MAX_PLAN_BLOCKS, batchCount, affordable));
}

/** The half-open range of sources of a block. Throws a RangeError for a block that does not exist. */
export function blockRange(sourceCount: number, blockCount: number, block: number): readonly [number, number] {
  if (!Number.isInteger(block) || block < 0 || block >= blockCount) {
    throw new RangeError(`block ${block} does not exist: the metric has ${blockCount} blocks, numbered from 0.`);
  }
  return [Math.floor((block * sourceCount) / blockCount), Math.floor(((block + 1) * sourceCount) / blockCount)];
}

/**
 * The half-open range of items of a block when `work` (per item, > 0, integers) is shared out as evenly as consecutive
 * items allow: an item goes to the block in which its work begins. O(items). Throws as blockRange.
 */
export function evenlyCut(work: Float64Array, blockCount: number, block: number): readonly [number, number] {
  const [from, to] = blockRange(work.reduce((sum, own) => sum + own, 0), blockCount, block);
  let before = 0;
  let first = 0;
  for (; first < work.length && before < from; first++) before += work[first];
  let end = first;
  for (; end < work.length && before < to; end++) before += work[end];
  return [first, end];
}

/** Estimated elementary steps of a search by cost from every node. */
export function costSearchesCost(nodeCount: number, edgeCount: number): number {
  return nodeCount * (nodeCount + 2 * edgeCount) * Math.max(1, Math.log2(nodeCount + 1));
}
