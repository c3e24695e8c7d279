/** How embedded a collaboration is: the third parties who collaborate with both. */
import type { CsrGraph } from '../../graph/types.js';
import { triangleCost } from '../cohesion/triangles.js';
import { checkpoint, exact, wholeKernel } from '../kernel.js';
import type { KernelInput, MetricDescriptor } from '../metric.js';
import { edgeNumbers } from './pair-values.js';

/**
 * Number of triangles on the edge of every slot. As in trianglesPerNode every edge points to its end of larger degree,
 * so each triangle is met once. O(m^1.5) time, O(n + m) memory.
 */
export function trianglesPerSlot(graph: CsrGraph, control: Pick<KernelInput, 'onProgress' | 'isCancelled'> = {}): Float64Array {
  const { nodeCount: n, edgeCount, offsets, neighbours } = graph;
  const edgeOf = edgeNumbers(graph);
  const degree = (node: number): number => offsets[node + 1] - offsets[node];
  const outOffsets = new Uint32Array(n + 1);
  const out = new Uint32Array(edgeCount);
  const outEdge = new Uint32Array(edgeCount);
  let filled = 0;
  for (let node = 0; node < n; node++) {
    const own = degree(node);
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      const neighbour = neighbours[slot];
      const other = degree(neighbour);
      if (other < own || (other === own && neighbour < node)) continue;
      out[filled] = neighbour;
      outEdge[filled++] = edgeOf[slot];
    }
    outOffsets[node + 1] = filled;
  }
  const triangles = new Float64Array(edgeCount);
  const markedBy = new Int32Array(n).fill(-1);
  const markedEdge = new Uint32Array(n);
  const pass = checkpoint(control, n);
  for (let a = 0; a < n; a++) {
    pass(a);
    const [from, end] = [outOffsets[a], outOffsets[a + 1]];
    for (let i = from; i < end; i++) {
      markedBy[out[i]] = a;
      markedEdge[out[i]] = outEdge[i];
    }
    for (let i = from; i < end; i++) {
      const b = out[i];
      for (let j = outOffsets[b], last = outOffsets[b + 1]; j < last; j++) {
        const c = out[j];
        if (markedBy[c] !== a) continue;
        triangles[outEdge[i]]++;
        triangles[outEdge[j]]++;
        triangles[markedEdge[c]]++;
      }
    }
  }
  pass(n);
  return Float64Array.from(edgeOf, (edge) => triangles[edge]);
}

export const SIMMELIAN_STRENGTH: MetricDescriptor = {
  id: 'SIMMELIAN_STRENGTH',
  scope: 'COLLABORATION',
  family: 'COLLABORATION',
  title: 'Simmelian strength',
  definition:
    'Number of third authors who have collaborated with both: the triangles that the collaboration closes, unweighted. Above 0 the tie is Simmelian in Krackhardt’s sense, embedded in a clique of three. A single paper of k authors gives each of its pairs k − 2.',
  range: '[0, n − 2]',
  normalization: null,
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [],
  complexity: 'O(m^1.5)',
  reference: 'Krackhardt 1999, The ties that torture, Research in the Sociology of Organizations 16, 183–210; Nick, Lee, Cunningham & Brandes 2013, doi:10.1145/2492517.2492569',
  cost: triangleCost,
  kernel: wholeKernel((input) => exact(trianglesPerSlot(input.graph, input))),
};
