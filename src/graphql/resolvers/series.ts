/** Metrics year by year. */
import { metricById } from '../../metrics/registry.js';
import type { SeriesWindow } from '../../snapshot/series-types.js';
import { metricParameters } from '../arguments/metric-parameters.js';
import { badUserInput } from '../errors.js';
import type {
  AuthorMetricSeriesArgs, CoauthorGraphMetricSeriesArgs, MetricSeriesPoint, NetworkSeriesPoint,
} from '../generated/resolvers.js';
import type { GraphInUse } from '../graph-in-use.js';

type WindowArguments = Pick<AuthorMetricSeriesArgs, 'window' | 'span' | 'from' | 'to'>;

function windowOf({ window, span, from, to }: WindowArguments): SeriesWindow {
  return { kind: window ?? 'CUMULATIVE', span: span ?? 5, from: from ?? null, to: to ?? null };
}

/** What can't be meant is the asker's error; everything else is thrown again. */
function refuseWindow(given: WindowArguments): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof RangeError)) throw error;
    const { window, span, from, to } = given;
    throw badUserInput('window', { window, span, from, to }, `but ${error.message}`);
  };
}

/** Author.metricSeries under a graph. */
export async function authorSeries(graph: GraphInUse, author: number, { id, parameters, ...given }: Omit<AuthorMetricSeriesArgs, 'graph'>): Promise<MetricSeriesPoint[]> {
  const series = await Promise.resolve(graph.authorSeries(id, metricParameters(metricById(id), parameters), windowOf(given))).catch(refuseWindow(given));
  return Promise.all(
    series.map(async ({ yearFrom, yearTo, nodeCount, answer }) => ({
      yearFrom,
      yearTo,
      value: answer.value(author),
      normalized: answer.normalized(author),
      rank: (await answer.ranks()).rank(author),
      nodeCount,
      method: answer.method,
      errorBound: answer.errorBound,
      standardError: answer.standardError ?? null,
    })),
  );
}

/** CoauthorGraph.metricSeries. */
export async function networkSeries(graph: GraphInUse, { id, parameters, ...given }: CoauthorGraphMetricSeriesArgs): Promise<NetworkSeriesPoint[]> {
  const series = await Promise.resolve(graph.networkSeries(id, metricParameters(metricById(id), parameters), windowOf(given))).catch(refuseWindow(given));
  return series.map(({ yearFrom, yearTo, nodeCount, answer: { value, normalized, method, errorBound } }) => ({ yearFrom, yearTo, value, normalized, nodeCount, method, errorBound }));
}
