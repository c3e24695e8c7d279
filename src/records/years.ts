/** Years of publication that somebody asks for. */

/** Both ends included; null is open. */
export interface YearRange {
  readonly from: number | null;
  readonly to: number | null;
}

export const ALL_YEARS: YearRange = { from: null, to: null };

/** Whether the range leaves anything out. */
export function isLimited({ from, to }: YearRange): boolean {
  return from !== null || to !== null;
}

/** How a year stands to a range. Of an unknown year (null) nobody can say that a limited range has it. */
export function standingOf(year: number | null, range: YearRange): 'WITHIN' | 'OUTSIDE' | 'UNDATED' {
  if (!isLimited(range)) return 'WITHIN';
  if (year === null) return 'UNDATED';
  return year >= (range.from ?? -Infinity) && year <= (range.to ?? Infinity) ? 'WITHIN' : 'OUTSIDE';
}

/** What papers of the range are: `from 2015 to 2020`, `from 2015 on`, `up to 2020`, `of 2015`; `of any year` where nothing is left out. */
export function yearsInWords({ from, to }: YearRange): string {
  if (from === null) return to === null ? 'of any year' : `up to ${to}`;
  if (to === null) return `from ${from} on`;
  return from === to ? `of ${from}` : `from ${from} to ${to}`;
}
