/** Figures of a running server in the form that Prometheus reads. Counting takes microseconds; the rest is read at a scrape. */
import { AggregatorRegistry, collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { CapacityStats } from '../snapshot/capacity.js';
import type { ProviderState } from '../snapshot/following.js';
import type { Exposition } from './metrics-listener.js';
import { BoundedNames } from './bounded-names.js';
import { codesOf, type RequestFacts } from './request-facts.js';
import type { Outcome } from './request-log.js';

/** What is read of the served corpus at each scrape. */
export interface CorpusState {
  readonly snapshotId: string | null;
  /** When the snapshot was made, in ms since 1970; null where there is none. */
  readonly snapshotMadeAt: number | null;
  readonly capacity: CapacityStats;
  readonly state: Pick<ProviderState, 'arrays' | 'openSnapshots' | 'leases' | 'swaps' | 'problem'>;
}

export interface MetricSources {
  readonly corpus: () => CorpusState;
  /** Requests that are being answered. */
  readonly inFlight: () => number;
  readonly connections: () => Promise<number>;
  readonly droppedLogLines: () => number;
  readonly isDraining: () => boolean;
  /** What is kept of whole answers; null where none are. */
  readonly answers: () => { readonly hits: number; readonly misses: number; readonly entries: number; readonly bytes: number } | null;
  /** Who listens for changes; null where nobody can. */
  readonly listeners: () => { readonly listeners: number; readonly sent: number; readonly refused: number; readonly dropped: number } | null;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const COSTS = [10, 100, 1_000, 10_000, 50_000, 100_000, 250_000, 500_000, 1_000_000];
const BYTES = [1e3, 1e4, 1e5, 1e6, 1e7, 1e8];
const KEYS = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_000];
/** Methods that HTTP knows; others are what somebody typed. */
const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH']);

/**
 * The figures of several processes as those of one: counters and gauges are sums, ages the greatest.
 * @param parts what `data` gave in each process
 */
export async function addedUp(parts: ReadonlyArray<readonly object[]>): Promise<Exposition> {
  const registry = AggregatorRegistry.aggregate(parts.map((part) => [...part]));
  return { contentType: registry.contentType, text: await registry.metrics() };
}

export class ServerMetrics {
  readonly #registry = new Registry();
  readonly #names = new BoundedNames();
  readonly #requests = this.#counter('http_requests_total', 'Requests by route, method and status; status 0 was never answered.', ['route', 'method', 'status']);
  readonly #cut = this.#counter('http_requests_cut_total', 'Requests whose connection had gone before the answer was whole.', ['route']);
  readonly #seconds = this.#histogram('http_request_duration_seconds', 'From a request\'s first line to the end of its answer.', SECONDS, ['route']);
  readonly #bytes = this.#histogram('http_response_bytes', 'Bytes of the answers\' bodies as sent.', BYTES, ['route']);
  readonly #operations = this.#counter('operations_total', 'GraphQL operations by name (the first 100 that come, "other" beyond) and code of the first error, OK without one.', ['operation', 'code']);
  readonly #operationSeconds = this.#histogram('operation_duration_seconds', 'GraphQL operations, from the request\'s first line to the end of the answer.', SECONDS, ['operation']);
  readonly #cost = this.#histogram('operation_cost', 'Estimated cost of GraphQL operations.', COSTS, []);
  readonly #batches = this.#histogram('loader_batch_keys', 'Keys that one read of the store carries.', KEYS, ['loader']);

  constructor(sources: MetricSources) {
    const { corpus } = sources;
    collectDefaultMetrics({ register: this.#registry });
    this.#gauge('processes', 'Processes that these figures are the sum of.', () => 1);
    this.#gauge('array_buffers_bytes', 'Bytes of array buffers of this process, shared ones (a snapshot\'s graph) included.', () => process.memoryUsage().arrayBuffers);
    this.#gauge('requests_in_flight', 'Requests that are being answered.', sources.inFlight);
    this.#gauge('connections', 'Connections that are open.', sources.connections);
    this.#gauge('draining', '1 while the server ends and takes no new connections.', () => (sources.isDraining() ? 1 : 0));
    this.#total('log_lines_dropped_total', 'Lines of the log that were dropped since their reader did not keep up.', sources.droppedLogLines);
    this.#gauge('event_listeners', 'Connections that are told of changes.', () => sources.listeners()?.listeners ?? 0);
    this.#total('events_sent_total', 'Events sent, over all listeners.', () => sources.listeners()?.sent ?? 0);
    this.#total('event_listeners_refused_total', 'Listeners refused for want of room.', () => sources.listeners()?.refused ?? 0);
    this.#total('event_listeners_dropped_total', 'Listeners let go since they did not read.', () => sources.listeners()?.dropped ?? 0);
    this.#total('answer_cache_hits_total', 'Queries answered by what an earlier one was answered.', () => sources.answers()?.hits ?? 0);
    this.#total('answer_cache_misses_total', 'Queries that were looked up and had no such answer.', () => sources.answers()?.misses ?? 0);
    this.#gauge('answer_cache_entries', 'Whole answers that are kept.', () => sources.answers()?.entries ?? 0);
    this.#gauge('answer_cache_bytes', 'Bytes that they take.', () => sources.answers()?.bytes ?? 0);
    this.#snapshot(corpus);
    this.#capacity(() => corpus().capacity);
  }

  /** What a scrape is answered with: its content type. */
  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Counts a request that has ended. */
  count(facts: RequestFacts, { route, method, status, milliseconds, bytes, isCut }: Outcome): void {
    const { operation } = facts;
    const [code = null] = codesOf(facts);
    const seconds = milliseconds / 1_000;
    this.#requests.inc({ route, method: METHODS.has(method) ? method : 'other', status: String(status) });
    if (isCut) this.#cut.inc({ route });
    this.#seconds.observe({ route }, seconds);
    this.#bytes.observe({ route }, bytes);
    if (operation === null) {
      if (code !== null && route === '/graphql') this.#operations.inc({ operation: 'none', code });
      return;
    }
    // A name counts once its document is valid: what is refused unread can't use names up.
    const name = operation.executionAt === null && code !== null ? 'none' : this.#names.labelOf(operation.operationName);
    this.#operations.inc({ operation: name, code: code ?? 'OK' });
    this.#operationSeconds.observe({ operation: name }, seconds);
    if (operation.cost !== null) this.#cost.observe(operation.cost);
    for (const { loader, keys } of operation.batches) this.#batches.observe({ loader }, keys);
  }

  /** The exposition in text. O(series). */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  /** The same as data, for another process to add up. */
  data(): Promise<object[]> {
    return this.#registry.getMetricsAsJSON();
  }

  #snapshot(corpus: () => CorpusState): void {
    const info = new Gauge({
      name: 'coterie_snapshot_info', help: 'Always 1; the label names the snapshot that is served.', labelNames: ['snapshot'], registers: [this.#registry], aggregator: 'max',
      collect() {
        this.reset();
        const { snapshotId } = corpus();
        if (snapshotId !== null) this.set({ snapshot: snapshotId }, 1);
      },
    });
    void info;
    this.#gauge('snapshot_age_seconds', 'Since the served snapshot was made; NaN before the first.', () => {
      const { snapshotMadeAt } = corpus();
      return snapshotMadeAt === null ? Number.NaN : Math.max(0, (Date.now() - snapshotMadeAt) / 1_000);
    }, 'max');
    const bytesOfArrays = (areMapped: boolean): number => {
      const { arrays } = corpus().state;
      return arrays?.isMapped === areMapped ? arrays.bytes : 0;
    };
    this.#gauge('snapshot_memory_bytes', 'Bytes of the served snapshot\'s arrays that every process holds in its own memory.', () => bytesOfArrays(false));
    this.#gauge('snapshot_mapped_bytes', 'Bytes of the served snapshot\'s arrays that are mapped: read through the page cache, which all processes share.', () => bytesOfArrays(true), 'max');
    this.#gauge('snapshot_leases', 'Requests that read a snapshot now.', () => corpus().state.leases);
    this.#gauge('snapshots_open', 'Snapshots whose files are open: the current one, and those that requests in flight still read.', () => corpus().state.openSnapshots);
    this.#total('snapshot_swaps_total', 'Snapshots that have become current.', () => corpus().state.swaps);
    this.#gauge('snapshot_problem', '1 where what has been published can\'t be served, as /health/ready tells.', () => (corpus().state.problem === null ? 0 : 1), 'max');
  }

  #capacity(read: () => CapacityStats): void {
    this.#gauge('pool_seats', 'Seats for worker threads.', () => read().pool.seats);
    this.#gauge('pool_busy', 'Worker threads at work.', () => read().pool.busy);
    this.#gauge('pool_jobs_waiting', 'Jobs of which no worker has begun anything.', () => read().pool.waiting);
    for (const [name, of] of [['computations', 'Metrics, series and communities'], ['graphs', 'Graphs']] as const) {
      this.#gauge(`${name}_running`, `${of} that are being computed.`, () => read()[name].running);
      this.#gauge(`${name}_queued`, `${of} that wait for their place.`, () => read()[name].queued);
      this.#total(`${name}_begun_total`, `${of} that were begun.`, () => read()[name].begun);
      this.#total(`${name}_refused_total`, `${of} that found no place to wait in.`, () => read()[name].refused);
    }
    this.#gauge('reader_jobs_running', 'Jobs for single readers that are under way.', () => read().readerJobs.running);
    this.#total('reader_jobs_refused_total', 'Jobs for single readers that found too many under way.', () => read().readerJobs.refused);
    this.#gauge('cache_budget_bytes', 'Bytes that may be kept of what was computed.', () => read().cache.budgetBytes);
    const kinds = (name: string, help: string, field: 'bytes' | 'entries' | 'hits' | 'misses' | 'evictions', isTotal: boolean): void => {
      const about = { name: `coterie_${name}`, help, labelNames: ['kind'], registers: [this.#registry] };
      const values = () => read().cache.kinds.map((kind) => [{ kind: kind.kind }, kind[field]] as const);
      if (isTotal) {
        void new Counter({ ...about, collect() {
          this.reset();
          for (const [labels, value] of values()) this.inc(labels, value);
        } });
      } else {
        void new Gauge({ ...about, collect() {
          this.reset();
          for (const [labels, value] of values()) this.set(labels, value);
        } });
      }
    };
    kinds('cache_bytes', 'Bytes that are kept of what was computed.', 'bytes', false);
    kinds('cache_entries', 'Things computed that are kept.', 'entries', false);
    kinds('cache_hits_total', 'What was asked for and kept.', 'hits', true);
    kinds('cache_misses_total', 'What was asked for and not kept.', 'misses', true);
    kinds('cache_evictions_total', 'What was let go for others.', 'evictions', true);
  }

  #counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name: `coterie_${name}`, help, labelNames, registers: [this.#registry] });
  }

  #histogram(name: string, help: string, buckets: number[], labelNames: string[]): Histogram {
    return new Histogram({ name: `coterie_${name}`, help, buckets, labelNames, registers: [this.#registry] });
  }

  #gauge(name: string, help: string, read: () => number | Promise<number>, aggregator: 'sum' | 'max' = 'sum'): void {
    void new Gauge({ name: `coterie_${name}`, help, registers: [this.#registry], aggregator, async collect() {
      this.set(await read());
    } });
  }

  /** A counter that somebody else keeps. */
  #total(name: string, help: string, read: () => number): void {
    void new Counter({ name: `coterie_${name}`, help, registers: [this.#registry], collect() {
      this.reset();
      this.inc(read());
    } });
  }
}
