/** Distributions and series that describe the network but are no single value. */
import type { Incidence, Selection } from '../../graph/types.js';
import { UNKNOWN_YEAR } from '../../graph/types.js';

export interface DegreeCount {
  readonly degree: number;
  readonly authors: number;
}

/** How many authors have how many collaborators, from the degree of each, ascending by degree; only degrees that occur. O(n). */
export function degreeDistribution(degrees: ArrayLike<number>): DegreeCount[] {
  let most = -1;
  for (let node = 0; node < degrees.length; node++) most = Math.max(most, degrees[node]);
  const counts = new Uint32Array(most + 1);
  for (let node = 0; node < degrees.length; node++) counts[degrees[node]]++;
  return Array.from(counts, (authors, degree) => ({ degree, authors })).filter(({ authors }) => authors > 0);
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
type Papers = Pick<Incidence, 'authorCount' | 'paperCount' | 'paperYear' | 'paperOffsets' | 'paperAuthors'>;

/** Sorts after every year, so that a known year always wins as an author's first. */
const UNKNOWN_LAST = 2 ** 15;
/** Of whom no kept paper has been met. */
const NO_PAPER = UNKNOWN_LAST + 1;

/** The kept papers year by year, ascending, unknown last; years without papers are not listed. O(papers + authorships). */
export function growthByYear(incidence: Papers, { paperMask, nodeOf }: Pick<Selection, 'paperMask' | 'nodeOf'>): YearOfGrowth[] {
  const { authorCount, paperCount, paperYear, paperOffsets, paperAuthors } = incidence;
  const firstYear = new Int32Array(authorCount).fill(NO_PAPER);
  const years = new Map<number, Writable<YearOfGrowth>>();
  const at = (year: number): Writable<YearOfGrowth> => {
    const known = years.get(year) ?? { year: year === UNKNOWN_LAST ? null : year, papers: 0, multiAuthoredPapers: 0, newAuthors: 0 };
    years.set(year, known);
    return known;
  };
  for (let paper = 0; paper < paperCount; paper++) {
    if (paperMask[paper] === 0) continue;
    const year = paperYear[paper] === UNKNOWN_YEAR ? UNKNOWN_LAST : paperYear[paper];
    const entry = at(year);
    entry.papers++;
    if (paperOffsets[paper + 1] - paperOffsets[paper] >= 2) entry.multiAuthoredPapers++;
    for (let i = paperOffsets[paper]; i < paperOffsets[paper + 1]; i++) {
      const author = paperAuthors[i];
      if (nodeOf[author] >= 0 && year < firstYear[author]) firstYear[author] = year;
    }
  }
  for (const year of firstYear) if (year !== NO_PAPER) at(year).newAuthors++;
  return [...years].toSorted(([a], [b]) => a - b).map(([, entry]) => entry);
}
