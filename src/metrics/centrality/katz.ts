/** Katz centrality: all walks that end at an author, the longer the less. */
import type { CsrGraph } from '../../graph/types.js';
import { checkpoint, exact } from '../kernel.js';
import type { KernelInput, KernelOutput, MetricDescriptor, ParameterDescriptor } from '../metric.js';
import { booleanOf, numberOf } from '../parameters.js';
import { leadingPair } from './leading-pair.js';
import { localGraph, multiply } from './local-graph.js';
import { bestRelaxation, relax } from './relaxation.js';

/**
 * What 1 + a·A·x − x may be anywhere. x is what all ones on the right side make, and grows with it: so no value is off by more than
 * that share of itself, far below what values are told apart by (same-value.ts), and authors of one rank in truth have one here.
 */
const TOLERANCE = 1e-13;
/** Where rounding lets it shrink no further (authors of a million collaborators), it may be so much. */
const RESIDUAL_BY_ROUNDING = 1e-10;
/** Sweeps that may move some value as far as any before: more are rounding. At alpha 0.99 some twenty are still on their way. */
const MOST_IN_VAIN = 40;
const MAX_ITERATIONS = 10_000;
const USUAL_ITERATIONS = 100;
/** λ₁ comes from a Rayleigh quotient, whose error is the square of the vector's. */
const VECTOR_TOLERANCE = 1e-10;

const ALPHA: ParameterDescriptor = {
  name: 'alpha',
  description: 'What each further step of a walk counts, as a share of 1 / λ₁, the reciprocal of the largest eigenvalue; walks add up to infinity at 1.',
  default: 0.85,
  accepts: [0, 0.99],
};

const WEIGHTED: ParameterDescriptor = {
  name: 'weighted',
  description: 'Let each step count in proportion to the strength of the collaboration; false lets every step count alike.',
  default: false,
  accepts: ['true', 'false'],
};

/**
 * x = (share / λ₁)·A·x + 1, scaled to L2 norm 1, by over-relaxed sweeps until the residual is at most 1e-13 everywhere, or rounding
 * lets it shrink no further. `errorBound` is what that residual lets the scaled vector be off by at most, in L2. O((n + m) ·
 * iterations); iterations count the sweeps and the multiplications that found λ₁.
 */
export function katzCentrality(
  graph: CsrGraph,
  share: number,
  weighted: boolean,
  control: Pick<KernelInput, 'onProgress' | 'isCancelled'> = {},
): KernelOutput {
  const n = graph.nodeCount;
  if (n === 0) return exact(new Float64Array(0));
  const local = localGraph(graph, weighted);
  const expected = 2 * USUAL_ITERATIONS;
  const pass = checkpoint(control, expected);
  const leading = leadingPair(local, [0, n], { tolerance: VECTOR_TOLERANCE, maxIterations: MAX_ITERATIONS }, (done) =>
    pass(Math.min(done, USUAL_ITERATIONS)),
  );
  const factor = leading.value > 0 ? share / leading.value : 0;
  const values = new Float64Array(n).fill(1 / (1 - share));
  const sums = new Float64Array(n);
  const relaxation = { base: 1, factor, diagonal: new Float64Array(n).fill(1), omega: bestRelaxation(share) };
  let sweeps = 0;
  let residual = Infinity;
  let before = Infinity;
  let squaredResidual = 0;
  // Each time a quarter is asked for; where that does not even halve the residual, the rest is rounding.
  for (let enough = TOLERANCE; residual > TOLERANCE && residual <= before / 2 && sweeps < MAX_ITERATIONS; enough /= 4) {
    before = residual;
    let least = Infinity;
    for (let inVain = 0; least > enough && inVain < MOST_IN_VAIN && sweeps < MAX_ITERATIONS; sweeps++) {
      pass(Math.min(USUAL_ITERATIONS + sweeps, expected - 1));
      const moved = relax(local, values, relaxation);
      inVain = moved < least ? 0 : inVain + 1;
      least = Math.min(least, moved);
    }
    multiply(local, values, sums);
    residual = 0;
    squaredResidual = 0;
    for (let place = 0; place < n; place++) {
      const stepped = 1 + factor * sums[place];
      const off = Math.abs(stepped - values[place]);
      residual = Math.max(residual, off);
      squaredResidual += off * off;
      // A step of the power iteration brings values no farther off, and treats equals alike, as sweeps do not.
      values[place] = stepped;
    }
  }
  let squares = 0;
  for (let place = 0; place < n; place++) squares += values[place] * values[place];
  const norm = Math.sqrt(squares);
  const scaled = new Float64Array(n);
  for (let place = 0; place < n; place++) scaled[local.nodeAt[place]] = values[place] / norm;
  pass(expected);
  // The matrix shrinks nothing below 1 − share, and scaling to norm 1 at most doubles a relative error.
  const errorBound = (2 * Math.sqrt(squaredResidual)) / ((1 - share) * norm);
  const converged = residual <= RESIDUAL_BY_ROUNDING && leading.residual <= VECTOR_TOLERANCE;
  return { values: scaled, normalized: null, method: 'EXACT', iterations: leading.iterations + sweeps, converged, errorBound };
}

export const KATZ: MetricDescriptor = {
  id: 'KATZ',
  scope: 'AUTHOR',
  family: 'CENTRALITY',
  title: 'Katz centrality',
  definition:
    'x = a·A·x + 1 with a = alpha / λ₁, A the adjacency matrix (of strengths where `weighted`) and λ₁ its largest eigenvalue over all components: 1 plus the number of walks that end at the author, each step counting a; scaled to L2 norm 1. Authors without collaborators have the value of x = 1. Where nobody collaborates all are 1 / √n. Over-relaxed sweeps until 1 + a·A·x − x is nowhere more than 1e-13, which no value is then off by more than as a share of itself, so that authors who are equal in truth share a rank, or rounding lets it shrink no further; `converged` says that it is at most 1e-10. networkx gives the same with alpha = a and beta = 1.',
  range: '(0, 1]',
  normalization: null,
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [ALPHA, WEIGHTED],
  complexity: 'O((n + m) · iterations)',
  reference: 'Katz 1953, doi:10.1007/BF02289026; sweeps: Young 1954, doi:10.1090/S0002-9947-1954-0059635-7',
  cost: (nodeCount, edgeCount) => (6 * nodeCount + 2 * edgeCount) * (USUAL_ITERATIONS + 50),
  memory: (nodeCount, edgeCount) => 136 * nodeCount + 48 * edgeCount,
  kernel: {
    kind: 'whole',
    run: (input) => katzCentrality(input.graph, numberOf(input.parameters, 'alpha'), booleanOf(input.parameters, 'weighted'), input),
  },
};
