/** Size of the component an author belongs to. */
import { sharedArray } from '../../graph/shared-arrays.js';
import { dividedBy, exact, wholeKernel } from '../kernel.js';
import type { MetricDescriptor } from '../metric.js';
import type { EdgeSource } from '../papers/papers.js';
import { papersOf } from '../papers/papers.js';
import { componentsOf, componentsOnPapersCost } from './connected.js';
import { componentRoots } from './roots.js';

/** Number of nodes reachable from each node, itself included. On a shared array. O(n + m), on papers O(A + P + Σk). */
export function componentSizes(source: EdgeSource): Float64Array {
  const roots = papersOf(source) === null ? componentRoots(source.graph) : componentsOf(source).label;
  const sizes = new Int32Array(roots.length);
  for (let node = 0; node < roots.length; node++) sizes[roots[node]]++;
  const values = sharedArray(Float64Array, roots.length);
  for (let node = 0; node < roots.length; node++) values[node] = sizes[roots[node]];
  return values;
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
    const sizes = componentSizes(input);
    return exact(sizes, dividedBy(sizes, sizes.length));
  }),
};
