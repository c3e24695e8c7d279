/** Overlap of the two authors' circles: weak ties bridge, strong ties sit within. */
import type { CsrGraph } from '../../graph/types.js';
import { trianglesPerSlot } from '../cohesion/edge-triangles.js';
import { triangleCost } from '../cohesion/triangles.js';
import { exact, signedView, wholeKernel } from '../kernel.js';
import type { KernelInput, MetricDescriptor } from '../metric.js';

/** Common neighbours over neighbours of either end but the ends themselves, per slot, on a shared array; NaN where there are none. O(m^1.5). */
function neighbourhoodOverlap(graph: CsrGraph, control: Pick<KernelInput, 'onProgress' | 'isCancelled'> = {}): Float64Array {
  const [offsets, neighbours] = [signedView(graph.offsets), signedView(graph.neighbours)];
  const values = trianglesPerSlot(graph, control);
  for (let node = 0; node < graph.nodeCount; node++) {
    const others = offsets[node + 1] - offsets[node] - 1;
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      const common = values[slot];
      const either = others + (offsets[neighbours[slot] + 1] - offsets[neighbours[slot]] - 1) - common;
      values[slot] = either === 0 ? NaN : common / either;
    }
  }
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
  complexity: 'O(m^1.5)',
  reference: 'Onnela et al. 2007, doi:10.1073/pnas.0610245104',
  cost: (nodeCount, edgeCount) => 4 * edgeCount + triangleCost(nodeCount, edgeCount),
  kernel: wholeKernel((input) => exact(neighbourhoodOverlap(input.graph, input))),
};
