/** The product's registry for workers, but for metrics whose numbers fail: DEGREE for the graph's reason, PAGERANK for the machine's. */
import { UncomputableError, type MetricDescriptor } from '../../src/metrics/metric.js';
import { metricById as real } from '../../src/metrics/registry.js';

const FAILURES: Readonly<Record<string, () => never>> = {
  DEGREE: () => {
    throw new UncomputableError('too many to count in double precision');
  },
  PAGERANK: () => {
    throw new RangeError('Array buffer allocation failed');
  },
};

export function metricById(id: string): MetricDescriptor {
  const metric = real(id);
  const run = FAILURES[id];
  return run === undefined ? metric : { ...metric, kernel: { kind: 'whole', run } };
}
