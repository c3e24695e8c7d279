/** Numbers of the network made of the distances between all of its authors, by hops. */
import type { CsrGraph } from '../../graph/types.js';
import { largestComponentNodes } from '../components/connected.js';
import { exactScalar } from '../kernel.js';
import type { MetricDescriptor } from '../metric.js';
import { distanceBundle, foldedDistancesCost, foldedDistancesMemory, hopKernel } from '../paths/all-distances.js';
import type { DistanceFolds } from '../paths/hop-sweep.js';
import { effectiveDiameter } from './distance-distribution.js';

/** Folds of the largest component's authors, in the order of their nodes. O(n + m). */
function amongLargest(folds: Float64Array, graph: CsrGraph): Float64Array {
  return Float64Array.from(largestComponentNodes(graph), (node) => folds[node]);
}

type Described = Pick<MetricDescriptor, 'id' | 'title' | 'definition' | 'range' | 'nullMeaning' | 'reference'>;

/** A metric that `value` makes of the folded distances of all authors. */
function distanceMetric(described: Described, value: (folds: DistanceFolds, graph: CsrGraph) => number): MetricDescriptor {
  return {
    ...described,
    scope: 'NETWORK',
    family: 'NETWORK',
    normalization: null,
    needs: 'PROJECTION',
    parameters: [],
    complexity: 'O(n (n + m)) at worst, 512 sources at a time',
    cost: (nodeCount, edgeCount) => foldedDistancesCost(nodeCount, edgeCount, 'UNWEIGHTED'),
    memory: foldedDistancesMemory,
    bundle: distanceBundle,
    kernel: hopKernel((folds, { graph }) => exactScalar(value(folds, graph))),
  };
}

const OF_LARGEST = 'In the largest connected component (of equal ones that with the smallest author index), in hops.';

export const DIAMETER = distanceMetric(
  {
    id: 'DIAMETER',
    title: 'Diameter',
    definition: `Largest distance between two authors. ${OF_LARGEST} 0 where nobody collaborates.`,
    range: '[0, n − 1]',
    nullMeaning: 'the network has no author',
    reference: 'Wasserman & Faust 1994, Social Network Analysis, ch. 4',
  },
  ({ eccentricity }, graph) => amongLargest(eccentricity, graph).reduce((a, b) => Math.max(a, b), graph.nodeCount === 0 ? NaN : 0),
);

export const RADIUS = distanceMetric(
  {
    id: 'RADIUS',
    title: 'Radius',
    definition: `Smallest eccentricity of an author: how far the most central one is from everybody. ${OF_LARGEST} 0 where nobody collaborates.`,
    range: '[0, n − 1]',
    nullMeaning: 'the network has no author',
    reference: 'Hage & Harary 1995, doi:10.1016/0378-8733(94)00248-9',
  },
  ({ eccentricity }, graph) => amongLargest(eccentricity, graph).reduce((a, b) => Math.min(a, b), graph.nodeCount === 0 ? NaN : Infinity),
);

export const MEAN_DISTANCE = distanceMetric(
  {
    id: 'MEAN_DISTANCE',
    title: 'Mean distance',
    definition: `Mean distance over all pairs of different authors. ${OF_LARGEST}`,
    range: '[1, (n + 1) / 3]',
    nullMeaning: 'nobody collaborates',
    reference: 'Newman 2001, doi:10.1103/PhysRevE.64.016132',
  },
  (folds, graph) => {
    const farness = amongLargest(folds.farness, graph);
    return farness.length < 2 ? NaN : farness.reduce((a, b) => a + b) / (farness.length * (farness.length - 1));
  },
);

export const EFFECTIVE_DIAMETER = distanceMetric(
  {
    id: 'EFFECTIVE_DIAMETER',
    title: '90 % effective diameter',
    definition:
      'The number of hops within which 90 % of all connected pairs of different authors lie, of the whole network, interpolated linearly: with g(h) the share of those pairs at h hops or fewer, g(0) = 0, and h the smallest integer with g(h) ≥ 0.9, it is h − 1 + (0.9 − g(h − 1)) / (g(h) − g(h − 1)). An author is no pair with themselves (SNAP counts those at 0 hops).',
    range: '[0.9, n − 1]',
    nullMeaning: 'nobody collaborates',
    reference: 'Leskovec, Kleinberg & Faloutsos 2005, doi:10.1145/1081870.1081893',
  },
  ({ pairs }) => effectiveDiameter(pairs, 0.9),
);

export const CLOSENESS_CENTRALIZATION = distanceMetric(
  {
    id: 'CLOSENESS_CENTRALIZATION',
    title: 'Closeness centralisation',
    definition:
      'Σ (largest closeness − closeness) over the c authors of the largest connected component (of equal ones that with the smallest author index), where closeness is (c − 1) / Σd within it, by hops; divided by its value in a star, (c − 1)(c − 2) / (2c − 3). 1 for a star, 0 where all are equally close.',
    range: '[0, 1]',
    nullMeaning: 'the largest component has fewer than three authors',
    reference: 'Freeman 1978, doi:10.1016/0378-8733(78)90021-7',
  },
  (folds, graph) => {
    const farness = amongLargest(folds.farness, graph);
    const c = farness.length;
    if (c < 3) return NaN;
    const closeness = farness.map((sum) => (c - 1) / sum);
    const most = closeness.reduce((a, b) => Math.max(a, b));
    return closeness.reduce((total, own) => total + most - own, 0) / (((c - 1) * (c - 2)) / (2 * c - 3));
  },
);
