/** Values of a metric, addressed by author, with ranks made when first asked for. */
import type { GraphSpec, Selection } from '../graph/types.js';
import type { KernelOutput, MetricDescriptor, Parameters } from '../metrics/metric.js';
import { isSameValue } from '../metrics/same-value.js';
import type { AuthorMetricTable } from './types.js';

/**
 * Wraps a kernel's output. Value look-ups are O(1), the first rank or percentile O(n log n).
 * @param selection the spec's nodes; output.values[i] belongs to author selection.nodes[i]
 */
export function authorMetricTable(
  metric: MetricDescriptor,
  spec: GraphSpec,
  parameters: Parameters,
  selection: Pick<Selection, 'nodes' | 'nodeOf'>,
  output: KernelOutput,
): AuthorMetricTable {
  const { nodes, nodeOf } = selection;
  const { values, normalized } = output;
  let order: Order | null = null;
  const ordered = () => (order ??= orderOf(values, nodes));
  const at = (array: Float64Array | null, author: number): number | null => {
    const node = nodeOf[author] ?? -1;
    if (array === null || node < 0 || Number.isNaN(array[node])) return null;
    return array[node];
  };
  return {
    metric,
    spec,
    parameters,
    method: output.method,
    iterations: output.iterations,
    converged: output.converged,
    errorBound: output.errorBound,
    nodeCount: nodes.length,
    value: (author) => at(values, author),
    normalized: (author) => at(normalized, author),
    rank: (author) => (metric.isLabel === true || at(values, author) === null ? null : ordered().rankOfNode[nodeOf[author]]),
    percentile(author) {
      if (metric.isLabel === true || at(values, author) === null) return null;
      const { smallerOfNode, authors } = ordered();
      return authors.length === 1 ? 0 : (100 * smallerOfNode[nodeOf[author]]) / (authors.length - 1);
    },
    ranking: () => ordered().authors,
  };
}

interface Order {
  /** Authors with a defined value, largest first, ties by ascending author. */
  readonly authors: Uint32Array;
  /** Per node, 1 + number of larger values; values equal but for rounding share a rank. */
  readonly rankOfNode: Uint32Array;
  /** Per node, number of smaller values. */
  readonly smallerOfNode: Uint32Array;
}

function orderOf(values: Float64Array, nodes: Uint32Array): Order {
  const defined: number[] = [];
  for (let node = 0; node < values.length; node++) if (!Number.isNaN(values[node])) defined.push(node);
  const sorted = Uint32Array.from(defined).sort((a, b) => values[b] - values[a] || a - b);
  const rankOfNode = new Uint32Array(values.length);
  const smallerOfNode = new Uint32Array(values.length);
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && isSameValue(values[sorted[end]], values[sorted[start]])) end += 1;
    // Rounding must not decide who stands first among equals.
    sorted.subarray(start, end).sort();
    for (let i = start; i < end; i++) {
      rankOfNode[sorted[i]] = start + 1;
      smallerOfNode[sorted[i]] = sorted.length - end;
    }
    start = end;
  }
  return { authors: sorted.map((node) => nodes[node]), rankOfNode, smallerOfNode };
}
