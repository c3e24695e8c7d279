/** What describes a graph as a whole and is no metric: its degrees, its growth. Off the event loop where the graph is large. */
import { ROUTINES, type Result } from '../../compute/routines.js';
import type { Selection } from '../../graph/types.js';
import { isSmall } from '../../snapshot/graphs.js';
import { KeptWork } from '../../snapshot/shared-work.js';
import { whenKnown, type MaybePromise } from '../../snapshot/when-known.js';
import type { GraphInUse } from '../graph-in-use.js';

/** Up to so many authors their degrees are counted in place: about a millisecond. */
const INLINE_AUTHORS = 100_000;

const growths = new KeptWork<Selection, Result<'GROWTH'>>();

/** How many authors have how many collaborators. Fails as GraphInUse.authorMetric does. */
export function degreesOf(graph: GraphInUse): MaybePromise<Result<'DEGREES'>> {
  return distributionOf(graph, 'DEGREE');
}

/** How many authors have which whole number for their value. */
function distributionOf(graph: GraphInUse, metric: 'DEGREE' | 'COMPONENT_SIZE'): MaybePromise<Result<'DEGREES'>> {
  return whenKnown(graph.authorMetric(metric), ({ nodeValues }): MaybePromise<Result<'DEGREES'>> =>
    nodeValues.length <= INLINE_AUTHORS ? ROUTINES.DEGREES(nodeValues) : graph.snapshot.analytics.perform('DEGREES', nodeValues, graph.patience),
  );
}

export interface ComponentSizeCount {
  readonly size: number;
  readonly componentCount: number;
}

/** How many components have how many authors, ascending: of each size, as many authors divided by it. Fails as GraphInUse.authorMetric does. */
export function componentSizesOf(graph: GraphInUse): MaybePromise<ComponentSizeCount[]> {
  return whenKnown(distributionOf(graph, 'COMPONENT_SIZE'), (sizes) => sizes.map(({ degree: size, authors }) => ({ size, componentCount: authors / size })));
}

/** The graph's papers year by year; kept as long as its selection is. */
export function growthOf({ snapshot, selection, patience }: GraphInUse): MaybePromise<Result<'GROWTH'>> {
  const { authorCount, paperCount, paperYear, paperOffsets, paperAuthors } = snapshot.incidence;
  const { paperMask, nodeOf } = selection;
  const given = { incidence: { authorCount, paperCount, paperYear, paperOffsets, paperAuthors }, selection: { paperMask, nodeOf } };
  return growths.get(selection, '', () => (isSmall(snapshot.incidence) ? ROUTINES.GROWTH(given) : snapshot.analytics.perform('GROWTH', given, patience)), patience);
}
