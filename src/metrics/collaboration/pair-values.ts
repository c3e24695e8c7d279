/** Values per collaboration, written once per CSR slot so that both directions of an edge carry the same number. */
import type { CsrGraph } from '../../graph/types.js';

/** A value per slot from its two ends; `value` must be symmetric in them. O(m · value). */
export function perSlot(graph: CsrGraph, value: (from: number, to: number, slot: number) => number): Float64Array {
  const values = new Float64Array(graph.neighbours.length);
  for (let from = 0; from < graph.nodeCount; from++) {
    for (let slot = graph.offsets[from], end = graph.offsets[from + 1]; slot < end; slot++) {
      values[slot] = value(from, graph.neighbours[slot], slot);
    }
  }
  return values;
}

/**
 * [2m] number of the edge in each slot, the same in both directions, 0 … m − 1 in the order of their smaller ends, then
 * of the larger ones. O(n + m).
 */
export function edgeNumbers({ nodeCount, edgeCount, offsets, neighbours }: Pick<CsrGraph, 'nodeCount' | 'edgeCount' | 'offsets' | 'neighbours'>): Uint32Array {
  const edgeOf = new Uint32Array(2 * edgeCount);
  // Rows ascend, so the entries of smaller neighbours stand first in a row, in the order in which those rows come by.
  const cursor = offsets.slice(0, nodeCount);
  let edges = 0;
  for (let from = 0; from < nodeCount; from++) {
    for (let slot = cursor[from], end = offsets[from + 1]; slot < end; slot++) {
      edgeOf[slot] = edges;
      edgeOf[cursor[neighbours[slot]]++] = edges++;
    }
  }
  return edgeOf;
}
