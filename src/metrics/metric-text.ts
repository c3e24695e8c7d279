/** What a metric's number means, in prose: for the schema's enums and the command line. */
import type { MetricDescriptor, ParameterDescriptor } from './metric.js';

/** Title, definition, range, normalised form, parameters with their defaults, and what an undefined value means. O(length). */
export function metricText({ title, definition, range, normalization, parameters, nullMeaning }: MetricDescriptor): string {
  return [
    `${title}: ${definition}`,
    `Range ${range}.`,
    ...(normalization === null || definition.includes('Normalised:') ? [] : [`Normalised: divided by ${normalization}.`]),
    ...(parameters.length === 0 ? [] : [`Parameters: ${parameters.map(defaultText).join(', ')}.`]),
    ...(nullMeaning === null ? [] : [`Null: ${nullMeaning}.`]),
  ].join(' ');
}

function defaultText({ name, default: usual }: ParameterDescriptor): string {
  return `\`${name}\` (${String(usual)} by default)`;
}

/** One parameter: what it does, what it takes, and what it is where nothing is said. O(length). */
export function parameterText({ name, description, default: usual, accepts, isInteger = false }: ParameterDescriptor): string {
  const taken = typeof accepts[0] === 'number' ? `${isInteger ? 'a whole number' : 'a number'} from ${accepts[0]} to ${accepts[1]}` : accepts.join(', ').toLowerCase();
  return `${name} (${taken}; default ${String(usual).toLowerCase()}): ${description}`;
}
