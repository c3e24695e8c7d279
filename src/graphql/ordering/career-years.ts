/** First and last year of every author's papers under a graph. */
import { ROUTINES, type Result } from '../../compute/routines.js';
import type { Selection } from '../../graph/types.js';
import { isSmall } from '../../snapshot/graphs.js';
import { KeptWork } from '../../snapshot/shared-work.js';
import type { MaybePromise } from '../../snapshot/when-known.js';
import type { GraphInUse } from '../graph-in-use.js';

const known = new KeptWork<Selection, Result<'CAREERS'>>();

/** Worked out once and kept as long as the selection is; off the event loop where there are many papers. */
export function careerYears({ snapshot, selection }: Pick<GraphInUse, 'snapshot' | 'selection'>): MaybePromise<Result<'CAREERS'>> {
  const { authorCount, paperCount, paperYear, paperOffsets, paperAuthors } = snapshot.incidence;
  const given = { incidence: { authorCount, paperCount, paperYear, paperOffsets, paperAuthors }, paperMask: selection.paperMask };
  return known.get(selection, '', () => (isSmall(snapshot.incidence) ? ROUTINES.CAREERS(given) : snapshot.analytics.perform('CAREERS', given)));
}
