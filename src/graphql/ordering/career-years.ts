/** First and last year of every author's papers under a graph. */
import { UNKNOWN_YEAR } from '../../graph/types.js';
import type { Incidence, Selection } from '../../graph/types.js';

export interface CareerYears {
  /** [A] NaN where no kept paper's year is known. */
  readonly first: Float64Array;
  readonly last: Float64Array;
}

const known = new WeakMap<Selection, CareerYears>();

/** O(P + I) the first time, then kept as long as the selection is. */
export function careerYears(incidence: Incidence, selection: Selection): CareerYears {
  let years = known.get(selection);
  if (years) return years;
  const { authorCount, paperCount, paperYear, paperOffsets, paperAuthors } = incidence;
  const first = new Float64Array(authorCount).fill(Number.NaN);
  const last = new Float64Array(authorCount).fill(Number.NaN);
  for (let paper = 0; paper < paperCount; paper++) {
    const year = paperYear[paper];
    if (selection.paperMask[paper] === 0 || year === UNKNOWN_YEAR) continue;
    for (let s = paperOffsets[paper]; s < paperOffsets[paper + 1]; s++) {
      const author = paperAuthors[s];
      // Comparisons with NaN are false, so the first year met always enters.
      if (!(first[author] <= year)) first[author] = year;
      if (!(last[author] >= year)) last[author] = year;
    }
  }
  years = { first, last };
  known.set(selection, years);
  return years;
}
