/** The product's registry for workers, but that BETWEENNESS ends its worker: as if it had been killed, or out of memory. */
import type { MetricDescriptor } from '../../src/metrics/metric.js';
import { metricById as real } from '../../src/metrics/registry.js';

export function metricById(id: string): MetricDescriptor {
  const metric = real(id);
  return id === 'BETWEENNESS' ? { ...metric, kernel: { kind: 'whole', run: () => process.exit(9) } } : metric;
}
