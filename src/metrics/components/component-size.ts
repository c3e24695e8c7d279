/** Size of the component an author belongs to. */
import { dividedBy, exact, wholeKernel } from '../kernel.js';
import type { MetricDescriptor } from '../metric.js';
import type { EdgeSource } from '../papers/papers.js';
import { componentsOf, componentsOnPapersCost } from './connected.js';

/** Number of nodes reachable from each node, itself included. O(n + m), on papers O(A + P + Σk). */
export function componentSizes(source: EdgeSource): Float64Array {
  const { label, size } = componentsOf(source);
  const sizes = new Float64Array(label.length);
  for (let node = 0; node < sizes.length; node++) sizes[node] = size[label[node]];
  return sizes;
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
  reference: 'Hopcroft & Tarjan 1973, doi:10.1145/362248.362272',
  cost: (nodeCount, edgeCount) => 4 * (nodeCount + 2 * edgeCount),
  onPapers: { cost: componentsOnPapersCost },
  kernel: wholeKernel((input) => {
    const sizes = componentSizes(input);
    return exact(sizes, dividedBy(sizes, sizes.length));
  }),
};
