/** How rare a token is, in steps: an outcome then changes only when a frequency has changed by a good part. */

/** Steps per doubling. */
const STEPS = 2;
/** Rarer than 2^-40 is nothing. */
export const RARITY_LEVELS = 40 * STEPS + 1;

/** log2 rounded to half a doubling; 0 for 0. */
export function step(count: number): number {
  return count <= 1 ? 0 : Math.round(STEPS * Math.log2(count));
}

const FINE_STEPS = 8;

/** A positive number rounded to eighths of a doubling: what hardly changes it changes nothing. */
export function inFineSteps(value: number): number {
  return 2 ** (Math.round(FINE_STEPS * Math.log2(value)) / FINE_STEPS);
}

/** The level of a token with `frequency` among `total` occurrences: half doublings of its inverse share, at least 0. */
export function rarityLevel(frequency: number, total: number): number {
  return Math.min(RARITY_LEVELS - 1, Math.max(0, step(total) - step(frequency)));
}

/** The share that a level stands for. */
export function shareOfLevel(level: number): number {
  return 2 ** (-level / STEPS);
}
