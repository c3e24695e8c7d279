/** Which connected component each author of a graph belongs to. */
import { ROUTINES } from '../../compute/routines.js';
import type { Selection } from '../../graph/types.js';
import { isSmall } from '../../snapshot/graphs.js';
import { KeptWork } from '../../snapshot/shared-work.js';
import { whenKnown, type MaybePromise } from '../../snapshot/when-known.js';
import type { GraphInUse } from '../graph-in-use.js';

export type ComponentOf = (author: number) => number | null;

/** [n] component of each node, of graphs without a least strength: kept as long as the selection is. */
const known = new KeptWork<Selection, Int32Array>();

/**
 * Component of an author, 0 = largest, equal sizes in the order of their smallest author; null for who is no node. Read
 * off the papers in O(A + P + Σk), however many pairs there are; where collaborations are dropped, off the projection.
 */
export function componentsOf(graph: GraphInUse): MaybePromise<ComponentOf> {
  if (!graph.hasAllEdges) return whenKnown(graph.communities({ algorithm: 'COMPONENTS' }), (table) => (author: number) => table.communityOf(author));
  const { nodeOf } = graph.selection;
  return whenKnown(onPapers(graph), (componentOf) => (author: number) => (nodeOf[author] === -1 ? null : componentOf[nodeOf[author]]));
}

function onPapers({ snapshot: { incidence, analytics }, selection, patience }: GraphInUse): MaybePromise<Int32Array> {
  const given = { incidence, selection, graph: null };
  return known.get(selection, '', () => (isSmall(incidence) ? ROUTINES.COMPONENTS(given) : analytics.perform('COMPONENTS', given, patience)), patience);
}
