/**
 * The largest eigenvalue of a graph's adjacency matrix and its vector, by locally optimal conjugate gradients: each step
 * takes the best vector in the span of the present one, its residual and the last direction (Knyazev 2001,
 * doi:10.1137/S1064827500366124, for one vector and without preconditioner). It needs about the root of the steps that
 * the power iteration needs, and does not swing on bipartite graphs.
 */
import type { LocalGraph } from './local-graph.js';
import type { Mixture, PairPasses, Shares } from './pair-passes.js';
import { plainPairPasses, wasmPairPasses } from './pair-passes.js';

export interface LeadingPair {
  readonly value: number;
  /** By place, L2 norm 1, nowhere negative; 0 outside the places looked at. */
  readonly vector: Float64Array;
  /** Multiplications by the matrix. */
  readonly iterations: number;
  /** ‖A·x − λ·x‖₂ / λ of the vector given back, measured afresh; 0 where there is no edge. */
  readonly residual: number;
}

/** Steps after which the products, carried along by linear combination, are computed afresh. */
const REFRESH = 32;

/** In WebAssembly entries have to be copied first: beyond so many memory is what it takes. */
const MOST_ENTRIES_COPIED = 2 ** 24;

function fastestPasses(graph: LocalGraph, from: number, to: number): PairPasses {
  if (graph.neighbours.length > MOST_ENTRIES_COPIED) return plainPairPasses(graph, from, to);
  try {
    return wasmPairPasses(graph, from, to);
  } catch {
    // No WebAssembly with SIMD: the same bits, about half as fast.
    return plainPairPasses(graph, from, to);
  }
}

/**
 * The leading pair on the places `from` … `to` − 1, which must be whole components, until the residual is at most
 * `tolerance` · λ or `maxIterations` multiplications are done. O((n + m) · iterations); six numbers a node.
 * `onStep` is called before each multiplication.
 */
export function leadingPair(
  graph: LocalGraph,
  [from, to]: readonly [number, number],
  { tolerance, maxIterations }: { readonly tolerance: number; readonly maxIterations: number },
  onStep: (done: number) => void,
  passes: PairPasses = fastestPasses(graph, from, to),
): LeadingPair {
  const { x } = passes;
  x.fill(1 / Math.sqrt(Math.max(1, to - from)), from, to);
  if (graph.offsets[to] === graph.offsets[from]) return { value: 0, vector: x.slice(), iterations: 0, residual: 0 };
  let iterations = 0;
  let value = 0;
  let residual = Infinity;
  /** Computes the product of x afresh. */
  const refresh = (): void => {
    onStep(iterations++);
    passes.multiplyX();
  };
  const measure = (): Shares => {
    value = passes.alongAx();
    const shares = passes.startResidual(value);
    residual = Math.sqrt(shares.squares) / value;
    return shares;
  };
  for (let step = 0; ; step++) {
    if (step % REFRESH === 0) {
      if (step > 0) restart(passes, from, to);
      refresh();
    }
    let shares = measure();
    // The products drift by rounding: what they call converged has to be so when measured.
    if (residual <= tolerance && step % REFRESH !== 0) {
      restart(passes, from, to);
      refresh();
      shares = measure();
    }
    if (residual <= tolerance || iterations >= maxIterations) break;
    // Twice against cancellation.
    const { squares } = passes.takeOut(passes.takeOut(shares));
    if (!(squares > 0)) break;
    onStep(iterations++);
    passes.multiplyW();
    passes.move(bestMixture(value, passes.overlaps(), Math.sqrt(squares)));
  }
  return { value, vector: x.slice(), iterations, residual };
}

/** Of the vectors in the span of x, p and w / `length`, which all are of norm 1 and perpendicular, the one that grows most. */
function bestMixture(value: number, [xap, pap, wax, wap, waw]: Iterable<number> & ArrayLike<number>, length: number): Mixture {
  const [cx, cp, cw] = leadingVector([value, xap, pap, wax / length, wap / length, waw / length / length]);
  // The part of the step that is new, made perpendicular to where the step leads.
  const norm = Math.sqrt(cp * cp + cw * cw);
  const [dx, dp, dw] = norm > 0 ? [-norm, (cx * cp) / norm, (cx * cw) / norm] : [0, 0, 1];
  return { best: [cx, cp, cw / length], direction: [dx, dp, dw / length] };
}

/** Makes x nowhere negative (the leading vector is not, so this brings it no farther away), of norm 1, and forgets the direction. */
function restart({ x, p, ap }: PairPasses, from: number, to: number): void {
  let squares = 0;
  for (let place = from; place < to; place++) squares += x[place] * x[place];
  const norm = Math.sqrt(squares);
  for (let place = from; place < to; place++) x[place] = Math.abs(x[place]) / norm;
  p.fill(0, from, to);
  ap.fill(0, from, to);
}

/**
 * Leading eigenvector of the symmetric matrix [[a, b, d], [b, c, e], [d, e, f]], its first entry not negative, by
 * Jacobi's rotations. O(1).
 */
export function leadingVector([a, b, c, d, e, f]: readonly number[]): readonly [number, number, number] {
  const h = [[a, b, d], [b, c, e], [d, e, f]];
  const v = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
  const scale = Math.abs(a) + Math.abs(c) + Math.abs(f) + Math.abs(b) + Math.abs(d) + Math.abs(e);
  for (let sweep = 0; sweep < 12; sweep++) {
    if (Math.abs(h[0][1]) + Math.abs(h[0][2]) + Math.abs(h[1][2]) <= 1e-18 * scale) break;
    for (const [i, j] of [[0, 1], [0, 2], [1, 2]]) {
      if (h[i][j] === 0) continue;
      const angle = 0.5 * Math.atan2(2 * h[i][j], h[i][i] - h[j][j]);
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      for (let k = 0; k < 3; k++) [h[k][i], h[k][j]] = [cos * h[k][i] + sin * h[k][j], cos * h[k][j] - sin * h[k][i]];
      for (let k = 0; k < 3; k++) [h[i][k], h[j][k]] = [cos * h[i][k] + sin * h[j][k], cos * h[j][k] - sin * h[i][k]];
      for (let k = 0; k < 3; k++) [v[k][i], v[k][j]] = [cos * v[k][i] + sin * v[k][j], cos * v[k][j] - sin * v[k][i]];
    }
  }
  // A direction that is not there yet has zeros in the matrix, which must not win over negative values.
  const best = h[0][0] >= h[1][1] && h[0][0] >= h[2][2] ? 0 : h[1][1] >= h[2][2] ? 1 : 2;
  const sign = v[0][best] < 0 ? -1 : 1;
  return [sign * v[0][best], sign * v[1][best], sign * v[2][best]];
}
