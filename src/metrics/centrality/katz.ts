/** Katz centrality: all walks that end at an author, the longer the less. */
import type { CsrGraph } from '../../graph/types.js';
import { checkpoint, exact } from '../kernel.js';
import type { KernelInput, KernelOutput, MetricDescriptor, ParameterDescriptor } from '../metric.js';
import { booleanOf, numberOf } from '../parameters.js';
import { leadingPair } from './leading-pair.js';
import { localGraph, multiply } from './local-graph.js';
import { bestRelaxation, relax } from './relaxation.js';

/** L1 residual, as a share of the L1 norm of the right side. */
const TOLERANCE = 1e-12;
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
 * x = (share / λ₁)·A·x + 1, scaled to L2 norm 1, by over-relaxed sweeps until the residual is at most 1e-12 of the right
 * side in L1. `errorBound` is what that residual lets the scaled vector be off by at most, in L2. O((n + m) · iterations);
 * iterations count the sweeps and the multiplications that found λ₁.
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
  let enough = TOLERANCE * n;
  let residual = Infinity;
  let squaredResidual = Infinity;
  while (residual > TOLERANCE * n && sweeps < MAX_ITERATIONS) {
    for (let moved = Infinity; moved > enough && sweeps < MAX_ITERATIONS; sweeps++) {
      pass(Math.min(USUAL_ITERATIONS + sweeps, expected - 1));
      moved = relax(local, values, relaxation);
    }
    multiply(local, values, sums);
    residual = 0;
    squaredResidual = 0;
    for (let place = 0; place < n; place++) {
      const off = 1 + factor * sums[place] - values[place];
      residual += Math.abs(off);
      squaredResidual += off * off;
    }
    enough /= 4;
  }
  let squares = 0;
  for (let place = 0; place < n; place++) squares += values[place] * values[place];
  const norm = Math.sqrt(squares);
  const scaled = new Float64Array(n);
  for (let place = 0; place < n; place++) scaled[local.nodeAt[place]] = values[place] / norm;
  pass(expected);
  // The matrix shrinks nothing below 1 − share, and scaling to norm 1 at most doubles a relative error.
  const errorBound = (2 * Math.sqrt(squaredResidual)) / ((1 - share) * norm);
  const converged = residual <= TOLERANCE * n && leading.residual <= VECTOR_TOLERANCE;
  return { values: scaled, normalized: null, method: 'EXACT', iterations: leading.iterations + sweeps, converged, errorBound };
}

export const KATZ: MetricDescriptor = {
  id: 'KATZ',
  scope: 'AUTHOR',
  family: 'CENTRALITY',
  title: 'Katz centrality',
  definition:
    'x = a·A·x + 1 with a = alpha / λ₁, A the adjacency matrix (of strengths where `weighted`) and λ₁ its largest eigenvalue over all components: 1 plus the number of walks that end at the author, each step counting a; scaled to L2 norm 1. Authors without collaborators have the value of x = 1. Where nobody collaborates all are 1 / √n. Over-relaxed sweeps until ‖a·A·x + 1 − x‖₁ is at most 1e-12 · n; see `converged`. networkx gives the same with alpha = a and beta = 1.',
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
