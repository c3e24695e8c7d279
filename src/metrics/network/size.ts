/** How large and how dense the network is. */
import { connectedComponents } from '../components/connected.js';
import { degrees } from '../kernel.js';
import { networkMetric } from './network-metric.js';

const NEWMAN = 'Newman 2001, doi:10.1073/pnas.98.2.404';

export const NETWORK_AUTHORS = networkMetric(
  { id: 'NETWORK_AUTHORS', title: 'Authors', definition: 'Number of authors (nodes) of the selected network, n.', range: '[0, ∞)', reference: NEWMAN, needs: 'SELECTION' },
  ({ selection }) => selection.nodes.length,
);

export const NETWORK_PAPERS = networkMetric(
  { id: 'NETWORK_PAPERS', title: 'Papers', definition: 'Number of papers that the graph spec keeps, single-authored ones included.', range: '[0, ∞)', reference: NEWMAN, needs: 'SELECTION' },
  ({ selection }) => selection.keptPapers,
);

export const NETWORK_COLLABORATIONS = networkMetric(
  { id: 'NETWORK_COLLABORATIONS', title: 'Collaborations', definition: 'Number of unordered pairs of authors with a joint paper (edges), m.', range: '[0, n(n − 1) / 2]', reference: NEWMAN },
  ({ graph }) => graph.edgeCount,
);

export const DENSITY = networkMetric(
  {
    id: 'DENSITY',
    title: 'Density',
    definition: '2m / (n(n − 1)): the share of the possible pairs that have collaborated.',
    range: '[0, 1]',
    nullMeaning: 'the network has fewer than two authors',
    reference: 'Wasserman & Faust 1994, Social Network Analysis, eq. 4.3',
  },
  ({ graph: { nodeCount: n, edgeCount: m } }) => (n < 2 ? NaN : (2 * m) / (n * (n - 1))),
);

export const ISOLATES = networkMetric(
  { id: 'ISOLATES', title: 'Authors without collaborators', definition: 'Number of authors of degree 0.', range: '[0, n]', reference: NEWMAN },
  ({ graph }) => degrees(graph).reduce((count, degree) => count + (degree === 0 ? 1 : 0), 0),
);

export const MEAN_DEGREE = networkMetric(
  { id: 'MEAN_DEGREE', title: 'Mean collaborators', definition: '2m / n: mean number of collaborators per author, those without any included.', range: '[0, n − 1]', nullMeaning: 'the network has no author', reference: NEWMAN },
  ({ graph: { nodeCount: n, edgeCount: m } }) => (n === 0 ? NaN : (2 * m) / n),
);

export const MAX_DEGREE = networkMetric(
  { id: 'MAX_DEGREE', title: 'Most collaborators', definition: 'Largest number of collaborators that an author has.', range: '[0, n − 1]', nullMeaning: 'the network has no author', reference: NEWMAN },
  ({ graph }) => (graph.nodeCount === 0 ? NaN : degrees(graph).reduce((most, degree) => Math.max(most, degree), 0)),
);

export const COMPONENT_COUNT = networkMetric(
  { id: 'COMPONENT_COUNT', title: 'Components', definition: 'Number of connected components; an author without collaborators is one.', range: '[0, n]', reference: 'Hopcroft & Tarjan 1973, doi:10.1145/362248.362272' },
  ({ graph }) => connectedComponents(graph).size.length,
);

export const GIANT_COMPONENT_SIZE = networkMetric(
  { id: 'GIANT_COMPONENT_SIZE', title: 'Largest component', definition: 'Number of authors of the largest connected component.', range: '[0, n]', reference: 'Hopcroft & Tarjan 1973, doi:10.1145/362248.362272' },
  ({ graph }) => {
    const { size, largest } = connectedComponents(graph);
    return largest < 0 ? 0 : size[largest];
  },
);

export const GIANT_COMPONENT_SHARE = networkMetric(
  { id: 'GIANT_COMPONENT_SHARE', title: 'Share of the largest component', definition: 'Authors of the largest connected component divided by n.', range: '(0, 1]', nullMeaning: 'the network has no author', reference: 'Newman 2001, doi:10.1073/pnas.98.2.404' },
  ({ graph }) => {
    const { size, largest } = connectedComponents(graph);
    return largest < 0 ? NaN : size[largest] / graph.nodeCount;
  },
);
