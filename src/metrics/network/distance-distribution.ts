/** How many pairs of authors are how far apart. */
import type { CsrGraph } from '../../graph/types.js';
import type { DistanceFolds } from '../paths/hop-sweep.js';
import { combinedSweep, prepareSweep, sweepBlock, sweepBlockCount } from '../paths/hop-sweep.js';

export interface DistanceCount {
  /** 1 and above. */
  readonly hops: number;
  /** Unordered pairs of different authors at this distance, an integer. */
  readonly pairs: number;
}

/**
 * The connected pairs of authors by their distance, ascending, every distance from 1 to the longest; empty where nobody
 * collaborates. Exact and in this thread: O(n (n + m)) at worst, 512 sources at a time (see hop-sweep.ts).
 */
export function distanceDistribution(graph: CsrGraph): DistanceCount[] {
  const prepared = prepareSweep({ graph });
  const partials = Array.from({ length: sweepBlockCount(prepared) }, (_, block) => sweepBlock({}, block, prepared));
  const { pairs } = combinedSweep(partials, prepared);
  return Array.from(pairs.subarray(1), (ordered, i) => ({ hops: i + 1, pairs: ordered / 2 }));
}

/**
 * The number of hops within which `share` (0 … 1) of the pairs lie, interpolated linearly between integers; NaN where
 * there are none. `pairs` holds those at each distance, none at 0. O(longest distance).
 * Leskovec, Kleinberg & Faloutsos 2005, doi:10.1145/1081870.1081893.
 */
export function effectiveDiameter(pairs: DistanceFolds['pairs'], share: number): number {
  const wanted = share * pairs.reduce((sum, count) => sum + count, 0);
  let before = 0;
  for (let hops = 1; hops < pairs.length; hops++) {
    if (before + pairs[hops] >= wanted) return hops - 1 + (wanted - before) / pairs[hops];
    before += pairs[hops];
  }
  return NaN;
}
