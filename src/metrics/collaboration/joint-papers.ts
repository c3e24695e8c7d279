/** How much two authors have written together. */
import { exact, wholeKernel } from '../kernel.js';
import type { MetricDescriptor } from '../metric.js';

export const JOINT_PAPER_COUNT: MetricDescriptor = {
  id: 'JOINT_PAPER_COUNT',
  scope: 'COLLABORATION',
  family: 'COLLABORATION',
  title: 'Joint papers',
  definition: 'Number of papers in the selection that list both authors, whatever the counting.',
  range: '[1, ∞)',
  normalization: null,
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [],
  complexity: 'O(m)',
  reference: 'Newman 2001, doi:10.1103/PhysRevE.64.016132',
  cost: (_nodeCount, edgeCount) => 2 * edgeCount,
  kernel: wholeKernel(({ graph }) => exact(Float64Array.from(graph.paperCount))),
};

export const COLLABORATION_STRENGTH: MetricDescriptor = {
  id: 'COLLABORATION_STRENGTH',
  scope: 'COLLABORATION',
  family: 'COLLABORATION',
  title: 'Strength',
  definition: 'Strength of the collaboration under the graph’s counting: the sum of what each joint paper gives the pair. Larger means closer.',
  range: '(0, ∞)',
  normalization: null,
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [],
  complexity: 'O(m)',
  reference: 'Newman 2001, doi:10.1103/PhysRevE.64.016132; Perianes-Rodriguez, Waltman & van Eck 2016, doi:10.1016/j.joi.2016.10.006',
  cost: (_nodeCount, edgeCount) => 2 * edgeCount,
  kernel: wholeKernel(({ graph }) => exact(graph.strength.slice())),
};
