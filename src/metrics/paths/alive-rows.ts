/** Rows of a search plan in a kernel's memory, each ending where those begin who have gone. */
import type { SearchPlan } from '../reduction/search-plan.js';
import { LANES } from '../reduction/search-plan.js';

/** A batch's sources, and those of them that are taken out after it. */
export function batchSources({ sources, batchOf }: SearchPlan, batch: number): { readonly from: number; readonly to: number; readonly leaving: Uint32Array } {
  const from = batch * LANES;
  const to = Math.min(from + LANES, sources.length);
  return { from, to, leaving: sources.subarray(from, to).filter((source) => batchOf[source] === batch) };
}

/** Sets where each row ends once all batches before `firstBatch` have gone: those who stay longest come first in it. O(n + m). */
export function setEnds({ nodeCount, offsets, neighbours, batchOf }: SearchPlan, ends: Uint32Array, firstBatch: number): void {
  for (let node = 0; node < nodeCount; node++) {
    let end = offsets[node + 1];
    while (end > offsets[node] && batchOf[neighbours[end - 1]] < firstBatch) end--;
    ends[node] = end;
  }
}

/** Takes the sources of a batch out of their neighbours' rows, where they are the last. O(their degrees). */
export function takeOut({ offsets, neighbours }: SearchPlan, ends: Uint32Array, leaving: Uint32Array): void {
  for (const source of leaving) for (let slot = offsets[source], end = offsets[source + 1]; slot < end; slot++) ends[neighbours[slot]]--;
}
