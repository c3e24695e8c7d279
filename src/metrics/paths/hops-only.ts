/** Kernels that know no distances but hops say so instead of answering another question. */
import type { Parameters } from '../metric.js';
import { distanceOf } from '../parameters.js';

/** Throws a RangeError where distances are not hops: the sampled and sketched kernels know no others. */
export function requireHops(parameters: Parameters): void {
  if (distanceOf(parameters) === 'UNWEIGHTED') return;
  throw new RangeError(`parameter "method" is "${String(parameters.method)}", but by "distance" INVERSE_STRENGTH closeness is computed EXACT only; ask for method EXACT or AUTO, or for distance UNWEIGHTED.`);
}
