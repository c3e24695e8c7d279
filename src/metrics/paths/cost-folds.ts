/** The costs from each author to all others, folded: a search for each (see cost-search.ts). */
import { checkpoint } from '../kernel.js';
import type { KernelInput } from '../metric.js';
import { costSearch } from './cost-search.js';
import type { DistanceFolds } from './hop-sweep.js';
import { blockRange, sourceBlockCount } from './source-blocks.js';

/** What folds of costs and of hops have in common. */
export type CostFolds = Pick<DistanceFolds, 'farness' | 'reciprocals' | 'eccentricity'>;

/** Σ d, Σ 1/d and max d of each source of a block, by cost. O(sources × search). Throws a RangeError for a block that does not exist. */
export function foldCosts(input: KernelInput, block: number): Float64Array {
  const { nodeCount } = input.graph;
  const [from, to] = blockRange(nodeCount, sourceBlockCount(nodeCount), block);
  const { order, distance, run } = costSearch(input.graph);
  const folds = new Float64Array(3 * (to - from));
  const pass = checkpoint(input, to - from);
  for (let source = from; source < to; source++) {
    pass(source - from);
    const reached = run(source);
    let [sum, reciprocals] = [0, 0];
    for (let i = 1; i < reached; i++) {
      sum += distance[order[i]];
      reciprocals += 1 / distance[order[i]];
    }
    folds.set([sum, reciprocals, distance[order[reached - 1]]], 3 * (source - from));
  }
  pass(to - from);
  return folds;
}

/** Folds of consecutive sources put one behind the other. O(n). */
export function combinedCosts(partials: readonly Float64Array[], nodeCount: number): CostFolds {
  const [farness, reciprocals, eccentricity] = [new Float64Array(nodeCount), new Float64Array(nodeCount), new Float64Array(nodeCount)];
  let node = 0;
  for (const partial of partials) {
    for (let at = 0; at < partial.length; at += 3, node++) {
      farness[node] = partial[at];
      reciprocals[node] = partial[at + 1];
      eccentricity[node] = partial[at + 2];
    }
  }
  return { farness, reciprocals, eccentricity };
}
