/**
 * How far the mean of samples in [0, 1] may lie from what it estimates: the Chernoff bound in Hoeffding's form
 * (1963, doi:10.1080/01621459.1963.10500830, theorem 1). With K(p, q) the divergence of a coin q from a coin p, the mean
 * b of N samples of expectation μ obeys P(b ≤ μ and N · K(b, μ) ≥ L) ≤ e^−L, and the same above μ. So b + x bounds μ
 * except with probability e^−L once N · K(b, b + x) ≥ L. Near 0, where nearly all authors are, K(0, x) ≈ x: an error of
 * ε takes about L / ε samples rather than the L / 2ε² that hold for any b.
 */

/** Part of the chance of failing that is spread evenly, whatever a first look at the values foretold. */
const EVEN_PART = 0.1;

/** K(p, q) = p ln(p/q) + (1 − p) ln((1 − p)/(1 − q)) for p, q in [0, 1]; Infinity where q excludes p. O(1). */
export function divergence(p: number, q: number): number {
  if (q <= 0) return p <= 0 ? 0 : Infinity;
  if (q >= 1) return p >= 1 ? 0 : Infinity;
  return (p > 0 ? p * Math.log(p / q) : 0) + (p < 1 ? (1 - p) * Math.log((1 - p) / (1 - q)) : 0);
}

/** Shares of the chance of failing, per value and side; together they are 1. */
export interface Plan {
  readonly above: Float64Array;
  readonly below: Float64Array;
  /** Samples after which all bounds hold if the values are as foreseen. */
  readonly samples: number;
}

/**
 * Spreads the chance of failing over the values, more to those that need more samples, such that all are ready at the
 * same time (Borassi & Natale 2019, section 4.3): within `margin` of what they are foreseen to be. What was foreseen must
 * not come from the samples that are judged. O(values × 50). Throws a RangeError where there are no values.
 */
export function plannedConfidence(means: Float64Array, margin: number, delta: number): Plan {
  const count = means.length;
  if (count === 0) throw new RangeError('there are no values to plan the confidence of.');
  // A bound at the end of the range holds without samples.
  const speedAbove = means.map((mean) => (mean + margin >= 1 ? Infinity : divergence(mean, mean + margin)));
  const speedBelow = means.map((mean) => (mean - margin <= 0 ? Infinity : divergence(mean, mean - margin)));
  const budget = delta * (1 - EVEN_PART);
  const failing = (samples: number): number => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += Math.exp(-samples * speedAbove[i]) + Math.exp(-samples * speedBelow[i]);
    return sum;
  };
  let high = 1;
  while (failing(high) > budget) high *= 2;
  let low = high / 2;
  for (let step = 0; step < 30; step++) {
    const middle = (low + high) / 2;
    if (failing(middle) > budget) low = middle;
    else high = middle;
  }
  const total = failing(high);
  const shareOf = (speed: number): number => ((1 - EVEN_PART) * Math.exp(-high * speed)) / total + EVEN_PART / (2 * count);
  // Nothing may fail by as much as a double's smallest number; then only the even part counts, and adds up to less.
  const share = (speed: number): number => (total > 0 ? shareOf(speed) : 1 / (2 * count));
  return { above: speedAbove.map(share), below: speedBelow.map(share), samples: Math.max(1, Math.ceil(high)) };
}

/** The bounds that hold at one check, all at once but for a chance of `delta`. */
export interface Check {
  readonly means: Float64Array;
  readonly samples: number;
  readonly plan: Pick<Plan, 'above' | 'below'>;
  readonly delta: number;
}

/** Whether value i is surely at most `bound`. */
export function isAtMost({ means, samples, plan, delta }: Check, i: number, bound: number): boolean {
  return bound >= 1 || (bound > means[i] && samples * divergence(means[i], bound) >= -Math.log(delta * plan.above[i]));
}

/** Whether value i is surely at least `bound`. */
export function isAtLeast({ means, samples, plan, delta }: Check, i: number, bound: number): boolean {
  return bound <= 0 || (bound < means[i] && samples * divergence(means[i], bound) >= -Math.log(delta * plan.below[i]));
}

/** Whether all values are surely within `error` of their means. O(values). */
export function areWithin(check: Check, error: number): boolean {
  const { means } = check;
  for (let i = 0; i < means.length; i++) {
    if (!isAtMost(check, i, means[i] + error) || !isAtLeast(check, i, means[i] - error)) return false;
  }
  return true;
}

/** The smallest error, up to a thousandth of it, that all values are surely within. O(values × 30). */
export function achievedError(check: Check): number {
  let [low, high] = [0, 1];
  while (high - low > high / 1000) {
    const middle = (low + high) / 2;
    if (areWithin(check, middle)) high = middle;
    else low = middle;
    if (high < 1e-12) break;
  }
  return high;
}

/**
 * Whether some threshold from `floor` to `ceiling` surely parts the values marked in `isTop`, which are at least as
 * large, from all others. The largest that the marked ones have in common as a lower bound is found by halving.
 * O(values × 40) at most. True where none or all are marked, if floor ≤ ceiling.
 */
export function arePartedBy(check: Check, isTop: Uint8Array, floor: number, ceiling: number): boolean {
  const holds = (bound: number): boolean => isTop.every((top, i) => top === 0 || isAtLeast(check, i, bound));
  if (floor > ceiling || !holds(floor)) return false;
  let threshold = ceiling;
  if (!holds(ceiling)) {
    let high = ceiling;
    threshold = floor;
    for (let step = 0; step < 40; step++) {
      const middle = (threshold + high) / 2;
      if (holds(middle)) threshold = middle;
      else high = middle;
    }
  }
  return isTop.every((top, i) => top === 1 || isAtMost(check, i, threshold));
}
