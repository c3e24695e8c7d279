/**
 * Graphs and numbers of one snapshot: stored ones are read in place, others computed once per question, in the worker
 * pool where they take long, and kept under a memory budget. Keys are (spec, metric, parameters); the snapshot is the
 * owner of the cache.
 */
import type { ComputePool } from '../compute/pool.js';
import { project } from '../graph/projection.js';
import { select } from '../graph/selection.js';
import { specKey, validateSpec } from '../graph/spec.js';
import type { CsrGraph, GraphSpec, Incidence, Projection, Selection } from '../graph/types.js';
import { takesResolution, takesSeed, type CommunityAlgorithm } from '../metrics/community/algorithms.js';
import type { KernelInput, KernelOutput, MetricDescriptor, MetricScope, Parameters } from '../metrics/metric.js';
import { resolveParameters } from '../metrics/parameters.js';
import { metricById } from '../metrics/registry.js';
import { runMetric } from '../metrics/run.js';
import { communityTable } from './communities.js';
import { WeightedLru } from './lru.js';
import { authorMetricTable } from './metric-table.js';
import { MetricComputingError, type Analytics, type AuthorMetricTable, type CommunityTable, type NetworkMetricValue } from './types.js';

/** Up to this many estimated steps (a few milliseconds) a metric is computed where it is asked for. */
const INLINE_COST = 1e6;
/** Distinct questions computed at a time; each holds a graph in memory. More have to wait, however many ask. */
const MAX_RUNNING = 8;
/** How long an answer is awaited before MetricComputingError, unless the caller says otherwise. */
const DEFAULT_WAIT_MS = 2_000;
const PROJECTION_BUDGET_BYTES = 512 * 2 ** 20;
const OUTPUT_BUDGET_BYTES = 256 * 2 ** 20;

export interface AnalyticsOptions {
  readonly incidence: Incidence;
  readonly pool: ComputePool;
  /** Projection of `spec`, where the snapshot carries it. */
  readonly stored: { readonly projection: Projection | null; readonly spec: GraphSpec; readonly outputs: ReadonlyMap<string, KernelOutput> };
}

/** Key of a metric with its complete parameters. */
export function outputKey(metricId: string, parameters: Parameters): string {
  return `${metricId}(${Object.entries(parameters).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name}=${value}`).join(',')})`;
}

interface Running {
  readonly output: Promise<KernelOutput>;
  readonly startedAt: number;
  progress: number;
}

export class SnapshotAnalytics implements Analytics {
  readonly #options: AnalyticsOptions;
  readonly #storedSpecKey: string;
  readonly #selections = new WeightedLru<Selection>(PROJECTION_BUDGET_BYTES / 4);
  readonly #projections = new WeightedLru<Projection>(PROJECTION_BUDGET_BYTES);
  readonly #outputs = new WeightedLru<KernelOutput>(OUTPUT_BUDGET_BYTES);
  readonly #tables = new WeightedLru<AuthorMetricTable>(OUTPUT_BUDGET_BYTES);
  readonly #communities = new WeightedLru<CommunityTable>(32);
  readonly #running = new Map<string, Running>();

  constructor(options: AnalyticsOptions) {
    this.#options = options;
    this.#storedSpecKey = specKey(options.stored.spec);
  }

  selection(spec: GraphSpec): Selection {
    // A restriction to a component is known only from the edges; the projection has a budget of its own.
    if (spec.component !== 'ALL' || spec.componentOf !== null) return this.projection(spec);
    validateSpec(spec, this.#options.incidence.authorCount);
    const key = specKey(spec);
    const known = this.#selections.get(key);
    if (known) return known;
    const selection = select(this.#options.incidence, spec);
    this.#selections.set(key, selection, selection.nodes.byteLength + selection.nodeOf.byteLength + selection.paperMask.byteLength);
    return selection;
  }

  projection(spec: GraphSpec): Projection {
    validateSpec(spec, this.#options.incidence.authorCount);
    const key = specKey(spec);
    const { projection: stored } = this.#options.stored;
    if (stored && key === this.#storedSpecKey) return stored;
    const known = this.#projections.get(key);
    if (known) return known;
    const projection = project(this.#options.incidence, spec);
    this.#projections.set(key, projection, projection.neighbours.length * 16 + projection.nodeOf.byteLength);
    return projection;
  }

  authorMetric(id: string, spec: GraphSpec, parameters: Parameters = {}, options: { waitMs?: number } = {}): AuthorMetricTable | Promise<AuthorMetricTable> {
    const metric = scoped(id, 'AUTHOR');
    const complete = resolveParameters(metric, parameters);
    const key = `${specKey(spec)} ${outputKey(id, complete)}`;
    const known = this.#tables.get(key);
    if (known) return known;
    return whenKnown(this.#output(metric, spec, complete, options.waitMs), (output) => {
      const nodes = metric.needs === 'PROJECTION' ? this.projection(spec) : this.selection(spec);
      const table = authorMetricTable(metric, spec, complete, nodes, output);
      this.#tables.set(key, table, output.values.byteLength * 3);
      return table;
    });
  }

  collaborationMetric(id: string, spec: GraphSpec, parameters: Parameters = {}, options: { waitMs?: number } = {}): KernelOutput | Promise<KernelOutput> {
    const metric = scoped(id, 'COLLABORATION');
    return this.#output(metric, spec, resolveParameters(metric, parameters), options.waitMs);
  }

  networkMetric(id: string, spec: GraphSpec, parameters: Parameters = {}, options: { waitMs?: number } = {}): NetworkMetricValue | Promise<NetworkMetricValue> {
    const metric = scoped(id, 'NETWORK');
    const complete = resolveParameters(metric, parameters);
    return whenKnown(this.#output(metric, spec, complete, options.waitMs), ({ values, normalized, method }) => ({
      metric,
      value: finite(values[0]),
      normalized: normalized ? finite(normalized[0]) : null,
      method,
      parameters: complete,
    }));
  }

  communities(spec: GraphSpec, { algorithm = 'LOUVAIN', seed = 1, resolution = 1 }: { algorithm?: CommunityAlgorithm; seed?: number; resolution?: number } = {}): CommunityTable {
    const key = `${specKey(spec)} ${algorithm} ${takesSeed(algorithm) ? seed : ''} ${takesResolution(algorithm) ? resolution : ''}`;
    const known = this.#communities.get(key);
    if (known) return known;
    const table = communityTable(this.projection(spec), algorithm, seed, resolution);
    this.#communities.set(key, table, 1);
    return table;
  }

  #output(metric: MetricDescriptor, spec: GraphSpec, parameters: Parameters, waitMs = DEFAULT_WAIT_MS): KernelOutput | Promise<KernelOutput> {
    const metricKey = outputKey(metric.id, parameters);
    const key = `${specKey(spec)} ${metricKey}`;
    const stored = specKey(spec) === this.#storedSpecKey ? this.#options.stored.outputs.get(metricKey) : undefined;
    const known = stored ?? this.#outputs.get(key);
    if (known) return known;
    let running = this.#running.get(key);
    if (!running) {
      if (this.#running.size >= MAX_RUNNING) throw new MetricComputingError(metric.id, 0, null, true);
      const input = this.#input(metric, spec, parameters);
      if (metric.cost(input.graph.nodeCount, input.graph.edgeCount, parameters) <= INLINE_COST) {
        const output = runMetric(metric, input, parameters);
        this.#keep(key, output);
        return output;
      }
      running = this.#start(key, metric.id, input);
    }
    return awaited(metric.id, running, waitMs);
  }

  #start(key: string, metricId: string, input: KernelInput): Running {
    const running: Running = {
      startedAt: performance.now(),
      progress: 0,
      output: this.#options.pool
        .run(metricId, input, { onProgress: (share) => (running.progress = share) })
        .then((output) => {
          this.#keep(key, output);
          return output;
        })
        .finally(() => this.#running.delete(key)),
    };
    // Whoever still waits gets the error; when nobody does any more, it must not end the process.
    running.output.catch(() => undefined);
    this.#running.set(key, running);
    return running;
  }

  #keep(key: string, output: KernelOutput): void {
    this.#outputs.set(key, output, output.values.byteLength + (output.normalized?.byteLength ?? 0));
  }

  #input(metric: MetricDescriptor, spec: GraphSpec, parameters: Parameters): KernelInput {
    const { incidence } = this.#options;
    if (metric.needs === 'PROJECTION') {
      const graph = this.projection(spec);
      return { incidence, selection: graph, graph, parameters };
    }
    const selection = this.selection(spec);
    return { incidence, selection, graph: edgelessGraph(selection.nodes.length), parameters };
  }
}

/** Stands in for the graph where a metric reads papers only. */
export function edgelessGraph(nodeCount: number): CsrGraph {
  return {
    nodeCount,
    edgeCount: 0,
    offsets: new Uint32Array(new SharedArrayBuffer(4 * (nodeCount + 1))),
    neighbours: new Uint32Array(new SharedArrayBuffer(0)),
    paperCount: new Uint32Array(new SharedArrayBuffer(0)),
    strength: new Float64Array(new SharedArrayBuffer(0)),
  };
}

function scoped(id: string, scope: MetricScope): MetricDescriptor {
  const metric = metricById(id);
  if (metric.scope !== scope) throw new RangeError(`${id} is a metric of scope ${metric.scope}, not ${scope}`);
  return metric;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function whenKnown<A, B>(value: A | Promise<A>, then: (value: A) => B): B | Promise<B> {
  return value instanceof Promise ? value.then(then) : then(value);
}

/** The running computation's output, or MetricComputingError once `waitMs` have passed. */
async function awaited(metricId: string, running: Running, waitMs: number): Promise<KernelOutput> {
  if (waitMs === Infinity) return running.output;
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const elapsed = performance.now() - running.startedAt;
      const remaining = running.progress > 0 ? (elapsed * (1 - running.progress)) / running.progress : null;
      reject(new MetricComputingError(metricId, running.progress, remaining));
    }, waitMs);
  });
  try {
    return await Promise.race([running.output, patience]);
  } finally {
    clearTimeout(timer);
  }
}
