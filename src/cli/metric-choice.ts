/** Metrics as they are named and awaited at the command line. */
import type { MetricDescriptor, MetricScope, Parameters } from '../metrics/metric.js';
import { idInWords, parametersInWords } from '../metrics/parameter-words.js';
import { METRICS } from '../metrics/registry.js';
import { MetricComputingError } from '../snapshot/types.js';
import { CliError, EXIT } from './errors.js';
import { suggestion } from './suggestion.js';
import { startProgress } from './progress.js';

/** How long one look at a running computation lasts. */
const LOOK_EVERY_MS = 250;

export function metricsOf(scope: MetricScope): MetricDescriptor[] {
  return METRICS.filter((metric) => metric.scope === scope);
}

/**
 * The metric somebody names: any case, hyphens or spaces for underscores.
 * @throws CliError (usage) with near matches for any other
 */
export function metricNamed(name: string, scope: MetricScope): MetricDescriptor {
  const known = metricsOf(scope);
  const wanted = idInWords(name);
  const found = known.find((metric) => metric.id === wanted);
  if (found === undefined) {
    const other = METRICS.find((metric) => metric.id === wanted);
    if (other !== undefined) {
      const whose = { AUTHOR: 'authors', COLLABORATION: 'collaborations', NETWORK: 'the network', DISTRIBUTION: 'how many there are of each' }[other.scope];
      throw new CliError(`${wanted.toLowerCase()} is a metric of ${whose}: \`coterie metrics --metric ${wanted.toLowerCase()}\` computes it`, EXIT.usage, { argument: 'METRIC', value: name });
    }
    const ids = known.map((metric) => metric.id);
    const hint = suggestion(name, ids) || `; known are ${ids.join(', ')}`;
    throw new CliError(`there is no ${scope.toLowerCase()} metric "${name}"${hint}`, EXIT.usage, { argument: 'METRIC', value: name });
  }
  return found;
}

/**
 * `name=value` pairs as parameters of the metric (see parametersInWords).
 * @throws CliError (usage) for a pair without `=` or a name given twice; unknown names and values out of range are the metric's to refuse
 */
export function parametersOf(metric: MetricDescriptor, pairs: readonly string[]): Parameters {
  const split = pairs.map((pair): [string, string] => {
    const [, name, text] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
    if (name === undefined) throw new CliError(`the parameter "${pair}" is not of the form name=value`, EXIT.usage);
    return [name, text];
  });
  return parametersInWords(metric, split);
}

/** Waits for an answer that may still be computing, with progress; `ask` is called until it answers. */
export async function awaitMetric<T>(title: string, ask: (options: { waitMs: number }) => T | Promise<T>): Promise<T> {
  const progress = startProgress();
  try {
    for (;;) {
      try {
        return await ask({ waitMs: LOOK_EVERY_MS });
      } catch (error) {
        if (!(error instanceof MetricComputingError)) throw error;
        progress.update(`computing ${title}`, error.progress);
      }
    }
  } finally {
    progress.stop();
  }
}
