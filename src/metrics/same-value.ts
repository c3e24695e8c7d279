/** When two values of a metric count as equal. */

/**
 * Sums of fractions end in rounding (30.000000000000004 beside 30): values that differ by less than this share of the
 * larger one are the same number as far as ranks and conditions go.
 */
export const VALUE_TOLERANCE = 1e-12;

/** Whether two numbers are equal but for rounding. NaN equals nothing. O(1). */
export function isSameValue(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= VALUE_TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}
