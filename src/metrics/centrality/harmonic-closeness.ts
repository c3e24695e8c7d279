/** Harmonic closeness: unreachable authors contribute nothing instead of infinity. */
import { dividedBy, exact } from '../kernel.js';
import type { MetricDescriptor } from '../metric.js';
import { DISTANCE_PARAMETER } from '../parameters.js';
import { distanceBundle, distanceKernel, foldedDistancesCost, foldedDistancesMemory } from '../paths/all-distances.js';

export const HARMONIC_CLOSENESS: MetricDescriptor = {
  id: 'HARMONIC_CLOSENESS',
  scope: 'AUTHOR',
  family: 'CENTRALITY',
  title: 'Harmonic closeness',
  definition:
    'Σ 1/d over all other authors, where an unreachable author counts 0. Normalised: divided by n − 1, 0 where n = 1. 0 for an author without collaborators.',
  range: '[0, n − 1] for UNWEIGHTED, [0, ∞) for INVERSE_STRENGTH',
  normalization: 'n − 1',
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [DISTANCE_PARAMETER],
  complexity: 'O(n (n + m)) by hops at worst, 512 sources at a time; O(n (n + m) log n) by cost',
  reference: 'Marchiori & Latora 2000, doi:10.1016/S0378-4371(00)00311-3; Boldi & Vigna 2014, doi:10.1080/15427951.2013.865686',
  cost: (nodeCount, edgeCount, parameters) => foldedDistancesCost(nodeCount, edgeCount, parameters.distance),
  memory: foldedDistancesMemory,
  bundle: distanceBundle,
  kernel: distanceKernel(({ reciprocals }, { graph }) => exact(reciprocals, dividedBy(reciprocals, graph.nodeCount - 1))),
};
