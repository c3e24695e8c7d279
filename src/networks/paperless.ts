/** A graph alone as a kernel's input: a network file has nodes and edges, but no papers. */
import { sharedArray } from '../graph/shared-arrays.js';
import type { CsrGraph, Incidence, Selection } from '../graph/types.js';

/**
 * The graph with an incidence and a selection of no papers, of which node i is author i. Metrics that read papers find
 * none there and must not be asked. O(n).
 */
export function paperlessInput(graph: CsrGraph): { readonly graph: CsrGraph; readonly incidence: Incidence; readonly selection: Selection } {
  const { nodeCount } = graph;
  const nodes = sharedArray(Uint32Array, nodeCount);
  const nodeOf = sharedArray(Int32Array, nodeCount);
  for (let node = 0; node < nodeCount; node += 1) nodes[node] = nodeOf[node] = node;
  const none = sharedArray(Uint32Array, 0);
  const none32 = sharedArray(Int32Array, 0);
  const oneOffset = sharedArray(Uint32Array, 1);
  return {
    graph,
    incidence: {
      authorCount: nodeCount,
      paperCount: 0,
      paperOffsets: oneOffset,
      paperAuthors: none,
      authorOffsets: sharedArray(Uint32Array, nodeCount + 1),
      authorPapers: none,
      paperYear: sharedArray(Int16Array, 0),
      paperDate: none32,
      paperType: sharedArray(Int8Array, 0),
      paperVenue: none32,
      paperFieldOffsets: oneOffset,
      paperFields: none,
      paperCitations: none32,
      paperFlags: sharedArray(Uint8Array, 0),
    },
    selection: { paperMask: sharedArray(Uint8Array, 0), nodes, nodeOf, keptPapers: 0, hyperAuthoredExcluded: 0, incompleteAuthorLists: 0 },
  };
}
