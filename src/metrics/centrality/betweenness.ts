/** Exact betweenness centrality by Brandes' accumulation, a block of sources at a time; by hops, of twin classes. */
import type { CsrGraph } from '../../graph/types.js';
import { checkpoint, dividedBy, exact } from '../kernel.js';
import type { KernelInput, MetricDescriptor } from '../metric.js';
import { DISTANCE_PARAMETER, distanceOf } from '../parameters.js';
import { countingCostSearch } from '../paths/cost-search.js';
import { blockRange, costSearchesCost, evenlyCut, fullWidthBlockCount, twinBlockCount } from '../paths/source-blocks.js';
import { searchWork, twinDependencies } from '../paths/twin-dependencies.js';
import { twinQuotient } from '../paths/twin-quotient.js';

/**
 * Makes the function that adds to `sums` each node's dependency on one source by cost 1 / strength, ties within
 * COST_TOLERANCE: the share of the cheapest paths from the source, over all targets, that run through the node.
 * O((n + m) log n) per source.
 */
export function costDependencies(graph: CsrGraph): (source: number, sums: Float64Array) => void {
  const { offsets, neighbours } = graph;
  const { order, pathCount, comesBy, run } = countingCostSearch(graph);
  const dependency = new Float64Array(graph.nodeCount);
  return (source, sums) => {
    for (let i = run(source) - 1; i > 0; i--) {
      const node = order[i];
      const perPath = (1 + dependency[node]) / pathCount[node];
      for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
        if (comesBy(node, slot)) dependency[neighbours[slot]] += pathCount[neighbours[slot]] * perPath;
      }
      sums[node] += dependency[node];
      dependency[node] = 0;
    }
    dependency[source] = 0;
  };
}

const isByHops = ({ parameters }: KernelInput): boolean => distanceOf(parameters) === 'UNWEIGHTED';

/** Dependencies per twin class on the source classes of a block. */
function hopBlock(input: KernelInput, block: number): Float64Array {
  const quotient = twinQuotient(input.graph);
  const [from, to] = evenlyCut(searchWork(quotient), twinBlockCount(input.graph.nodeCount), block);
  return accumulated(input, from, to, quotient.classCount, twinDependencies(quotient));
}

/** Dependencies per node on the sources of a block. */
function costBlock(input: KernelInput, block: number): Float64Array {
  const { nodeCount } = input.graph;
  const [from, to] = blockRange(nodeCount, fullWidthBlockCount(nodeCount), block);
  return accumulated(input, from, to, nodeCount, costDependencies(input.graph));
}

function accumulated(
  input: KernelInput,
  from: number,
  to: number,
  width: number,
  addDependencies: (source: number, sums: Float64Array) => void,
): Float64Array {
  const sums = new Float64Array(width);
  const pass = checkpoint(input, to - from);
  for (let source = from; source < to; source++) {
    pass(source - from);
    addDependencies(source, sums);
  }
  pass(to - from);
  return sums;
}

function summed(partials: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(partials[0].length);
  for (const partial of partials) for (let i = 0; i < sums.length; i++) sums[i] += partial[i];
  return sums;
}

/**
 * Steps by hops beside 2n (n + 2m), there and back over each node and edge from every source: twins share a search, and
 * the way back reads few edges. Measured on co-authorship graphs; a network without twins takes three to four times that.
 */
const HOP_SHARE = 1 / 4;

export const BETWEENNESS: MetricDescriptor = {
  id: 'BETWEENNESS',
  scope: 'AUTHOR',
  family: 'CENTRALITY',
  title: 'Betweenness',
  definition:
    'Sum over all unordered pairs of other authors of the share of the shortest paths between them that run through the author; the ends of a path do not count, unreachable pairs add 0. Normalised: divided by (n − 1)(n − 2) / 2, 0 where n < 3. With INVERSE_STRENGTH, path costs within a relative 1e-12 of each other are equal.',
  range: '[0, (n − 1)(n − 2) / 2]',
  normalization: '(n − 1)(n − 2) / 2',
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [DISTANCE_PARAMETER],
  complexity: 'O(n (n + m)) by hops, O(n (n + m) log n) by cost',
  reference: 'Brandes 2001, doi:10.1080/0022250X.2001.9990249; Sariyüce et al. 2012, arXiv:1209.6007; Freeman 1977, doi:10.2307/3033543',
  cost: (nodeCount, edgeCount, { distance }) =>
    distance === 'INVERSE_STRENGTH' ? 2 * costSearchesCost(nodeCount, edgeCount) : HOP_SHARE * 2 * nodeCount * (nodeCount + 2 * edgeCount),
  kernel: {
    kind: 'blocked',
    blockCount: (input) => (isByHops(input) ? twinBlockCount : fullWidthBlockCount)(input.graph.nodeCount),
    runBlock: (input, block) => (isByHops(input) ? hopBlock(input, block) : costBlock(input, block)),
    combine: (input, partials) => {
      const { nodeCount } = input.graph;
      const sums = summed(partials);
      // Each unordered pair was met from both of its ends.
      const values = isByHops(input) ? Float64Array.from(twinQuotient(input.graph).classOf, (own) => sums[own] / 2) : sums.map((sum) => sum / 2);
      return exact(values, dividedBy(values, ((nodeCount - 1) * (nodeCount - 2)) / 2));
    },
  },
};
