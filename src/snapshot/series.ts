/**
 * A metric year by year. The pairs of co-authors are found once and each window's graph read off them (graph/pair-history.ts);
 * values are computed window by window in the pool, each kept under its own spec, so that series which share windows
 * share them, and one that was given up goes on where it ended.
 */
import type { ComputePool } from '../compute/pool.js';
import { ROUTINES, unlessRefused, type Result } from '../compute/routines.js';
import type { PairHistory } from '../graph/pair-history.js';
import { ProjectionTooLargeError } from '../graph/projection.js';
import { bytesInMemory } from '../graph/shared-arrays.js';
import { specKey } from '../graph/spec.js';
import type { GraphSpec, Incidence } from '../graph/types.js';
import type { MetricDescriptor, Parameters } from '../metrics/metric.js';
import type { Patience } from './answers.js';
import type { Computations, Control } from './computations.js';
import { needsEdges, type SnapshotGraphs } from './graphs.js';
import type { BudgetedCache, CacheMaker } from './memory-budget.js';
import { bytesOfMade, outputKey, type Made, type MetricOutputs } from './outputs.js';
import { windowsOf, type Window } from './series-windows.js';
import type { MetricSeries, SeriesPoint, SeriesWindow } from './series-types.js';
import type { MaybePromise } from './when-known.js';

/** Papers up to which their years are counted in place: a few milliseconds. */
const INLINE_PAPERS = 50_000;
/** Windows under way at a time, where there are so many threads: each holds a graph in memory. */
const MAX_LANES = 4;

export interface SeriesOptions {
  readonly incidence: Incidence;
  readonly pool: ComputePool;
  readonly graphs: SnapshotGraphs;
  readonly outputs: MetricOutputs;
  /** What series are kept in. */
  readonly caches: CacheMaker;
  readonly computations: Computations;
}

export class SnapshotSeries {
  readonly #options: SeriesOptions;
  readonly #series: BudgetedCache<MetricSeries<Made>>;
  readonly #histories: BudgetedCache<PairHistory>;

  constructor(options: SeriesOptions) {
    this.#options = options;
    this.#series = options.caches.cache('SERIES');
    this.#histories = options.caches.cache('HISTORIES');
  }

  /** Progress is that of the whole series. Throws or rejects as windowsOf and Analytics.projection do. */
  get(metric: MetricDescriptor, spec: GraphSpec, parameters: Parameters, window: SeriesWindow, patience: Patience): MaybePromise<MetricSeries<Made>> {
    const { kind, span, from, to } = window;
    const key = `series ${specKey(spec)} ${outputKey(metric.id, parameters)} ${kind} ${kind === 'SLIDING' ? span : ''} ${from ?? '*'}..${to ?? '*'}`;
    return (
      this.#series.get(key) ??
      this.#options.computations.ask(
        key,
        metric.id,
        async (control) => {
          const series = await this.#compute(metric, spec, parameters, window, control);
          this.#series.set(key, series, series.reduce((sum, { answer }) => sum + bytesOfMade(answer), 1));
          return series;
        },
        patience,
      )
    );
  }

  async #compute(metric: MetricDescriptor, spec: GraphSpec, parameters: Parameters, window: SeriesWindow, control: Control): Promise<MetricSeries<Made>> {
    const windows = windowsOf(metric, spec, parameters, window, await this.#yearCounts(spec, control));
    const total = windows.reduce((sum, { cost }) => sum + cost, 0);
    const points: SeriesPoint<Made>[] = [];
    let [next, done] = [0, 0];
    const lane = async (): Promise<void> => {
      while (next < windows.length) {
        const at = next++;
        points[at] = await this.#point(metric, parameters, windows[at], control);
        done += windows[at].cost;
        control.onProgress(total > 0 ? done / total : 1);
      }
    };
    await Promise.all(Array.from({ length: Math.min(MAX_LANES, this.#options.pool.threads) }, lane));
    return points;
  }

  async #point(metric: MetricDescriptor, parameters: Parameters, { spec }: Window, control: Control): Promise<SeriesPoint<Made>> {
    const { outputs } = this.#options;
    if (needsEdges(metric.needs, spec) && !outputs.has(metric, spec, parameters)) await this.#makeWindow(spec, control);
    const answer = await outputs.getFor(metric, spec, parameters, control);
    return { yearFrom: spec.yearFrom, yearTo: spec.yearTo ?? Number.NaN, spec, nodeCount: answer.nodes.length, answer };
  }

  /** Has the window's graph read off the pairs of all years; where those are too many, it is asked for by itself, and may fit or not be needed. */
  async #makeWindow(spec: GraphSpec, control: Control): Promise<void> {
    const { graphs, pool, incidence } = this.#options;
    try {
      if (graphs.atHand('PROJECTION', spec) !== null) return;
      const history = await this.#history(spec, control);
      graphs.keep(await pool.perform('WINDOW', { history, incidence, spec }, { signal: control.signal }));
    } catch (error) {
      if (!(error instanceof ProjectionTooLargeError)) throw error;
    }
  }

  /** Of all years of a spec; windows of one series share it. */
  async #history(spec: GraphSpec, { signal }: Control): Promise<PairHistory> {
    const { incidence, pool } = this.#options;
    // Neither changes which pairs there are, nor what their papers add.
    const ofPairs = { ...spec, yearFrom: null, yearTo: null, minStrength: 0, component: 'ALL', componentOf: null } as const;
    const key = specKey(ofPairs);
    const known = this.#histories.get(key);
    if (known) return known;
    const history = unlessRefused(await pool.perform('HISTORY', { incidence, spec: ofPairs }, { signal }));
    this.#histories.set(key, history, bytesInMemory(history));
    return history;
  }

  /** Of the papers that the spec's filters keep; its component alone is not looked at, and may end the series' graphs earlier. */
  async #yearCounts(spec: GraphSpec, control: Control): Promise<Result<'YEARS'>> {
    const { paperMask } = await this.#options.graphs.getFor('SELECTION', { ...spec, component: 'ALL', componentOf: null }, control);
    const { paperCount, paperYear, paperOffsets } = this.#options.incidence;
    const given = { incidence: { paperCount, paperYear, paperOffsets }, paperMask };
    return paperCount <= INLINE_PAPERS ? ROUTINES.YEARS(given) : this.#options.pool.perform('YEARS', given, { signal: control.signal, isShort: true });
  }
}
