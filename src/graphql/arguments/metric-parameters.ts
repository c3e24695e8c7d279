/** The argument `parameters` of metrics: text becomes the numbers, words and truth values that a metric takes. */
import type { MetricDescriptor, Parameters } from '../../metrics/metric.js';
import { parametersInWords } from '../../metrics/parameter-words.js';
import { resolveParameters } from '../../metrics/parameters.js';
import { badUserInput } from '../errors.js';
import type { MetricParameterInput } from '../generated/resolvers.js';
import { NONE } from '../graph-in-use.js';

/** @throws GraphQLError BAD_USER_INPUT naming the parameter, its value and what is accepted */
export function metricParameters(metric: MetricDescriptor, input: readonly MetricParameterInput[] | null | undefined): Parameters {
  if (!input || input.length === 0) return NONE;
  try {
    return resolveParameters(metric, parametersInWords(metric, input.map(({ name, value }) => [name, value])));
  } catch (error) {
    if (error instanceof RangeError) throw badUserInput('parameters', input, `but ${error.message.replace(/\.$/, '')}`);
    throw error;
  }
}
