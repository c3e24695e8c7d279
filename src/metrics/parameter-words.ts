/** Parameters of metrics as people write them: words that become numbers, truth values and the names that a metric takes. */
import type { MetricDescriptor, Parameters } from './metric.js';

/** What else the accepted words go by, in capitals. */
const ALSO: Readonly<Record<string, string>> = { HOPS: 'UNWEIGHTED', COST: 'INVERSE_STRENGTH' };

const DECIMAL = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i;

/**
 * Values by name as text, typed as the descriptor says. Words may be in any case, with hyphens or spaces for underscores; `hops`
 * and `cost` are distances. What is no number where one is meant, or no name that the metric knows, stays text for resolveParameters to
 * refuse. Throws a RangeError where a name is given twice. O(pairs).
 */
export function parametersInWords(metric: Pick<MetricDescriptor, 'id' | 'parameters'>, pairs: ReadonlyArray<readonly [name: string, text: string]>): Parameters {
  const given = new Map<string, number | string | boolean>();
  for (const [name, text] of pairs) {
    if (given.has(name)) throw new RangeError(`${metric.id}: parameter "${name}" is given twice: give it once.`);
    const parameter = metric.parameters.find((known) => known.name === name);
    given.set(name, parameter === undefined ? text : valueInWords(parameter, text.trim()));
  }
  // Not by assignment, to which `__proto__` is no name like others.
  return Object.fromEntries(given);
}

function valueInWords({ accepts, default: usual }: MetricDescriptor['parameters'][number], text: string): number | string | boolean {
  if (typeof usual === 'number') return DECIMAL.test(text) ? Number(text) : text;
  if (typeof usual === 'boolean') return /^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : text;
  const word = idInWords(text);
  return [word, ALSO[word]].find((name) => name !== undefined && (accepts as readonly unknown[]).includes(name)) ?? text;
}

/** The id that somebody writes: in any case, hyphens or spaces for underscores. */
export function idInWords(text: string): string {
  return text.trim().toUpperCase().replaceAll(/[\s-]+/g, '_');
}
