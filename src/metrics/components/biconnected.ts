/** Where the network would fall apart: articulation points, bridges and blocks. */
import type { CsrGraph } from '../../graph/types.js';
import { slotOf } from '../paths/slot-of.js';
import { walkBlocks } from './block-walk.js';

export interface Blocks {
  /**
   * [n] blocks that each node belongs to (a bridge is a block by itself). 0 for isolated nodes, 2 or more exactly for
   * articulation points.
   */
  readonly blocksOf: Uint32Array;
  /** [2m] 1 where the edge in the slot is a bridge; both directions alike. */
  readonly isBridge: Uint8Array;
  readonly blockCount: number;
  readonly bridgeCount: number;
}

/** Counts the biconnected blocks (see walkBlocks). O(n + m + bridges · log degree) time. */
export function biconnectedBlocks(graph: CsrGraph): Blocks {
  const blocksOf = new Uint32Array(graph.nodeCount);
  const isBridge = new Uint8Array(graph.neighbours.length);
  let blockCount = 0;
  let bridgeCount = 0;
  walkBlocks(graph, {
    block: (top, nodes, from, to) => {
      blockCount++;
      blocksOf[top]++;
      for (let i = from; i < to; i++) blocksOf[nodes[i]]++;
      if (to - from > 1) return;
      bridgeCount++;
      isBridge[slotOf(graph, top, nodes[from])] = 1;
      isBridge[slotOf(graph, nodes[from], top)] = 1;
    },
  });
  return { blocksOf, isBridge, blockCount, bridgeCount };
}

/** Number of articulation points. O(n). */
export function articulationPointCount({ blocksOf }: Pick<Blocks, 'blocksOf'>): number {
  return blocksOf.reduce((count, blocks) => count + (blocks > 1 ? 1 : 0), 0);
}
