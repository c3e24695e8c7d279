/** Closeness and harmonic closeness of networks too large to search from everybody: by sketches of balls (hyper-ball.ts). */
import { componentSizes } from '../components/component-size.js';
import { dividedBy } from '../kernel.js';
import type { BlockedKernel, Parameters } from '../metric.js';
import { numberOf } from '../parameters.js';
import type { BallRound } from '../paths/hyper-ball.js';
import { hyperBallKernel } from '../paths/hyper-ball.js';

/** The kernel with its deviation by its name: a bound it is none. */
function withoutBound(kernel: BlockedKernel<BallRound>): BlockedKernel<BallRound> {
  return {
    ...kernel,
    combine: (...given) => {
      const { errorBound, ...output } = kernel.combine(...given);
      return { ...output, errorBound: null, ...(errorBound === null ? {} : { standardError: errorBound }) };
    },
  };
}

/** Harmonic closeness from sketches: Σ 1/d by hops, normalised by n − 1. Parameters, errors and cost: see hyperBallKernel. */
export const sketchedHarmonicKernel = withoutBound(
  hyperBallKernel(
    (distance) => 1 / distance,
    (sums, { graph }) => ({ values: sums, normalized: dividedBy(sums, graph.nodeCount - 1) }),
  ),
);

/**
 * Wasserman–Faust closeness from sketches, by hops: the number of reachable authors is exact, the sum of distances to
 * them sketched; 0 for an author without collaborators. Parameters, errors and cost: see hyperBallKernel.
 */
export const sketchedClosenessKernel = withoutBound(
  hyperBallKernel(
    (distance) => distance,
    (farness, { graph }) => {
      const others = Math.max(1, graph.nodeCount - 1);
      return { values: componentSizes({ graph }).map((size, node) => (size > 1 ? (size - 1) ** 2 / farness[node] / others : 0)), normalized: null };
    },
  ),
);

/** Rounds at full work that a co-authorship graph takes: about its mean distance and a few more. */
const FULL_ROUNDS = 10;

/** Estimated elementary steps of the sketched kernels. O(1). */
export function sketchedClosenessCost(nodeCount: number, edgeCount: number, parameters: Parameters): number {
  return FULL_ROUNDS * (nodeCount + 2 * edgeCount) * (2 + 2 ** numberOf(parameters, 'precision') / 4);
}

/** Estimated bytes of the sketched kernels beside the graph: two sketches, and some 50 bytes per class of twins. */
export function sketchedClosenessMemory(nodeCount: number, edgeCount: number, parameters: Parameters): number {
  return nodeCount * (2 * 2 ** numberOf(parameters, 'precision') + 50) + 8 * edgeCount;
}
