/** Distributions and series that describe the network but are no single value. */
import type { Incidence, Selection } from '../../graph/types.js';
import { UNKNOWN_YEAR } from '../../graph/types.js';

export interface DegreeCount {
  readonly degree: number;
  readonly authors: number;
}

/** How many authors have how many collaborators, from the degree of each, ascending by degree; only degrees that occur. O(n). */
export function degreeDistribution(degrees: readonly number[]): DegreeCount[] {
  const counts = new Map<number, number>();
  for (const degree of degrees) counts.set(degree, (counts.get(degree) ?? 0) + 1);
  return [...counts].map(([degree, authors]) => ({ degree, authors })).toSorted((a, b) => a.degree - b.degree);
}

export interface YearOfGrowth {
  /** Null gathers the papers of unknown year. */
  readonly year: number | null;
  readonly papers: number;
  /** Of those, papers that list at least two persons. */
  readonly multiAuthoredPapers: number;
  /** Authors whose first kept paper of known year is of this year; under null, those without any paper of known year. */
  readonly newAuthors: number;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** The kept papers year by year, ascending, unknown last; years without papers are not listed. O(papers + authorships). */
export function growthByYear(incidence: Incidence, selection: Selection): YearOfGrowth[] {
  const { paperYear, paperOffsets, paperAuthors } = incidence;
  const firstYear = new Map<number, number>();
  const years = new Map<number, Writable<YearOfGrowth>>();
  const at = (year: number): Writable<YearOfGrowth> => {
    const known = years.get(year) ?? { year: year === Infinity ? null : year, papers: 0, multiAuthoredPapers: 0, newAuthors: 0 };
    years.set(year, known);
    return known;
  };
  for (let paper = 0; paper < incidence.paperCount; paper++) {
    if (selection.paperMask[paper] === 0) continue;
    // Unknown sorts after every known year, so that a known year always wins as an author's first.
    const year = paperYear[paper] === UNKNOWN_YEAR ? Infinity : paperYear[paper];
    const entry = at(year);
    entry.papers++;
    if (paperOffsets[paper + 1] - paperOffsets[paper] >= 2) entry.multiAuthoredPapers++;
    for (let i = paperOffsets[paper]; i < paperOffsets[paper + 1]; i++) {
      const author = paperAuthors[i];
      if (selection.nodeOf[author] >= 0) firstYear.set(author, Math.min(year, firstYear.get(author) ?? Infinity));
    }
  }
  for (const year of firstYear.values()) at(year).newAuthors++;
  return [...years].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}
