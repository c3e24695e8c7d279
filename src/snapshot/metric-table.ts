/** Values of a metric, addressed by author, with ranks made when first asked for. */
import type { ComputePool } from '../compute/pool.js';
import { ROUTINES, type Result } from '../compute/routines.js';
import type { GraphSpec } from '../graph/types.js';
import type { MetricDescriptor } from '../metrics/metric.js';
import type { AuthorMetricTable, AuthorRanks } from './answers.js';
import type { Made } from './outputs.js';
import type { MaybePromise } from './when-known.js';

/** Up to so many values are ranked in place: a few milliseconds. */
const INLINE_VALUES = 50_000;

/** Wraps a metric's values. Look-ups are O(1); the first ranks O(n), off the event loop where there are many. */
export function authorMetricTable(metric: MetricDescriptor, spec: GraphSpec, { output, parameters, basis, nodes, nodeOf }: Made, pool: ComputePool): AuthorMetricTable {
  const { values, normalized, ...how } = output;
  let ranks: MaybePromise<AuthorRanks> | null = null;
  const at = (array: Float64Array | null, author: number): number | null => {
    const node = nodeOf[author] ?? -1;
    if (array === null || node < 0 || Number.isNaN(array[node])) return null;
    return array[node];
  };
  const ranksOf = ({ authors, rank, smaller }: Result<'RANK'>): AuthorRanks => ({
    rank: (author) => (metric.isLabel === true || at(values, author) === null ? null : rank[nodeOf[author]]),
    percentile(author) {
      if (metric.isLabel === true || at(values, author) === null) return null;
      return authors.length === 1 ? 0 : (100 * smaller[nodeOf[author]]) / (authors.length - 1);
    },
    tieCount(author) {
      if (metric.isLabel === true || at(values, author) === null) return null;
      const node = nodeOf[author];
      // All but those before and those behind.
      return authors.length - (rank[node] - 1) - smaller[node];
    },
    ranking: authors,
  });
  const sorted = async (): Promise<AuthorRanks> => {
    try {
      ranks = ranksOf(await pool.perform('RANK', { values, nodes }, { isShort: true }));
      return ranks;
    } catch (error) {
      ranks = null;
      throw error;
    }
  };
  return {
    ...how,
    metric,
    spec,
    parameters,
    basis,
    nodeCount: nodes.length,
    nodeValues: values,
    value: (author) => at(values, author),
    normalized: (author) => at(normalized, author),
    ranks: () => (ranks ??= values.length <= INLINE_VALUES ? ranksOf(ROUTINES.RANK({ values, nodes })) : sorted()),
  };
}
