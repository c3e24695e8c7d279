/** Scratch memory that all levels of a climb share, and the seeded order in which nodes are visited. */
import type { Random } from '../../graph/prng.js';
import { randomBelow } from '../../graph/prng.js';

export interface Workspace {
  readonly random: Random;
  /** Reports progress and throws once the answer is no longer wanted. */
  readonly pass: (done: number) => void;
  readonly queue: Uint32Array;
  readonly flags: Uint8Array;
  /** Per community c: [2c] weight from the node at hand, 0 between nodes; [2c + 1] its mass. Side by side: one cache line. */
  readonly tally: Float64Array;
  readonly touched: Int32Array;
  readonly counts: Int32Array;
  readonly free: Int32Array;
}

export function workspace(nodeCount: number, random: Random, pass: (done: number) => void): Workspace {
  return {
    random,
    pass,
    queue: new Uint32Array(nodeCount),
    flags: new Uint8Array(nodeCount),
    tally: new Float64Array(2 * nodeCount),
    touched: new Int32Array(nodeCount),
    counts: new Int32Array(nodeCount),
    free: new Int32Array(nodeCount),
  };
}

/** Nodes of nearby numbers are neighbours more often than not: shuffled in blocks, they still meet in the cache. */
const BLOCK = 1024;

/** Writes 0 … n − 1 into the head of the queue, blocks in random order, nodes in random order within each. O(n). */
export function shuffleInto(queue: Uint32Array, n: number, random: Random): void {
  const blocks = Uint32Array.from({ length: Math.ceil(n / BLOCK) }, (_, block) => block);
  shuffle(blocks, 0, blocks.length, random);
  let filled = 0;
  for (const block of blocks) {
    const start = filled;
    for (let node = block * BLOCK, end = Math.min(n, node + BLOCK); node < end; node++) queue[filled++] = node;
    shuffle(queue, start, filled, random);
  }
}

function shuffle(values: Uint32Array, start: number, end: number, random: Random): void {
  for (let i = end - 1; i > start; i--) {
    const j = start + randomBelow(random, i - start + 1);
    const value = values[i];
    values[i] = values[j];
    values[j] = value;
  }
}
