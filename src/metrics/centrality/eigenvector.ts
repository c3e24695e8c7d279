/** Eigenvector centrality of the largest component. */
import type { CsrGraph } from '../../graph/types.js';
import { largestComponentNodes } from '../components/connected.js';
import { checkpoint, exact } from '../kernel.js';
import type { KernelInput, KernelOutput, MetricDescriptor, ParameterDescriptor } from '../metric.js';
import { booleanOf } from '../parameters.js';

const TOLERANCE = 1e-12;
const MAX_ITERATIONS = 10_000;
const USUAL_ITERATIONS = 200;

const WEIGHTED: ParameterDescriptor = {
  name: 'weighted',
  description: 'Weigh each collaborator by the strength of the collaboration; false counts every collaborator alike.',
  default: false,
  accepts: ['true', 'false'],
};

/**
 * Leading eigenvector of the (weighted) adjacency matrix of the largest component, L2 norm 1, by power iteration on
 * A + s·I until the L2 change is at most 1e-12. O(m · iterations).
 */
export function eigenvectorCentrality(
  graph: CsrGraph,
  weighted: boolean,
  control: Pick<KernelInput, 'onProgress' | 'isCancelled'> = {},
): KernelOutput {
  const { offsets, neighbours, strength } = graph;
  const nodes = largestComponentNodes(graph);
  const values = new Float64Array(graph.nodeCount);
  if (nodes.length < 2) return exact(values);
  for (const node of nodes) values[node] = 1 / Math.sqrt(nodes.length);

  const next = new Float64Array(graph.nodeCount);
  // Without the shift −λ is as large as λ on a bipartite graph and the iteration swings for ever. One mean weight is
  // enough to tell them apart, whatever the unit of strength.
  const shift = weighted ? meanStrength(graph, nodes) : 1;
  const pass = checkpoint(control, USUAL_ITERATIONS);
  let change = Infinity;
  let iterations = 0;
  while (change > TOLERANCE && iterations < MAX_ITERATIONS) {
    pass(Math.min(iterations, USUAL_ITERATIONS - 1));
    let squares = 0;
    for (const node of nodes) {
      let sum = shift * values[node];
      for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
        sum += (weighted ? strength[slot] : 1) * values[neighbours[slot]];
      }
      next[node] = sum;
      squares += sum * sum;
    }
    const norm = Math.sqrt(squares);
    let squaredChange = 0;
    for (const node of nodes) {
      const value = next[node] / norm;
      squaredChange += (value - values[node]) ** 2;
      values[node] = value;
    }
    change = Math.sqrt(squaredChange);
    iterations++;
  }
  pass(USUAL_ITERATIONS);
  return { values, normalized: null, method: 'EXACT', iterations, converged: change <= TOLERANCE, errorBound: null };
}

function meanStrength(graph: CsrGraph, nodes: Uint32Array): number {
  let total = 0;
  let slots = 0;
  for (const node of nodes) {
    for (let slot = graph.offsets[node], end = graph.offsets[node + 1]; slot < end; slot++) total += graph.strength[slot];
    slots += graph.offsets[node + 1] - graph.offsets[node];
  }
  return total / slots;
}

export const EIGENVECTOR: MetricDescriptor = {
  id: 'EIGENVECTOR',
  scope: 'AUTHOR',
  family: 'CENTRALITY',
  title: 'Eigenvector centrality',
  definition:
    'Entry of the leading eigenvector of the adjacency matrix (of strengths where `weighted`) of the largest connected component, scaled to L2 norm 1; 0 for authors outside it, and for all where nobody collaborates. Of equally large components the one with the smallest author index counts. Power iteration on A + I (where `weighted`, A + mean strength · I) until the L2 change is at most 1e-12 or 10,000 steps are done; see `converged`.',
  range: '[0, 1]',
  normalization: null,
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [WEIGHTED],
  complexity: 'O(m · iterations)',
  reference: 'Bonacich 1972, doi:10.1080/0022250X.1972.9989806; Bonacich 1987, doi:10.1086/228631',
  cost: (nodeCount, edgeCount) => (nodeCount + 2 * edgeCount) * USUAL_ITERATIONS,
  kernel: { kind: 'whole', run: (input) => eigenvectorCentrality(input.graph, booleanOf(input.parameters, 'weighted'), input) },
};
