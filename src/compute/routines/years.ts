/** Years of a selection: how many papers, authorships and pairs each has, and which are the first and last of every author. */
import { UNKNOWN_YEAR, type Incidence } from '../../graph/types.js';

export interface YearCounts {
  /** The first year with a kept paper; meaningless where the arrays are empty. */
  readonly first: number;
  /** Per year from the first to the last: authorships Σk, and Σ k(k − 1)/2, of its kept papers. */
  readonly authorships: Float64Array;
  readonly pairs: Float64Array;
}

/** Papers of unknown year are not counted. O(P). */
export function yearCounts({ incidence, paperMask }: { incidence: Pick<Incidence, 'paperCount' | 'paperYear' | 'paperOffsets'>; paperMask: Uint8Array }): YearCounts {
  const { paperCount, paperYear, paperOffsets } = incidence;
  let first = Infinity;
  let last = -Infinity;
  const isDated = (paper: number): boolean => paperMask[paper] === 1 && paperYear[paper] !== UNKNOWN_YEAR;
  for (let paper = 0; paper < paperCount; paper += 1) {
    if (!isDated(paper)) continue;
    if (paperYear[paper] < first) first = paperYear[paper];
    if (paperYear[paper] > last) last = paperYear[paper];
  }
  const length = Math.max(0, last - first + 1);
  const authorships = new Float64Array(length);
  const pairs = new Float64Array(length);
  for (let paper = 0; paper < paperCount; paper += 1) {
    if (!isDated(paper)) continue;
    const k = paperOffsets[paper + 1] - paperOffsets[paper];
    authorships[paperYear[paper] - first] += k;
    pairs[paperYear[paper] - first] += (k * (k - 1)) / 2;
  }
  return { first, authorships, pairs };
}

export interface CareerYears {
  /** [A] year of the first and of the last kept paper of known year; NaN where there is none. */
  readonly first: Float64Array;
  readonly last: Float64Array;
}

/** First and last year of every author's kept papers. O(P + I). */
export function careerYears({ incidence, paperMask }: { incidence: Pick<Incidence, 'authorCount' | 'paperCount' | 'paperYear' | 'paperOffsets' | 'paperAuthors'>; paperMask: Uint8Array }): CareerYears {
  const { authorCount, paperCount, paperYear, paperOffsets, paperAuthors } = incidence;
  const first = new Float64Array(authorCount).fill(Number.NaN);
  const last = new Float64Array(authorCount).fill(Number.NaN);
  for (let paper = 0; paper < paperCount; paper++) {
    const year = paperYear[paper];
    if (paperMask[paper] === 0 || year === UNKNOWN_YEAR) continue;
    for (let s = paperOffsets[paper]; s < paperOffsets[paper + 1]; s++) {
      const author = paperAuthors[s];
      // Comparisons with NaN are false, so the first year met always enters.
      if (!(first[author] <= year)) first[author] = year;
      if (!(last[author] >= year)) last[author] = year;
    }
  }
  return { first, last };
}
