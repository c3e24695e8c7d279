/** The argument `parameters` of metrics: text becomes the numbers, words and truth values that a metric takes. */
import type { MetricDescriptor, Parameters } from '../../metrics/metric.js';
import { resolveParameters } from '../../metrics/parameters.js';
import { badUserInput, shown } from '../errors.js';
import type { MetricParameterInput } from '../generated/resolvers.js';

/** @throws GraphQLError BAD_USER_INPUT naming the parameter, its value and what is accepted */
export function metricParameters(metric: MetricDescriptor, input: readonly MetricParameterInput[] | null | undefined): Parameters {
  if (!input || input.length === 0) return {};
  const given = new Map<string, number | string | boolean>();
  for (const { name, value } of input) {
    if (given.has(name)) throw badUserInput('parameters', input, `but gives "${shown(name)}" twice: give it once`);
    const type = typeof metric.parameters.find((parameter) => parameter.name === name)?.default;
    if (type === 'number') given.set(name, value.trim() === '' ? Number.NaN : Number(value));
    else if (type === 'boolean' && (value === 'true' || value === 'false')) given.set(name, value === 'true');
    else given.set(name, value);
  }
  try {
    // Not by assignment, to which `__proto__` is no name like others.
    return resolveParameters(metric, Object.fromEntries(given));
  } catch (error) {
    if (error instanceof RangeError) throw badUserInput('parameters', input, `but ${error.message.replace(/\.$/, '')}`);
    throw error;
  }
}
