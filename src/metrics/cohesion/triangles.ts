/** Triangles and the clustering that follows from them. */
import { sharedArray } from '../../graph/shared-arrays.js';
import type { CsrGraph } from '../../graph/types.js';
import { checkpoint, exact, signedView, wholeKernel } from '../kernel.js';
import type { KernelInput, MetricDescriptor } from '../metric.js';
import { twinQuotient } from '../paths/twin-quotient.js';
import { largestDegree } from './degree-order.js';
import type { ForwardEdges } from './forward.js';
import { forwardEdges } from './forward.js';
import { MOST_NEIGHBOURS_COUNTED, triangleCounter } from './triangle-counter.js';

type Control = Pick<KernelInput, 'onProgress' | 'isCancelled'>;

/**
 * Steps per node and directed edge after which counting is given up, and closed twins are drawn together first. That costs as much
 * as some thirty steps; only papers with hundreds of authors come near: one of 3,000 would take 4.5 billion, and takes none.
 */
const STEPS_WORTH_A_QUOTIENT = 30;
/** Nodes between two looks at whether to go on. */
const NODES_AT_ONCE = 64;

/** Number of triangles at each node, on a shared array. O(m^1.5) time, O(n + m) memory. */
export function trianglesPerNode(graph: CsrGraph, control: Control = {}): Float64Array {
  return valuesOfTriangles(graph, control, (triangles) => triangles);
}

/** A value per node of the number of its triangles, on a shared array. */
function valuesOfTriangles(graph: CsrGraph, control: Control, valueOf: (triangles: number, node: number) => number): Float64Array {
  const triangles = triangleSource(graph, control);
  const values = sharedArray(Float64Array, graph.nodeCount);
  for (let node = 0; node < values.length; node++) values[node] = valueOf(triangles(node), node);
  return values;
}

/** Counts, the way that suits the graph. */
function triangleSource(graph: CsrGraph, control: Control): (node: number) => number {
  const { nodeCount: n, edgeCount } = graph;
  if (largestDegree(signedView(graph.offsets), n) > MOST_NEIGHBOURS_COUNTED) {
    const triangles = productsOverTriangles(forwardEdges(graph), null, control);
    return (node) => triangles[node];
  }
  const counter = triangleCounter(graph);
  const pass = checkpoint(control, n);
  let steps = 0;
  for (let place = 0; place < n; place += NODES_AT_ONCE) {
    pass(place);
    steps += counter.count(place, Math.min(n, place + NODES_AT_ONCE));
    if (steps <= STEPS_WORTH_A_QUOTIENT * (n + 2 * edgeCount)) continue;
    const triangles = trianglesByTwins(graph, control);
    return (node) => triangles[node];
  }
  pass(n);
  return (node) => counter.at(node);
}

/**
 * The same by classes of closed twins. With c and d the sizes of a class and of an adjacent one, an author is in
 * (c − 1)(c − 2) / 2 triangles within the class, (c − 1)·d with one other of it, d(d − 1) / 2 with two of the adjacent one,
 * and d·e with one each of two adjacent classes that are adjacent to each other. Exact in whole numbers below 2^53.
 */
export function trianglesByTwins(graph: CsrGraph, control: Control = {}): Float64Array {
  const { classCount, classOf, size, offsets, neighbours } = twinQuotient(graph);
  const ofClass = productsOverTriangles(forwardEdges({ nodeCount: classCount, offsets, neighbours }), size, control);
  for (let own = 0; own < classCount; own++) {
    const others = size[own] - 1;
    let within = (others * (others - 1)) / 2;
    for (let slot = offsets[own], end = offsets[own + 1]; slot < end; slot++) {
      const adjacent = size[neighbours[slot]];
      within += others * adjacent + (adjacent * (adjacent - 1)) / 2;
    }
    ofClass[own] += within;
  }
  const triangles = new Float64Array(graph.nodeCount);
  for (let node = 0; node < triangles.length; node++) triangles[node] = ofClass[classOf[node]];
  return triangles;
}

/** For each node, the sum over its triangles of the product of the sizes of the two other corners; all sizes are 1 where null. */
function productsOverTriangles({ nodeAt, offsets, heads }: ForwardEdges, size: Uint32Array | null, control: Control): Float64Array {
  const n = nodeAt.length;
  const ofRank = new Float64Array(n);
  const sizeOf = new Float64Array(n).fill(1);
  if (size !== null) for (let rank = 0; rank < n; rank++) sizeOf[rank] = size[nodeAt[rank]];
  // The size of whoever the present node points to, 0 for all others.
  const marked = new Float64Array(n);
  const pass = checkpoint(control, n);
  for (let a = 0; a < n; a++) {
    if ((a & 1023) === 0) pass(a);
    const [from, to] = [offsets[a], offsets[a + 1]];
    if (to - from < 2) continue;
    for (let i = from; i < to; i++) marked[heads[i]] = sizeOf[heads[i]];
    let ofA = 0;
    for (let i = from; i < to; i++) {
      const b = heads[i];
      let others = 0;
      for (let j = offsets[b], end = offsets[b + 1]; j < end; j++) {
        const c = heads[j];
        if (marked[c] === 0) continue;
        others += marked[c];
        ofRank[c] += sizeOf[a] * sizeOf[b];
      }
      ofRank[b] += sizeOf[a] * others;
      ofA += sizeOf[b] * others;
    }
    ofRank[a] += ofA;
    for (let i = from; i < to; i++) marked[heads[i]] = 0;
  }
  pass(n);
  const values = new Float64Array(n);
  for (let rank = 0; rank < n; rank++) values[nodeAt[rank]] = ofRank[rank];
  return values;
}

/** 2·triangles / (degree·(degree − 1)) per node; 0 where the degree is below 2. On a shared array. O(m^1.5). */
export function localClustering(graph: CsrGraph, control: Control = {}): Float64Array {
  const offsets = signedView(graph.offsets);
  return valuesOfTriangles(graph, control, (triangles, node) => {
    const degree = offsets[node + 1] - offsets[node];
    return degree < 2 ? 0 : (2 * triangles) / (degree * (degree - 1));
  });
}

/**
 * Estimated elementary steps of triangle counting: the worst case m^1.5 is far from what co-authorship graphs take, where
 * measured steps grew as m times the mean degree, with some tens to spare for hubs.
 */
export function triangleCost(nodeCount: number, edgeCount: number): number {
  if (nodeCount === 0) return 0;
  return nodeCount + edgeCount * Math.min(Math.sqrt(edgeCount), 20 + (8 * edgeCount) / nodeCount);
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
