/** The co-authorship graph that a field was asked under, and its numbers. One object per spec and request. */
import { specKey } from '../graph/spec.js';
import type { GraphSpec, Projection, Selection } from '../graph/types.js';
import type { Parameters } from '../metrics/metric.js';
import type { PaperType } from '../records/record.js';
import type {
  AuthorMetricTable, CollaborationValues, CommunityOptions, CommunityTable, DistributionValues, NetworkMetricValue, Patience,
} from '../snapshot/answers.js';
import type { MetricSeries, SeriesWindow } from '../snapshot/series-types.js';
import type { Snapshot } from '../snapshot/types.js';
import { whenKnown, type MaybePromise } from '../snapshot/when-known.js';

export class GraphInUse {
  readonly key: string;
  /** What this request has asked already: a page of 5,000 nodes asks once. A failure is everybody's. */
  readonly #answers = new Map<string, MaybePromise<unknown>>();
  /** Of these, tables at hand by the metric's id: every author of a page asks for them. */
  readonly #authorMetrics = new Map<string, AuthorMetricTable>();

  /**
   * @param types as asked for: the spec has their indices alone
   * @param selection of the spec: made before, since most of what is asked needs it
   * @param patience of whoever asks
   */
  constructor(
    readonly snapshot: Snapshot,
    readonly spec: GraphSpec,
    readonly types: readonly PaperType[],
    readonly selection: Selection,
    readonly patience: Patience = {},
  ) {
    this.key = specKey(spec);
  }

  /** True where edges are known from the papers alone: nothing drops any of them. */
  get hasAllEdges(): boolean {
    return this.spec.minStrength === 0;
  }

  /** Fails with a ProjectionTooLargeError where it would not fit. */
  projection(): MaybePromise<Projection> {
    return this.#once('projection', () => this.snapshot.analytics.projection(this.spec, this.patience));
  }

  authorMetric(id: string, parameters: Parameters = NONE): MaybePromise<AuthorMetricTable> {
    return (parameters === NONE ? this.#authorMetrics.get(id) : undefined) ?? this.#firstAuthorMetric(id, parameters);
  }

  #firstAuthorMetric(id: string, parameters: Parameters): MaybePromise<AuthorMetricTable> {
    const answer = this.#once(metricKey('author', id, parameters), () => this.snapshot.analytics.authorMetric(id, this.spec, parameters, this.patience));
    if (parameters === NONE && !(answer instanceof Promise)) this.#authorMetrics.set(id, answer);
    return answer;
  }

  /** Values parallel to the projection's neighbours. */
  collaborationMetric(id: string, parameters: Parameters = NONE): MaybePromise<CollaborationValues> {
    return this.#once(metricKey('collaboration', id, parameters), () => this.snapshot.analytics.collaborationMetric(id, this.spec, parameters, this.patience));
  }

  networkMetric(id: string, parameters: Parameters = NONE): MaybePromise<NetworkMetricValue> {
    return this.#once(metricKey('network', id, parameters), () => this.snapshot.analytics.networkMetric(id, this.spec, parameters, this.patience));
  }

  distribution(id: string, parameters: Parameters = NONE): MaybePromise<DistributionValues> {
    return this.#once(metricKey('distribution', id, parameters), () => this.snapshot.analytics.distribution(id, this.spec, parameters, this.patience));
  }

  authorSeries(id: string, parameters: Parameters, window: SeriesWindow): MaybePromise<MetricSeries<AuthorMetricTable>> {
    return this.#once(`${metricKey('author series', id, parameters)} ${JSON.stringify(window)}`, () =>
      this.snapshot.analytics.authorSeries(id, this.spec, parameters, window, this.patience),
    );
  }

  networkSeries(id: string, parameters: Parameters, window: SeriesWindow): MaybePromise<MetricSeries<NetworkMetricValue>> {
    return this.#once(`${metricKey('network series', id, parameters)} ${JSON.stringify(window)}`, () =>
      this.snapshot.analytics.networkSeries(id, this.spec, parameters, window, this.patience),
    );
  }

  communities(options: CommunityOptions = {}): MaybePromise<CommunityTable> {
    return this.#once(`communities ${JSON.stringify(options)}`, () => this.snapshot.analytics.communities(this.spec, options, this.patience));
  }

  #once<T>(key: string, ask: () => MaybePromise<T>): MaybePromise<T> {
    const known = this.#answers.get(key) as MaybePromise<T> | undefined;
    if (known !== undefined) return known;
    let answer: MaybePromise<T>;
    try {
      answer = ask();
    } catch (error) {
      // As a rejection: in a list of metrics it is the error of its own place alone.
      answer = Promise.reject(error);
    }
    this.#answers.set(key, answer);
    if (answer instanceof Promise) answer.then((value) => this.#answers.set(key, value), () => undefined);
    return answer;
  }
}

/** What stands for no parameters given. */
export const NONE: Parameters = {};

function metricKey(scope: string, id: string, parameters: Parameters): string {
  // Most have none; and a page asks as often as it has authors.
  return parameters === NONE ? `${scope} ${id}` : `${scope} ${id} ${JSON.stringify(parameters)}`;
}

/** The graph under a spec, when its papers have been chosen. */
export function graphInUse(snapshot: Snapshot, spec: GraphSpec, types: readonly PaperType[], patience: Patience = {}): MaybePromise<GraphInUse> {
  return whenKnown(snapshot.analytics.selection(spec, patience), (selection) => new GraphInUse(snapshot, spec, types, selection, patience));
}
