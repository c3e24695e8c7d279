/** Modularity of the network's own best communities. */
import { louvain } from '../community/louvain.js';
import { booleanOf, numberOf } from '../parameters.js';
import { networkMetric } from './network-metric.js';

export const MODULARITY = networkMetric(
  {
    id: 'MODULARITY',
    title: 'Modularity',
    definition:
      'Modularity of the communities that the seeded Louvain method finds: Σ over communities of W_c / W − resolution · (S_c / W)², W being the total strength of all authors, W_c the part of it within the community, S_c that of its members. A lower bound of the best possible modularity.',
    range: '[0, 1) for resolution 1',
    nullMeaning: 'nobody collaborates',
    parameters: [
      { name: 'seed', description: 'Decides in which order the method visits authors.', default: 1, accepts: [0, 2 ** 31 - 1], isInteger: true },
      { name: 'resolution', description: 'Above 1 finds smaller communities, below 1 larger.', default: 1, accepts: [0.001, 100] },
      { name: 'weighted', description: 'Weigh collaborations by strength; false counts each 1.', default: true, accepts: ['true', 'false'] },
    ],
    complexity: 'O(m) per level of the hierarchy',
    cost: (nodeCount, edgeCount) => 40 * (nodeCount + 2 * edgeCount),
    reference: 'Blondel et al. 2008, doi:10.1088/1742-5468/2008/10/P10008; Newman & Girvan 2004, doi:10.1103/PhysRevE.69.026113',
  },
  (input) => {
    const { parameters, graph } = input;
    const seed = numberOf(parameters, 'seed');
    const resolution = numberOf(parameters, 'resolution');
    return louvain(graph, { seed, resolution, weighted: booleanOf(parameters, 'weighted') }, input).modularity;
  },
);
