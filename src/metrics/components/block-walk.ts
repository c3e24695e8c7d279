/** The depth-first walk that finds a graph's biconnected blocks: a block is a largest set of edges of which any two lie on a common cycle. */
import type { CsrGraph } from '../../graph/types.js';

export interface BlockVisitor {
  /**
   * A block: its nodes are `top`, through which the walk came in, and nodes[from] … nodes[to − 1], the first of which was
   * entered from the top. Blocks below others come first; `nodes` is overwritten later.
   */
  readonly block: (top: number, nodes: Uint32Array, from: number, to: number) => void;
  /** All blocks of the component in which the walk began at `root` have been found: none where it is isolated. */
  readonly component?: (root: number) => void;
}

/**
 * Hopcroft and Tarjan's walk (1973, doi:10.1145/362248.362272), without recursion, so that a chain of any length is
 * walked. A block of two nodes is a bridge. O(n + m) time, 24 bytes a node.
 */
export function walkBlocks({ nodeCount, offsets, neighbours }: Pick<CsrGraph, 'nodeCount' | 'offsets' | 'neighbours'>, { block, component }: BlockVisitor): void {
  // Place in the order of discovery, from 1; 0 is undiscovered. `low` is the earliest place that a node's subtree reaches.
  const found = new Uint32Array(nodeCount);
  const low = new Uint32Array(nodeCount);
  const cursor = offsets.slice(0, nodeCount);
  const path = new Uint32Array(nodeCount);
  // Nodes discovered and not yet in a complete block, in order of discovery, and each one's place among them.
  const open = new Uint32Array(nodeCount);
  const placeInOpen = new Uint32Array(nodeCount);
  let discovered = 0;
  for (let root = 0; root < nodeCount; root++) {
    if (found[root] !== 0) continue;
    found[root] = low[root] = ++discovered;
    path[0] = root;
    let openCount = 0;
    for (let depth = 0; depth >= 0; ) {
      const node = path[depth];
      if (cursor[node] < offsets[node + 1]) {
        const next = neighbours[cursor[node]++];
        if (found[next] === 0) {
          found[next] = low[next] = ++discovered;
          placeInOpen[next] = openCount;
          open[openCount++] = next;
          path[++depth] = next;
        } else if (found[next] < low[node] && (depth === 0 || next !== path[depth - 1])) {
          low[node] = found[next];
        }
        continue;
      }
      depth--;
      if (depth < 0) break;
      const top = path[depth];
      if (low[node] < low[top]) low[top] = low[node];
      if (low[node] < found[top]) continue;
      // The subtree of the node hangs on the top alone: what is open of it makes a block with the top.
      block(top, open, placeInOpen[node], openCount);
      openCount = placeInOpen[node];
    }
    component?.(root);
  }
}
