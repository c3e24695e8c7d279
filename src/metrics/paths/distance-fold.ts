/** How an author's distances to all others fold into one number: farness, harmonic sum, eccentricity. */

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
