/** The picture year by year: who and what is there by the end of a year. */
import { counted } from '../../design/numbers.js';
import type { PairRow, Rows } from './rows.js';

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

/** A pair as it was at the end of a year: see `rowsUntil`. O(papers). */
export function pairUntil(pair: PairRow, year: number, isPapers: boolean): PairRow {
  const { paperYears, paperCount, strength } = pair;
  if (paperYears === undefined) return pair;
  const then = paperYears.filter((each) => each <= year);
  const papers = Math.max(0, paperCount - (paperYears.length - then.length));
  return { ...pair, paperCount: papers, paperYears: then, lastYear: then.at(-1) ?? null, ...(isPapers ? { strength: papers } : { strength, isStrengthOfAllYears: true }) };
}

/**
 * The rows as they were at the end of a year; null gives all of them. Who and which collaborations are there, how many
 * collaborators and joint papers, and the last year of a pair are those of the time; a pair's numbers stay those of all
 * years where the years of its papers were not asked for. Everything else of a person, and strengths other than the number
 * of papers, is not known year by year, and is of all years. Papers without a known year count. O(people + pairs + papers).
 * @param isPapers the strength is the number of joint papers
 */
export function rowsUntil(rows: Rows, year: number | null, isPapers: boolean): Rows {
  if (year === null) return rows;
  const pairs = rows.pairs.filter((each) => isThere(each, year) && isThere(each.first, year) && isThere(each.second, year)).map((pair) => pairUntil(pair, year, isPapers));
  const degrees = new Map<string, number>();
  for (const { first, second } of pairs) for (const { id } of [first, second]) degrees.set(id, (degrees.get(id) ?? 0) + 1);
  const people = rows.people.filter((person) => isThere(person, year)).map((person) => ({ ...person, degree: degrees.get(person.id) ?? 0 }));
  return { people, pairs, byId: new Map(people.map((person) => [person.id, person])) };
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
