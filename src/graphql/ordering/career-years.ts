/** First and last year of every author's papers under a graph. */
import { ROUTINES, type Result } from '../../compute/routines.js';
import type { Selection } from '../../graph/types.js';
import { isSmall } from '../../snapshot/graphs.js';
import type { MaybePromise } from '../../snapshot/when-known.js';
import type { GraphInUse } from '../graph-in-use.js';

const known = new WeakMap<Selection, MaybePromise<Result<'CAREERS'>>>();

/** Worked out once and kept as long as the selection is; off the event loop where there are many papers. */
export function careerYears({ snapshot, selection }: Pick<GraphInUse, 'snapshot' | 'selection'>): MaybePromise<Result<'CAREERS'>> {
  const before = known.get(selection);
  if (before) return before;
  const { authorCount, paperCount, paperYear, paperOffsets, paperAuthors } = snapshot.incidence;
  const given = { incidence: { authorCount, paperCount, paperYear, paperOffsets, paperAuthors }, paperMask: selection.paperMask };
  const years = isSmall(snapshot.incidence) ? ROUTINES.CAREERS(given) : snapshot.analytics.perform('CAREERS', given);
  known.set(selection, years);
  if (years instanceof Promise) years.then((value) => known.set(selection, value), () => known.delete(selection));
  return years;
}
