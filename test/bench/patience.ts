/** Who is too slow to be worth starting: seconds that a peer will need, roughly. */
import type { Pair } from './pairs.js';

/**
 * Nanoseconds per step and work; steps are n · m for all pairs, n + m for linear work. All pairs of graph-tool, igraph and NetworKit
 * are from two-thread runs on 21,363 authors; the others are rough guesses, on the large side. Only for deciding what to leave out:
 * nothing shown depends on them.
 */
const NANOSECONDS: Readonly<Record<string, Readonly<Record<Pair['work'], number>>>> = {
  'graph-tool': { ALL_PAIRS: 14, ALL_PAIRS_BY_COST: 60, LINEAR: 500, SAMPLED: 0 },
  igraph: { ALL_PAIRS: 18, ALL_PAIRS_BY_COST: 60, LINEAR: 3_000, SAMPLED: 0 },
  NetworKit: { ALL_PAIRS: 24, ALL_PAIRS_BY_COST: 60, LINEAR: 1_000, SAMPLED: 2_000 },
  NetworkX: { ALL_PAIRS: 700, ALL_PAIRS_BY_COST: 2_500, LINEAR: 50_000, SAMPLED: 0 },
  graphology: { ALL_PAIRS: 40, ALL_PAIRS_BY_COST: 200, LINEAR: 10_000, SAMPLED: 0 },
};

/** Edges beyond which loading a graph takes minutes or more memory than there is; graphology's maps end at 2^24 entries. */
const MOST_EDGES: Readonly<Record<string, number>> = { NetworkX: 1_500_000, graphology: 3_000_000 };

/** Seconds that `tool` will take for a pair, roughly; 0 for a tool nobody has timed. */
export function expectedSeconds(tool: string, work: Pair['work'], nodeCount: number, edgeCount: number): number {
  const steps = work === 'LINEAR' || work === 'SAMPLED' ? nodeCount + edgeCount : nodeCount * edgeCount;
  return ((NANOSECONDS[tool]?.[work] ?? 0) * steps) / 1e9;
}

/** True where the graph is more than the tool can hold. */
export function isTooLarge(tool: string, edgeCount: number): boolean {
  return edgeCount > (MOST_EDGES[tool] ?? Infinity);
}

/** Seconds of repetitions that a side is given; from this on a first run counts as a measurement too. */
const REPEAT_BUDGET_SECONDS = 4;
const LONG_RUN_SECONDS = 4;
const MOST_REPEATS = 7;

/** How many further runs to measure after a first one of so many seconds, which counts itself where it was long. */
export function repeatsAfter(firstSeconds: number, wanted: number | null): number {
  if (wanted !== null) return wanted;
  if (firstSeconds >= LONG_RUN_SECONDS) return 0;
  return Math.min(MOST_REPEATS, Math.max(1, Math.floor(REPEAT_BUDGET_SECONDS / Math.max(firstSeconds, 1e-3))));
}

/** The middle one, or the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((x, y) => x - y);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
