/**
 * Graphs and numbers of one snapshot. What is asked is checked here; graphs.ts, outputs.ts and communities.ts keep and
 * make the answers, computations.ts decides what is computed and for how long. Keys are (spec, metric, parameters): the
 * snapshot is the owner of the caches.
 */
import type { ComputePool } from '../compute/pool.js';
import type { Given, Result, RoutineName } from '../compute/routines.js';
import type { GraphSpec, Incidence, Projection, Selection } from '../graph/types.js';
import type { KernelOutput, MetricDescriptor, MetricScope, Parameters } from '../metrics/metric.js';
import { resolveParameters } from '../metrics/parameters.js';
import { metricById } from '../metrics/registry.js';
import {
  MetricComputingError, type Analytics, type AuthorMetricTable, type CollaborationValues, type CommunityOptions, type CommunityTable, type DistributionValues, type NetworkMetricValue, type Patience, type ComputationReport,
} from './answers.js';
import type { AskedGraph } from './asked-graph.js';
import { SnapshotCommunities } from './communities.js';
import { Capacity } from './capacity.js';
import { Computations, type ComputationOptions } from './computations.js';
import type { ComputedFiles } from './computed-files.js';
import { asProjection, SnapshotGraphs, type StoredGraph } from './graphs.js';
import type { BudgetedCache, CacheKind } from './memory-budget.js';
import { authorMetricTable } from './metric-table.js';
import { MetricOutputs, type Made } from './outputs.js';
import { SnapshotSeries } from './series.js';
import type { MetricSeries, SeriesWindow } from './series-types.js';
import { whenKnown, type MaybePromise } from './when-known.js';

export interface AnalyticsOptions extends ComputationOptions {
  readonly incidence: Incidence;
  readonly pool: ComputePool;
  /** What the snapshot carries, of one spec. */
  readonly stored: StoredGraph & { readonly outputs: ReadonlyMap<string, KernelOutput> };
  /** Where what took long is kept for the next process; nowhere if absent. */
  readonly files?: ComputedFiles | null;
  /** What all snapshots of the process share; one of the usual size for this one alone if absent. */
  readonly capacity?: Capacity;
  /** A graph spec as one asks for it, for whoever is told to come back; they are not told where it is absent. */
  readonly asked?: (spec: GraphSpec) => AskedGraph;
}

export class SnapshotAnalytics implements Analytics {
  readonly #asked: AnalyticsOptions['asked'] | null;
  readonly #pool: ComputePool;
  readonly #capacity: Capacity;
  readonly #caches: Array<BudgetedCache<unknown>> = [];
  readonly #graphComputations: Computations;
  readonly #computations: Computations;
  readonly #graphs: SnapshotGraphs;
  readonly #outputs: MetricOutputs;
  readonly #communities: SnapshotCommunities;
  readonly #series: SnapshotSeries;
  readonly #tables = new WeakMap<Made, AuthorMetricTable>();

  constructor({ incidence, pool, stored, files = null, capacity = new Capacity(pool), asked, ...lapses }: AnalyticsOptions) {
    this.#asked = asked ?? null;
    this.#pool = pool;
    this.#capacity = capacity;
    this.#graphComputations = new Computations(capacity.graphPlaces, capacity.book, lapses);
    this.#computations = new Computations(capacity.places, capacity.book, lapses);
    const caches = { cache: <V>(kind: CacheKind) => this.cache<V>(kind) };
    this.#graphs = new SnapshotGraphs({ incidence, pool, stored, caches, computations: this.#graphComputations });
    const made = { incidence, pool, caches, graphs: this.#graphs, computations: this.#computations };
    this.#outputs = new MetricOutputs({ ...made, stored, files });
    this.#series = new SnapshotSeries({ ...made, outputs: this.#outputs });
    this.#communities = new SnapshotCommunities(made);
  }

  selection(spec: GraphSpec, patience?: Patience): MaybePromise<Selection> {
    return this.#telling(spec, {}, this.#graphs.get('SELECTION', spec, patience));
  }

  projection(spec: GraphSpec, patience?: Patience): MaybePromise<Projection> {
    return whenKnown(this.#telling(spec, {}, this.#graphs.get('PROJECTION', spec, patience)), asProjection);
  }

  hasProjection(spec: GraphSpec): boolean {
    return this.#graphs.has(spec);
  }

  authorMetric(id: string, spec: GraphSpec, parameters: Parameters = {}, patience?: Patience): MaybePromise<AuthorMetricTable> {
    const metric = scoped(id, 'AUTHOR');
    return whenKnown(this.#output(metric, spec, parameters, patience), (made) => this.#table(metric, spec, made));
  }

  collaborationMetric(id: string, spec: GraphSpec, parameters: Parameters = {}, patience?: Patience): MaybePromise<CollaborationValues> {
    const metric = scoped(id, 'COLLABORATION');
    return whenKnown(this.#output(metric, spec, parameters, patience), (made) => ({ ...made.output, parameters: made.parameters }));
  }

  networkMetric(id: string, spec: GraphSpec, parameters: Parameters = {}, patience?: Patience): MaybePromise<NetworkMetricValue> {
    const metric = scoped(id, 'NETWORK');
    return whenKnown(this.#output(metric, spec, parameters, patience), (made) => networkValue(metric, made));
  }

  distribution(id: string, spec: GraphSpec, parameters: Parameters = {}, patience?: Patience): MaybePromise<DistributionValues> {
    const metric = scoped(id, 'DISTRIBUTION');
    return whenKnown(this.#output(metric, spec, parameters, patience), (made) => ({ ...made.output, metric, parameters: made.parameters }));
  }

  authorSeries(id: string, spec: GraphSpec, parameters: Parameters, window: SeriesWindow, patience: Patience = {}): MaybePromise<MetricSeries<AuthorMetricTable>> {
    const metric = scoped(id, 'AUTHOR');
    return whenKnown(this.#telling(spec, { ...parameters, window }, this.#series.get(metric, spec, resolveParameters(metric, parameters), window, patience)), (series) =>
      series.map((point) => ({ ...point, answer: this.#table(metric, point.spec, point.answer) })),
    );
  }

  networkSeries(id: string, spec: GraphSpec, parameters: Parameters, window: SeriesWindow, patience: Patience = {}): MaybePromise<MetricSeries<NetworkMetricValue>> {
    const metric = scoped(id, 'NETWORK');
    return whenKnown(this.#telling(spec, { ...parameters, window }, this.#series.get(metric, spec, resolveParameters(metric, parameters), window, patience)), (series) =>
      series.map((point) => ({ ...point, answer: networkValue(metric, point.answer) })),
    );
  }

  communities(spec: GraphSpec, options: CommunityOptions = {}, patience: Patience = {}): MaybePromise<CommunityTable> {
    return this.#telling(spec, { ...options }, this.#communities.get(spec, options, patience));
  }

  perform<N extends RoutineName>(routine: N, given: Given<N>, { signal }: Pick<Patience, 'signal'> = {}): Promise<Result<N>> {
    return this.#capacity.forReader(routine, () => this.#pool.perform(routine, given, { isShort: true, ...(signal ? { signal } : {}) }));
  }

  computation(id: string, patience: Patience = {}): Promise<ComputationReport | null> {
    return this.#capacity.book.watch(id, patience);
  }

  cache<V>(kind: CacheKind): BudgetedCache<V> {
    const cache = this.#capacity.memory.cache<V>(kind);
    this.#caches.push(cache);
    return cache;
  }

  /** Gives up what is being computed and lets go of what is kept. Nothing may be asked afterwards. */
  close(): void {
    for (const cache of this.#caches) cache.close();
    this.#computations.close();
    this.#graphComputations.close();
  }

  #output(metric: MetricDescriptor, spec: GraphSpec, parameters: Parameters, patience?: Patience): MaybePromise<Made> {
    const resolved = resolveParameters(metric, parameters);
    return this.#telling(spec, resolved, this.#outputs.get(metric, spec, resolved, patience));
  }

  /** The answer; whoever has to come back for it is told of what. */
  #telling<T>(spec: GraphSpec, parameters: Readonly<Record<string, unknown>>, answer: MaybePromise<T>): MaybePromise<T> {
    const asked = this.#asked;
    if (!asked || !(answer instanceof Promise)) return answer;
    return answer.catch((error: unknown) => {
      throw error instanceof MetricComputingError ? error.of({ graph: asked(spec), parameters }) : error;
    });
  }

  #table(metric: MetricDescriptor, spec: GraphSpec, made: Made): AuthorMetricTable {
    const table = this.#tables.get(made) ?? authorMetricTable(metric, spec, made, this.#pool);
    this.#tables.set(made, table);
    return table;
  }
}

function networkValue(metric: MetricDescriptor, { output, parameters, basis }: Made): NetworkMetricValue {
  const { values, normalized, ...how } = output;
  return { ...how, metric, value: finite(values[0]), normalized: normalized ? finite(normalized[0]) : null, parameters, basis };
}

function scoped(id: string, scope: MetricScope): MetricDescriptor {
  const metric = metricById(id);
  if (metric.scope !== scope) throw new RangeError(`${id} is a metric of scope ${metric.scope}, not ${scope}`);
  return metric;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
