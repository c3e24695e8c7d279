/** Authors on whom the coherence of the network hangs. */
import { exact, wholeKernel } from '../kernel.js';
import type { MetricDescriptor } from '../metric.js';
import { biconnectedBlocks } from './biconnected.js';

const COMMON = {
  scope: 'AUTHOR',
  family: 'COMPONENTS',
  normalization: null,
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [],
  complexity: 'O(n + m)',
  reference: 'Hopcroft & Tarjan 1973, doi:10.1145/362248.362272',
  cost: (nodeCount: number, edgeCount: number) => 10 * (nodeCount + 2 * edgeCount),
} as const;

export const ARTICULATION_POINT: MetricDescriptor = {
  ...COMMON,
  id: 'ARTICULATION_POINT',
  title: 'Articulation point',
  definition:
    '1 where some of the author’s collaborators would no longer be connected to each other without the author, else 0: the author belongs to more than one block (see BLOCKS). 0 for authors with fewer than two collaborators.',
  range: '{0, 1}',
  kernel: wholeKernel(({ graph }) => exact(Float64Array.from(biconnectedBlocks(graph).blocksOf, (blocks) => (blocks > 1 ? 1 : 0)))),
};

export const BLOCKS: MetricDescriptor = {
  ...COMMON,
  id: 'BLOCKS',
  title: 'Blocks',
  definition:
    'Number of blocks that the author belongs to. A block, or biconnected component, is a largest set of collaborations of which any two lie on a common cycle; a collaboration on no cycle, a bridge, is a block by itself. It is the number of groups into which the author’s collaborators fall without the author; 0 for an author without collaborators.',
  range: '[0, degree]',
  kernel: wholeKernel(({ graph }) => exact(Float64Array.from(biconnectedBlocks(graph).blocksOf))),
};
