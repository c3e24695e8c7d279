/** Connected components, and the largest of them. */
import { csrComponents } from '../../graph/csr.js';
import type { CsrGraph } from '../../graph/types.js';

export interface Components {
  /** [n] component of each node; components are numbered by their smallest node, ascending. */
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

/** Nodes of the largest component, ascending; empty in a graph without nodes. O(n + m). */
export function largestComponentNodes(graph: CsrGraph): Uint32Array {
  const { label, size, largest } = connectedComponents(graph);
  const nodes = new Uint32Array(largest < 0 ? 0 : size[largest]);
  let at = 0;
  for (let node = 0; node < graph.nodeCount; node++) if (label[node] === largest) nodes[at++] = node;
  return nodes;
}
