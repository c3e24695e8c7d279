/** Core numbers: how deep in the network's dense part an author sits. */
import type { CsrGraph } from '../../graph/types.js';
import { exact, signedView, wholeKernel } from '../kernel.js';
import type { MetricDescriptor } from '../metric.js';

/** Largest k for which each node is in the k-core, by removing nodes of least degree from sorted bins. O(n + m). */
export function coreNumbers(graph: CsrGraph): Float64Array {
  const n = graph.nodeCount;
  // Signed views of the same memory, which the engine indexes fastest.
  const [offsets, neighbours] = [signedView(graph.offsets), signedView(graph.neighbours)];
  const degree = new Int32Array(n);
  let maxDegree = 0;
  for (let node = 0; node < n; node++) {
    degree[node] = offsets[node + 1] - offsets[node];
    if (degree[node] > maxDegree) maxDegree = degree[node];
  }
  // binStart[d]: first place in `sorted` of the nodes of remaining degree d.
  const binStart = new Int32Array(maxDegree + 2);
  for (let node = 0; node < n; node++) binStart[degree[node] + 1]++;
  for (let d = 0; d <= maxDegree; d++) binStart[d + 1] += binStart[d];
  const sorted = new Int32Array(n);
  const place = new Int32Array(n);
  const fill = binStart.slice();
  for (let node = 0; node < n; node++) {
    place[node] = fill[degree[node]]++;
    sorted[place[node]] = node;
  }
  for (let i = 0; i < n; i++) {
    const node = sorted[i];
    const core = degree[node];
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      const neighbour = neighbours[slot];
      const left = degree[neighbour];
      if (left <= core) continue;
      // Swap the neighbour with the first of its bin, then shrink the bin from the front.
      const front = binStart[left]++;
      const displaced = sorted[front];
      if (displaced !== neighbour) {
        const at = place[neighbour];
        sorted[at] = displaced;
        place[displaced] = at;
        sorted[front] = neighbour;
        place[neighbour] = front;
      }
      degree[neighbour] = left - 1;
    }
  }
  return new Float64Array(degree);
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
  complexity: 'O(n + m)',
  reference: 'Seidman 1983, doi:10.1016/0378-8733(83)90028-X; Batagelj & Zaveršnik 2003, arXiv:cs/0310049',
  // Three reads at random for each entry.
  cost: (nodeCount, edgeCount) => 6 * (nodeCount + 2 * edgeCount),
  kernel: wholeKernel(({ graph }) => exact(coreNumbers(graph))),
};
