/** How many authors and collaborations the coherence of the network hangs on. */
import type { Blocks } from '../components/biconnected.js';
import { articulationPointCount, biconnectedBlocks } from '../components/biconnected.js';
import type { MetricDescriptor } from '../metric.js';
import { networkMetric } from './network-metric.js';

const HOPCROFT_TARJAN = 'Hopcroft & Tarjan 1973, doi:10.1145/362248.362272';

function blockMetric(described: Pick<MetricDescriptor, 'id' | 'title' | 'definition' | 'range' | 'reference'>, count: (blocks: Blocks) => number): MetricDescriptor {
  return networkMetric({ ...described, cost: (nodeCount, edgeCount) => 10 * (nodeCount + 2 * edgeCount) }, ({ graph }) => count(biconnectedBlocks(graph)));
}

export const ARTICULATION_POINT_COUNT = blockMetric(
  {
    id: 'ARTICULATION_POINT_COUNT',
    title: 'Articulation points',
    definition: 'Number of authors without any one of whom some component falls apart, see the metric `ARTICULATION_POINT`.',
    range: '[0, n]',
    reference: HOPCROFT_TARJAN,
  },
  articulationPointCount,
);

export const BRIDGE_COUNT = blockMetric(
  {
    id: 'BRIDGE_COUNT',
    title: 'Bridges',
    definition: 'Number of collaborations without any one of which some component falls apart, see the metric `BRIDGE`.',
    range: '[0, n − 1]',
    reference: 'Tarjan 1974, doi:10.1016/0020-0190(74)90003-9',
  },
  ({ bridgeCount }) => bridgeCount,
);

export const BLOCK_COUNT = blockMetric(
  {
    id: 'BLOCK_COUNT',
    title: 'Blocks',
    definition: 'Number of blocks (biconnected components, a bridge being one, see BLOCKS). Authors without collaborators are in none.',
    range: '[0, m]',
    reference: HOPCROFT_TARJAN,
  },
  ({ blockCount }) => blockCount,
);
