/** Looking an edge up where rows ascend. */
import type { CsrGraph } from '../../graph/types.js';

/** The slot of `wanted` in the row of `node`, −1 where it has none; rows must ascend. O(log degree). */
export function slotOf({ offsets, neighbours }: Pick<CsrGraph, 'offsets' | 'neighbours'>, node: number, wanted: number): number {
  let [low, high] = [offsets[node], offsets[node + 1]];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (neighbours[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low < offsets[node + 1] && neighbours[low] === wanted ? low : -1;
}
