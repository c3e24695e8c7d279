/** One batch of a sweep in plain TypeScript: the same numbers, bit for bit, as ../wasm/hop-sweep.ts, wherever that does not run. */
import type { Sweeper } from './hop-sweep.js';
import type { SweepBatches } from './sweep-batches.js';
import type { SweepGraph } from './sweep-graph.js';

/** Halves of the 64-bit words of a batch. */
const HALVES = 16;

/** A sweeper that pushes 512 lanes as 16 numbers of 32 bits. O(v + edges) memory. */
export function plainSweeper(graph: SweepGraph, batches: SweepBatches): Sweeper {
  const { vertexCount, offsets, neighbours, weight, leafStarts } = graph;
  const { laneVertices, wordStarts, wordWeights, batchStarts, components } = batches;
  const folds = new Float64Array(3 * vertexCount);
  const pairs = new Float64Array(vertexCount + 2);
  const seen = new Int32Array(HALVES * vertexCount);
  let frontier = new Int32Array(HALVES * vertexCount);
  let next = new Int32Array(HALVES * vertexCount);
  let list = new Uint32Array(vertexCount);
  let nextList = new Uint32Array(vertexCount);
  const isTouched = new Uint8Array(vertexCount);
  const touched = new Uint32Array(vertexCount);
  const weights = new Float64Array(HALVES);

  const start = (batch: number): number => {
    let count = 0;
    for (let word = batchStarts[batch]; word < batchStarts[batch + 1]; word++) {
      const half = 2 * (word - batchStarts[batch]);
      weights[half] = weights[half + 1] = wordWeights[word];
      for (let lane = wordStarts[word]; lane < wordStarts[word + 1]; lane++) {
        const vertex = laneVertices[lane];
        if (isTouched[vertex] === 0) list[count++] = vertex;
        isTouched[vertex] = 1;
        const bit = lane - wordStarts[word];
        seen[HALVES * vertex + half + (bit >> 5)] |= 1 << (bit & 31);
      }
    }
    for (let i = 0; i < count; i++) {
      const at = HALVES * list[i];
      isTouched[list[i]] = 0;
      for (let half = 0; half < HALVES; half++) frontier[at + half] = seen[at + half];
    }
    return count;
  };

  /** Hands the frontier on; returns how many vertices were handed something. */
  const push = (count: number): number => {
    let found = 0;
    for (let i = 0; i < count; i++) {
      const from = HALVES * list[i];
      for (let slot = offsets[list[i]], end = offsets[list[i] + 1]; slot < end; slot++) {
        const neighbour = neighbours[slot];
        const to = HALVES * neighbour;
        let fresh = 0;
        for (let half = 0; half < HALVES; half++) {
          const own = frontier[from + half] & ~seen[to + half];
          next[to + half] |= own;
          fresh |= own;
        }
        if (fresh === 0 || isTouched[neighbour] === 1) continue;
        isTouched[neighbour] = 1;
        touched[found++] = neighbour;
      }
    }
    return found;
  };

  /** Takes in the arrivals at a vertex; returns how many authors they are. */
  const settle = (vertex: number): number => {
    const at = HALVES * vertex;
    let authors = 0;
    for (let half = 0; half < HALVES; half++) {
      const word = next[at + half];
      if (word === 0) continue;
      seen[at + half] |= word;
      authors += weights[half] * bitCount(word);
    }
    return authors;
  };

  const sweep = (batch: number): void => {
    const leaves = leafStarts[components[batch]];
    let count = start(batch);
    for (let level = 1; count > 0; level++) {
      const found = push(count);
      for (let i = 0; i < count; i++) frontier.fill(0, HALVES * list[i], HALVES * (list[i] + 1));
      let kept = 0;
      for (let i = 0; i < found; i++) {
        const vertex = touched[i];
        isTouched[vertex] = 0;
        const authors = settle(vertex);
        folds[3 * vertex] += authors * level;
        folds[3 * vertex + 1] += authors / level;
        folds[3 * vertex + 2] = Math.max(folds[3 * vertex + 2], level);
        pairs[level] += authors * weight[vertex];
        if (vertex < leaves) nextList[kept++] = vertex;
        else next.fill(0, HALVES * vertex, HALVES * (vertex + 1));
      }
      [frontier, next] = [next, frontier];
      [list, nextList, count] = [nextList, list, kept];
    }
    const [from, to] = [graph.componentStarts[components[batch]], graph.componentStarts[components[batch] + 1]];
    seen.fill(0, HALVES * from, HALVES * to);
  };
  return { folds, pairs, sweep };
}

/** Number of bits set in a 32-bit word. */
function bitCount(word: number): number {
  const twos = word - ((word >>> 1) & 0x55555555);
  const fours = (twos & 0x33333333) + ((twos >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
