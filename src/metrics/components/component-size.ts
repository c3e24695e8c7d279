/** Size of the component an author belongs to. */
import { sharedArray } from '../../graph/shared-arrays.js';
import { exact, wholeKernel } from '../kernel.js';
import type { MetricDescriptor } from '../metric.js';
import type { EdgeSource } from '../papers/papers.js';
import { papersOf } from '../papers/papers.js';
import { componentsOf, componentsOnPapersCost } from './connected.js';
import { componentRoots } from './roots.js';

/**
 * Number of nodes reachable from each node, itself included, and as a share of all; on shared arrays. O(n + m), on papers O(A + P + Σk). Nodes that follow each
 * other mostly are in the same component, so it is counted and written by runs.
 */
function componentShares(source: EdgeSource): { readonly sizes: Float64Array; readonly shares: Float64Array } {
  const roots = papersOf(source) === null ? componentRoots(source.graph) : componentsOf(source).label;
  const n = roots.length;
  const sizeOf = new Int32Array(n);
  let [previous, run] = [0, 0];
  for (let node = 0; node < n; node++) {
    const root = roots[node];
    if (root !== previous) {
      sizeOf[previous] += run;
      previous = root;
      run = 0;
    }
    run++;
  }
  if (n > 0) sizeOf[previous] += run;
  const [sizes, shares] = [sharedArray(Float64Array, n), sharedArray(Float64Array, n)];
  let [size, share] = [0, 0];
  previous = -1;
  for (let node = 0; node < n; node++) {
    const root = roots[node];
    if (root !== previous) {
      previous = root;
      size = sizeOf[root];
      share = size / n;
    }
    sizes[node] = size;
    shares[node] = share;
  }
  return { sizes, shares };
}

/** Number of nodes reachable from each node, itself included. On a shared array. Cost as componentShares. */
export function componentSizes(source: EdgeSource): Float64Array {
  return componentShares(source).sizes;
}

export const COMPONENT_SIZE: MetricDescriptor = {
  id: 'COMPONENT_SIZE',
  scope: 'AUTHOR',
  family: 'COMPONENTS',
  title: 'Component size',
  definition:
    'Number of authors in the connected component of the author: everybody whom a chain of collaborations reaches, the author included. An author without collaborators has 1.',
  range: '[1, n]',
  normalization: 'n: the share of all authors',
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [],
  complexity: 'O(n + m)',
  reference: 'Hopcroft & Tarjan 1973, doi:10.1145/362248.362272; here by sets: Sutton, Ben-Nun & Barak 2018, doi:10.1109/IPDPS.2018.00014',
  cost: (nodeCount, edgeCount) => 4 * (nodeCount + 2 * edgeCount),
  onPapers: { cost: componentsOnPapersCost },
  kernel: wholeKernel((input) => {
    const { sizes, shares } = componentShares(input);
    return exact(sizes, shares);
  }),
};
