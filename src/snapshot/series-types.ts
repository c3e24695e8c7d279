/** A metric year by year: which windows are meant, and what comes back. */
import type { GraphSpec } from '../graph/types.js';

export const SERIES_KINDS = ['CUMULATIVE', 'YEARLY', 'SLIDING'] as const;
export type SeriesKind = (typeof SERIES_KINDS)[number];

export interface SeriesWindow {
  /** CUMULATIVE: all papers up to the year; YEARLY: those of the year; SLIDING: those of the last `span` years. */
  readonly kind: SeriesKind;
  /** Years of a sliding window, 1 or more; not looked at otherwise. */
  readonly span: number;
  /** First and last year of the series; null for the first and last of the spec's papers. */
  readonly from: number | null;
  readonly to: number | null;
}

export interface SeriesPoint<T> {
  /** First year of the window: null where it has no beginning (CUMULATIVE under a spec without one). */
  readonly yearFrom: number | null;
  readonly yearTo: number;
  readonly spec: GraphSpec;
  /** Authors in the window's graph. */
  readonly nodeCount: number;
  readonly answer: T;
}

/** Points by ascending year, without gaps; empty where no paper's year is known. */
export type MetricSeries<T> = readonly SeriesPoint<T>[];

/** A series that would take hours; the message says what to ask for instead. */
export class SeriesTooDearError extends Error {
  override readonly name = 'SeriesTooDearError';
  constructor(
    readonly metricId: string,
    readonly points: number,
    /** Estimated steps. */
    readonly cost: number,
    readonly limit: number,
  ) {
    super(
      `${metricId} of ${points} years may take ${cost.toExponential(0)} steps, above the limit of ${limit.toExponential(0)}; ` +
        'ask for fewer years, a smaller graph, or a sampled method where the metric has one',
    );
  }
}
