/** Connected components, and the largest of them. */
import { csrComponents } from '../../graph/csr.js';
import { components } from '../../graph/traverse.js';
import type { CsrGraph } from '../../graph/types.js';
import type { EdgeSource, PaperSizes } from '../papers/papers.js';
import { papersOf } from '../papers/papers.js';

export interface Components {
  /** [n] component of each node; of a graph they are numbered by their smallest node, of papers by size. */
  readonly label: Int32Array;
  /** [components] number of nodes. */
  readonly size: Uint32Array;
  /** The component with most nodes (of equal ones, that of the smallest node); −1 in a graph without nodes. */
  readonly largest: number;
}

/** The graph room's components, with the largest named. O(n + m). */
export function connectedComponents(graph: CsrGraph): Components {
  const { componentOf, sizes } = csrComponents(graph);
  let largest = -1;
  for (let component = 0; component < sizes.length; component++) {
    if (largest < 0 || sizes[component] > sizes[largest]) largest = component;
  }
  return { label: componentOf, size: Uint32Array.from(sizes), largest };
}

/** The components of a graph, or where papers stand in for its edges, of those. O(n + m) or O(A + P + Σk). */
export function componentsOf(source: EdgeSource): Components {
  const papers = papersOf(source);
  if (papers === null) return connectedComponents(source.graph);
  const { incidence, selection: { paperMask, nodes } } = papers;
  const { componentOf, sizes } = components(incidence, paperMask, nodes);
  return { label: Int32Array.from(nodes, (author) => componentOf[author]), size: sizes, largest: sizes.length > 0 ? 0 : -1 };
}

/** Nodes of the largest component, ascending; empty in a graph without nodes. Cost as componentsOf. */
export function largestComponentNodes(source: EdgeSource): Uint32Array {
  const { label, size, largest } = componentsOf(source);
  const nodes = new Uint32Array(largest < 0 ? 0 : size[largest]);
  let at = 0;
  for (let node = 0; node < label.length; node++) if (label[node] === largest) nodes[at++] = node;
  return nodes;
}

/** Estimated elementary steps of componentsOf on papers. */
export function componentsOnPapersCost({ nodeCount, papers, authorships }: PaperSizes): number {
  return 4 * (nodeCount + papers + 2 * authorships);
}
