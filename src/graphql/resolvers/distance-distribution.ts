/** CoauthorGraph.distanceDistribution: how far authors are from each other. */
import { meanOfDistances } from '../../metrics/network/distance-distribution.js';
import type { DistanceDistributionResolvers } from '../generated/resolvers.js';
import { parameterValues } from './metric.js';

export const DistanceDistribution: DistanceDistributionResolvers = {
  metric: ({ distribution }) => distribution.metric,
  distances: ({ distribution: { values, normalized } }) =>
    Array.from(values.subarray(1), (pairCount, i) => ({ distance: i + 1, pairCount, share: normalized?.[i + 1] ?? 0 })),
  pairCount: ({ graph }) => (graph.selection.nodes.length * (graph.selection.nodes.length - 1)) / 2,
  unreachablePairCount: ({ distribution }) => distribution.values[0],
  meanDistance: ({ distribution }) => meanOfDistances(distribution.values),
  method: ({ distribution }) => distribution.method,
  errorBound: ({ distribution }) => distribution.errorBound,
  sampledAuthorCount: ({ distribution }) => distribution.iterations,
  parameters: ({ distribution }) => parameterValues(distribution.parameters),
  snapshotId: ({ graph }) => graph.snapshot.id,
};
