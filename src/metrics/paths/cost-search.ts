/** What searches by cost have in common: a collaboration costs 1 / strength. */
import type { CsrGraph } from '../../graph/types.js';

/**
 * Two costs that differ by less than this share are one cost: sums of fractions such as 1/3 that are equal in
 * arithmetic differ in their last bits in floating point, and a tie lost is a shortest path lost.
 */
export const COST_TOLERANCE = 1e-12;

/** 1 / strength per CSR slot. O(m). */
export function edgeCosts(graph: CsrGraph): Float64Array {
  return graph.strength.map((strength) => 1 / strength);
}
