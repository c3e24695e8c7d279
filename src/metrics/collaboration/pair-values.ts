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
