/** Betweenness centrality: exact by Brandes' searches on what exact reductions leave of the graph, or sampled. */
import { dividedBy, exact } from '../kernel.js';
import { kernelByMethod } from '../method-kernel.js';
import type { BlockedKernel, KernelInput, KernelOutput, MetricDescriptor, Parameters } from '../metric.js';
import { DISTANCE_PARAMETER, distanceOf } from '../parameters.js';
import { edgeCosts } from '../paths/cost-search.js';
import { blocksOfPlan, planSearchMemory, runPlanBlock } from '../paths/plan-blocks.js';
import { settled } from '../reduction/accounts.js';
import { withCrowds } from '../reduction/crowds.js';
import { searchPlan } from '../reduction/reduce.js';
import type { SearchPlan } from '../reduction/search-plan.js';
import { sampledBetweennessKernel } from './sampled-betweenness.js';
import { decidedSampling, sampledBetweennessCost, SAMPLING_PARAMETERS } from './sampling-choice.js';

type Prepared = { readonly plan: SearchPlan };

function combine({ graph: { nodeCount } }: KernelInput, partials: readonly Float64Array[], { plan }: Prepared): KernelOutput {
  const values = settled(plan.accounts, plan.account, partials);
  return exact(values, dividedBy(values, ((nodeCount - 1) * (nodeCount - 2)) / 2));
}

/** Reduces the graph once, then searches in blocks. */
export const exactBetweenness: BlockedKernel<Prepared> = {
  kind: 'blocked',
  prepare: ({ graph, parameters }) => ({ plan: withCrowds(searchPlan(graph, distanceOf(parameters) === 'UNWEIGHTED' ? null : edgeCosts(graph))) }),
  blockCount: (_, { plan }) => blocksOfPlan(plan),
  runBlock: (input, block, { plan }) => runPlanBlock(input, block, plan),
  combine,
};

/**
 * Steps beside n (n + 2m), one per node and edge of a search from each author: what reductions leave of it, 32 sources at
 * a time by hops. Measured on co-authorship graphs, whose authors mostly have one paper.
 */
const HOP_SHARE = 1 / 3;
const COST_SHARE = 1;

/** Of the graph of twin classes, and of what stands at each author: measured. */
const SAMPLING_BYTES_PER_NODE = 150;
const SAMPLING_BYTES_PER_EDGE = 24;

function searchCost(nodeCount: number, edgeCount: number, { distance }: Parameters): number {
  return (distance === 'INVERSE_STRENGTH' ? COST_SHARE : HOP_SHARE) * nodeCount * (nodeCount + 2 * edgeCount);
}

export const BETWEENNESS: MetricDescriptor = {
  id: 'BETWEENNESS',
  scope: 'AUTHOR',
  family: 'CENTRALITY',
  title: 'Betweenness',
  definition:
    'Sum over all unordered pairs of other authors of the share of the shortest paths between them that run through the author; the ends of a path do not count, unreachable pairs add 0. Normalised: divided by (n − 1)(n − 2) / 2, 0 where n < 3. With INVERSE_STRENGTH, path costs within a relative 1e-12 of each other are equal. `method` says whether it was counted or sampled; a sampled value is off by at most `errorBound` (normalised) with probability 1 − `delta`.',
  range: '[0, (n − 1)(n − 2) / 2]',
  normalization: '(n − 1)(n − 2) / 2',
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [DISTANCE_PARAMETER, ...SAMPLING_PARAMETERS],
  resolve: (nodeCount, edgeCount, parameters) => decidedSampling(searchCost(nodeCount, edgeCount, parameters), nodeCount, edgeCount, parameters),
  complexity: 'O(n (n + m)) at worst, on the reduced graph and 32 authors at a time by hops; O(n (n + m + c)) by cost, c = dearest / cheapest cost, or O(n (n + m) log n) where c > 4 n',
  reference:
    'Freeman 1977, doi:10.2307/3033543; Brandes 2001, doi:10.1080/0022250X.2001.9990249; Sariyüce, Saule, Kaya & Çatalyürek 2013, doi:10.1137/1.9781611972832.76; Puzis et al. 2012, doi:10.1007/978-3-642-30428-6_5',
  cost: (nodeCount, edgeCount, parameters) => (parameters.method === 'SAMPLED' ? sampledBetweennessCost : searchCost)(nodeCount, edgeCount, parameters),
  memory: (nodeCount, edgeCount, parameters) =>
    parameters.method === 'SAMPLED' ? SAMPLING_BYTES_PER_NODE * nodeCount + SAMPLING_BYTES_PER_EDGE * edgeCount : planSearchMemory(nodeCount, edgeCount, parameters),
  bundle: ({ method, distance }) => (method === 'EXACT' ? `betweenness ${String(distance)}` : undefined),
  kernel: kernelByMethod({ EXACT: exactBetweenness, SAMPLED: sampledBetweennessKernel }),
};

