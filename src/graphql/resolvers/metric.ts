/** Metrics and their values: at hand by now, but for ranks, which are sorted when first asked for. */
import type { MetricDescriptor, Parameters } from '../../metrics/metric.js';
import type { AuthorMetricTable } from '../../snapshot/types.js';
import type {
  CollaborationMetricValueResolvers, MetricParameter, MetricParameterValue, MetricResolvers, MetricValueResolvers, NetworkMetricValueResolvers,
} from '../generated/resolvers.js';
import type { GraphInUse } from '../graph-in-use.js';
import { whenLoaded } from '../loaders/row-loader.js';
import type { MetricValueParent } from '../parents.js';

export function parameterValues(parameters: Parameters): MetricParameterValue[] {
  return Object.entries(parameters).map(([name, value]) => ({ name, value: String(value) }));
}

function describe({ name, description, default: fallback, accepts }: MetricDescriptor['parameters'][number]): MetricParameter {
  const [low, high] = accepts;
  const isRange = typeof low === 'number' && typeof high === 'number';
  return {
    name,
    description,
    default: String(fallback),
    accepts: isRange ? null : accepts.map(String),
    minimum: isRange ? low : null,
    maximum: isRange ? high : null,
  };
}

export const Metric: MetricResolvers = {
  isLabel: ({ isLabel }) => isLabel === true,
  parameters: ({ parameters }) => parameters.map(describe),
};

/** An author's value in a table, read at once: it is what nearly all ask for. */
export function metricValue(table: AuthorMetricTable, author: number, graph: GraphInUse): MetricValueParent {
  return { author, value: table.value(author), table, graph };
}

export const MetricValue: MetricValueResolvers = {
  metric: ({ table }) => table.metric,
  normalized: ({ table, author }) => table.normalized(author),
  rank: ({ table, author }) => whenLoaded(table.ranks(), (ranks) => ranks.rank(author)),
  percentile: ({ table, author }) => whenLoaded(table.ranks(), (ranks) => ranks.percentile(author)),
  tieCount: ({ table, author }) => whenLoaded(table.ranks(), (ranks) => ranks.tieCount(author)),
  valueCount: ({ table }) => whenLoaded(table.ranks(), ({ ranking }) => ranking.length),
  nodeCount: ({ table }) => table.nodeCount,
  method: ({ table }) => table.method,
  basis: ({ table }) => table.basis,
  iterations: ({ table }) => table.iterations,
  converged: ({ table }) => table.converged,
  errorBound: ({ table }) => table.errorBound,
  standardError: ({ table }) => table.standardError ?? null,
  parameters: ({ table }) => parameterValues(table.parameters),
  snapshotId: ({ graph }) => graph.snapshot.id,
};

/** NaN, the arrays' "undefined", and infinities are no GraphQL floats. */
function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

export const CollaborationMetricValue: CollaborationMetricValueResolvers = {
  value: ({ output, slot }) => finite(output.values[slot]),
  normalized: ({ output, slot }) => finite(output.normalized?.[slot]),
  method: ({ output }) => output.method,
  basis: () => 'COLLABORATIONS',
  iterations: ({ output }) => output.iterations,
  converged: ({ output }) => output.converged,
  errorBound: ({ output }) => output.errorBound,
  parameters: ({ parameters }) => parameterValues(parameters),
  snapshotId: ({ graph }) => graph.snapshot.id,
};

export const NetworkMetricValue: NetworkMetricValueResolvers = {
  metric: ({ value }) => value.metric,
  value: ({ value }) => value.value,
  normalized: ({ value }) => value.normalized,
  method: ({ value }) => value.method,
  basis: ({ value }) => value.basis,
  iterations: ({ value }) => value.iterations,
  converged: ({ value }) => value.converged,
  errorBound: ({ value }) => value.errorBound,
  parameters: ({ value }) => parameterValues(value.parameters),
  snapshotId: ({ graph }) => graph.snapshot.id,
};
