/** How large and how dense the network is. */
import { collaboratorsOf, collaboratorsOnPapersCost } from '../centrality/degree.js';
import { componentsOf, componentsOnPapersCost } from '../components/connected.js';
import type { KernelInput } from '../metric.js';
import { papersOf } from '../papers/papers.js';
import { networkMetric } from './network-metric.js';

const NEWMAN = 'Newman 2001, doi:10.1073/pnas.98.2.404';

/** Number of edges. O(1), on papers as collaboratorsOf. */
function collaborationCount(input: KernelInput): number {
  return papersOf(input) === null ? input.graph.edgeCount : collaboratorsOf(input).reduce((sum, degree) => sum + degree, 0) / 2;
}

/** Metrics made of degrees, and of components, do on papers as well. */
const DEGREES = { onPapers: { cost: collaboratorsOnPapersCost } } as const;
const COMPONENTS = { onPapers: { cost: componentsOnPapersCost } } as const;

export const NETWORK_AUTHORS = networkMetric(
  { id: 'NETWORK_AUTHORS', title: 'Authors', definition: 'Number of authors (nodes) of the selected network, n.', range: '[0, ∞)', reference: NEWMAN, needs: 'SELECTION' },
  ({ selection }) => selection.nodes.length,
);

export const NETWORK_PAPERS = networkMetric(
  { id: 'NETWORK_PAPERS', title: 'Papers', definition: 'Number of papers that the graph spec keeps, single-authored ones included.', range: '[0, ∞)', reference: NEWMAN, needs: 'SELECTION' },
  ({ selection }) => selection.keptPapers,
);

export const NETWORK_COLLABORATIONS = networkMetric(
  { id: 'NETWORK_COLLABORATIONS', title: 'Collaborations', definition: 'Number of unordered pairs of authors with a joint paper (edges), m.', range: '[0, n(n − 1) / 2]', reference: NEWMAN, ...DEGREES },
  collaborationCount,
);

export const DENSITY = networkMetric(
  {
    id: 'DENSITY',
    title: 'Density',
    definition: '2m / (n(n − 1)): the share of the possible pairs that have collaborated.',
    range: '[0, 1]',
    nullMeaning: 'the network has fewer than two authors',
    reference: 'Wasserman & Faust 1994, Social Network Analysis, eq. 4.3',
    ...DEGREES,
  },
  (input) => {
    const n = input.graph.nodeCount;
    return n < 2 ? NaN : (2 * collaborationCount(input)) / (n * (n - 1));
  },
);

export const ISOLATES = networkMetric(
  { id: 'ISOLATES', title: 'Authors without collaborators', definition: 'Number of authors of degree 0.', range: '[0, n]', reference: NEWMAN, ...DEGREES },
  (input) => collaboratorsOf(input).reduce((count, degree) => count + (degree === 0 ? 1 : 0), 0),
);

export const MEAN_DEGREE = networkMetric(
  { id: 'MEAN_DEGREE', title: 'Mean collaborators', definition: '2m / n: mean number of collaborators per author, those without any included.', range: '[0, n − 1]', nullMeaning: 'the network has no author', reference: NEWMAN, ...DEGREES },
  (input) => (input.graph.nodeCount === 0 ? NaN : (2 * collaborationCount(input)) / input.graph.nodeCount),
);

export const MAX_DEGREE = networkMetric(
  { id: 'MAX_DEGREE', title: 'Most collaborators', definition: 'Largest number of collaborators that an author has.', range: '[0, n − 1]', nullMeaning: 'the network has no author', reference: NEWMAN, ...DEGREES },
  (input) => (input.graph.nodeCount === 0 ? NaN : collaboratorsOf(input).reduce((most, degree) => Math.max(most, degree), 0)),
);

export const COMPONENT_COUNT = networkMetric(
  { id: 'COMPONENT_COUNT', title: 'Components', definition: 'Number of connected components; an author without collaborators is one.', range: '[0, n]', reference: 'Hopcroft & Tarjan 1973, doi:10.1145/362248.362272', ...COMPONENTS },
  (input) => componentsOf(input).size.length,
);

export const GIANT_COMPONENT_SIZE = networkMetric(
  { id: 'GIANT_COMPONENT_SIZE', title: 'Largest component', definition: 'Number of authors of the largest connected component.', range: '[0, n]', reference: 'Hopcroft & Tarjan 1973, doi:10.1145/362248.362272', ...COMPONENTS },
  (input) => {
    const { size, largest } = componentsOf(input);
    return largest < 0 ? 0 : size[largest];
  },
);

export const GIANT_COMPONENT_SHARE = networkMetric(
  { id: 'GIANT_COMPONENT_SHARE', title: 'Share of the largest component', definition: 'Authors of the largest connected component divided by n.', range: '(0, 1]', nullMeaning: 'the network has no author', reference: NEWMAN, ...COMPONENTS },
  (input) => {
    const { size, largest } = componentsOf(input);
    return largest < 0 ? NaN : size[largest] / input.graph.nodeCount;
  },
);
