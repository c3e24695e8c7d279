/** One batch of a sweep in WebAssembly with SIMD: the arrays that ../wasm/hop-sweep.ts works on, and the calls. */
import { WASM_BASE64 } from '../generated/hop-sweep.js';
import type { Sweeper } from './hop-sweep.js';
import type { SweepBatches } from './sweep-batches.js';
import { WORDS_PER_BATCH } from './sweep-batches.js';
import type { SweepGraph } from './sweep-graph.js';
import { instantiated, layout } from './wasm-memory.js';

/** A row of 512 lanes, in bytes and in numbers of 32 bits. */
const ROW_BYTES = 64;
const ROW = ROW_BYTES / 4;
/** Below this share of the edges that a pull would read, a level is pushed: a push also writes what it reads. */
const PUSH_SHARE = 0.25;

interface Exports {
  readonly configure: (...addresses: number[]) => void;
  readonly sweep: (first: number, leaves: number, end: number, sources: number, pushShare: number) => void;
  readonly frontierAt: () => number;
  readonly frontierListAt: () => number;
}

/** Bytes of memory that a sweep takes in WebAssembly: some 250 per vertex and 4 per slot. */
function sweepLayout(vertexCount: number, slots: number) {
  return layout({
    offsets: 4 * (vertexCount + 1), coreEnds: 4 * vertexCount, neighbours: 4 * slots, weight: 4 * vertexCount, seen: ROW_BYTES * vertexCount,
    frontier: ROW_BYTES * vertexCount, next: ROW_BYTES * vertexCount, frontierList: 4 * vertexCount, nextList: 4 * vertexCount,
    unfinishedList: 4 * vertexCount, folds: 24 * vertexCount, pairs: 8 * (vertexCount + 2), lanes: 4 * WORDS_PER_BATCH + ROW_BYTES,
  });
}

/**
 * A sweeper in WebAssembly. Throws where that cannot be: this engine has no SIMD, or memory does not suffice (WebAssembly may have
 * 4 GB, enough for some 14 million vertices).
 */
export function wasmSweeper(graph: SweepGraph, batches: SweepBatches): Sweeper {
  const { vertexCount, componentStarts, leafStarts } = graph;
  const { laneVertices, wordStarts, wordWeights, batchStarts, components } = batches;
  const at = sweepLayout(vertexCount, graph.neighbours.length);
  const instance = instantiated(WASM_BASE64, at.end);
  const { memory } = instance;
  const exports = instance.exports as Exports;
  const numbers = new Uint32Array(memory.buffer);
  for (const name of ['offsets', 'coreEnds', 'neighbours', 'weight'] as const) numbers.set(graph[name], at[name] / 4);
  exports.configure(
    at.offsets, at.coreEnds, at.neighbours, at.weight, at.seen, at.frontier, at.next, at.frontierList, at.nextList, at.unfinishedList,
    at.folds, at.pairs, at.lanes,
  );
  const laneRow = at.lanes / 4 + WORDS_PER_BATCH;

  /** Sets the lanes of a batch; returns from how many vertices they start. */
  const start = (batch: number): number => {
    // Addresses come back as signed numbers.
    const frontier = (exports.frontierAt() >>> 0) / 4;
    const list = (exports.frontierListAt() >>> 0) / 4;
    numbers.fill(0, at.lanes / 4, laneRow + ROW);
    let count = 0;
    for (let word = batchStarts[batch]; word < batchStarts[batch + 1]; word++) {
      const place = word - batchStarts[batch];
      numbers[at.lanes / 4 + place] = wordWeights[word];
      for (let lane = wordStarts[word]; lane < wordStarts[word + 1]; lane++) {
        const bit = lane - wordStarts[word];
        const half = 2 * place + (bit >> 5);
        const mask = 1 << (bit & 31);
        const row = ROW * laneVertices[lane];
        let isListed = 0;
        for (let i = 0; i < ROW; i++) isListed |= numbers[frontier + row + i];
        if (isListed === 0) numbers[list + count++] = laneVertices[lane];
        numbers[frontier + row + half] |= mask;
        numbers[at.seen / 4 + row + half] |= mask;
        numbers[laneRow + half] |= mask;
      }
    }
    return count;
  };

  return {
    folds: new Float64Array(memory.buffer, at.folds, 3 * vertexCount),
    pairs: new Float64Array(memory.buffer, at.pairs, vertexCount + 2),
    sweep: (batch) => {
      const component = components[batch];
      exports.sweep(componentStarts[component], leafStarts[component], componentStarts[component + 1], start(batch), PUSH_SHARE);
    },
  };
}
