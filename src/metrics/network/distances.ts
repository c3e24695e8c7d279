/** Diameter, radius and mean distance of the largest component, from the distances between all of its authors. */
import type { CsrGraph } from '../../graph/types.js';
import { largestComponentNodes } from '../components/connected.js';
import { exactScalar } from '../kernel.js';
import type { MetricDescriptor } from '../metric.js';
import { distanceFoldKernel, foldedDistancesCost } from '../paths/all-distances.js';
import type { DistanceFold } from '../paths/distance-fold.js';
import { FARNESS, FARTHEST } from '../paths/distance-fold.js';

/** Folds of the largest component's authors, in the order of their nodes. O(n + m). */
function amongLargest(folds: Float64Array, graph: CsrGraph): Float64Array {
  return Float64Array.from(largestComponentNodes(graph), (node) => folds[node]);
}

type Described = Pick<MetricDescriptor, 'id' | 'title' | 'definition' | 'range' | 'nullMeaning' | 'reference'>;

/** A metric that `value` makes of the folded distances of each author of the largest component. */
function distanceMetric(described: Described, fold: DistanceFold, value: (folds: Float64Array) => number): MetricDescriptor {
  return {
    ...described,
    scope: 'NETWORK',
    family: 'NETWORK',
    normalization: null,
    needs: 'PROJECTION',
    parameters: [],
    complexity: 'O(n (n + m)) at worst, 32 authors at a time',
    cost: (nodeCount, edgeCount) => foldedDistancesCost(nodeCount, edgeCount, 'UNWEIGHTED'),
    kernel: distanceFoldKernel(fold, (folds, { graph }) => exactScalar(value(amongLargest(folds, graph)))),
  };
}

const OF_LARGEST = 'In the largest connected component (of equal ones that with the smallest author index), in hops.';

export const DIAMETER = distanceMetric(
  { id: 'DIAMETER', title: 'Diameter', definition: `Largest distance between two authors. ${OF_LARGEST} 0 where nobody collaborates.`, range: '[0, n − 1]', nullMeaning: 'the network has no author', reference: 'Wasserman & Faust 1994, Social Network Analysis, ch. 4' },
  FARTHEST,
  (eccentricities) => (eccentricities.length === 0 ? NaN : eccentricities.reduce((a, b) => Math.max(a, b))),
);

export const RADIUS = distanceMetric(
  { id: 'RADIUS', title: 'Radius', definition: `Smallest eccentricity of an author: how far the most central one is from everybody. ${OF_LARGEST} 0 where nobody collaborates.`, range: '[0, n − 1]', nullMeaning: 'the network has no author', reference: 'Hage & Harary 1995, doi:10.1016/0378-8733(94)00248-9' },
  FARTHEST,
  (eccentricities) => (eccentricities.length === 0 ? NaN : eccentricities.reduce((a, b) => Math.min(a, b))),
);

export const MEAN_DISTANCE = distanceMetric(
  { id: 'MEAN_DISTANCE', title: 'Mean distance', definition: `Mean distance over all pairs of different authors. ${OF_LARGEST}`, range: '[1, (n + 1) / 3]', nullMeaning: 'nobody collaborates', reference: 'Newman 2001, doi:10.1103/PhysRevE.64.016132' },
  FARNESS,
  (farness) => (farness.length < 2 ? NaN : farness.reduce((a, b) => a + b) / (farness.length * (farness.length - 1))),
);
