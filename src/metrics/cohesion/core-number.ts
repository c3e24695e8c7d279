/** Core numbers: how deep in the network's dense part an author sits. */
import type { CsrGraph } from '../../graph/types.js';
import { exact, wholeKernel } from '../kernel.js';
import type { MetricDescriptor } from '../metric.js';
import { plainCoreNumbers, wasmCoreNumbers } from './peeling.js';

/** In WebAssembly neighbours have to be copied first: beyond so many entries that takes longer than it saves. */
const MOST_ENTRIES_COPIED = 2 ** 24;

/** Largest k for which each node is in the k-core, on a shared array. See peeling.ts. O(n + m), and at most O(m · log n) for the levels. */
export function coreNumbers(graph: CsrGraph): Float64Array {
  if (graph.neighbours.length > MOST_ENTRIES_COPIED) return plainCoreNumbers(graph);
  try {
    return wasmCoreNumbers(graph);
  } catch {
    // No WebAssembly: the same numbers, about half as fast.
    return plainCoreNumbers(graph);
  }
}

export const CORE_NUMBER: MetricDescriptor = {
  id: 'CORE_NUMBER',
  scope: 'AUTHOR',
  family: 'COHESION',
  title: 'Core number',
  definition:
    'Largest k such that the author belongs to the k-core: the largest set of authors each of whom has at least k collaborators within the set. 0 for an author without collaborators. A paper of k authors alone gives each k − 1.',
  range: '[0, n − 1]',
  normalization: null,
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [],
  complexity: 'O(n + m · log n)',
  reference: 'Seidman 1983, doi:10.1016/0378-8733(83)90028-X; Dasari, Desh & Zubair 2014, doi:10.1109/BigData.2014.7004366',
  // A read at random for each entry.
  cost: (nodeCount, edgeCount) => 4 * (nodeCount + 2 * edgeCount),
  kernel: wholeKernel(({ graph }) => exact(coreNumbers(graph))),
};
