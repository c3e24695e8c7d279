/** Parameters of metrics: those that several share, how a request's values are checked, and how kernels read them. */
import type { CsrGraph } from '../graph/types.js';
import type { Distance, MetricDescriptor, ParameterDescriptor, Parameters } from './metric.js';

export const DISTANCE_PARAMETER: ParameterDescriptor = {
  name: 'distance',
  description:
    'Length of a collaboration: UNWEIGHTED counts 1 per collaboration (hops); INVERSE_STRENGTH counts 1 / strength, so that closer collaborators are nearer.',
  default: 'UNWEIGHTED',
  accepts: ['UNWEIGHTED', 'INVERSE_STRENGTH'],
};

/** A metric's defaults, by name. */
export function defaultParameters(descriptor: Pick<MetricDescriptor, 'parameters'>): Parameters {
  return Object.fromEntries(descriptor.parameters.map((parameter) => [parameter.name, parameter.default]));
}

/**
 * The complete parameters of a metric: what was given, checked, and defaults for the rest. Kernels rely on having all.
 * Throws a RangeError naming the metric, the parameter, the value and what is accepted.
 */
export function resolveParameters(descriptor: Pick<MetricDescriptor, 'id' | 'parameters'>, given: Parameters): Parameters {
  for (const name of Object.keys(given)) {
    if (descriptor.parameters.every((parameter) => parameter.name !== name)) {
      const known = descriptor.parameters.map((parameter) => parameter.name).join(', ');
      throw new RangeError(`${descriptor.id} has no parameter "${name}"; ${known === '' ? 'it takes none' : `it takes ${known}`}.`);
    }
  }
  return Object.fromEntries(
    descriptor.parameters.map((parameter) => [parameter.name, checked(descriptor.id, parameter, given[parameter.name] ?? parameter.default)]),
  );
}

/**
 * The parameters that a metric is computed with on a graph of this size: complete, checked (see resolveParameters), and
 * with what they leave open, such as AUTO, decided by the metric. Kernels, answers and cache keys all take these.
 */
export function decidedParameters(
  descriptor: Pick<MetricDescriptor, 'id' | 'parameters' | 'resolve'>,
  { nodeCount, edgeCount }: Pick<CsrGraph, 'nodeCount' | 'edgeCount'>,
  given: Parameters,
): Parameters {
  const complete = resolveParameters(descriptor, given);
  return descriptor.resolve?.(nodeCount, edgeCount, complete) ?? complete;
}

function checked(id: string, parameter: ParameterDescriptor, value: number | string | boolean): number | string | boolean {
  const { accepts, isInteger = false } = parameter;
  const isRange = isNumberRange(accepts);
  const expected = isRange ? `${isInteger ? 'a whole number' : 'a number'} from ${accepts[0]} to ${accepts[1]}` : `one of ${accepts.join(', ')}`;
  const holds = isRange
    ? typeof value === 'number' && value >= accepts[0] && value <= accepts[1] && (!isInteger || Number.isInteger(value))
    : typeof value === typeof parameter.default && accepts.includes(String(value));
  if (!holds) throw new RangeError(`${id}: parameter "${parameter.name}" is ${JSON.stringify(value)}, but must be ${expected}.`);
  return value;
}

function isNumberRange(accepts: ParameterDescriptor['accepts']): accepts is readonly [number, number] {
  return typeof accepts[0] === 'number';
}

/** The `distance` parameter. */
export function distanceOf(parameters: Parameters): Distance {
  return parameters.distance === 'INVERSE_STRENGTH' ? 'INVERSE_STRENGTH' : 'UNWEIGHTED';
}

/** A numeric parameter. Throws a TypeError where a caller left it out or of another type (see resolveParameters). */
export function numberOf(parameters: Parameters, name: string): number {
  const value = parameters[name];
  if (typeof value !== 'number') throw new TypeError(`parameter "${name}" is ${String(value)}, but the kernel needs a number; pass the output of resolveParameters.`);
  return value;
}

/** A boolean parameter. Throws as numberOf does. */
export function booleanOf(parameters: Parameters, name: string): boolean {
  const value = parameters[name];
  if (typeof value !== 'boolean') throw new TypeError(`parameter "${name}" is ${String(value)}, but the kernel needs a boolean; pass the output of resolveParameters.`);
  return value;
}
