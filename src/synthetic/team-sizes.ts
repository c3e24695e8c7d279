/** How many authors a paper has: a geometric body and, for large collaborations, a tail by a power law. */
import type { Random } from '../graph/prng.js';
import { LARGE_TEAM } from './options.js';
import type { GrowthShape } from './options.js';

/**
 * Exponent of the tail's survival function, P(size > s) ∝ s^−1.5, a density of exponent 2.5. Newman fits densities of authors
 * per paper with 2.2 for SPIRES (high-energy physics) and 3.3 for the arXiv (2001, "Scientific collaboration networks. I", DOI
 * 10.1103/PhysRevE.64.016131).
 */
const TAIL_EXPONENT = 1.5;

/** The size of a team that is no large collaboration: 1 … min(LARGE_TEAM − 1, largest), redrawn until it is. Expected O(1). */
export function ordinaryTeamSize(random: Random, shape: GrowthShape, largest: number): number {
  if (largest === 1) return 1;
  const limit = Math.min(LARGE_TEAM - 1, largest);
  // Geometric with the given mean: floor of an exponential.
  const rate = Math.log1p(1 / shape.meanBeyondTwo);
  for (;;) {
    if (random() < shape.soloShare) return 1;
    const size = 2 + Math.floor(-Math.log1p(-random()) / rate);
    if (size <= limit) return size;
  }
}

/** The size of a large collaboration: a Pareto variable from LARGE_TEAM, truncated at `largest` ≥ LARGE_TEAM. O(1). */
export function largeTeamSize(random: Random, largest: number): number {
  const above = (LARGE_TEAM / (largest + 1)) ** TAIL_EXPONENT;
  return Math.min(largest, Math.floor(LARGE_TEAM * (1 - random() * (1 - above)) ** (-1 / TAIL_EXPONENT)));
}
