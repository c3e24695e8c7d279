/** Writes schema/metric-enums.graphql from the registry of metrics: `npm run metric-enums` after adding or changing one. */
import { writeFileSync } from 'node:fs';
import { metricText } from '../src/metrics/metric-text.js';
import type { MetricDescriptor } from '../src/metrics/metric.js';
import { AUTHOR_METRICS, COLLABORATION_METRICS, NETWORK_METRICS } from '../src/metrics/registry.js';

function enumOf(name: string, description: string, metrics: readonly MetricDescriptor[]): string {
  const values = metrics.map((metric) => `  """\n  ${metricText(metric)}\n  """\n  ${metric.id}\n`);
  return `"""\n${description}\n"""\nenum ${name} {\n${values.join('')}}\n`;
}

const enums = [
  enumOf('AuthorMetric', 'Metrics of an author under a graph. The registry (`metrics`) says the rest: parameters, normalisation, cost, reference.', AUTHOR_METRICS),
  enumOf('CollaborationMetric', 'Metrics of a collaboration under a graph; see the registry (`metrics`).', COLLABORATION_METRICS),
  enumOf('NetworkMetric', 'Metrics of the network as a whole; see the registry (`metrics`).', NETWORK_METRICS),
];
writeFileSync('schema/metric-enums.graphql', `# Written from the registry of metrics (src/metrics/registry.ts) by \`npm run metric-enums\`.\n\n${enums.join('\n')}`);
