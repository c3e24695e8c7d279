/** Triangles and the clustering that follows from them. */
import type { CsrGraph } from '../../graph/types.js';
import { checkpoint, exact, wholeKernel } from '../kernel.js';
import type { KernelInput, MetricDescriptor } from '../metric.js';

/**
 * Number of triangles at each node. Every edge points to its end of larger degree, which leaves each node at most
 * √(2m) out-edges, so that a triangle is found once. O(m^1.5) time, O(n + m) memory.
 */
export function trianglesPerNode(graph: CsrGraph, control: Pick<KernelInput, 'onProgress' | 'isCancelled'> = {}): Float64Array {
  const { nodeCount: n, offsets, neighbours } = graph;
  const degree = (node: number): number => offsets[node + 1] - offsets[node];
  const outOffsets = new Uint32Array(n + 1);
  const out = new Uint32Array(graph.edgeCount);
  let filled = 0;
  for (let node = 0; node < n; node++) {
    const own = degree(node);
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      const neighbour = neighbours[slot];
      const other = degree(neighbour);
      if (other > own || (other === own && neighbour > node)) out[filled++] = neighbour;
    }
    outOffsets[node + 1] = filled;
  }
  const triangles = new Float64Array(n);
  const markedBy = new Int32Array(n).fill(-1);
  const pass = checkpoint(control, n);
  for (let a = 0; a < n; a++) {
    pass(a);
    for (let i = outOffsets[a], end = outOffsets[a + 1]; i < end; i++) markedBy[out[i]] = a;
    for (let i = outOffsets[a], end = outOffsets[a + 1]; i < end; i++) {
      const b = out[i];
      for (let j = outOffsets[b], last = outOffsets[b + 1]; j < last; j++) {
        const c = out[j];
        if (markedBy[c] !== a) continue;
        triangles[a]++;
        triangles[b]++;
        triangles[c]++;
      }
    }
  }
  pass(n);
  return triangles;
}

/** 2·triangles / (degree·(degree − 1)) per node; 0 where the degree is below 2. O(m^1.5). */
export function localClustering(graph: CsrGraph, control: Pick<KernelInput, 'onProgress' | 'isCancelled'> = {}): Float64Array {
  return trianglesPerNode(graph, control).map((triangles, node) => {
    const degree = graph.offsets[node + 1] - graph.offsets[node];
    return degree < 2 ? 0 : (2 * triangles) / (degree * (degree - 1));
  });
}

/** Estimated elementary steps of triangle counting. */
export function triangleCost(nodeCount: number, edgeCount: number): number {
  return nodeCount + edgeCount * Math.sqrt(edgeCount);
}

export const TRIANGLES: MetricDescriptor = {
  id: 'TRIANGLES',
  scope: 'AUTHOR',
  family: 'COHESION',
  title: 'Triangles',
  definition:
    'Number of pairs of the author’s collaborators who have themselves collaborated. A single paper of k authors gives each of them (k − 1)(k − 2) / 2.',
  range: '[0, (n − 1)(n − 2) / 2]',
  normalization: null,
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [],
  complexity: 'O(m^1.5)',
  reference: 'Latapy 2008, doi:10.1016/j.tcs.2008.07.017',
  cost: triangleCost,
  kernel: wholeKernel((input) => exact(trianglesPerNode(input.graph, input))),
};

export const LOCAL_CLUSTERING: MetricDescriptor = {
  id: 'LOCAL_CLUSTERING',
  scope: 'AUTHOR',
  family: 'COHESION',
  title: 'Local clustering',
  definition:
    'Share of the pairs of the author’s collaborators who have themselves collaborated: 2·triangles / (degree·(degree − 1)), unweighted. 0, not undefined, for authors with fewer than two collaborators.',
  range: '[0, 1]',
  normalization: null,
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [],
  complexity: 'O(m^1.5)',
  reference: 'Watts & Strogatz 1998, doi:10.1038/30918',
  cost: triangleCost,
  kernel: wholeKernel((input) => exact(localClustering(input.graph, input))),
};
