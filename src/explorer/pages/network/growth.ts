/** The picture year by year: who and what is there by the end of a year. */
import { counted } from '../../design/numbers.js';
import type { Rows } from './rows.js';

export interface Growth {
  /** First and last year of anything in the picture; null where no year is known, or all is of one year. */
  readonly range: { readonly first: number; readonly last: number } | null;
  /** Without a year: always shown. */
  readonly undatedPeople: number;
  readonly undatedPairs: number;
}

/** The span of years of the picture, and what stands outside of it. O(people + pairs). */
export function growthOf({ people, pairs }: Rows): Growth {
  let [first, last] = [Infinity, -Infinity];
  let [undatedPeople, undatedPairs] = [0, 0];
  for (const { firstYear, lastYear } of [...people, ...pairs]) {
    if (firstYear !== null && firstYear < first) first = firstYear;
    const end = lastYear ?? firstYear;
    if (end !== null && end > last) last = end;
  }
  for (const { firstYear } of people) if (firstYear === null) undatedPeople += 1;
  for (const { firstYear } of pairs) if (firstYear === null) undatedPairs += 1;
  return { range: first < last ? { first, last } : null, undatedPeople, undatedPairs };
}

/** True for what is shown at the end of a year; null shows all, and what has no year is always shown. */
export function isThere({ firstYear }: { readonly firstYear: number | null }, year: number | null): boolean {
  return year === null || firstYear === null || firstYear <= year;
}

/** Share of a pair's joint papers by the end of a year, 0 to 1: papers without a known year count as there. O(papers). */
export function shareBy({ paperCount, paperYears = [] }: { readonly paperCount: number; readonly paperYears?: readonly number[] | undefined }, year: number): number {
  const later = paperYears.filter((each) => each > year).length;
  return paperCount === 0 ? 1 : Math.max(0, paperCount - later) / paperCount;
}

/** How many of each are there at the end of a year. A collaboration is there once both its people are. */
export function thereAt({ people, pairs }: Rows, year: number | null): { readonly people: number; readonly pairs: number } {
  if (year === null) return { people: people.length, pairs: pairs.length };
  return {
    people: people.filter((person) => isThere(person, year)).length,
    pairs: pairs.filter((each) => isThere(each, year) && isThere(each.first, year) && isThere(each.second, year)).length,
  };
}

/** The year that the slider shows: the last one, which is all there is, where none or one outside of the picture is given. */
export function yearInRange(year: number | null, range: Growth['range']): number | null {
  return year === null || range === null || year < range.first || year >= range.last ? null : year;
}

/** What stands outside of the years, in a sentence; null where nothing does. */
export function undatedWords({ undatedPeople, undatedPairs }: Pick<Growth, 'undatedPeople' | 'undatedPairs'>): string | null {
  const parts = [...(undatedPeople > 0 ? [counted(undatedPeople, 'author')] : []), ...(undatedPairs > 0 ? [counted(undatedPairs, 'collaboration')] : [])];
  return parts.length === 0 ? null : `${parts.join(' and ')} without a known year: always shown.`;
}
