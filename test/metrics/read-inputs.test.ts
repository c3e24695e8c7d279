import { describe, expect, it } from 'vitest';
import { project } from '../../src/graph/projection.js';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import { readsGraphAlone } from '../../src/metrics/input-size.js';
import { METRICS } from '../../src/metrics/registry.js';
import { runMetric } from '../../src/metrics/run.js';
import { syntheticIncidence } from '../../src/synthetic/incidence.js';

const incidence = syntheticIncidence({ papers: 60, seed: 1 });
const projection = project(incidence, DEFAULT_SPEC);
const { nodeCount, edgeCount, offsets, neighbours, paperCount, strength } = projection;

/** The object, noting what is read of it. */
function watched<T extends object>(object: T, reads: string[]): T {
  return new Proxy(object, {
    get(target, key, receiver) {
      reads.push(String(key));
      return Reflect.get(target, key, receiver) as unknown;
    },
  });
}

describe('a metric of the graph', () => {
  it.each(METRICS.filter(({ needs }) => needs === 'PROJECTION').map((metric) => [metric.id, metric] as const))('%s reads papers only where its descriptor says so', (_, metric) => {
    const reads: string[] = [];
    const graph = { nodeCount, edgeCount, offsets, neighbours, paperCount, strength };
    runMetric(metric, { incidence: watched(incidence, reads), selection: watched(projection, reads), graph });
    expect(reads.length === 0).toBe(readsGraphAlone(metric, undefined));
  });
});
