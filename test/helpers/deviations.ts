/** Comparing arrays of numbers with a message per difference. */

/**
 * What differs by more than `tolerance` (relative to the expected value where that is above 1), a line each; NaN and
 * null stand for "undefined" and equal each other. Empty means equal: `expect(deviations(a, b)).toEqual([])`.
 */
export function deviations(
  actual: ArrayLike<number>,
  expected: ArrayLike<number | null>,
  { tolerance = 1e-10, name = String }: { tolerance?: number; name?: (index: number) => string } = {},
): string[] {
  if (actual.length !== expected.length) return [`${actual.length} values beside ${expected.length}`];
  return Array.from(actual).flatMap((value, i) => {
    const other = expected[i] ?? NaN;
    const same = (Number.isNaN(value) && Number.isNaN(other)) || Math.abs(value - other) <= tolerance * Math.max(1, Math.abs(other));
    return same ? [] : [`${name(i)}: ${value} beside ${other}`];
  });
}
