/** The windows of a series, and what computing it may cost at most. */
import type { YearCounts } from '../compute/routines/years.js';
import type { GraphSpec } from '../graph/types.js';
import type { MetricDescriptor, Parameters } from '../metrics/metric.js';
import { decidedParameters } from '../metrics/parameters.js';
import { SeriesTooDearError, type SeriesWindow } from './series-types.js';

export const MAX_SERIES_POINTS = 200;
/** Estimated steps of all points together: some hours of one core. */
export const MAX_SERIES_COST = 1e13;

export interface Window {
  readonly spec: GraphSpec;
  /** Estimated steps at most: by authorships for authors, and joint papers for collaborations. */
  readonly cost: number;
}

/**
 * One window per year, ascending, with the spec of its graph.
 * @throws RangeError naming what cannot be meant, SeriesTooDearError
 */
export function windowsOf(metric: MetricDescriptor, spec: GraphSpec, parameters: Parameters, window: SeriesWindow, counts: YearCounts): Window[] {
  const { kind, span } = window;
  if (kind === 'SLIDING' && (!Number.isInteger(span) || span < 1 || span > MAX_SERIES_POINTS)) {
    throw new RangeError(`the series' span is ${span}, which is not an integer from 1 to ${MAX_SERIES_POINTS}`);
  }
  const years = yearsOf(spec, window, counts);
  const windows = years.map((year): Window => {
    const beginning = kind === 'YEARLY' ? year : kind === 'SLIDING' ? Math.max(year - span + 1, spec.yearFrom ?? -Infinity) : spec.yearFrom;
    return { spec: { ...spec, yearFrom: beginning, yearTo: year }, cost: costAtMost(metric, parameters, counts, beginning ?? -Infinity, year) };
  });
  const cost = windows.reduce((sum, each) => sum + each.cost, 0);
  if (cost > MAX_SERIES_COST) throw new SeriesTooDearError(metric.id, windows.length, cost, MAX_SERIES_COST);
  return windows;
}

function yearsOf(spec: GraphSpec, { from, to }: SeriesWindow, { first, authorships }: YearCounts): number[] {
  if (authorships.length === 0) return [];
  for (const [name, year] of [['from', from], ['to', to]] as const) {
    if (year !== null && !Number.isInteger(year)) throw new RangeError(`the series' ${name} is ${year}, which is not a year`);
  }
  if (from !== null && to !== null && from > to) throw new RangeError(`the series' from ${from} is after its to ${to}`);
  if (from !== null && spec.yearFrom !== null && from < spec.yearFrom) throw new RangeError(`the series' from ${from} is before the graph's first year ${spec.yearFrom}`);
  if (to !== null && spec.yearTo !== null && to > spec.yearTo) throw new RangeError(`the series' to ${to} is after the graph's last year ${spec.yearTo}`);
  const start = from ?? first;
  const end = to ?? first + authorships.length - 1;
  const length = Math.max(0, end - start + 1);
  if (length > MAX_SERIES_POINTS) throw new RangeError(`the series has ${length} years, from ${start} to ${end}, but may have ${MAX_SERIES_POINTS}: set from and to closer together`);
  return Array.from({ length }, (_, i) => start + i);
}

function costAtMost(metric: MetricDescriptor, parameters: Parameters, { first, authorships, pairs }: YearCounts, from: number, to: number): number {
  let [nodeCount, edgeCount] = [0, 0];
  for (let i = Math.max(0, from - first); i < Math.min(authorships.length, to - first + 1); i += 1) {
    nodeCount += authorships[i];
    edgeCount += metric.needs === 'PROJECTION' ? pairs[i] : 0;
  }
  return metric.cost(nodeCount, edgeCount, decidedParameters(metric, { nodeCount, edgeCount }, parameters));
}
