/** How far the authors of a graph are from each other: `coterie distances` without an author. */
import { meanOfDistances } from '../metrics/network/distance-distribution.js';
import { metricById } from '../metrics/registry.js';
import type { Snapshot } from '../snapshot/types.js';
import { graphAsJson, graphOf, type GraphOptions } from './graph-options.js';
import { awaitMetric, parametersOf } from './metric-choice.js';
import { formatNumber, printJson, printLine, printTable } from './output.js';

export interface NetworkDistancesOptions extends GraphOptions {
  readonly json?: boolean;
  /** `name=value` pairs. */
  readonly param?: readonly string[];
}

/** Prints how many pairs are at each distance, how many no way connects, and how that is known. */
export async function showNetworkDistances(snapshot: Snapshot, options: NetworkDistancesOptions): Promise<void> {
  const metric = metricById('DISTANCE_DISTRIBUTION');
  const graph = await graphOf(options, snapshot);
  const given = parametersOf(metric, options.param ?? []);
  const { values, normalized, parameters, method, errorBound, iterations } = await awaitMetric(metric.title, (patience) => snapshot.analytics.distribution(metric.id, graph.spec, given, patience));
  const authors = graph.selection.nodes.length;
  const pairs = (authors * (authors - 1)) / 2;
  const mean = meanOfDistances(values);
  const distances = Array.from(values.subarray(1), (pairCount, i) => ({ distance: i + 1, pairCount, share: normalized?.[i + 1] ?? null }));
  if (options.json === true) {
    printJson({ snapshot: snapshot.id, graph: graphAsJson(graph), authors, pairs, unreachablePairs: values[0], meanDistance: mean, method, errorBound, sampledAuthors: iterations, parameters, distances });
    return;
  }
  if (distances.length > 0) {
    printTable(
      [{ title: 'distance', align: 'right' }, { title: 'pairs', align: 'right' }, { title: 'share', align: 'right' }],
      distances.map(({ distance, pairCount, share }) => [formatNumber(distance), formatNumber(pairCount), formatNumber(share)]),
    );
    printLine();
  }
  printLine(`${formatNumber(authors)} ${authors === 1 ? 'author' : 'authors'}, ${formatNumber(pairs)} pairs, ${formatNumber(values[0])} of them not connected${mean === null ? '' : `; mean distance of those connected ${formatNumber(mean)}`}`);
  if (method !== 'EXACT') printLine(`sampled from ${formatNumber(iterations)} authors: with probability ${formatNumber(1 - Number(parameters['delta']))} no share is off by more than ${formatNumber(errorBound)}`);
}
