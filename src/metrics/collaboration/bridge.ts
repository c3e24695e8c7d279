/** Collaborations on which the coherence of the network hangs. */
import { biconnectedBlocks } from '../components/biconnected.js';
import { exact, wholeKernel } from '../kernel.js';
import type { MetricDescriptor } from '../metric.js';

export const BRIDGE: MetricDescriptor = {
  id: 'BRIDGE',
  scope: 'COLLABORATION',
  family: 'COLLABORATION',
  title: 'Bridge',
  definition: '1 where the two authors would no longer be connected without their collaboration, which then lies on no cycle, else 0.',
  range: '{0, 1}',
  normalization: null,
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [],
  complexity: 'O(n + m)',
  reference: 'Tarjan 1974, doi:10.1016/0020-0190(74)90003-9; Hopcroft & Tarjan 1973, doi:10.1145/362248.362272',
  cost: (nodeCount, edgeCount) => 10 * (nodeCount + 2 * edgeCount),
  kernel: wholeKernel(({ graph }) => exact(Float64Array.from(biconnectedBlocks(graph).isBridge))),
};
