/** The kernel of metrics that fold each author's distances to all others into one number. */
import { checkpoint } from '../kernel.js';
import type { Kernel, KernelInput, KernelOutput } from '../metric.js';
import { distanceOf } from '../parameters.js';
import { costSearch } from './cost-search.js';
import type { DistanceFold } from './distance-fold.js';
import { combinedSweep, sweepBlock } from './hop-sweep.js';
import { blockRange, costSearchesCost, sourceBlockCount, twinBlockCount } from './source-blocks.js';

/**
 * The kernel of a metric that folds distances: `finish` makes its answer of the value per node. By hops (also where the metric has no
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

/**
 * Steps of a sweep beside n (n + 2m), one per node and edge of a search from each author: 32 authors are handed on at a
 * time, at about three levels per edge, among the twin classes alone. Measured on co-authorship graphs (the ACL
 * Anthology's of 17,278 authors), so that a step takes as long as one of betweenness by hops.
 */
const SWEEP_SHARE = 1 / 12;

/**
 * Estimated elementary steps of such a kernel. By hops it is the estimate for a co-authorship graph: a network without
 * twins takes about three times as long, and one like a long chain, where every author arrives alone, up to n (n + 2m).
 */
export function foldedDistancesCost(nodeCount: number, edgeCount: number, distance: unknown): number {
  return distance === 'INVERSE_STRENGTH' ? costSearchesCost(nodeCount, edgeCount) : SWEEP_SHARE * nodeCount * (nodeCount + 2 * edgeCount);
}
