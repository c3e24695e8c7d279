/**
 * Summation whose error does not grow with the number of terms: what each addition loses to rounding is added up
 * beside the sum and given back at the end. Ten times 1/10 is 1, not 0.9999999999999999.
 * Neumaier 1974, doi:10.1002/zamm.19740540106.
 */

/** What `sum + term` lost to rounding when it gave `total`. O(1). */
export function roundedOff(sum: number, term: number, total: number): number {
  return Math.abs(sum) >= Math.abs(term) ? sum - total + term : term - total + sum;
}
