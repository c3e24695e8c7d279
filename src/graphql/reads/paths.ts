/** Shortest ways between two authors under a graph: in place where the graph is small, else in the worker pool. */
import { ROUTINES } from '../../compute/routines.js';
import { NO_WALKERS, type WaysFound } from '../../compute/routines/ways.js';
import type { Distance } from '../../metrics/metric.js';
import type { GraphInUse } from '../graph-in-use.js';

/** Authorships, and authors and collaborations, up to which a search takes some milliseconds. */
const INLINE_AUTHORSHIPS = 200_000;
const INLINE_EDGES = 50_000;

function oneWalker(author: number): WaysFound['walkers'] {
  return { authors: Uint32Array.of(author), steps: Uint32Array.of(0), shares: Float64Array.of(1) };
}

/**
 * Hops are searched on the incidence, which never grows with the number of pairs; costs, and graphs that drop weak
 * edges, need the projection. Cost as those searches state.
 */
export async function pathsBetween(graph: GraphInUse, from: number, to: number, distance: Distance, limit: number): Promise<WaysFound> {
  if (from === to) return { distance: 0, cost: 0, pathCount: 1, paths: limit > 0 ? [[from]] : [], walkers: oneWalker(from) };
  const { snapshot: { incidence, analytics }, selection: { nodeOf, paperMask }, patience } = graph;
  if (nodeOf[from] === -1 || nodeOf[to] === -1) return { distance: null, cost: null, pathCount: 0, paths: [], walkers: NO_WALKERS };
  if (distance === 'UNWEIGHTED' && graph.hasAllEdges) {
    const given = { incidence, paperMask, from, to, limit };
    return incidence.paperAuthors.length <= INLINE_AUTHORSHIPS ? ROUTINES.WAYS_ALONG_PAPERS(given) : analytics.perform('WAYS_ALONG_PAPERS', given, patience);
  }
  const projection = await graph.projection();
  const given = { projection, distance, from, to, limit };
  return projection.nodeCount + projection.edgeCount <= INLINE_EDGES ? ROUTINES.WAYS_ALONG_EDGES(given) : analytics.perform('WAYS_ALONG_EDGES', given, patience);
}
