/** The graphology graph that people receive: a slice of the network, small enough to draw and export. */
import { UndirectedGraph } from './graphology-modules.js';
import type { CsrGraph } from './types.js';

/** Attributes of a node; its key is the author index in decimal unless the caller chose keys. */
export interface ViewNode {
  author: number;
}

/** Attributes of an edge. Never `weight`: libraries disagree on whether that is a strength or a cost. */
export interface ViewEdge {
  paperCount: number;
  /** Larger means closer. */
  strength: number;
}

export type ViewGraph = InstanceType<typeof UndirectedGraph<ViewNode, ViewEdge>>;

/** Nodes and the edges among them: a projection, or what projectAmong gives for some authors. */
export interface Slice {
  /** [n] author of each node of `graph`. */
  readonly authors: ArrayLike<number>;
  readonly graph: CsrGraph;
}

/**
 * A graphology graph of a slice: one node per author, one undirected edge per collaboration. `keyOf` gives the
 * nodes' keys, which must be distinct (graphology throws a UsageGraphError where two are equal). O(n + m).
 */
export function toGraphology(slice: Slice, keyOf: (author: number) => string = String): ViewGraph {
  const { authors, graph } = slice;
  if (authors.length !== graph.nodeCount) {
    throw new RangeError(`the slice has ${authors.length} authors where its graph has ${graph.nodeCount} nodes`);
  }
  const view = new UndirectedGraph<ViewNode, ViewEdge>();
  const keys = Array.from(authors, keyOf);
  keys.forEach((key, node) => view.addNode(key, { author: authors[node] }));
  for (let i = 0; i < graph.nodeCount; i += 1) {
    for (let s = graph.offsets[i]; s < graph.offsets[i + 1]; s += 1) {
      const j = graph.neighbours[s];
      // Each edge stands twice; its upper half is enough.
      if (i < j) view.addEdge(keys[i], keys[j], { paperCount: graph.paperCount[s], strength: graph.strength[s] });
    }
  }
  return view;
}
