/** Closeness centrality in the form that stays comparable between components. */
import { componentSizes } from '../components/component-size.js';
import { exact } from '../kernel.js';
import type { MetricDescriptor } from '../metric.js';
import { DISTANCE_PARAMETER } from '../parameters.js';
import { distanceBundle, distanceKernel, foldedDistancesCost, foldedDistancesMemory } from '../paths/all-distances.js';

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
  parameters: [DISTANCE_PARAMETER],
  complexity: 'O(n (n + m)) by hops at worst, 512 sources at a time; O(n (n + m) log n) by cost',
  reference: 'Wasserman & Faust 1994, Social Network Analysis, eq. 5.22; Freeman 1978, doi:10.1016/0378-8733(78)90021-7',
  cost: (nodeCount, edgeCount, parameters) => foldedDistancesCost(nodeCount, edgeCount, parameters.distance),
  memory: foldedDistancesMemory,
  bundle: distanceBundle,
  kernel: distanceKernel(({ farness }, { graph }) => {
    const others = Math.max(1, graph.nodeCount - 1);
    return exact(componentSizes(graph).map((size, node) => (size > 1 ? (size - 1) ** 2 / farness[node] / others : 0)));
  }),
};
