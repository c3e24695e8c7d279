/** How many shortest paths take a collaboration: exact, a block of sources at a time; by hops, of twin classes. */
import type { CsrGraph } from '../../graph/types.js';
import { checkpoint, dividedBy, exact } from '../kernel.js';
import type { BlockedKernel, KernelInput, MetricDescriptor } from '../metric.js';
import { DISTANCE_PARAMETER, distanceOf } from '../parameters.js';
import { costEdgeDependencies } from '../paths/edge-cost-dependencies.js';
import { blockRange, costSearchesCost, evenlyCut, sourceBlockCount, twinBlockCount } from '../paths/source-blocks.js';
import { searchWork } from '../paths/twin-dependencies.js';
import { twinEdgeDependencies } from '../paths/twin-edge-dependencies.js';
import { twinQuotient } from '../paths/twin-quotient.js';
import type { TwinQuotient } from '../paths/twin-quotient.js';
import { edgeNumbers } from './pair-values.js';

/** All partials together; each holds a value per slot. */
const MAX_PARTIAL_BYTES = 256 * 2 ** 20;

/** The graph of twin classes by hops; null by cost, which does not survive it. */
type Plan = Readonly<{ quotient: TwinQuotient | null }>;

function blockCount({ graph }: KernelInput, { quotient }: Plan): number {
  const usual = quotient === null ? sourceBlockCount(graph.nodeCount) : twinBlockCount(graph.nodeCount);
  const slots = Math.max(1, (quotient ?? graph).neighbours.length);
  return Math.max(1, Math.min(usual, Math.floor(MAX_PARTIAL_BYTES / (8 * slots))));
}

function runBlock(input: KernelInput, block: number, plan: Plan): Float64Array {
  const { graph } = input;
  const { quotient } = plan;
  const blocks = blockCount(input, plan);
  const [from, to] = quotient === null ? blockRange(graph.nodeCount, blocks, block) : evenlyCut(searchWork(quotient), blocks, block);
  const addDependencies = quotient === null ? costEdgeDependencies(graph) : twinEdgeDependencies(quotient);
  const sums = new Float64Array((quotient ?? graph).neighbours.length);
  const pass = checkpoint(input, to - from);
  for (let source = from; source < to; source++) {
    pass(source - from);
    addDependencies(source, sums);
  }
  pass(to - from);
  return sums;
}

/** What flows along each slot of the graph, given what flows along those of the quotient; within a class 1 each way. O(Σ class degrees). */
function perNodeSlot({ nodeCount, offsets, neighbours }: CsrGraph, quotient: TwinQuotient, sums: Float64Array): Float64Array {
  const { classOf, classCount } = quotient;
  const flow = new Float64Array(neighbours.length);
  const flowTo = new Float64Array(classCount);
  for (let node = 0; node < nodeCount; node++) {
    const own = classOf[node];
    for (let slot = quotient.offsets[own]; slot < quotient.offsets[own + 1]; slot++) flowTo[quotient.neighbours[slot]] = sums[slot];
    flowTo[own] = 1;
    for (let slot = offsets[node]; slot < offsets[node + 1]; slot++) flow[slot] = flowTo[classOf[neighbours[slot]]];
  }
  return flow;
}

/** Per slot, half of what flows both ways: each unordered pair was met from both of its ends. O(m). */
function bothWays(graph: CsrGraph, flow: Float64Array): Float64Array {
  const edgeOf = edgeNumbers(graph);
  const sums = new Float64Array(graph.edgeCount);
  for (let slot = 0; slot < flow.length; slot++) sums[edgeOf[slot]] += flow[slot];
  return Float64Array.from(edgeOf, (edge) => sums[edge] / 2);
}

const kernel: BlockedKernel<Plan> = {
  kind: 'blocked',
  prepare: ({ graph, parameters }) => ({ quotient: distanceOf(parameters) === 'UNWEIGHTED' ? twinQuotient(graph) : null }),
  blockCount,
  runBlock,
  combine: ({ graph }, partials, { quotient }) => {
    const sums = new Float64Array(partials[0].length);
    for (const partial of partials) for (let i = 0; i < sums.length; i++) sums[i] += partial[i];
    const values = bothWays(graph, quotient === null ? sums : perNodeSlot(graph, quotient, sums));
    return exact(values, dividedBy(values, (graph.nodeCount * (graph.nodeCount - 1)) / 2));
  },
};

/** As for BETWEENNESS: steps by hops beside 2n (n + 2m), since twins share a search and the way back reads few edges. */
const HOP_SHARE = 1 / 4;

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
  complexity: 'O(n (n + m)) by hops, O(n (n + m) log n) by cost',
  reference: 'Girvan & Newman 2002, doi:10.1073/pnas.122653799; Brandes 2008, doi:10.1016/j.socnet.2007.11.001',
  cost: (nodeCount, edgeCount, { distance }) =>
    distance === 'INVERSE_STRENGTH' ? 2 * costSearchesCost(nodeCount, edgeCount) : HOP_SHARE * 2 * nodeCount * (nodeCount + 2 * edgeCount),
  kernel,
};
