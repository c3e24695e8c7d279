/** Overlap of the two authors' circles: weak ties bridge, strong ties sit within. */
import type { CsrGraph } from '../../graph/types.js';
import { checkpoint, exact, wholeKernel } from '../kernel.js';
import type { KernelInput, MetricDescriptor } from '../metric.js';

/**
 * Common neighbours over neighbours of either end but the ends themselves, per slot; NaN where there are none.
 * O(Σ over edges of the degree of the end of larger index).
 */
export function neighbourhoodOverlap(graph: CsrGraph, control: Pick<KernelInput, 'onProgress' | 'isCancelled'> = {}): Float64Array {
  const { nodeCount: n, offsets, neighbours } = graph;
  const values = new Float64Array(neighbours.length);
  const markedBy = new Int32Array(n).fill(-1);
  const pass = checkpoint(control, n);
  for (let a = 0; a < n; a++) {
    pass(a);
    const end = offsets[a + 1];
    for (let slot = offsets[a]; slot < end; slot++) markedBy[neighbours[slot]] = a;
    for (let slot = offsets[a]; slot < end; slot++) {
      const b = neighbours[slot];
      let common = 0;
      for (let second = offsets[b], last = offsets[b + 1]; second < last; second++) {
        if (markedBy[neighbours[second]] === a) common++;
      }
      const either = end - offsets[a] - 1 + (offsets[b + 1] - offsets[b] - 1) - common;
      values[slot] = either === 0 ? NaN : common / either;
    }
  }
  pass(n);
  return values;
}

export const NEIGHBOURHOOD_OVERLAP: MetricDescriptor = {
  id: 'NEIGHBOURHOOD_OVERLAP',
  scope: 'COLLABORATION',
  family: 'COLLABORATION',
  title: 'Neighbourhood overlap',
  definition:
    'Number of common collaborators divided by the number of collaborators that either author has beside the other: n_ij / ((k_i − 1) + (k_j − 1) − n_ij). 0 for a tie that closes no triangle.',
  range: '[0, 1]',
  normalization: null,
  nullMeaning: 'neither author has another collaborator',
  needs: 'PROJECTION',
  parameters: [],
  complexity: 'O(Σ degree²)',
  reference: 'Onnela et al. 2007, doi:10.1073/pnas.0610245104',
  cost: (nodeCount, edgeCount) => (nodeCount === 0 ? 0 : nodeCount + (4 * edgeCount * edgeCount) / nodeCount),
  kernel: wholeKernel((input) => exact(neighbourhoodOverlap(input.graph, input))),
};
