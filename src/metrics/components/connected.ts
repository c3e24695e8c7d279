/** Connected components. */
import type { CsrGraph } from '../../graph/types.js';

export interface Components {
  /** [n] component of each node; components are numbered by their smallest node, ascending. */
  readonly label: Int32Array;
  /** [components] number of nodes. */
  readonly size: Uint32Array;
  /** The component with most nodes (of equal ones, that of the smallest node); −1 in a graph without nodes. */
  readonly largest: number;
}

/** Components by flooding from each unvisited node in turn. O(n + m). */
export function connectedComponents(graph: CsrGraph): Components {
  const { nodeCount, offsets, neighbours } = graph;
  const label = new Int32Array(nodeCount).fill(-1);
  const queue = new Uint32Array(nodeCount);
  const sizes: number[] = [];
  for (let root = 0; root < nodeCount; root++) {
    if (label[root] >= 0) continue;
    const component = sizes.length;
    label[root] = component;
    queue[0] = root;
    let tail = 1;
    for (let head = 0; head < tail; head++) {
      const node = queue[head];
      for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
        const neighbour = neighbours[slot];
        if (label[neighbour] >= 0) continue;
        label[neighbour] = component;
        queue[tail++] = neighbour;
      }
    }
    sizes.push(tail);
  }
  let largest = -1;
  for (let component = 0; component < sizes.length; component++) {
    if (largest < 0 || sizes[component] > sizes[largest]) largest = component;
  }
  return { label, size: Uint32Array.from(sizes), largest };
}

/** Nodes of the largest component, ascending; empty in a graph without nodes. O(n + m). */
export function largestComponentNodes(graph: CsrGraph): Uint32Array {
  const { label, size, largest } = connectedComponents(graph);
  const nodes = new Uint32Array(largest < 0 ? 0 : size[largest]);
  let at = 0;
  for (let node = 0; node < graph.nodeCount; node++) if (label[node] === largest) nodes[at++] = node;
  return nodes;
}
