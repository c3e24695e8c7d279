/** Eccentricity: the distance to the farthest author that can be reached. */
import { exact } from '../kernel.js';
import type { MetricDescriptor } from '../metric.js';
import { DISTANCE_PARAMETER } from '../parameters.js';
import { distanceBundle, distanceKernel, foldedDistancesCost, foldedDistancesMemory, HOPS_ON_PAPERS } from '../paths/all-distances.js';

export const ECCENTRICITY: MetricDescriptor = {
  id: 'ECCENTRICITY',
  scope: 'AUTHOR',
  family: 'CENTRALITY',
  title: 'Eccentricity',
  definition:
    'Distance to the farthest author within the author’s own connected component; 0 for an author without collaborators. Small means central.',
  range: '[0, n − 1] for UNWEIGHTED, [0, ∞) for INVERSE_STRENGTH',
  normalization: null,
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [DISTANCE_PARAMETER],
  complexity: 'O(n (n + m)) by hops at worst, 512 sources at a time; O(n (n + m) log n) by cost',
  reference: 'Hage & Harary 1995, doi:10.1016/0378-8733(94)00248-9',
  cost: (nodeCount, edgeCount, parameters) => foldedDistancesCost(nodeCount, edgeCount, parameters.distance),
  memory: foldedDistancesMemory,
  bundle: distanceBundle,
  onPapers: HOPS_ON_PAPERS,
  kernel: distanceKernel(({ eccentricity }) => exact(eccentricity)),
};
