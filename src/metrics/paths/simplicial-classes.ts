/**
 * Twin classes whose neighbourhood is a clique (simplicial vertices of the quotient): they lie inside no shortest path by hops,
 * as the step before one could have gone straight to the step after. Two of them are never adjacent: each would have the
 * other's closed neighbourhood, and they would be twins. In a co-authorship graph half the classes are simplicial: whoever
 * wrote one paper with people who met elsewhere too.
 *
 * reduction/simplicial.ts is no use here, nor this there: it takes such nodes out one after another, which makes others simplicial
 * (by costs too), and its plan then has a graph per source. Sweeps and samples want one graph for all.
 */
import { slotOf } from './slot-of.js';
import type { TwinQuotient } from './twin-quotient.js';

/** The quotient's neighbours with every row ascending: a symmetric graph read column by column. O(k + edges). */
export function ascendingRows({ classCount, offsets, neighbours }: Pick<TwinQuotient, 'classCount' | 'offsets' | 'neighbours'>): Uint32Array {
  const rows = new Uint32Array(neighbours.length);
  const next = offsets.slice(0, classCount);
  for (let own = 0; own < classCount; own++) {
    for (let slot = offsets[own], end = offsets[own + 1]; slot < end; slot++) rows[next[neighbours[slot]]++] = own;
  }
  return rows;
}

/**
 * [k] 1 for each simplicial class, 0 for others and for a class without neighbours, a component by itself. `rows` are the ascending
 * ones. O(k + edges) and, for classes of fewer neighbours than each of these has, O(degree² log degree).
 */
export function simplicialClasses({ classCount, offsets }: Pick<TwinQuotient, 'classCount' | 'offsets'>, rows: Uint32Array): Uint8Array {
  const isSimplicial = new Uint8Array(classCount);
  for (let own = 0; own < classCount; own++) isSimplicial[own] = hasCliqueAround({ offsets, neighbours: rows }, own) ? 1 : 0;
  return isSimplicial;
}

function hasCliqueAround(graph: { readonly offsets: Uint32Array; readonly neighbours: Uint32Array }, own: number): boolean {
  const { offsets, neighbours } = graph;
  const [from, to] = [offsets[own], offsets[own + 1]];
  if (from === to) return false;
  // Each neighbour has all of the clique beside `own`, and one more, or it would be a twin.
  for (let slot = from; slot < to; slot++) if (offsets[neighbours[slot] + 1] - offsets[neighbours[slot]] <= to - from) return false;
  for (let a = from; a < to; a++) {
    for (let b = a + 1; b < to; b++) if (slotOf(graph, neighbours[a], neighbours[b]) < 0) return false;
  }
  return true;
}
