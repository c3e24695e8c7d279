/** Metrics that fold an author's distances to all others into one number: farness, harmonic sum, eccentricity. */
import { checkpoint } from '../kernel.js';
import type { Kernel, KernelInput, KernelOutput } from '../metric.js';
import { distanceOf } from '../parameters.js';
import { costSearch } from './cost-search.js';
import { combinedSweep, sweepBlock } from './hop-sweep.js';
import { blockRange, costSearchesCost, sourceBlockCount, twinBlockCount } from './source-blocks.js';

/** How distances are put together; a value starts from 0. */
export interface DistanceFold {
  /** A value with `authors` more authors, at `distance` > 0. */
  readonly add: (value: number, authors: number, distance: number) => number;
  /** Two values of disjoint sets of authors put together. */
  readonly merge: (a: number, b: number) => number;
}

/** Σ d. By hops an integer, exact up to 2^53. */
export const FARNESS: DistanceFold = { add: (value, authors, distance) => value + authors * distance, merge: (a, b) => a + b };

/**
 * Σ 1/d. Each addend and each addition is rounded once and none is negative, so the relative error is at most
 * (additions + 1) · 2^−53; by hops there is one addition per level of a batch of 32 authors and one per block.
 */
export const RECIPROCALS: DistanceFold = { add: (value, authors, distance) => value + authors / distance, merge: (a, b) => a + b };

/** max d; exact by hops. */
export const FARTHEST: DistanceFold = { add: (value, _authors, distance) => Math.max(value, distance), merge: (a, b) => Math.max(a, b) };

/**
 * The kernel of such a metric: `finish` makes its answer of the value per node. By hops (also where the metric has no
 * `distance` parameter) all authors are swept at once; by cost there is a search for each.
 */
export function distanceFoldKernel(fold: DistanceFold, finish: (values: Float64Array, input: KernelInput) => KernelOutput): Kernel {
  const isByHops = ({ parameters }: KernelInput): boolean => distanceOf(parameters) === 'UNWEIGHTED';
  return {
    kind: 'blocked',
    blockCount: (input) => (isByHops(input) ? twinBlockCount : sourceBlockCount)(input.graph.nodeCount),
    runBlock: (input, block) => (isByHops(input) ? sweepBlock(input, block, fold) : foldCosts(input, block, fold)),
    combine: (input, partials) =>
      finish(isByHops(input) ? combinedSweep(input, partials, fold) : concatenated(partials, input.graph.nodeCount), input),
  };
}

/** The fold of the costs from each source of a block. O(sources × search). */
function foldCosts(input: KernelInput, block: number, fold: DistanceFold): Float64Array {
  const { nodeCount } = input.graph;
  const [from, to] = blockRange(nodeCount, sourceBlockCount(nodeCount), block);
  const { order, distance, run } = costSearch(input.graph);
  const values = new Float64Array(to - from);
  const pass = checkpoint(input, to - from);
  for (let source = from; source < to; source++) {
    pass(source - from);
    const reached = run(source);
    let value = 0;
    for (let i = 1; i < reached; i++) value = fold.add(value, 1, distance[order[i]]);
    values[source - from] = value;
  }
  pass(to - from);
  return values;
}

/** Partials of consecutive sources put one behind the other. O(n). */
function concatenated(partials: readonly Float64Array[], length: number): Float64Array {
  const values = new Float64Array(length);
  let at = 0;
  for (const partial of partials) {
    values.set(partial, at);
    at += partial.length;
  }
  return values;
}

/** Steps of a sweep beside a step of a search per source: measured, see foldedDistancesCost. */
const SWEEP_SHARE = 1 / 16;

/**
 * Estimated elementary steps of such a kernel. A sweep hands on 32 authors at a time, but meets an edge at about three
 * levels, and saves what twins it finds: on co-authorship graphs it takes a sixteenth of n (n + 2m) steps of the speed of
 * other kernels. A network like a long chain, where every author arrives alone, takes up to n (n + 2m).
 */
export function foldedDistancesCost(nodeCount: number, edgeCount: number, distance: unknown): number {
  return distance === 'INVERSE_STRENGTH' ? costSearchesCost(nodeCount, edgeCount) : SWEEP_SHARE * nodeCount * (nodeCount + 2 * edgeCount);
}
