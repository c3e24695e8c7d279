/**
 * Breadth-first search from every author at once, 512 lanes at a time (multi-source BFS: Then et al. 2014,
 * doi:10.14778/2735496.2735507), on the graph of twin classes and leaves (see sweep-graph.ts).
 *
 * A batch holds up to 512 sources of one connected component (see sweep-batches.ts), each a bit in a word of 512 per vertex: which of
 * the batch have reached it. A level of the search hands each word on to the adjacent vertices. Since hops are the same both
 * ways, it is enough to count at each vertex how many authors of the batch arrive at each level, and no search needs to be
 * told from another: a vertex that c of them reach at level d has c authors at d hops. From these counts every fold of
 * the distances is made in one go.
 */
import type { KernelInput } from '../metric.js';
import { checkpoint } from '../kernel.js';
import { paperSweepGraph } from '../papers/paper-sweep-graph.js';
import type { EdgeSource } from '../papers/papers.js';
import { papersOf } from '../papers/papers.js';
import { plainSweeper } from './hop-sweep-plain.js';
import { wasmSweeper } from './hop-sweep-wasm.js';
import { blockRange, evenlyCut } from './source-blocks.js';
import type { SweepBatches } from './sweep-batches.js';
import { sweepBatches } from './sweep-batches.js';
import type { SweepGraph } from './sweep-graph.js';
import { sweepGraph } from './sweep-graph.js';

/** What is made once for all blocks. */
export interface PreparedSweep extends Readonly<Record<string, unknown>> {
  readonly graph: SweepGraph;
  readonly batches: SweepBatches;
}

/** Sweeps batches one after another and adds up what it counts. */
export interface Sweeper {
  /** [3 v] of each vertex: Σ d, Σ 1/d and max d over the authors of the batches swept, d in steps. */
  readonly folds: Float64Array;
  /** [≥ longest distance + 1] ordered pairs of authors at each number of steps. */
  readonly pairs: Float64Array;
  readonly sweep: (batch: number) => void;
}

/** Folds of the distances of each author to all others that can be reached; exact but for the rounding of Σ 1/d. */
export interface DistanceFolds {
  /** [n] Σ d, an integer, exact up to 2^53. */
  readonly farness: Float64Array;
  /** [n] Σ 1/d; relative error at most (levels × batches + blocks + 2) · 2^−53. */
  readonly reciprocals: Float64Array;
  /** [n] max d, 0 for isolates. */
  readonly eccentricity: Float64Array;
  /** Ordered pairs of different authors at each distance; [0] is 0, all others are not (nobody collaborates where there are none). */
  readonly pairs: Float64Array;
}

export function prepareSweep(input: EdgeSource): PreparedSweep {
  const swept = sweepGraphOf(input);
  return { graph: swept, batches: sweepBatches(swept) };
}

/** The graph to sweep: of the edges, or of the papers in their place. */
export function sweepGraphOf(input: EdgeSource): SweepGraph {
  const papers = papersOf(input);
  return papers === null ? sweepGraph(input.graph) : paperSweepGraph(papers);
}

const MAX_BLOCKS = 32;
const MAX_PARTIAL_BYTES = 256 * 1024 * 1024;

/** A block is at least so many of the largest batches: handing its partial on costs about a twentieth of one. */
const LEAST_BATCHES = 2;

/** Blocks of a sweep: at most 32, none of less work than two of the largest batches, and their partials together at most 256 MiB (or one block). O(batches). */
export function sweepBlockCount({ graph, batches: { work } }: PreparedSweep): number {
  const affordable = Math.floor(MAX_PARTIAL_BYTES / (24 * Math.max(1, graph.vertexCount)));
  let [all, largest] = [0, 1];
  for (const share of work) {
    all += share;
    largest = Math.max(largest, share);
  }
  return Math.max(1, Math.min(MAX_BLOCKS, Math.ceil(all / (LEAST_BATCHES * largest)), affordable));
}

const sweepers = new WeakMap<PreparedSweep, Sweeper>();

/** The sweeper of a thread for all blocks of a job, its sums at zero. */
function sweeperOf(prepared: PreparedSweep): Sweeper {
  const known = sweepers.get(prepared);
  if (known === undefined) {
    const made = fastestSweeper(prepared);
    sweepers.set(prepared, made);
    return made;
  }
  known.folds.fill(0);
  known.pairs.fill(0);
  return known;
}

function fastestSweeper({ graph, batches }: PreparedSweep): Sweeper {
  try {
    return wasmSweeper(graph, batches);
  } catch {
    // No WebAssembly with SIMD, or too little memory of its kind: the same numbers, some twenty times slower.
    return plainSweeper(graph, batches);
  }
}

/**
 * Sweeps the batches of one block: [3 v + longest distance + 1] the folds of each vertex, then the pairs at each distance, in hops.
 * O(batches × levels × (vertices + edges of their component)) at worst; most levels touch few of them.
 * Throws a RangeError for a block that does not exist.
 */
export function sweepBlock(input: Pick<KernelInput, 'onProgress' | 'isCancelled'>, block: number, prepared: PreparedSweep, sweeper = sweeperOf(prepared)): Float64Array {
  const { work } = prepared.batches;
  const blocks = sweepBlockCount(prepared);
  const [from, to] = work.length === 0 ? blockRange(0, blocks, block) : evenlyCut(work, blocks, block);
  const pass = checkpoint(input, to - from);
  for (let batch = from; batch < to; batch++) {
    pass(batch - from);
    sweeper.sweep(batch);
  }
  pass(to - from);
  const { stepsPerHop, vertexCount } = prepared.graph;
  const size = 3 * vertexCount;
  const hops = levelCount(sweeper.pairs, stepsPerHop);
  const partial = new Float64Array(size + hops);
  for (let at = 0; at < size; at += 3) {
    partial[at] = sweeper.folds[at] / stepsPerHop;
    partial[at + 1] = sweeper.folds[at + 1] * stepsPerHop;
    partial[at + 2] = sweeper.folds[at + 2] / stepsPerHop;
  }
  for (let hop = 0; hop < hops; hop++) partial[size + hop] = sweeper.pairs[hop * stepsPerHop];
  return partial;
}

/** Number of distances that occur, 0 among them: a search leaves none out. O(levels). */
function levelCount(pairs: Float64Array, stepsPerHop = 1): number {
  let levels = 1;
  while (levels * stepsPerHop < pairs.length && pairs[levels * stepsPerHop] > 0) levels++;
  return levels;
}

/** Blocks' folds put together in block order and given to the authors, with those of their own vertex at one hop and at two. O(blocks × v + n). */
export function combinedSweep(partials: readonly Float64Array[], { graph }: PreparedSweep): DistanceFolds {
  const { vertexCount, classOf, classSize, vertexOf, weight } = graph;
  const sums = new Float64Array(3 * vertexCount);
  const longest = partials.reduce((most, partial) => Math.max(most, partial.length - sums.length), 0);
  const pairs = new Float64Array(Math.max(3, longest));
  for (const partial of partials) {
    for (let at = 0; at < sums.length; at += 3) {
      sums[at] += partial[at];
      sums[at + 1] += partial[at + 1];
      sums[at + 2] = Math.max(sums[at + 2], partial[at + 2]);
    }
    for (let at = sums.length; at < partial.length; at++) pairs[at - sums.length] += partial[at];
  }
  const farness = new Float64Array(classOf.length);
  const reciprocals = new Float64Array(classOf.length);
  const eccentricity = new Float64Array(classOf.length);
  for (let node = 0; node < classOf.length; node++) {
    const own = classOf[node];
    const at = 3 * vertexOf[own];
    const twins = classSize[own] - 1;
    const fellows = weight[vertexOf[own]] - classSize[own];
    farness[node] = sums[at] + twins + 2 * fellows;
    reciprocals[node] = sums[at + 1] + twins + fellows / 2;
    eccentricity[node] = Math.max(sums[at + 2], fellows > 0 ? 2 : 0, twins > 0 ? 1 : 0);
    pairs[1] += twins;
    pairs[2] += fellows;
  }
  return { farness, reciprocals, eccentricity, pairs: pairs.slice(0, levelCount(pairs)) };
}
