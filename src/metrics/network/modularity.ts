/** Modularity and number of the network's own communities. */
import { judgedBy } from '../community/algorithms.js';
import { COMMUNITY_BASED, communityKernel } from '../community/community-kernel.js';
import { modularity } from '../community/modularity.js';
import { exactScalar } from '../kernel.js';
import { networkMetric } from './network-metric.js';

const SHARED = {
  ...COMMUNITY_BASED,
  complexity: 'that of the metric `COMMUNITY`',
} as const;

export const MODULARITY = networkMetric(
  {
    ...SHARED,
    id: 'MODULARITY',
    title: 'Modularity',
    definition:
      'Modularity of the communities that the `algorithm` finds (by default the seeded Louvain method): Σ over communities of W_c / W − resolution · (S_c / W)², W being the total strength of all authors, W_c the part of it within the community, S_c that of its members. The resolution is 1 for LABEL_PROPAGATION, COMPONENTS and the objective CPM. Exactly that of the communities found, and so a lower bound of the best possible modularity.',
    range: '[0, 1) for resolution 1, but for LABEL_PROPAGATION and CPM, where it can be negative',
    nullMeaning: 'nobody collaborates',
    reference: 'Newman & Girvan 2004, doi:10.1103/PhysRevE.69.026113; for the algorithms see the metric `COMMUNITY`',
  },
  communityKernel(({ graph, parameters }, labels) => exactScalar(modularity(graph, labels, judgedBy(parameters)))),
);

export const COMMUNITY_COUNT = networkMetric(
  {
    ...SHARED,
    id: 'COMMUNITY_COUNT',
    title: 'Communities',
    definition: 'Number of communities that the `algorithm` finds (by default the seeded Louvain method); authors without collaborators count as one each.',
    range: '[0, n]',
    nullMeaning: null,
    reference: 'for the algorithms see the metric `COMMUNITY`',
  },
  communityKernel((_input, labels) => exactScalar(labels.reduce((most, label) => Math.max(most, label), -1) + 1)),
);
