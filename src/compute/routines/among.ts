/** Parts of a graph: the edges among some authors, and which component everybody is in. */
import { csrComponents } from '../../graph/csr.js';
import { projectAmong } from '../../graph/projection.js';
import { components } from '../../graph/traverse.js';
import type { CsrGraph, GraphSpec, Incidence, Selection } from '../../graph/types.js';

export interface AmongRequest {
  readonly incidence: Incidence;
  readonly selection: Selection;
  /** Ascending, distinct. */
  readonly authors: Uint32Array;
  readonly spec: Pick<GraphSpec, 'counting' | 'minStrength'>;
}

/** The graph among some authors, as projectAmong makes it. Throws ProjectionTooLargeError. */
export function graphAmong({ incidence, selection, authors, spec }: AmongRequest): CsrGraph {
  return projectAmong(incidence, selection, authors, spec);
}

export interface ComponentsRequest {
  readonly incidence: Incidence;
  readonly selection: Selection;
  /** The edges, parallel to the selection's nodes, where papers alone do not tell which there are; null where they do. */
  readonly graph: Pick<CsrGraph, 'nodeCount' | 'offsets' | 'neighbours'> | null;
}

/** [n] component of each node, numbered by size descending, equal sizes in the order of their smallest node. O(P + Σk), or O(n + m) on edges. */
export function componentOfNodes({ incidence, selection, graph }: ComponentsRequest): Int32Array {
  if (graph === null) {
    const { componentOf } = components(incidence, selection.paperMask, selection.nodes);
    return Int32Array.from(selection.nodes, (author) => componentOf[author]);
  }
  const { componentOf, sizes } = csrComponents(graph);
  const rank = new Int32Array(sizes.length);
  [...sizes.keys()].toSorted((x, y) => sizes[y] - sizes[x]).forEach((id, place) => (rank[id] = place));
  return componentOf.map((id) => rank[id]);
}
