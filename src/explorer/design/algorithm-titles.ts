/** What people call the algorithms that find communities. */
import type { CommunityAlgorithm } from '../generated/graphql.js';

export const ALGORITHM_TITLES: Readonly<Record<CommunityAlgorithm, string>> = {
  LOUVAIN: 'Louvain',
  LEIDEN: 'Leiden',
  LABEL_PROPAGATION: 'Label propagation',
  COMPONENTS: 'Connected components',
};
