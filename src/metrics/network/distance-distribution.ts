/** How many pairs of authors are how far apart, and what is made of that. */
import { dividedBy, exact } from '../kernel.js';
import { kernelByMethod } from '../method-kernel.js';
import type { MetricDescriptor, ParameterDescriptor, Parameters } from '../metric.js';
import { distanceBundle, foldedDistancesCost, foldedDistancesMemory, hopKernel } from '../paths/all-distances.js';
import type { DistanceFolds } from '../paths/hop-sweep.js';
import { sampledDistances, sampledDistancesCost } from './sampled-distances.js';

/**
 * The number of hops within which `share` (0 … 1) of the pairs lie, interpolated linearly between integers; NaN where
 * there are none. `pairs` holds those at each distance, none at 0. O(longest distance).
 * Leskovec, Kleinberg & Faloutsos 2005, doi:10.1145/1081870.1081893.
 */
export function effectiveDiameter(pairs: DistanceFolds['pairs'], share: number): number {
  const wanted = share * pairs.reduce((sum, count) => sum + count, 0);
  let before = 0;
  for (let hops = 1; hops < pairs.length; hops++) {
    if (before + pairs[hops] >= wanted) return hops - 1 + (wanted - before) / pairs[hops];
    before += pairs[hops];
  }
  return NaN;
}

/** Mean distance of the connected pairs of a distribution as DISTANCE_DISTRIBUTION has it; null where there are none. O(longest distance). */
export function meanOfDistances(values: Float64Array): number | null {
  let [sum, pairs] = [0, 0];
  for (let hops = 1; hops < values.length; hops++) {
    sum += hops * values[hops];
    pairs += values[hops];
  }
  return pairs === 0 ? null : sum / pairs;
}

const PARAMETERS: readonly ParameterDescriptor[] = [
  {
    name: 'method',
    description:
      'EXACT searches from all authors; SAMPLED from randomly drawn ones, with an error bound that holds for all distances at once with probability 1 − `delta`; AUTO is EXACT where that is affordable (about two minutes on one thread) or no dearer than sampling, whatever `epsilon` is, since what is counted is within any; else SAMPLED.',
    default: 'AUTO',
    accepts: ['AUTO', 'EXACT', 'SAMPLED'],
  },
  { name: 'epsilon', description: 'SAMPLED: as many authors are drawn as make the sampled share of all pairs that is at a distance off by no more than this.', default: 0.05, accepts: [1e-3, 0.5] },
  { name: 'delta', description: 'SAMPLED: largest probability that any share is off by more than the error bound.', default: 0.1, accepts: [1e-9, 0.5] },
  { name: 'seed', description: 'SAMPLED: the same seed gives the same answer where the authors stand in the same order, as within a snapshot.', default: 1, accepts: [0, Number.MAX_SAFE_INTEGER], isInteger: true },
];

/** Exact distances of up to so many estimated steps are never sampled: about two minutes on one thread. */
const AFFORDABLE_EXACT = 6e10;

const exactCost = (nodeCount: number, edgeCount: number): number => foldedDistancesCost(nodeCount, edgeCount, 'UNWEIGHTED');

/** What EXACT does not read gets its default, so that equal answers have equal keys. */
function decided(nodeCount: number, edgeCount: number, parameters: Parameters): Parameters {
  const most = Math.max(AFFORDABLE_EXACT, sampledDistancesCost(nodeCount, edgeCount, parameters));
  const isExact = parameters.method === 'EXACT' || (parameters.method === 'AUTO' && exactCost(nodeCount, edgeCount) <= most);
  if (!isExact) return { ...parameters, method: 'SAMPLED' };
  return { ...Object.fromEntries(PARAMETERS.map(({ name, default: value }) => [name, value])), method: 'EXACT' };
}

const exactDistances = hopKernel(({ pairs }, { graph }) => {
  const all = (graph.nodeCount * (graph.nodeCount - 1)) / 2;
  const values = pairs.map((ordered) => ordered / 2);
  values[0] = all - values.reduce((sum, count) => sum + count, 0);
  return exact(values, dividedBy(values, all));
});

export const DISTANCE_DISTRIBUTION: MetricDescriptor = {
  id: 'DISTANCE_DISTRIBUTION',
  scope: 'DISTRIBUTION',
  family: 'NETWORK',
  title: 'Distances between authors',
  definition:
    'Number of unordered pairs of different authors at each distance by hops, from 1 to the longest, and of those that no way connects, of the whole network; together they are n (n − 1) / 2. Normalised: divided by that, 0 where n < 2. `method` says whether they were counted or sampled. Sampled: the pairs that no way connects are counted all the same, the others estimated and scaled to add up; every normalised value is off by at most `errorBound` with probability 1 − `delta`.',
  range: '[0, n(n − 1) / 2]',
  normalization: 'n(n − 1) / 2',
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: PARAMETERS,
  complexity: 'EXACT: O(n (n + m)) at worst, 512 sources at a time; SAMPLED: O(log(n / delta) / epsilon² · (n + m))',
  reference: 'Newman 2001, doi:10.1103/PhysRevE.64.016132; Eppstein & Wang 2004, doi:10.7155/jgaa.00081',
  resolve: decided,
  cost: (nodeCount, edgeCount, parameters) => (parameters.method === 'SAMPLED' ? sampledDistancesCost(nodeCount, edgeCount, parameters) : exactCost(nodeCount, edgeCount)),
  memory: foldedDistancesMemory,
  bundle: ({ method }) => (method === 'SAMPLED' ? undefined : distanceBundle({ distance: 'UNWEIGHTED' })),
  kernel: kernelByMethod({ EXACT: exactDistances, SAMPLED: sampledDistances }),
};
