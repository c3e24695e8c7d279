/** Local clustering that weighs triangles by the strengths of their edges, in the two ways that are in use. */
import type { CsrGraph } from '../../graph/types.js';
import { totalStrengths } from '../centrality/degree.js';
import { checkpoint, exact, wholeKernel } from '../kernel.js';
import type { KernelInput, MetricDescriptor } from '../metric.js';
import { forwardEdges } from './forward.js';
import { triangleCost } from './triangles.js';

type Control = Pick<KernelInput, 'onProgress' | 'isCancelled'>;

/**
 * Adds up, for every triangle and each of its corners, what the triangle counts there: by BARRAT the strengths of the two
 * edges at the corner, by ONNELA the product of the cube roots of all three. `worth` makes of a strength the number that is
 * added or multiplied. O(m^1.5) time; beside the graph, 32 bytes a node and 12 an edge.
 */
function triangleSums(graph: CsrGraph, rule: 'BARRAT' | 'ONNELA', worth: (strength: number) => number, control: Control): Float64Array {
  const n = graph.nodeCount;
  const worths = new Float64Array(graph.edgeCount);
  const { nodeAt, offsets, heads } = forwardEdges(graph, (head, slot) => {
    worths[head] = worth(graph.strength[slot]);
  });
  const sums = new Float64Array(n);
  // Where the edge from the present node to each other one stands, + 1; 0 for none.
  const edgeTo = new Int32Array(n);
  const pass = checkpoint(control, n);
  for (let a = 0; a < n; a++) {
    if ((a & 1023) === 0) pass(a);
    const [from, to] = [offsets[a], offsets[a + 1]];
    if (to - from < 2) continue;
    for (let i = from; i < to; i++) edgeTo[heads[i]] = i + 1;
    for (let i = from; i < to; i++) {
      const b = heads[i];
      for (let j = offsets[b], end = offsets[b + 1]; j < end; j++) {
        const c = heads[j];
        const k = edgeTo[c];
        if (k === 0) continue;
        const [ab, bc, ac] = [worths[i], worths[j], worths[k - 1]];
        if (rule === 'BARRAT') {
          sums[a] += ab + ac;
          sums[b] += ab + bc;
          sums[c] += ac + bc;
        } else {
          const product = ab * bc * ac;
          sums[a] += product;
          sums[b] += product;
          sums[c] += product;
        }
      }
    }
    for (let i = from; i < to; i++) edgeTo[heads[i]] = 0;
  }
  pass(n);
  const byNode = new Float64Array(n);
  for (let rank = 0; rank < n; rank++) byNode[nodeAt[rank]] = sums[rank];
  return byNode;
}

const degreeOf = ({ offsets }: CsrGraph, node: number): number => offsets[node + 1] - offsets[node];

/** Barrat's clustering per node, in [0, 1]; 0 where the degree is below 2. O(m^1.5). */
function barratClustering(graph: CsrGraph, control: Control = {}): Float64Array {
  const values = triangleSums(graph, 'BARRAT', (strength) => strength, control);
  const totals = totalStrengths(graph);
  for (let node = 0; node < values.length; node++) {
    const degree = degreeOf(graph, node);
    // Where all pairs are tied the sums are equal but for rounding, which must not lead beyond 1.
    values[node] = degree < 2 ? 0 : Math.min(1, values[node] / (totals[node] * (degree - 1)));
  }
  return values;
}

/** Onnela's clustering per node, in [0, 1]; 0 where the degree is below 2. O(m^1.5). */
function onnelaClustering(graph: CsrGraph, control: Control = {}): Float64Array {
  let largest = 0;
  for (let slot = 0; slot < graph.strength.length; slot++) if (graph.strength[slot] > largest) largest = graph.strength[slot];
  const values = triangleSums(graph, 'ONNELA', (strength) => Math.cbrt(strength / largest), control);
  for (let node = 0; node < values.length; node++) {
    const degree = degreeOf(graph, node);
    values[node] = degree < 2 ? 0 : Math.min(1, (2 * values[node]) / (degree * (degree - 1)));
  }
  return values;
}

const SHARED = {
  scope: 'AUTHOR',
  family: 'COHESION',
  range: '[0, 1]',
  normalization: null,
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [],
  complexity: 'O(m^1.5)',
  cost: (nodeCount: number, edgeCount: number) => 2 * triangleCost(nodeCount, edgeCount),
} as const;

export const BARRAT_CLUSTERING: MetricDescriptor = {
  ...SHARED,
  id: 'BARRAT_CLUSTERING',
  title: 'Clustering by strength (Barrat)',
  definition:
    'Σ over the pairs j, h of the author’s collaborators who have themselves collaborated of (w_ij + w_ih), divided by s_i·(k_i − 1), where w is strength, s_i the author’s total strength and k_i the number of collaborators: the share of the author’s strength that lies in closed triangles. Equals LOCAL_CLUSTERING where all strengths of the author are equal. 0, not undefined, for authors with fewer than two collaborators. igraph: transitivity_local_undirected(weights=…).',
  reference: 'Barrat, Barthélemy, Pastor-Satorras & Vespignani 2004, doi:10.1073/pnas.0400087101',
  kernel: wholeKernel((input) => exact(barratClustering(input.graph, input))),
};

export const ONNELA_CLUSTERING: MetricDescriptor = {
  ...SHARED,
  id: 'ONNELA_CLUSTERING',
  title: 'Clustering by strength (Onnela)',
  definition:
    '2 / (k_i·(k_i − 1)) · Σ over the triangles i, j, h of (ŵ_ij·ŵ_ih·ŵ_jh)^(1/3), where ŵ is strength divided by the largest strength of the network and k_i the number of collaborators. Equals LOCAL_CLUSTERING where all strengths of the network are equal. 0, not undefined, for authors with fewer than two collaborators. networkx: clustering(weight=…).',
  reference: 'Onnela, Saramäki, Kertész & Kaski 2005, doi:10.1103/PhysRevE.71.065103',
  kernel: wholeKernel((input) => exact(onnelaClustering(input.graph, input))),
};
