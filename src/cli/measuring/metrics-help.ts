/** What `coterie metrics` says of metrics without computing any. */
import { METRICS } from '../../metrics/registry.js';
import { metricText, parameterText } from '../../metrics/metric-text.js';
import { NETWORK_FORMATS } from '../../networks/registry.js';
import { metricsNamed, SCOPES } from './chosen-metrics.js';

/** Metrics by scope, and the formats of network files. */
export function metricsHelp(): string {
  const lines = SCOPES.flatMap((scope) => [
    `\nMetrics of ${{ AUTHOR: 'nodes (scope author)', COLLABORATION: 'edges (scope collaboration)', NETWORK: 'the network (scope network)', DISTRIBUTION: 'how many of each (scope distribution)' }[scope]}, with their parameters (--about NAME says what they mean):`,
    ...METRICS.filter((metric) => metric.scope === scope).map(({ id, title, parameters }) => {
      const names = parameters.map((parameter) => parameter.name).join(', ');
      return `  ${id.toLowerCase().padEnd(28)} ${title}${names === '' ? '' : ` (${names})`}`;
    }),
  ]);
  const formats = NETWORK_FORMATS.map(({ id, title }) => `  ${id.padEnd(14)} ${title}`);
  return `${lines.join('\n')}\n\nNetwork formats (told by content, plain or gzipped; bibliographies as \`coterie import\` reads them):\n${formats.join('\n')}`;
}

/**
 * What each of the metrics named means, as lines.
 * @throws CliError (usage) for names that do not exist
 */
export function aboutMetrics(names: readonly string[]): string[] {
  return metricsNamed(names).flatMap((metric, place) => [
    ...(place > 0 ? [''] : []),
    `${metric.id.toLowerCase()} (scope ${metric.scope.toLowerCase()})`,
    metricText(metric).replaceAll('`', ''),
    ...metric.parameters.map((parameter) => `  ${parameterText(parameter).replaceAll('`', '')}`),
    `Takes ${metric.complexity}. From ${metric.reference}.`,
  ]);
}
