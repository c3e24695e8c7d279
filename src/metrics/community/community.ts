/** Which community an author belongs to. */
import { exact } from '../kernel.js';
import type { MetricDescriptor } from '../metric.js';
import { COMMUNITY_BASED, communityKernel } from './community-kernel.js';

export const COMMUNITY: MetricDescriptor = {
  ...COMMUNITY_BASED,
  id: 'COMMUNITY',
  scope: 'AUTHOR',
  family: 'COMMUNITY',
  title: 'Community',
  definition:
    'Number of the community of the author: 0 is the largest, of equally large ones the one comes first that has the first author in the order of the snapshot (or file). A label, not a quantity: it has no rank. An author without collaborators is a community alone. Found by the `algorithm`, with strengths as weights where `weighted`; the same seed gives the same communities within a snapshot, and in another with the same collaborations whose authors stand in the same order.',
  range: '0, 1, 2, … communities − 1',
  normalization: null,
  nullMeaning: null,
  isLabel: true,
  complexity: 'O(m) per level of the hierarchy (LOUVAIN, LEIDEN) or per round (LABEL_PROPAGATION); O(n + m) for COMPONENTS',
  reference:
    'Blondel et al. 2008, doi:10.1088/1742-5468/2008/10/P10008; Traag, Waltman & van Eck 2019, doi:10.1038/s41598-019-41695-z; Raghavan, Albert & Kumara 2007, doi:10.1103/PhysRevE.76.036106',
  kernel: communityKernel((_input, labels) => exact(Float64Array.from(labels))),
};
