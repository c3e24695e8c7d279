/** Eigenvector centrality of the largest component. */
import type { CsrGraph } from '../../graph/types.js';
import { checkpoint, exact } from '../kernel.js';
import type { KernelInput, KernelOutput, MetricDescriptor, ParameterDescriptor } from '../metric.js';
import { booleanOf } from '../parameters.js';
import { leadingPair } from './leading-pair.js';
import type { LocalGraph } from './local-graph.js';
import { localGraph } from './local-graph.js';

const TOLERANCE = 1e-12;
const MAX_ITERATIONS = 10_000;
const USUAL_ITERATIONS = 100;

const WEIGHTED: ParameterDescriptor = {
  name: 'weighted',
  description: 'Weigh each collaborator by the strength of the collaboration; false counts every collaborator alike.',
  default: false,
  accepts: ['true', 'false'],
};

/**
 * Leading eigenvector of the (weighted) adjacency matrix of the largest component, L2 norm 1, until the residual
 * ‖A·x − λ·x‖₂ is at most 1e-12 · λ. O(m · iterations), see leading-pair.ts. All 0 where nobody collaborates.
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
  const { vector, iterations, residual } = leadingPair(local, [from, to], { tolerance: TOLERANCE, maxIterations: MAX_ITERATIONS }, (done) =>
    pass(Math.min(done, USUAL_ITERATIONS - 1)),
  );
  for (let place = from; place < to; place++) values[local.nodeAt[place]] = vector[place];
  pass(USUAL_ITERATIONS);
  return { values, normalized: null, method: 'EXACT', iterations, converged: residual <= TOLERANCE, errorBound: null };
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
    'Entry of the leading eigenvector of the adjacency matrix (of strengths where `weighted`) of the largest connected component, scaled to L2 norm 1; 0 for authors outside it, and for all where nobody collaborates. Of equally large components the one with the smallest author index counts. Locally optimal conjugate gradients until the residual ‖A·x − λ·x‖₂ is at most 1e-12 · λ or 10,000 steps are done; see `converged`.',
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
