/** The parameters of closeness beside its distance, and what AUTO means: exact, from sampled sources, or from sketches. */
import type { ParameterDescriptor, Parameters } from '../metric.js';
import { distanceOf } from '../parameters.js';
import { requireHops } from '../paths/hops-only.js';

/** What the exact, sampled and sketched kernels read, and `method`, which chooses between them. */
export const CLOSENESS_PARAMETERS: readonly ParameterDescriptor[] = [
  {
    name: 'method',
    description:
      'EXACT measures the distances between all; SAMPLED those to randomly drawn authors, with an error bound that holds for all values with probability 1 − `delta`; SKETCHED estimates how many are at each distance, without a bound of the error (`standardError` says how coarse the sketches are); AUTO is EXACT where that is affordable (about two minutes on one thread), whatever `epsilon` is, since what is counted is within any; else SAMPLED. By INVERSE_STRENGTH there is only EXACT.',
    default: 'AUTO',
    accepts: ['AUTO', 'EXACT', 'SAMPLED', 'SKETCHED'],
  },
  { name: 'epsilon', description: 'SAMPLED: largest error of a mean over all other authors, of 1/d or of d / diameter; smaller ones take longer. EXACT has none.', default: 0.05, accepts: [1e-3, 0.5] },
  { name: 'delta', description: 'SAMPLED: largest probability that any value is off by more than the error bound.', default: 0.1, accepts: [1e-9, 0.5] },
  {
    name: 'precision',
    description: 'SKETCHED: binary logarithm of the registers per sketch, each a byte; the relative standard deviation of a ball’s size is 1.04 / √(2^precision).',
    default: 7,
    accepts: [4, 12],
    isInteger: true,
  },
  { name: 'seed', description: 'SAMPLED, SKETCHED: the same seed gives the same answer where the authors stand in the same order, as within a snapshot.', default: 1, accepts: [0, Number.MAX_SAFE_INTEGER], isInteger: true },
];

/** Exact closeness of up to so many estimated steps is neither sampled nor sketched: about two minutes on one thread. */
const AFFORDABLE_EXACT = 6e10;
/** What each method reads; the rest gets its default, so that equal answers have equal keys. */
const READ: Readonly<Record<string, readonly string[]>> = { EXACT: [], SAMPLED: ['epsilon', 'delta', 'seed'], SKETCHED: ['precision', 'seed'] };

/**
 * Closeness's `resolve`: AUTO becomes EXACT where `exactCost` steps are affordable or distances are costs, else SAMPLED.
 * Throws a RangeError for SAMPLED or SKETCHED by INVERSE_STRENGTH. O(1).
 */
export function decidedCloseness(exactCost: number, parameters: Parameters): Parameters {
  const isExact = exactCost <= AFFORDABLE_EXACT || distanceOf(parameters) === 'INVERSE_STRENGTH';
  const method = parameters.method === 'AUTO' ? (isExact ? 'EXACT' : 'SAMPLED') : String(parameters.method);
  if (method !== 'EXACT') requireHops({ ...parameters, method });
  const unread = CLOSENESS_PARAMETERS.filter(({ name }) => !READ[method].includes(name)).map(({ name, default: value }) => [name, value]);
  return { ...parameters, ...Object.fromEntries(unread), method };
}
