/** Burt's structural holes: how redundant an author's collaborators are to each other. */
import { sharedArray } from '../../graph/shared-arrays.js';
import type { CsrGraph } from '../../graph/types.js';
import { totalStrengths } from '../centrality/degree.js';
import { checkpoint, degrees, exact, signedView, wholeKernel } from '../kernel.js';
import type { BlockedKernel, KernelInput, MetricDescriptor, ParameterDescriptor } from '../metric.js';
import { booleanOf } from '../parameters.js';
import { evenlyCut } from '../paths/source-blocks.js';
import { triangleCost, trianglesPerNode } from './triangles.js';

const WEIGHTED: ParameterDescriptor = {
  name: 'weighted',
  description: 'Invest in each collaborator in proportion to strength; false invests equally in all.',
  default: false,
  accepts: ['true', 'false'],
};

/**
 * Burt's constraint: Σ_j (p_ij + Σ_q p_iq p_qj)², p_ij being the share of i's ties (or strength) that goes to j;
 * NaN for nodes without neighbours; of the
 * nodes from … to − 1. O(Σ over their edges of the neighbour's degree), O(n) memory.
 */
function burtConstraint(
  { graph, parameters, onProgress, isCancelled }: Pick<KernelInput, 'graph' | 'parameters' | 'onProgress' | 'isCancelled'>,
  from: number,
  to: number,
): Float64Array {
  const weighted = booleanOf(parameters, 'weighted');
  const { nodeCount: n, strength } = graph;
  const [offsets, neighbours] = [signedView(graph.offsets), signedView(graph.neighbours)];
  const total = weighted ? totalStrengths(graph) : degrees(graph);
  const values = new Float64Array(to - from).fill(NaN);
  const indirect = new Float64Array(n);
  const pass = checkpoint({ ...(onProgress && { onProgress }), ...(isCancelled && { isCancelled }) }, to - from);
  for (let ego = from; ego < to; ego++) {
    if ((ego & 15) === 0) pass(ego - from);
    const start = offsets[ego];
    const end = offsets[ego + 1];
    if (start === end) continue;
    for (let slot = start; slot < end; slot++) indirect[neighbours[slot]] = 0;
    // Entries of nodes that are no neighbours of the ego fill up too; they are never read and zeroed before use.
    for (let slot = start; slot < end; slot++) {
      const through = neighbours[slot];
      const invested = (weighted ? strength[slot] : 1) / total[ego];
      const perUnit = invested / total[through];
      const last = offsets[through + 1];
      if (weighted) for (let second = offsets[through]; second < last; second++) indirect[neighbours[second]] += perUnit * strength[second];
      else for (let second = offsets[through]; second < last; second++) indirect[neighbours[second]] += perUnit;
    }
    let sum = 0;
    for (let slot = start; slot < end; slot++) sum += ((weighted ? strength[slot] : 1) / total[ego] + indirect[neighbours[slot]]) ** 2;
    values[ego - from] = sum;
  }
  pass(to - from);
  return values;
}

/** Blocks at most, and steps below which one is not worth handing on. */
const MAX_BLOCKS = 64;
const LEAST_STEPS = 1e6;

/** Steps of each author, ≥ 1: the collaborators' collaborators. O(n + m). */
function stepsOf({ nodeCount, offsets, neighbours }: CsrGraph): Float64Array {
  const steps = sharedArray(Float64Array, nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    let sum = 1;
    for (let slot = offsets[node]; slot < offsets[node + 1]; slot++) sum += offsets[neighbours[slot] + 1] - offsets[neighbours[slot]];
    steps[node] = sum;
  }
  return steps;
}

const blocksFor = (steps: Float64Array): number => Math.max(1, Math.min(MAX_BLOCKS, Math.ceil(steps.reduce((sum, own) => sum + own, 0) / LEAST_STEPS)));

/** Authors are independent of each other: each block has some that follow each other, of about as many steps as any other block's. */
const constraintKernel: BlockedKernel<{ readonly steps: Float64Array }> = {
  kind: 'blocked',
  prepare: ({ graph }) => ({ steps: stepsOf(graph) }),
  blockCount: (_, { steps }) => blocksFor(steps),
  runBlock: (input, block, { steps }) => burtConstraint(input, ...evenlyCut(steps, blocksFor(steps), block)),
  combine: ({ graph }, partials) => {
    const values = sharedArray(Float64Array, graph.nodeCount);
    let filled = 0;
    for (const partial of partials) {
      values.set(partial, filled);
      filled += partial.length;
    }
    return exact(values);
  },
};

export const CONSTRAINT: MetricDescriptor = {
  id: 'CONSTRAINT',
  scope: 'AUTHOR',
  family: 'COHESION',
  title: 'Burt’s constraint',
  definition:
    'Σ over the collaborators j of (p_ij + Σ_q p_iq·p_qj)², where p_ij is the share of i’s collaborations (of i’s strength where `weighted`) that goes to j and q runs over common collaborators. Small where the collaborators do not know each other: the author bridges structural holes.',
  range: '(0, 2)',
  normalization: null,
  nullMeaning: 'the author has no collaborators',
  needs: 'PROJECTION',
  parameters: [WEIGHTED],
  complexity: 'O(Σ degree²)',
  reference: 'Burt 2004, doi:10.1086/421787; Burt 1992, Structural Holes',
  cost: (nodeCount, edgeCount) => (nodeCount === 0 ? 0 : nodeCount + (20 * edgeCount * edgeCount) / nodeCount),
  kernel: constraintKernel,
};

export const EFFECTIVE_SIZE: MetricDescriptor = {
  id: 'EFFECTIVE_SIZE',
  scope: 'AUTHOR',
  family: 'COHESION',
  title: 'Effective size',
  definition:
    'Number of collaborators less their mean number of ties to each other: degree − 2·triangles / degree, unweighted. Equals the degree where no two collaborators know each other, 1 where all do.',
  range: '[1, n − 1]',
  normalization: 'degree: Burt’s efficiency',
  nullMeaning: 'the author has no collaborators',
  needs: 'PROJECTION',
  parameters: [],
  complexity: 'O(m^1.5)',
  reference: 'Burt 1992, Structural Holes; Borgatti 1997, Connections 20(1), 35–38',
  cost: triangleCost,
  kernel: wholeKernel((input) => {
    const { graph } = input;
    const degree = (node: number): number => graph.offsets[node + 1] - graph.offsets[node];
    const values = trianglesPerNode(graph, input).map((triangles, node) =>
      degree(node) === 0 ? NaN : degree(node) - (2 * triangles) / degree(node),
    );
    return exact(values, values.map((value, node) => value / degree(node)));
  }),
};
