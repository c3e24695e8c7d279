/** From the years that have something to a bar for every year between, and a round number above the highest. */

export interface YearValue {
  readonly year: number;
  readonly value: number;
}

/** Most bars of a chart: what lies farther back is one look at the table away. */
export const MOST_BARS = 150;

/** Every year from the first to the last, ascending, 0 where nothing is given; the latest `MOST_BARS` of them. Linear. */
export function withoutGaps(values: readonly YearValue[]): readonly YearValue[] {
  if (values.length === 0) return [];
  const byYear = new Map(values.map(({ year, value }) => [year, value]));
  const last = Math.max(...byYear.keys());
  const first = Math.max(Math.min(...byYear.keys()), last - MOST_BARS + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => ({ year: first + index, value: byYear.get(first + index) ?? 0 }));
}

/** The least of 1, 2, 3, 4, 5, 6, 8, 10, 20, 30, … that is not below `highest`: what the chart's top stands for. */
export function roundTop(highest: number): number {
  if (highest <= 1) return 1;
  const unit = 10 ** Math.floor(Math.log10(highest));
  return unit * (([1, 2, 3, 4, 5, 6, 8].find((step) => step * unit >= highest)) ?? 10);
}
