/** How embedded a collaboration is: the third parties who collaborate with both. */
import { trianglesPerSlot } from '../cohesion/edge-triangles.js';
import { triangleCost } from '../cohesion/triangles.js';
import { exact, wholeKernel } from '../kernel.js';
import type { MetricDescriptor } from '../metric.js';

export const SIMMELIAN_STRENGTH: MetricDescriptor = {
  id: 'SIMMELIAN_STRENGTH',
  scope: 'COLLABORATION',
  family: 'COLLABORATION',
  title: 'Simmelian strength',
  definition:
    'Number of third authors who have collaborated with both: the triangles that the collaboration closes, unweighted. Above 0 the tie is Simmelian in Krackhardt’s sense, embedded in a clique of three. A single paper of k authors gives each of its pairs k − 2.',
  range: '[0, n − 2]',
  normalization: null,
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [],
  complexity: 'O(m^1.5)',
  reference: 'Krackhardt 1999, The ties that torture, Research in the Sociology of Organizations 16, 183–210; Nick, Lee, Cunningham & Brandes 2013, doi:10.1145/2492517.2492569',
  cost: triangleCost,
  kernel: wholeKernel((input) => exact(trianglesPerSlot(input.graph, input))),
};
