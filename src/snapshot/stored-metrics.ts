/** Which numbers a snapshot carries, and their computation while it is built. */
import type { ComputePool } from '../compute/pool.js';
import type { TypedArray } from '../graph/shared-arrays.js';
import type { Incidence, Projection, Selection } from '../graph/types.js';
import type { KernelOutput, MetricDescriptor } from '../metrics/metric.js';
import { defaultParameters } from '../metrics/parameters.js';
import { METRICS } from '../metrics/registry.js';
import { edgelessGraph } from './analytics.js';
import type { StoredMetric } from './types.js';

/**
 * A metric is stored when its estimated steps stay below this: well under a minute on two cores. Dearer ones (exact
 * betweenness of more than some twenty thousand authors) are computed when first asked for.
 */
export const STORED_METRIC_COST = 1e10;

export interface StoredMetrics {
  readonly facts: StoredMetric[];
  /** Sections of metrics.bin. */
  readonly sections: Record<string, TypedArray>;
  /** Metrics left to be computed on demand, for the report. */
  readonly left: readonly string[];
}

/**
 * Computes every affordable author and network metric at its default parameters.
 * @param projection null where it was too large to build: then only metrics of the papers are stored
 * @param onProgress share done, 0..1, weighted by estimated cost
 */
export async function computeStoredMetrics(
  pool: ComputePool,
  incidence: Incidence,
  selection: Selection,
  projection: Projection | null,
  onProgress: (share: number) => void,
): Promise<StoredMetrics> {
  const edges = projection?.edgeCount ?? 0;
  const costOf = (metric: MetricDescriptor) => metric.cost(selection.nodes.length, edges, defaultParameters(metric));
  const wanted = METRICS.filter(({ scope }) => scope !== 'COLLABORATION');
  const affordable = wanted.filter((metric) => costOf(metric) <= STORED_METRIC_COST && (projection !== null || metric.needs === 'SELECTION'));
  const total = affordable.reduce((sum, metric) => sum + costOf(metric), 0) || 1;
  const facts: StoredMetric[] = [];
  const sections: Record<string, TypedArray> = {};
  let done = 0;
  for (const metric of affordable) {
    const parameters = defaultParameters(metric);
    const graph = metric.needs === 'PROJECTION' && projection ? projection : edgelessGraph(selection.nodes.length);
    const output: KernelOutput = await pool.run(
      metric.id,
      { incidence, selection, graph, parameters },
      { onProgress: (share) => onProgress((done + share * costOf(metric)) / total) },
    );
    const { values, normalized, ...how } = output;
    sections[`${metric.id}/values`] = values;
    if (normalized) sections[`${metric.id}/normalized`] = normalized;
    facts.push({ id: metric.id, parameters, ...how });
    done += costOf(metric);
    onProgress(done / total);
  }
  return { facts, sections, left: wanted.filter((metric) => !affordable.includes(metric)).map(({ id }) => id) };
}
