/** PageRank, Katz, the leading eigenvector and weighted clustering beside dense linear algebra and their definitions. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { katzCentrality } from '../../src/metrics/centrality/katz.js';
import { leadingPair, leadingVector } from '../../src/metrics/centrality/leading-pair.js';
import { localGraph } from '../../src/metrics/centrality/local-graph.js';
import { pageRank, renumberedSystem } from '../../src/metrics/centrality/pagerank.js';
import { trianglesByTwins, trianglesPerNode } from '../../src/metrics/cohesion/triangles.js';
import { metricById } from '../../src/metrics/registry.js';
import { runMetric } from '../../src/metrics/run.js';
import { deviations } from '../helpers/deviations.js';
import type { Edge } from '../helpers/graphs.js';
import { csrFromEdges, graphFromEdges, valuesOf } from '../helpers/graphs.js';

type Matrix = number[][];

const clique = (nodes: readonly number[], strength = 1): Edge[] => nodes.flatMap((a) => nodes.filter((b) => a < b).map((b): Edge => [a, b, strength]));
const chain = (n: number): Edge[] => Array.from({ length: n - 1 }, (_, i): Edge => [i, i + 1]);
const star = (leaves: number): Edge[] => Array.from({ length: leaves }, (_, i): Edge => [0, i + 1]);
const repeated = (value: number, times: number): number[] => Array.from({ length: times }, () => value);

function adjacency(n: number, edges: readonly Edge[], weighted: boolean): Matrix {
  const matrix = Array.from({ length: n }, () => repeated(0, n));
  for (const [a, b, strength = 1] of edges) matrix[a][b] = matrix[b][a] = weighted ? strength : 1;
  return matrix;
}

/** Gaussian elimination with pivots. */
function solved(matrix: Matrix, right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]]);
  const n = rows.length;
  for (let i = 0; i < n; i++) {
    let pivot = i;
    for (let r = i; r < n; r++) if (Math.abs(rows[r][i]) > Math.abs(rows[pivot][i])) pivot = r;
    [rows[i], rows[pivot]] = [rows[pivot], rows[i]];
    for (let r = 0; r < n; r++) {
      if (r === i) continue;
      const share = rows[r][i] / rows[i][i];
      if (share !== 0) for (let c = i; c <= n; c++) rows[r][c] -= share * rows[i][c];
    }
  }
  return rows.map((row, i) => row[n] / row[i]);
}

/** Eigenvalues of a symmetric matrix by Jacobi's rotations. */
function eigenvalues(matrix: Matrix): number[] {
  const h = matrix.map((row) => [...row]);
  const n = h.length;
  for (let sweep = 0; sweep < 60; sweep++) {
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        if (h[i][j] === 0) continue;
        const angle = 0.5 * Math.atan2(2 * h[i][j], h[i][i] - h[j][j]);
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        for (let k = 0; k < n; k++) [h[k][i], h[k][j]] = [cos * h[k][i] + sin * h[k][j], cos * h[k][j] - sin * h[k][i]];
        for (let k = 0; k < n; k++) [h[i][k], h[j][k]] = [cos * h[i][k] + sin * h[j][k], cos * h[j][k] - sin * h[i][k]];
      }
    }
  }
  return h.map((row, i) => row[i]);
}

const unit = (vector: readonly number[]): number[] => vector.map((x) => x / Math.hypot(...vector));

const randomGraph = fc.integer({ min: 1, max: 12 }).chain((n) => {
  const pairs = Array.from({ length: n }, (_, a) => Array.from({ length: a }, (__, b) => [b, a] as const)).flat();
  return fc.record({
    n: fc.constant(n),
    edges: fc
      .tuple(fc.subarray(pairs), fc.infiniteStream(fc.constantFrom(0.1, 1 / 3, 1, 2, 7.5, 40)))
      .map(([chosen, strengths]) => chosen.map(([a, b]): Edge => [a, b, Number(strengths.next().value)])),
  });
});

/** Relative to the largest expected value, since small entries of a vector are known to the vector's accuracy alone. */
function expectClose(actual: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  const scale = Math.max(...expected.map(Math.abs));
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => expect(Math.abs(actual[i] - value), `node ${i}: ${actual[i]} beside ${value}`).toBeLessThanOrEqual(tolerance * scale));
}

describe('PageRank', () => {
  it('solves its equations within the error bound that it states, which is at most 2e-14 but for rounding', () => {
    fc.assert(
      fc.property(randomGraph, fc.constantFrom(0, 0.3, 0.85, 0.99), ({ n, edges }, damping) => {
        const matrix = adjacency(n, edges, true);
        const totals = matrix.map((row) => row.reduce((a, b) => a + b, 0));
        const system = matrix.map((row, i) =>
          row.map((strength, j) => Number(i === j) - damping * (totals[j] > 0 ? strength / totals[j] : 1 / n)),
        );
        const exact = solved(system, repeated((1 - damping) / n, n));
        const { values, errorBound, converged } = pageRank(csrFromEdges(n, edges), damping);
        const distance = exact.reduce((sum, rank, i) => sum + Math.abs(rank - values[i]), 0);
        expect(converged).toBe(true);
        expect(errorBound).toBeLessThanOrEqual(Math.max(2e-14, (1e-15 * damping) / (1 - damping)));
        expect(distance).toBeLessThanOrEqual((errorBound ?? 0) + 1e-13);
      }),
      { numRuns: 200 },
    );
  });

  it('is the same, within what both may be off, where nodes are renumbered as for large graphs', () => {
    fc.assert(
      fc.property(randomGraph, fc.constantFrom(0, 0.85, 0.99), ({ n, edges }, damping) => {
        const graph = csrFromEdges(n, edges);
        const [straight, renumbered] = [pageRank(graph, damping), pageRank(graph, damping, {}, renumberedSystem(graph, damping))];
        expect(renumbered.converged).toBe(true);
        const distance = straight.values.reduce((sum, rank, node) => sum + Math.abs(rank - renumbered.values[node]), 0);
        expect(distance).toBeLessThanOrEqual((straight.errorBound ?? 0) + (renumbered.errorBound ?? 0) + 1e-13);
      }),
      { numRuns: 200 },
    );
  });

  it('takes far fewer sweeps than the power iteration takes steps', () => {
    const { iterations } = pageRank(csrFromEdges(60, [...chain(60), ...clique([0, 1, 2, 3, 4, 5])]), 0.85);
    expect(iterations).toBeLessThan(45);
  });
});

describe('Katz centrality', () => {
  it.each([false, true])('solves its equations (by strength: %s)', (weighted) => {
    fc.assert(
      fc.property(randomGraph, fc.constantFrom(0, 0.5, 0.85, 0.99), ({ n, edges }, alpha) => {
        const matrix = adjacency(n, edges, weighted);
        const largest = Math.max(0, ...eigenvalues(matrix));
        const factor = largest > 0 ? alpha / largest : 0;
        const exact = unit(solved(matrix.map((row, i) => row.map((entry, j) => Number(i === j) - factor * entry)), repeated(1, n)));
        const { values, converged, errorBound } = katzCentrality(csrFromEdges(n, edges), alpha, weighted);
        expect(converged).toBe(true);
        expectClose(values, exact, 1e-9);
        expect(Math.hypot(...exact.map((x, i) => x - values[i]))).toBeLessThanOrEqual((errorBound ?? 0) + 1e-9);
      }),
      { numRuns: 100 },
    );
  });

  it('has closed forms on the star, the clique and what is isolated', () => {
    // A star of L leaves has λ₁ = √L; with a = α / √L: c = 1 + a·L·l and l = 1 + a·c.
    const a = 0.85 / 2;
    const centre = (1 + 4 * a) / (1 - 4 * a * a);
    expect(deviations(valuesOf('KATZ', graphFromEdges(5, star(4))), unit([centre, ...repeated(1 + a * centre, 4)]))).toEqual([]);
    expect(deviations(valuesOf('KATZ', graphFromEdges(5, clique([0, 1, 2, 3, 4]))), repeated(1 / Math.sqrt(5), 5))).toEqual([]);
    // A triangle (λ₁ = 2, each 1 / 0.15), a pair (1 / (1 − 0.425)) and an isolated node (1).
    const pieces = graphFromEdges(6, [...clique([0, 1, 2]), [3, 4]]);
    expect(deviations(valuesOf('KATZ', pieces), unit([...repeated(1 / 0.15, 3), ...repeated(1 / 0.575, 2), 1]))).toEqual([]);
    expect(deviations(valuesOf('KATZ', graphFromEdges(3, [])), repeated(1 / Math.sqrt(3), 3))).toEqual([]);
    expect(valuesOf('KATZ', graphFromEdges(1, []))).toEqual([1]);
    expect(valuesOf('KATZ', graphFromEdges(0, []))).toEqual([]);
  });

  it('refuses walks that add up to infinity', () => {
    expect(() => runMetric(metricById('KATZ'), graphFromEdges(2, [[0, 1]]), { alpha: 1 })).toThrow('KATZ: parameter "alpha" is 1, but must be a number from 0 to 0.99.');
  });
});

describe('the leading eigenpair', () => {
  it('has the largest eigenvalue and its equation', () => {
    fc.assert(
      fc.property(randomGraph, ({ n, edges }) => {
        const matrix = adjacency(n, edges, true);
        const graph = localGraph(csrFromEdges(n, edges), true);
        const { value, vector, residual } = leadingPair(graph, [0, n], { tolerance: 1e-12, maxIterations: 1000 }, () => undefined);
        expect(residual).toBeLessThanOrEqual(1e-12);
        expect(Math.abs(value - Math.max(0, ...eigenvalues(matrix)))).toBeLessThanOrEqual(1e-10 * Math.max(1, value));
        expect(Math.hypot(...vector)).toBeCloseTo(1, 12);
      }),
      { numRuns: 200 },
    );
  });

  it('converges on a long path, where the power iteration would need tens of thousands of steps', () => {
    const n = 400;
    const { values, converged, iterations } = runMetric(metricById('EIGENVECTOR'), graphFromEdges(n, chain(n)));
    expect(converged).toBe(true);
    expect(iterations).toBeLessThan(3000);
    expectClose(values, unit(Array.from({ length: n }, (_, i) => Math.sin((Math.PI * (i + 1)) / (n + 1)))), 1e-6);
  });

  it('of three by three is that of the largest eigenvalue', () => {
    expect(deviations(leadingVector([2, 1, 2, 0, 0, -5]), [Math.SQRT1_2, Math.SQRT1_2, 0])).toEqual([]);
    expect(deviations(leadingVector([1, 0, 0, 0, 0, 3]).map(Math.abs), [0, 0, 1])).toEqual([]);
  });
});

describe('weighted clustering', () => {
  it('follows the definitions of Barrat and Onnela', () => {
    fc.assert(
      fc.property(randomGraph, ({ n, edges }) => {
        const w = adjacency(n, edges, true);
        const most = Math.max(1e-300, ...w.flat());
        const barrat = repeated(0, n);
        const onnela = repeated(0, n);
        for (let i = 0; i < n; i++) {
          const circle = [...w.keys()].filter((j) => w[i][j] > 0);
          if (circle.length < 2) continue;
          const total = circle.reduce((sum, j) => sum + w[i][j], 0);
          for (const j of circle) {
            for (const h of circle) {
              if (j === h || w[j][h] === 0) continue;
              barrat[i] += (w[i][j] + w[i][h]) / 2 / (total * (circle.length - 1));
              onnela[i] += Math.cbrt((w[i][j] * w[i][h] * w[j][h]) / most ** 3) / (circle.length * (circle.length - 1));
            }
          }
        }
        const input = graphFromEdges(n, edges);
        expect(deviations(valuesOf('BARRAT_CLUSTERING', input), barrat)).toEqual([]);
        expect(deviations(valuesOf('ONNELA_CLUSTERING', input), onnela)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('is the plain one where all strengths are equal, and 0 where there is no pair', () => {
    const plain = graphFromEdges(9, [...clique([0, 1, 2, 3], 3), [3, 4, 3], [4, 5, 3], [3, 5, 3], [6, 7, 3]]);
    for (const id of ['BARRAT_CLUSTERING', 'ONNELA_CLUSTERING']) {
      expect(deviations(valuesOf(id, plain), valuesOf('LOCAL_CLUSTERING', plain))).toEqual([]);
      expect(valuesOf(id, graphFromEdges(2, []))).toEqual([0, 0]);
      expect(valuesOf(id, graphFromEdges(0, []))).toEqual([]);
    }
  });
});

describe('triangles by twin classes', () => {
  it('are those counted one by one', () => {
    const papers = fc.integer({ min: 1, max: 40 }).chain((n) => fc.tuple(fc.constant(n), fc.array(fc.uniqueArray(fc.integer({ min: 0, max: n - 1 }), { minLength: 1, maxLength: 9 }), { maxLength: 14 })));
    fc.assert(
      fc.property(papers, ([n, lists]) => {
        const graph = csrFromEdges(n, lists.flatMap((list) => clique(list)));
        expect([...trianglesByTwins(graph)]).toEqual([...trianglesPerNode(graph)]);
      }),
      { numRuns: 200 },
    );
  });

  it('count a paper of 500 authors with guests in closed form', () => {
    const team = Array.from({ length: 500 }, (_, i) => i);
    const graph = csrFromEdges(502, [...clique(team), [0, 500], [1, 500], [500, 501]]);
    const triangles = trianglesPerNode(graph);
    const within = (499 * 498) / 2;
    expect([triangles[0], triangles[1], triangles[2], triangles[499], triangles[500], triangles[501]]).toEqual([within + 1, within + 1, within, within, 1, 0]);
  });
});
