/** Every edge once, from the end of smaller degree to the other: what triangles are found on. */
import type { CsrGraph } from '../../graph/types.js';
import { signedView } from '../kernel.js';
import { orderByDegree } from './degree-order.js';

/** Nodes are named by rank: their place in the order of degree, then of number. */
export interface ForwardEdges {
  /** [n] node of each rank. */
  readonly nodeAt: Int32Array;
  /** [n+1] by rank, into `heads`. */
  readonly offsets: Int32Array;
  /** [m] the end of higher rank; at most √(2m) of a node. */
  readonly heads: Int32Array;
}

/**
 * Directs the edges by degree (Latapy 2008, doi:10.1016/j.tcs.2008.07.017). Ranks keep the much-read ends close together in
 * memory. `onEdge`, where given, is told which entry of the graph each head was. O(n + m) time; 12 bytes a node and 4 an
 * edge.
 */
export function forwardEdges(
  graph: Pick<CsrGraph, 'nodeCount' | 'offsets' | 'neighbours'>,
  onEdge: ((head: number, slot: number) => void) | null = null,
): ForwardEdges {
  const n = graph.nodeCount;
  const [offsets, neighbours] = [signedView(graph.offsets), signedView(graph.neighbours)];
  const [nodeAt, rankOf] = [new Int32Array(n), new Int32Array(n)];
  orderByDegree(offsets, nodeAt);
  for (let rank = 0; rank < n; rank++) rankOf[nodeAt[rank]] = rank;
  const outOffsets = new Int32Array(n + 1);
  const heads = new Int32Array(neighbours.length / 2);
  let filled = 0;
  for (let rank = 0; rank < n; rank++) {
    const node = nodeAt[rank];
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      const head = rankOf[neighbours[slot]];
      if (head < rank) continue;
      if (onEdge !== null) onEdge(filled, slot);
      heads[filled++] = head;
    }
    outOffsets[rank + 1] = filled;
  }
  return { nodeAt, offsets: outOffsets, heads };
}
