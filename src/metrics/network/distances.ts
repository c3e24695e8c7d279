/** Numbers of the network made of the distances between all of its authors, by hops. */
import { largestComponentNodes } from '../components/connected.js';
import { checkpoint, exactScalar } from '../kernel.js';
import type { BlockedKernel, MetricDescriptor } from '../metric.js';
import type { EdgeSource } from '../papers/papers.js';
import { papersOf } from '../papers/papers.js';
import { distanceBundle, foldedDistancesCost, foldedDistancesMemory, HOPS_ON_PAPERS, hopKernel } from '../paths/all-distances.js';
import type { Extremes } from '../paths/extreme-eccentricities.js';
import { extremeEccentricities } from '../paths/extreme-eccentricities.js';
import type { DistanceFolds, PreparedSweep } from '../paths/hop-sweep.js';
import { combinedSweep, prepareSweep, sweepBlock, sweepBlockCount } from '../paths/hop-sweep.js';
import { blockRange } from '../paths/source-blocks.js';
import { effectiveDiameter } from './distance-distribution.js';

/** Folds of the largest component's authors, in the order of their nodes. O(n + m). */
function amongLargest(folds: Float64Array, source: EdgeSource): Float64Array {
  return Float64Array.from(largestComponentNodes(source), (node) => folds[node]);
}

type Described = Pick<MetricDescriptor, 'id' | 'title' | 'definition' | 'range' | 'nullMeaning' | 'reference'>;

/** A metric that `value` makes of the folded distances of all authors. */
function distanceMetric(described: Described, value: (folds: DistanceFolds, source: EdgeSource) => number): MetricDescriptor {
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
    onPapers: HOPS_ON_PAPERS,
    kernel: hopKernel((folds, input) => exactScalar(value(folds, input))),
  };
}

const OF_LARGEST = 'In the largest connected component (of equal ones that with the first author in the order of the snapshot (or file)), in hops.';

/** Searches that are tried before all authors are swept: together they take a fraction of the time. */
const maxSearches = (nodeCount: number): number => 64 + nodeCount / 512;

interface PreparedExtremes extends Readonly<Record<string, unknown>> {
  readonly extremes: Extremes | null;
  /** For graphs where the searches settle nothing. */
  readonly sweep: PreparedSweep | null;
}

/** A metric that is one of the extreme eccentricities of the largest component. */
function extremeMetric(described: Described, value: (extremes: Extremes) => number): MetricDescriptor {
  const kernel: BlockedKernel<PreparedExtremes> = {
    kind: 'blocked',
    prepare: (input) => {
      // Few searches suffice among edges; on papers, what is swept anyway for closeness answers this too.
      const extremes = papersOf(input) === null ? extremeEccentricities(input, maxSearches(input.graph.nodeCount)) : null;
      return { extremes, sweep: extremes === null ? prepareSweep(input) : null };
    },
    blockCount: (_, { sweep }) => (sweep === null ? 1 : sweepBlockCount(sweep)),
    runBlock: (input, block, { sweep }) => {
      if (sweep !== null) return sweepBlock(input, block, sweep);
      blockRange(0, 1, block);
      checkpoint(input, 1)(1);
      return new Float64Array(0);
    },
    combine: (input, partials, { extremes, sweep }) => {
      if (extremes !== null || sweep === null) return exactScalar(extremes === null ? NaN : value(extremes));
      const eccentricity = amongLargest(combinedSweep(partials, sweep).eccentricity, input);
      if (eccentricity.length === 0) return exactScalar(NaN);
      return exactScalar(value({ diameter: eccentricity.reduce((a, b) => Math.max(a, b)), radius: eccentricity.reduce((a, b) => Math.min(a, b)) }));
    },
  };
  return {
    ...described,
    scope: 'NETWORK',
    family: 'NETWORK',
    normalization: null,
    needs: 'PROJECTION',
    parameters: [],
    complexity: 'O(searches (n + m)), some dozens of searches on networks with a centre; O(n (n + m)) at worst, 512 sources at a time',
    cost: (nodeCount, edgeCount) => SEARCHES * (nodeCount + 2 * edgeCount),
    memory: foldedDistancesMemory,
    onPapers: HOPS_ON_PAPERS,
    kernel,
  };
}

/** Searches that the estimate of the cost is for. */
const SEARCHES = 64;

export const DIAMETER = extremeMetric(
  {
    id: 'DIAMETER',
    title: 'Diameter',
    definition: `Largest distance between two authors. ${OF_LARGEST} 0 where nobody collaborates.`,
    range: '[0, n − 1]',
    nullMeaning: 'the network has no author',
    reference: 'Wasserman & Faust 1994, Social Network Analysis, ch. 4; Takes & Kosters 2011, doi:10.1145/2063576.2063748',
  },
  ({ diameter }) => diameter,
);

export const RADIUS = extremeMetric(
  {
    id: 'RADIUS',
    title: 'Radius',
    definition: `Smallest eccentricity of an author: how far the most central one is from everybody. ${OF_LARGEST} 0 where nobody collaborates.`,
    range: '[0, n − 1]',
    nullMeaning: 'the network has no author',
    reference: 'Hage & Harary 1995, doi:10.1016/0378-8733(94)00248-9; Borassi et al. 2015, doi:10.1016/j.tcs.2015.02.033',
  },
  ({ radius }) => radius,
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
  (folds, source) => {
    const farness = amongLargest(folds.farness, source);
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
      'Σ (largest closeness − closeness) over the c authors of the largest connected component (of equal ones that with the first author in the order of the snapshot (or file)), where closeness is (c − 1) / Σd within it, by hops; divided by its value in a star, (c − 1)(c − 2) / (2c − 3). 1 for a star, 0 where all are equally close.',
    range: '[0, 1]',
    nullMeaning: 'the largest component has fewer than three authors',
    reference: 'Freeman 1978, doi:10.1016/0378-8733(78)90021-7',
  },
  (folds, source) => {
    const farness = amongLargest(folds.farness, source);
    const c = farness.length;
    if (c < 3) return NaN;
    const closeness = farness.map((sum) => (c - 1) / sum);
    const most = closeness.reduce((a, b) => Math.max(a, b));
    return closeness.reduce((total, own) => total + most - own, 0) / (((c - 1) * (c - 2)) / (2 * c - 3));
  },
);
