/** Which numbers a snapshot carries, and their computation while it is built. */
import type { ComputePool } from '../compute/pool.js';
import type { TypedArray } from '../graph/shared-arrays.js';
import type { Counting, Incidence, Projection, Selection } from '../graph/types.js';
import { costOn, isBetterOnPapers, isServedBy, readsGraphAlone, sizeOf } from '../metrics/input-size.js';
import { UncomputableError, type MetricDescriptor } from '../metrics/metric.js';
import { decidedParameters, defaultParameters } from '../metrics/parameters.js';
import { METRICS } from '../metrics/registry.js';
import type { ImportProblem } from '../records/record.js';
import { importProblem } from '../sources/problems.js';
import { bundlePartials } from './bundle-partials.js';
import { NOTHING_CARRIED, type CarriedMetric } from './carried-metrics.js';
import { edgelessGraph } from './graphs.js';
import type { StoredMetric } from './types.js';

/**
 * Metrics are stored, the cheapest first, while their estimated steps add up to no more than this: some ten seconds
 * on two cores where people write in teams, up to a minute where they do not. Dearer ones (exact betweenness of more
 * than some thirty thousand authors) are computed when first asked for.
 */
export const STORED_METRICS_COST = 6e9;

/** A number that belongs to a snapshot could not be computed here, by no fault of the corpus: no snapshot is made without it. */
export class MetricsNotComputedError extends Error {
  override readonly name = 'MetricsNotComputedError';
  constructor(metricId: string, cause: Error) {
    super(
      `${metricId} could not be computed (${cause.message}), and no snapshot is published without it: the one that was there, if any, still serves; ` +
        'see to the reason (memory, the number of processes, the program\'s files), and run the same command again',
      { cause },
    );
  }
}

export interface StoredMetrics {
  readonly facts: StoredMetric[];
  /** Sections of metrics.bin. */
  readonly sections: Record<string, TypedArray>;
  /** Metrics taken from the snapshot before, since what they are computed from is the same. */
  readonly carried: readonly string[];
  /** Metrics left to be computed on demand, for the report. */
  readonly left: readonly string[];
  /** Those that need pairs of collaborators, where these are too many. */
  readonly refused: readonly string[];
  /** Metrics that this graph has no numbers of, and why (path counts beyond what a float holds, for example). */
  readonly problems: readonly ImportProblem[];
}

/**
 * Computes the affordable metrics of authors and of the network, distributions included, at their default parameters, what these leave open decided by size.
 * @param stored the projection under the counting given, or why there is none: then what papers do for is stored, and the
 *   rest left to be computed when asked for (ON_DEMAND) or never to be had of all papers (TOO_LARGE)
 * @param carried what is known already, where it holds: of the snapshot before, or of tables; stored however dear it would be
 * @param onProgress share done, 0..1, weighted by estimated cost
 * @throws MetricsNotComputedError where a worker can't start, ends before it answers, or has not the memory
 */
export async function computeStoredMetrics(
  pool: ComputePool,
  incidence: Incidence,
  selection: Selection,
  stored: Projection | 'ON_DEMAND' | 'TOO_LARGE',
  counting: Counting,
  onProgress: (share: number) => void,
  carried: CarriedMetric = NOTHING_CARRIED,
  mostCost = STORED_METRICS_COST,
): Promise<StoredMetrics> {
  const projection = typeof stored === 'string' ? null : stored;
  const nodesAlone = { incidence, selection, graph: edgelessGraph(selection.nodes.length) };
  const ofPapers = { ...nodesAlone, papersAsEdges: counting };
  const ofGraph = projection === null ? ofPapers : { incidence, selection, graph: projection };
  // Papers stand in for edges that are not there, or far too many.
  const isOnPapers = (metric: MetricDescriptor) => projection === null || isBetterOnPapers(metric, incidence, projection, defaultParameters(metric));
  const inputOf = (metric: MetricDescriptor) => (metric.needs === 'SELECTION' ? nodesAlone : isOnPapers(metric) ? ofPapers : ofGraph);
  const sizedBy = (metric: MetricDescriptor) => (metric.needs === 'SELECTION' && projection !== null ? ofGraph : inputOf(metric));
  const parametersOf = (metric: MetricDescriptor) => decidedParameters(metric, sizeOf(sizedBy(metric)), {});
  const costOf = (metric: MetricDescriptor) => costOn(sizedBy(metric), metric, parametersOf(metric));
  const knownOf = (metric: MetricDescriptor) => carried(metric.id, parametersOf(metric), readsGraphAlone(metric, inputOf(metric) === ofPapers ? counting : undefined));
  // A sampled distribution shares its work with no other metric, and is asked for seldom.
  const wanted = METRICS.filter((metric) => metric.scope !== 'COLLABORATION' && (metric.scope !== 'DISTRIBUTION' || parametersOf(metric).method !== 'SAMPLED'));
  const possible = wanted.filter((metric) => isServedBy(inputOf(metric), metric, parametersOf(metric)));
  const affordable: MetricDescriptor[] = [];
  // What each adds to the whole: those of a bundle already paid for, next to nothing.
  const costs = new Map<MetricDescriptor, number>();
  let total = 0;
  let isOver = false;
  const bundles = new Set<string>();
  for (const metric of possible.toSorted((a, b) => costOf(a) - costOf(b))) {
    const bundle = metric.bundle?.(parametersOf(metric));
    const cost = bundle !== undefined && bundles.has(bundle) ? 0 : costOf(metric);
    isOver ||= total + cost > mostCost;
    if (isOver) {
      if (knownOf(metric) !== null) affordable.push(metric);
      continue;
    }
    if (bundle !== undefined) bundles.add(bundle);
    affordable.push(metric);
    costs.set(metric, cost);
    total += cost;
  }
  const facts: StoredMetric[] = [];
  const problems: ImportProblem[] = [];
  const sections: Record<string, TypedArray> = {};
  const taken: string[] = [];
  const partials = bundlePartials();
  let done = 0;
  for (const [at, metric] of affordable.entries()) {
    const parameters = parametersOf(metric);
    const store = partials.storeOf(metric, parameters);
    const cost = costs.get(metric) ?? 0;
    const share = (part: number) => onProgress((done + part * cost) / Math.max(total, 1));
    try {
      const known = knownOf(metric);
      if (known !== null) taken.push(metric.id);
      const { values, normalized, ...how } = known ?? (await pool.run(metric.id, { ...inputOf(metric), parameters }, { onProgress: share, ...(store && { store }) }));
      sections[`${metric.id}/values`] = values;
      if (normalized) sections[`${metric.id}/normalized`] = normalized;
      facts.push({ id: metric.id, parameters, ...how });
    } catch (error) {
      // The same corpus has the same numbers on every machine: what failed for a reason of this one is not left out.
      if ((error as Error).name !== UncomputableError.name) throw new MetricsNotComputedError(metric.id, error as Error);
      // A number that can't be had anywhere is no reason to withhold all others.
      problems.push(importProblem({ file: '', kind: 'METRIC_FAILED', field: metric.id, reason: `${metric.id} was not computed: ${(error as Error).message}` }));
    }
    partials.keepOnly(affordable.slice(at + 1).map((next) => ({ metric: next, parameters: parametersOf(next) })));
    done += cost;
    share(0);
  }
  const idsOf = (metrics: readonly MetricDescriptor[]) => metrics.map(({ id }) => id);
  return {
    facts,
    sections,
    carried: taken,
    left: idsOf((stored === 'ON_DEMAND' ? wanted : possible).filter((metric) => !affordable.includes(metric))),
    refused: stored === 'ON_DEMAND' ? [] : idsOf(wanted.filter((metric) => !possible.includes(metric))),
    problems,
  };
}
