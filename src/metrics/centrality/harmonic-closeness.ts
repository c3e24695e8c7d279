/** Harmonic closeness: unreachable authors contribute nothing instead of infinity. */
import { dividedBy, exact } from '../kernel.js';
import type { MetricDescriptor } from '../metric.js';
import { DISTANCE_PARAMETER } from '../parameters.js';
import { distanceKernel, foldedDistancesCost } from '../paths/all-distances.js';
import { CLOSENESS_PARAMETERS, decidedCloseness } from './closeness-choice.js';
import { CLOSENESS_ON_PAPERS, closenessBundle, closenessCost, closenessKernel, closenessMemory } from './closeness-methods.js';
import { sampledHarmonicKernel } from './sampled-closeness.js';
import { sketchedHarmonicKernel } from './sketched-closeness.js';

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
  parameters: [DISTANCE_PARAMETER, ...CLOSENESS_PARAMETERS],
  complexity: 'EXACT: O(n (n + m)) by hops at worst, 512 sources at a time, O(n (n + m) log n) by cost; SAMPLED: O(log(n / delta) / epsilon² · (n + m)); SKETCHED: O(diameter · 2^precision · (n + m))',
  reference: 'Eppstein & Wang 2004, doi:10.7155/jgaa.00081; Boldi & Vigna 2013, arXiv:1308.2144; Marchiori & Latora 2000, doi:10.1016/S0378-4371(00)00311-3; Boldi & Vigna 2014, doi:10.1080/15427951.2013.865686',
  resolve: (nodeCount, edgeCount, parameters) => decidedCloseness(foldedDistancesCost(nodeCount, edgeCount, parameters.distance), parameters),
  cost: closenessCost,
  memory: closenessMemory,
  bundle: closenessBundle,
  onPapers: CLOSENESS_ON_PAPERS,
  kernel: closenessKernel(
    distanceKernel(({ reciprocals }, { graph }) => exact(reciprocals, dividedBy(reciprocals, graph.nodeCount - 1))),
    sampledHarmonicKernel,
    sketchedHarmonicKernel,
  ),
};
