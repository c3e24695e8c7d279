/**
 * Authors through whom no cheapest path need lead: for any two of their collaborators, the straight way between these costs no
 * more. On co-authorship graphs half the authors are such, above all whoever wrote one paper. A path through any number of
 * them can be cut short at each in turn without becoming dearer, so that searches by cost may leave all of them out
 * and give them their distances at the end, the least over their collaborators.
 */
import type { CsrGraph } from '../../graph/types.js';
import { slotOf } from './slot-of.js';

/** Whoever has more collaborators is not tried: the pairs would be too many, and few of them would pass. */
const MAX_DEGREE = 64;

/**
 * [n] 1 for each node of at most 64 neighbours through which no cheapest path need lead, 0 for others. `cost` is parallel to the
 * slots. O(Σ degree² log degree) over the nodes of at most 64 neighbours, much less where pairs are missing early.
 */
export function transitFree(graph: CsrGraph, cost: Float64Array): Uint8Array {
  const { nodeCount, offsets, neighbours } = graph;
  const isFree = (node: number): boolean => {
    const [from, to] = [offsets[node], offsets[node + 1]];
    if (to - from > MAX_DEGREE) return false;
    for (let a = from; a < to; a++) {
      for (let b = a + 1; b < to; b++) {
        const straight = slotOf(graph, neighbours[a], neighbours[b]);
        if (straight < 0 || cost[straight] > cost[a] + cost[b]) return false;
      }
    }
    return true;
  };
  return Uint8Array.from({ length: nodeCount }, (_, node) => (isFree(node) ? 1 : 0));
}
