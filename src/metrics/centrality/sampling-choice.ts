/** The parameters of sampled betweenness, what it costs, and when AUTO means it. */
import type { ParameterDescriptor, Parameters } from '../metric.js';
import { distanceOf, numberOf } from '../parameters.js';
import { costSearchesCost } from '../paths/source-blocks.js';

/** What sampledBetweennessKernel reads beside `distance`, and `method`, which chooses it. */
export const SAMPLING_PARAMETERS: readonly ParameterDescriptor[] = [
  {
    name: 'method',
    description:
      'EXACT counts all shortest paths; SAMPLED estimates every value within `epsilon` with probability 1 − `delta`; AUTO is EXACT where that is affordable (about a minute on one thread) or no dearer than sampling, whatever `epsilon` is, since what is counted is within any; else SAMPLED.',
    default: 'AUTO',
    accepts: ['AUTO', 'EXACT', 'SAMPLED'],
  },
  { name: 'epsilon', description: 'SAMPLED: largest error of a normalised value; smaller ones take longer. EXACT has none.', default: 0.01, accepts: [1e-4, 0.5] },
  { name: 'delta', description: 'SAMPLED: largest probability that any value is off by more than the error bound.', default: 0.1, accepts: [1e-9, 0.5] },
  { name: 'seed', description: 'SAMPLED: the same seed gives the same sample where the authors stand in the same order, as within a snapshot.', default: 1, accepts: [0, Number.MAX_SAFE_INTEGER], isInteger: true },
  {
    name: 'k',
    description:
      'SAMPLED: end as soon as it is certain, with probability 1 − `delta`, who the k authors with the highest values are, even if other values are not within `epsilon` yet; 0 to wait for all values.',
    default: 0,
    accepts: [0, 2 ** 32 - 1],
    isInteger: true,
  },
];

/** Exact betweenness of up to so many estimated steps is never sampled: about a minute on one thread. */
const AFFORDABLE_EXACT = 2e10;
/** Steps of a pair's search beside √(n + 2m), and of preparing beside n + 2m; measured on co-authorship graphs. */
const PAIR_SHARE = 80;
const PREPARE_SHARE = 40;
/** The largest normalised value assumed in an estimate. */
const ASSUMED_HIGHEST = 0.02;

/** Estimated elementary steps of sampledBetweennessKernel. O(1). */
export function sampledBetweennessCost(nodeCount: number, edgeCount: number, parameters: Parameters): number {
  const [epsilon, delta] = [numberOf(parameters, 'epsilon'), numberOf(parameters, 'delta')];
  const samples = (1.5 * Math.log((4 * nodeCount + 4) / delta)) / epsilon + (4 * ASSUMED_HIGHEST * Math.log(8 / delta)) / epsilon ** 2;
  if (distanceOf(parameters) === 'INVERSE_STRENGTH') return (2 * samples * costSearchesCost(nodeCount, edgeCount)) / Math.max(1, nodeCount);
  return PREPARE_SHARE * (nodeCount + 2 * edgeCount) + samples * PAIR_SHARE * Math.sqrt(nodeCount + 2 * edgeCount);
}

/**
 * Betweenness's `resolve`: AUTO becomes EXACT where `exactCost` steps are affordable or no more than sampling takes, else SAMPLED. What
 * EXACT does not read gets its default, so that equal answers have equal keys. O(1).
 */
export function decidedSampling(exactCost: number, nodeCount: number, edgeCount: number, parameters: Parameters): Parameters {
  const isExact =
    parameters.method === 'EXACT' ||
    (parameters.method === 'AUTO' && exactCost <= Math.max(AFFORDABLE_EXACT, sampledBetweennessCost(nodeCount, edgeCount, parameters)));
  if (!isExact) return { ...parameters, method: 'SAMPLED' };
  return { ...parameters, ...Object.fromEntries(SAMPLING_PARAMETERS.map((parameter) => [parameter.name, parameter.default])), method: 'EXACT' };
}
