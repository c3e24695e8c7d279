/** How many shortest paths take a collaboration: exact, by the searches of BETWEENNESS on what the same reductions leave of the graph. */
import { dividedBy, exact } from '../kernel.js';
import type { BlockedKernel, KernelInput, KernelOutput, MetricDescriptor } from '../metric.js';
import { DISTANCE_PARAMETER, distanceOf } from '../parameters.js';
import { edgeCosts } from '../paths/cost-search.js';
import { blocksOfPlan, planSearchMemory, runPlanBlock } from '../paths/plan-blocks.js';
import { settled } from '../reduction/accounts.js';
import { searchPlan } from '../reduction/reduce.js';
import type { PlanEdges, SearchPlan } from '../reduction/search-plan.js';
import { edgeNumbers } from './pair-values.js';

type Prepared = { readonly plan: SearchPlan & { readonly edges: PlanEdges } };

function prepare({ graph, parameters }: KernelInput): Prepared {
  return { plan: searchPlan(graph, distanceOf(parameters) === 'UNWEIGHTED' ? null : edgeCosts(graph), edgeNumbers(graph)) };
}

function combine({ graph }: KernelInput, partials: readonly Float64Array[], { plan: { edges } }: Prepared): KernelOutput {
  const perEdge = settled(edges.accounts, edges.account, partials);
  const values = Float64Array.from(edgeNumbers(graph), (edge) => perEdge[edge]);
  return exact(values, dividedBy(values, (graph.nodeCount * (graph.nodeCount - 1)) / 2));
}

const kernel: BlockedKernel<Prepared> = {
  kind: 'blocked',
  prepare,
  blockCount: (_, { plan }) => blocksOfPlan(plan),
  runBlock: (input, block, { plan }) => runPlanBlock(input, block, plan),
  combine,
};

/** As for BETWEENNESS, steps beside n (n + 2m), and measured beside it: adding up flows by edges costs more by hops, where it is done in lanes. */
const HOP_SHARE = 0.6;
const COST_SHARE = 1.2;

export const EDGE_BETWEENNESS: MetricDescriptor = {
  id: 'EDGE_BETWEENNESS',
  scope: 'COLLABORATION',
  family: 'COLLABORATION',
  title: 'Edge betweenness',
  definition:
    'Sum over all unordered pairs of authors, the two of the collaboration included, of the share of the shortest paths between them that take the collaboration; at least 1 by hops. Normalised: divided by n(n − 1) / 2. With INVERSE_STRENGTH, path costs within a relative 1e-12 of each other are equal.',
  range: '[0, ⌊n/2⌋·⌈n/2⌉]',
  normalization: 'n(n − 1) / 2',
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [DISTANCE_PARAMETER],
  complexity: 'as the metric `BETWEENNESS`: O(n (n + m)) at worst, on the reduced graph and 32 authors at a time by hops; O(n (n + m + c)) by cost, c = dearest / cheapest cost, or O(n (n + m) log n) where c > 4 n',
  reference: 'Girvan & Newman 2002, doi:10.1073/pnas.122653799; Brandes 2008, doi:10.1016/j.socnet.2007.11.001',
  cost: (nodeCount, edgeCount, { distance }) => (distance === 'INVERSE_STRENGTH' ? COST_SHARE : HOP_SHARE) * nodeCount * (nodeCount + 2 * edgeCount),
  memory: (nodeCount, edgeCount, parameters) => planSearchMemory(nodeCount, edgeCount, parameters) + 40 * edgeCount,
  kernel,
};
