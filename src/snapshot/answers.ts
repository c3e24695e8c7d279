/** The graphs and numbers that a snapshot answers with: known ones at once, others as promises. */
import type { CommunityAlgorithm } from '../metrics/community/algorithms.js';
import type { Given, Result, RoutineName } from '../compute/routines.js';
import type { GraphSpec, Projection, Selection } from '../graph/types.js';
import type { KernelOutput, MetricDescriptor, Parameters } from '../metrics/metric.js';
import type { AskedGraph } from './asked-graph.js';
import type { BudgetedCache, CacheKind } from './memory-budget.js';
import type { MetricSeries, SeriesWindow } from './series-types.js';
import type { MaybePromise } from './when-known.js';

/** How values were made. */
export type HowMade = Omit<KernelOutput, 'values' | 'normalized'>;

/** What values were read from: papers also where they stand in for collaborations, which are too many to be paired off or slower to read. */
export type Basis = 'PAPERS' | 'COLLABORATIONS';

/** The values of one metric under one spec, addressed by author. */
export interface AuthorMetricTable extends HowMade {
  readonly metric: MetricDescriptor;
  readonly spec: GraphSpec;
  /** Those it was computed with: complete, and with what was left open (AUTO) decided. */
  readonly parameters: Parameters;
  readonly basis: Basis;
  /** Authors that are nodes of the spec's graph. */
  readonly nodeCount: number;
  /** [nodeCount] values parallel to the graph's nodes, NaN where undefined; not to be written to. */
  readonly nodeValues: Float64Array;
  /** Null where the author is no node of the graph or the metric is undefined for it. */
  value(author: number): number | null;
  normalized(author: number): number | null;
  /** Who stands where: at once for small graphs and once known, else when it has been sorted. */
  ranks(): MaybePromise<AuthorRanks>;
}

/** The order that a metric puts authors in. */
export interface AuthorRanks {
  /** 1 for the largest value; values equal but for rounding share the smallest rank of their group; null where value is null. */
  rank(author: number): number | null;
  /** Share of the other authors with a defined value that have a smaller one, 0 to 100; null where value is null. */
  percentile(author: number): number | null;
  /** Authors of the same rank, this one included; null where rank is null. */
  tieCount(author: number): number | null;
  /** Authors with a defined value, largest value first, ties by ascending author index. */
  readonly ranking: Uint32Array;
}

export interface NetworkMetricValue extends HowMade {
  readonly metric: MetricDescriptor;
  /** Null where undefined (for example the diameter of an empty graph). */
  readonly value: number | null;
  readonly normalized: number | null;
  readonly parameters: Parameters;
  readonly basis: Basis;
}

/** Values per slot of the projection. */
export interface CollaborationValues extends KernelOutput {
  readonly parameters: Parameters;
}

/** How many there are of each of 1, 2, …, with those of none at 0. */
export interface DistributionValues extends KernelOutput {
  readonly metric: MetricDescriptor;
  readonly parameters: Parameters;
}

export interface CommunityTable {
  readonly algorithm: CommunityAlgorithm;
  readonly seed: number | null;
  readonly resolution: number | null;
  readonly modularity: number | null;
  readonly communityCount: number;
  /** Community of each node of the graph. */
  readonly labels: Int32Array;
  /** Per community: sum of strengths of edges inside it. */
  readonly internal: Float64Array;
  /** Per community: sum of strengths of edges that leave it. */
  readonly external: Float64Array;
  /** Community of an author, 0 = largest; null where the author is no node of the graph. */
  communityOf(author: number): number | null;
  /** Authors of a community, ascending. */
  members(community: number): Uint32Array;
}

export interface CommunityOptions {
  readonly algorithm?: CommunityAlgorithm;
  readonly seed?: number;
  readonly resolution?: number;
}

/** How a computation stands. */
export type ComputationState = 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELLED';

export interface ComputationReport {
  readonly id: string;
  /** A metric's id, or GRAPH, COMMUNITIES. */
  readonly title: string;
  readonly state: ComputationState;
  /** Share done, 0..1; 1 where DONE. */
  readonly progress: number;
  /** Estimated milliseconds to go, 0 once it has ended; null before there is anything to extrapolate from. */
  readonly remainingMs: number | null;
  /** Questions that wait before this one; 0 where it does not wait. */
  readonly ahead: number;
}

/**
 * Work that did not fit the caller's patience: it goes on, and asking again finds it; or, with `isQueued`, it waits for
 * its turn because too much else is being computed.
 */
export class MetricComputingError extends Error {
  constructor(
    /** A metric's id, or GRAPH, COMMUNITIES. */
    readonly metricId: string,
    /** Share done, 0..1. */
    readonly progress: number,
    /** Estimated milliseconds to go, or null before there is anything to extrapolate from. */
    readonly remainingMs: number | null,
    readonly isQueued = false,
    /** By which the computation can be awaited (Analytics.computation); null where there is none. */
    readonly computationId: string | null = null,
    /** Questions that wait before this one. */
    readonly ahead = 0,
    /** Of which graph, and with which parameters; null where nobody has said so. */
    readonly question: { readonly graph: AskedGraph; readonly parameters: Readonly<Record<string, unknown>> } | null = null,
  ) {
    super(
      isQueued
        ? `${metricId} has not begun, since it waits for its turn (${ahead} before it); ask again`
        : `${metricId} is being computed (${Math.round(progress * 100)} % done); ask again`,
    );
    this.name = 'MetricComputingError';
  }

  /** The same, saying what was asked. */
  of(question: NonNullable<MetricComputingError['question']>): MetricComputingError {
    return new MetricComputingError(this.metricId, this.progress, this.remainingMs, this.isQueued, this.computationId, this.ahead, question);
  }
}

/** When to ask again for what was refused. */
const RETRY_REFUSED_MS = 5_000;

/** A question that is not begun and does not wait for its turn either: too many do. */
export class TooManyComputationsError extends Error {
  readonly retryAfterMs = RETRY_REFUSED_MS;

  constructor(
    /** A metric's id, or GRAPH, COMMUNITIES, or what else was to be worked out. */
    readonly title: string,
    /** Whether everybody's questions are too many, or those of this client. */
    readonly whose: 'ALL' | 'OWN',
  ) {
    super(`${title} can't be computed now, since ${whose === 'ALL' ? 'too many other computations wait' : 'too many of your other computations wait'}; ask again in ${RETRY_REFUSED_MS / 1_000} s`);
    this.name = 'TooManyComputationsError';
  }
}

/** How long, and for whom, an answer is awaited. */
export interface Patience {
  /** Until a MetricComputingError; two seconds if absent. */
  readonly waitMs?: number;
  /** Aborted when the asker has gone: what is computed for nobody else is then given up. */
  readonly signal?: AbortSignal;
  /** Who asks, so that nobody takes all places: whatever tells one client from another. Absent where that is not known. */
  readonly client?: string | undefined;
  /** Told how many milliseconds a computation took that was begun for this asker, when it has ended, however it has; never of what others had begun or what was known. */
  readonly onComputed?: (milliseconds: number) => void;
}

/**
 * Graphs and numbers of a snapshot: at once when known or quickly made, else computed off the event loop, once per
 * question. Promises reject with a MetricComputingError once the asker's patience is at its end, and with a
 * TooManyComputationsError where too many others wait already; what cannot be meant is a RangeError naming it.
 */
export interface Analytics {
  selection(spec: GraphSpec, patience?: Patience): MaybePromise<Selection>;
  /** Throws ProjectionTooLargeError (graph/) where it would not fit. */
  projection(spec: GraphSpec, patience?: Patience): MaybePromise<Projection>;
  /** Whether the projection of a valid spec is in memory, so that asking for it takes nothing. */
  hasProjection(spec: GraphSpec): boolean;
  authorMetric(id: string, spec: GraphSpec, parameters?: Parameters, patience?: Patience): MaybePromise<AuthorMetricTable>;
  /** Values parallel to the projection's neighbours. */
  collaborationMetric(id: string, spec: GraphSpec, parameters?: Parameters, patience?: Patience): MaybePromise<CollaborationValues>;
  networkMetric(id: string, spec: GraphSpec, parameters?: Parameters, patience?: Patience): MaybePromise<NetworkMetricValue>;
  distribution(id: string, spec: GraphSpec, parameters?: Parameters, patience?: Patience): MaybePromise<DistributionValues>;
  communities(spec: GraphSpec, options?: CommunityOptions, patience?: Patience): MaybePromise<CommunityTable>;
  /** How a computation stands, by the id in a MetricComputingError, when it has ended or patience has; null for an id that is not known here. */
  computation(id: string, patience?: Patience): Promise<ComputationReport | null>;
  /** A map under the memory budget, emptied when the snapshot is closed. */
  cache<V>(kind: CacheKind): BudgetedCache<V>;
  /**
   * Runs what takes no more than about a second off the event loop, for this asker alone: nothing of it is kept. Rejects
   * with a TooManyComputationsError where too many such jobs wait.
   */
  perform<N extends RoutineName>(routine: N, given: Given<N>, asker?: Pick<Patience, 'signal'>): Promise<Result<N>>;
  authorSeries(id: string, spec: GraphSpec, parameters: Parameters, window: SeriesWindow, patience?: Patience): MaybePromise<MetricSeries<AuthorMetricTable>>;
  networkSeries(id: string, spec: GraphSpec, parameters: Parameters, window: SeriesWindow, patience?: Patience): MaybePromise<MetricSeries<NetworkMetricValue>>;
}
