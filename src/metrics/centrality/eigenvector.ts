/** Eigenvector centrality of the largest component. */
import type { CsrGraph } from '../../graph/types.js';
import { checkpoint, exact } from '../kernel.js';
import type { KernelInput, KernelOutput, MetricDescriptor, ParameterDescriptor } from '../metric.js';
import { booleanOf } from '../parameters.js';
import { leadingPair } from './leading-pair.js';
import type { LocalGraph } from './local-graph.js';
import { localGraph, multiply } from './local-graph.js';

const TOLERANCE = 1e-12;
const MAX_ITERATIONS = 10_000;
const USUAL_ITERATIONS = 100;
/** Largest share of an entry that the last settling step changes; not met where other eigenvalues are near the largest. */
const SETTLED = 1e-13;
const MOST_SETTLING_STEPS = 24;

const WEIGHTED: ParameterDescriptor = {
  name: 'weighted',
  description: 'Weigh each collaborator by the strength of the collaboration; false counts every collaborator alike.',
  default: false,
  accepts: ['true', 'false'],
};

/**
 * Leading eigenvector of the (weighted) adjacency matrix of the largest component, L2 norm 1, until the residual
 * ‖A·x − λ·x‖₂ is at most 1e-12 · λ, and settled. O(m · iterations), see leading-pair.ts and settle. All 0 where nobody collaborates.
 */
function eigenvectorCentrality(
  graph: CsrGraph,
  weighted: boolean,
  control: Pick<KernelInput, 'onProgress' | 'isCancelled'> = {},
): KernelOutput {
  const values = new Float64Array(graph.nodeCount);
  if (graph.edgeCount === 0) return exact(values);
  const local = localGraph(graph, weighted);
  const [from, to] = largestComponent(local);
  const pass = checkpoint(control, USUAL_ITERATIONS);
  const { value, vector, iterations, residual } = leadingPair(local, [from, to], { tolerance: TOLERANCE, maxIterations: MAX_ITERATIONS }, (done) =>
    pass(Math.min(done, USUAL_ITERATIONS - 1)),
  );
  const steps = settle(local, [from, to], vector, value);
  for (let place = from; place < to; place++) values[local.nodeAt[place]] = vector[place];
  pass(USUAL_ITERATIONS);
  return { values, normalized: null, method: 'EXACT', iterations: iterations + steps, converged: residual <= TOLERANCE, errorBound: null };
}

/**
 * Settles small entries. The vector is known to 1e-12 of its length, which far from its centre is more than an entry: who is equal in
 * truth differs there. Steps of the power iteration, x ← A·x / λ, leave the error at the centre, and shrink the rest to a share of the
 * entries themselves, the faster the farther out. The residual does not grow, since A / λ lengthens nothing. Returns the steps made.
 */
function settle(graph: LocalGraph, [from, to]: readonly [number, number], vector: Float64Array, value: number): number {
  const sums = new Float64Array(graph.nodeCount);
  let steps = 0;
  for (let moved = Infinity; moved > SETTLED && steps < MOST_SETTLING_STEPS; steps++) {
    multiply(graph, vector, sums, from, to);
    moved = 0;
    for (let place = from; place < to; place++) {
      const next = sums[place] / value;
      moved = Math.max(moved, Math.abs(next - vector[place]) / Math.max(next, Number.MIN_VALUE));
      vector[place] = next;
    }
  }
  return steps;
}

/** First place of the largest component and the place after its last; of equal ones, the one of the smallest node. */
function largestComponent({ componentStarts: starts }: LocalGraph): readonly [number, number] {
  let largest = 0;
  for (let i = 1; i + 1 < starts.length; i++) if (starts[i + 1] - starts[i] > starts[largest + 1] - starts[largest]) largest = i;
  return [starts[largest], starts[largest + 1]];
}

export const EIGENVECTOR: MetricDescriptor = {
  id: 'EIGENVECTOR',
  scope: 'AUTHOR',
  family: 'CENTRALITY',
  title: 'Eigenvector centrality',
  definition:
    'Entry of the leading eigenvector of the adjacency matrix (of strengths where `weighted`) of the largest connected component, scaled to L2 norm 1; 0 for authors outside it, and for all where nobody collaborates. Of equally large components the one counts that has the first author in the order of the snapshot (or file). Locally optimal conjugate gradients until the residual ‖A·x − λ·x‖₂ is at most 1e-12 · λ or 10,000 steps are done, see `converged`; then up to 24 steps of the power iteration, until one changes no entry by more than 1e-13 of itself, so that authors who are equal in truth share a rank however small their entries.',
  range: '[0, 1]',
  normalization: null,
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [WEIGHTED],
  complexity: 'O((n + m) · iterations)',
  reference: 'Bonacich 1972, doi:10.1080/0022250X.1972.9989806; Bonacich 1987, doi:10.1086/228631; steps: Knyazev 2001, doi:10.1137/S1064827500366124',
  cost: (nodeCount, edgeCount) => (8 * nodeCount + 2 * edgeCount) * USUAL_ITERATIONS,
  memory: (nodeCount, edgeCount) => 120 * nodeCount + 48 * edgeCount,
  kernel: { kind: 'whole', run: (input) => eigenvectorCentrality(input.graph, booleanOf(input.parameters, 'weighted'), input) },
};
