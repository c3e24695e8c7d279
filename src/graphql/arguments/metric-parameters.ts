/** The argument `parameters` of metrics: text becomes the numbers, words and truth values that a metric takes. */
import type { MetricDescriptor, Parameters } from '../../metrics/metric.js';
import { resolveParameters } from '../../metrics/parameters.js';
import { badUserInput } from '../errors.js';
import type { MetricParameterInput } from '../generated/resolvers.js';

/** @throws GraphQLError BAD_USER_INPUT naming the parameter, its value and what is accepted */
export function metricParameters(metric: MetricDescriptor, input: readonly MetricParameterInput[] | null | undefined): Parameters {
  if (!input || input.length === 0) return {};
  const given: Record<string, number | string | boolean> = {};
  for (const { name, value } of input) {
    const type = typeof metric.parameters.find((parameter) => parameter.name === name)?.default;
    if (type === 'number') given[name] = value.trim() === '' ? Number.NaN : Number(value);
    else if (type === 'boolean' && (value === 'true' || value === 'false')) given[name] = value === 'true';
    else given[name] = value;
  }
  try {
    return resolveParameters(metric, given);
  } catch (error) {
    if (error instanceof RangeError) throw badUserInput('parameters', input, `but ${error.message.replace(/\.$/, '')}`);
    throw error;
  }
}
