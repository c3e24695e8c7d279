/**
 * The kernels of metrics made of the distances of each author to all others. One pass yields every fold of them at
 * once, so all these metrics compute the same blocks and differ in what they make of them at the end (`bundle`).
 */
import type { Kernel, KernelInput, KernelOutput, OnPapers, Parameters } from '../metric.js';
import type { PaperSizes } from '../papers/papers.js';
import { distanceOf } from '../parameters.js';
import type { CostFolds } from './cost-folds.js';
import { combinedCosts, foldCosts } from './cost-folds.js';
import type { DistanceFolds, PreparedSweep } from './hop-sweep.js';
import { combinedSweep, prepareSweep, sweepBlock, sweepBlockCount } from './hop-sweep.js';
import { costSearchesCost, sourceBlockCount } from './source-blocks.js';

const isByHops = ({ parameters }: Pick<KernelInput, 'parameters'>): boolean => distanceOf(parameters) === 'UNWEIGHTED';

/** The kernel of a metric by hops: `finish` makes its answer of the folded distances. All authors are swept at once. */
export function hopKernel(finish: (folds: DistanceFolds, input: KernelInput) => KernelOutput): Kernel {
  return {
    kind: 'blocked',
    prepare: prepareSweep,
    blockCount: (_, prepared) => sweepBlockCount(prepared as PreparedSweep),
    runBlock: (input, block, prepared) => sweepBlock(input, block, prepared as PreparedSweep),
    combine: (input, partials, prepared) => finish(combinedSweep(partials, prepared as PreparedSweep), input),
  };
}

/** The kernel of a metric by its `distance` parameter: as above by hops, by cost with a search from each author. */
export function distanceKernel(finish: (folds: CostFolds, input: KernelInput) => KernelOutput): Kernel {
  return {
    kind: 'blocked',
    prepare: (input) => (isByHops(input) ? prepareSweep(input) : {}),
    blockCount: (input, prepared) => (isByHops(input) ? sweepBlockCount(prepared as PreparedSweep) : sourceBlockCount(input.graph.nodeCount)),
    runBlock: (input, block, prepared) => (isByHops(input) ? sweepBlock(input, block, prepared as PreparedSweep) : foldCosts(input, block)),
    combine: (input, partials, prepared) =>
      finish(isByHops(input) ? combinedSweep(partials, prepared as PreparedSweep) : combinedCosts(partials, input.graph.nodeCount), input),
  };
}

/** The bundle of both kinds of kernel. */
export function distanceBundle(parameters: Parameters): string {
  return `distances ${distanceOf(parameters)}`;
}

/** Lanes of a batch; see hop-sweep.ts. */
const LANES = 512;

/**
 * Estimated elementary steps of such a kernel. By hops, for a co-authorship graph, as measured: per batch 80 per author and 3
 * per collaboration, and 40 of each to draw twins and leaves together. A network like a long chain, where every
 * author arrives alone, takes up to n (n + 2m) / 10.
 */
export function foldedDistancesCost(nodeCount: number, edgeCount: number, distance: unknown): number {
  if (distance === 'INVERSE_STRENGTH') return costSearchesCost(nodeCount, edgeCount);
  return sweepCost(nodeCount, nodeCount, edgeCount);
}

/** The same by hops from so many sources alone. */
export function sweepCost(sources: number, nodeCount: number, edgeCount: number): number {
  return Math.ceil(sources / LANES) * (80 * nodeCount + 3 * edgeCount) + 40 * (nodeCount + edgeCount);
}

/** The same where papers stand in for edges: a vertex more for each paper, twice the levels, an edge for each authorship. */
export function paperSweepCost(sources: number, { nodeCount, papers, authorships }: PaperSizes): number {
  return 2 * sweepCost(sources, nodeCount + papers, authorships);
}

/** What kernels that run by hops alone state of papers in place of edges. */
export const HOPS_ON_PAPERS: OnPapers = {
  takes: (parameters) => distanceOf(parameters) === 'UNWEIGHTED',
  cost: (sizes) => paperSweepCost(sizes.nodeCount, sizes),
};

/** Estimated bytes of a thread: the lanes and their graph by hops; by cost, which takes fewer per author, its rows and costs. */
export function foldedDistancesMemory(nodeCount: number, edgeCount: number): number {
  return 300 * nodeCount + 40 * edgeCount;
}
