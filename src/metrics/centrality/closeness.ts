/** Closeness centrality in the form that stays comparable between components. */
import { componentSizes } from '../components/component-size.js';
import { exact } from '../kernel.js';
import type { MetricDescriptor } from '../metric.js';
import { DISTANCE_PARAMETER } from '../parameters.js';
import { distanceKernel, foldedDistancesCost } from '../paths/all-distances.js';
import { CLOSENESS_PARAMETERS, decidedCloseness } from './closeness-choice.js';
import { CLOSENESS_ON_PAPERS, closenessBundle, closenessCost, closenessKernel, closenessMemory } from './closeness-methods.js';
import { sampledClosenessKernel } from './sampled-closeness.js';
import { sketchedClosenessKernel } from './sketched-closeness.js';

export const CLOSENESS: MetricDescriptor = {
  id: 'CLOSENESS',
  scope: 'AUTHOR',
  family: 'CENTRALITY',
  title: 'Closeness',
  definition:
    'Wasserman–Faust closeness: (r / (n − 1)) · (r / Σd), where r is the number of other authors reachable and Σd the sum of the distances to them; the first factor scales a component by its share of the network. 0 for an author without collaborators. With UNWEIGHTED distance it lies in [0, 1]; INVERSE_STRENGTH is in units of strength.',
  range: '[0, 1] for UNWEIGHTED, [0, ∞) for INVERSE_STRENGTH',
  normalization: null,
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [DISTANCE_PARAMETER, ...CLOSENESS_PARAMETERS],
  complexity: 'EXACT: O(n (n + m)) by hops at worst, 512 sources at a time, O(n (n + m) log n) by cost; SAMPLED: O(log(n / delta) / epsilon² · (n + m)); SKETCHED: O(diameter · 2^precision · (n + m))',
  reference: 'Eppstein & Wang 2004, doi:10.7155/jgaa.00081; Boldi & Vigna 2013, arXiv:1308.2144; Wasserman & Faust 1994, Social Network Analysis, eq. 5.22; Freeman 1978, doi:10.1016/0378-8733(78)90021-7',
  resolve: (nodeCount, edgeCount, parameters) => decidedCloseness(foldedDistancesCost(nodeCount, edgeCount, parameters.distance), parameters),
  cost: closenessCost,
  memory: closenessMemory,
  bundle: closenessBundle,
  onPapers: CLOSENESS_ON_PAPERS,
  kernel: closenessKernel(
    distanceKernel(({ farness }, input) => {
      const others = Math.max(1, input.graph.nodeCount - 1);
      return exact(componentSizes(input).map((size, node) => (size > 1 ? (size - 1) ** 2 / farness[node] / others : 0)));
    }),
    sampledClosenessKernel,
    sketchedClosenessKernel,
  ),
};
