/** A logarithmic axis from 1 to a power of ten. */

/** Powers of ten from 1 to the first that is not below `largest`. */
export function decades(largest: number): number[] {
  const ticks = [1];
  while ((ticks.at(-1) ?? 1) < largest) ticks.push(10 * (ticks.at(-1) ?? 1));
  return ticks.length === 1 ? [1, 10] : ticks;
}

/** Where a value of 1 or more stands between two ends, on a logarithmic axis up to `largest`, a power of ten. */
export function logPlace(value: number, largest: number, from: number, to: number): number {
  return from + ((to - from) * Math.log10(value)) / Math.log10(largest);
}
