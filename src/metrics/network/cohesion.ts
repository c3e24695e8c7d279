/** How tightly knit the network is. */
import { coreNumbers } from '../cohesion/core-number.js';
import { localClustering, triangleCost, trianglesPerNode } from '../cohesion/triangles.js';
import { degrees } from '../kernel.js';
import { networkMetric } from './network-metric.js';

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

export const TRIANGLE_COUNT = networkMetric(
  { id: 'TRIANGLE_COUNT', title: 'Triangles', definition: 'Number of sets of three authors who have all collaborated with each other (not necessarily on one paper).', range: '[0, n(n − 1)(n − 2) / 6]', reference: 'Latapy 2008, doi:10.1016/j.tcs.2008.07.017', complexity: 'O(m^1.5)', cost: triangleCost },
  (input) => sum(trianglesPerNode(input.graph, input)) / 3,
);

export const TRANSITIVITY = networkMetric(
  {
    id: 'TRANSITIVITY',
    title: 'Transitivity',
    definition: '3 × triangles / paths of length two: the probability that two collaborators of an author have collaborated, every such pair weighing alike.',
    range: '[0, 1]',
    nullMeaning: 'no author has two collaborators',
    reference: 'Newman, Watts & Strogatz 2002, doi:10.1073/pnas.012582999',
    complexity: 'O(m^1.5)',
    cost: triangleCost,
  },
  (input) => {
    const pairs = sum(degrees(input.graph).map((degree) => (degree * (degree - 1)) / 2));
    return pairs === 0 ? NaN : sum(trianglesPerNode(input.graph, input)) / pairs;
  },
);

export const MEAN_CLUSTERING = networkMetric(
  {
    id: 'MEAN_CLUSTERING',
    title: 'Mean local clustering',
    definition: 'Mean of `LOCAL_CLUSTERING` over all authors, those with fewer than two collaborators entering as 0.',
    range: '[0, 1]',
    nullMeaning: 'the network has no author',
    reference: 'Watts & Strogatz 1998, doi:10.1038/30918',
    complexity: 'O(m^1.5)',
    cost: triangleCost,
  },
  (input) => sum(localClustering(input.graph, input)) / input.graph.nodeCount,
);

export const MAX_CORE = networkMetric(
  { id: 'MAX_CORE', title: 'Deepest core', definition: 'Largest core number in the network (its degeneracy).', range: '[0, n − 1]', nullMeaning: 'the network has no author', reference: 'Seidman 1983, doi:10.1016/0378-8733(83)90028-X' },
  ({ graph }) => (graph.nodeCount === 0 ? NaN : coreNumbers(graph).reduce((most, core) => Math.max(most, core), 0)),
);
