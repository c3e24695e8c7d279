/**
 * When the bounds of a sample are checked, and how much of the chance of failing each check may use up. Both are fixed
 * before the samples that are judged, so that each check is Chernoff's bound for a given number of samples, and all of
 * them together fail with no more than the whole chance.
 */

/** Plain data. */
export interface CheckSchedule {
  /** Chance of failing, over all checks. */
  readonly delta: number;
  /** Samples after which the bounds are expected to hold. */
  readonly planned: number;
  /** Checks before that, in the hope of an answer that takes fewer. */
  readonly early: number;
}

/** Each check after the planned one has so many times the samples of the one before. */
const GROWTH = 1.15;

/** The share of `delta` that the planned check may use: half of what the early checks leave, or of all where there are none. */
export function plannedDelta(delta: number, hasEarly: boolean): number {
  return hasEarly ? delta / 4 : delta / 2;
}

/** Early checks at planned / 2, planned / 4, … down to `least` samples. */
export function earlyChecks(planned: number, least: number): number {
  return Math.max(0, Math.floor(Math.log2(planned / least)));
}

/** Samples at a check, numbered from 0; more at each than at the one before. */
export function samplesAt({ planned, early }: CheckSchedule, check: number): number {
  if (check < early) return Math.ceil(planned / 2 ** (early - check)) + check;
  return Math.ceil(planned * GROWTH ** (check - early)) + check;
}

/** The chance of failing of a check: early ones share half of it, later ones halve what is left each. */
export function deltaAt({ delta, early }: CheckSchedule, check: number): number {
  return check < early ? delta / 2 / early : plannedDelta(delta, early > 0) / 2 ** (check - early);
}
