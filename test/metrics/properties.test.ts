/** Random graphs: the kernels beside brute force, and what always holds (relabelling.test.ts has what numbering must not change). */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { louvain } from '../../src/metrics/community/louvain.js';
import { deviations } from '../helpers/deviations.js';
import type { Edge } from '../helpers/graphs.js';
import { graphFromEdges, valueOf, valuesOf } from '../helpers/graphs.js';
import { allPairs, betweennessByDefinition } from './brute-force.js';

interface RandomGraph {
  readonly n: number;
  readonly edges: readonly Edge[];
}

// Strengths 60, 30, 20, 15, 12 cost 1, 2, 3, 4, 5 sixtieths: many ties, exact in integers for the oracle.
const STRENGTHS = [60, 30, 20, 15, 12];
const units = ([, , strength = 1]: Edge): number => Math.round(60 / strength);

const randomGraph: fc.Arbitrary<RandomGraph> = fc.integer({ min: 0, max: 14 }).chain((n) => {
  const pairs = Array.from({ length: n }, (_, a) => Array.from({ length: a }, (__, b) => [b, a] as const)).flat();
  return fc.record({
    n: fc.constant(n),
    edges: fc
      .tuple(fc.subarray(pairs), fc.infiniteStream(fc.constantFrom(...STRENGTHS)))
      .map(([chosen, strengths]) => chosen.map(([a, b]): Edge => [a, b, Number(strengths.next().value)])),
  });
});

describe('beside brute force', () => {
  it.each(['UNWEIGHTED', 'INVERSE_STRENGTH'])('distances of kind %s', (distance) => {
    fc.assert(
      fc.property(randomGraph, ({ n, edges }) => {
        const input = graphFromEdges(n, edges);
        const scale = distance === 'UNWEIGHTED' ? 1 : 60;
        const pairs = allPairs(n, edges, distance === 'UNWEIGHTED' ? undefined : units);
        const finite = pairs.distance.map((row, i) => row.filter((d, j) => j !== i && d < Infinity).map((d) => d / scale));
        expect(deviations(valuesOf('BETWEENNESS', input, { distance }), betweennessByDefinition(pairs)), 'betweenness').toEqual([]);
        expect(deviations(
          valuesOf('CLOSENESS', input, { distance }),
          finite.map((row) => (row.length === 0 ? 0 : (row.length / (n - 1)) * (row.length / row.reduce((a, b) => a + b))))), 'closeness').toEqual([]);
        expect(deviations(valuesOf('HARMONIC_CLOSENESS', input, { distance }), finite.map((row) => row.reduce((sum, d) => sum + 1 / d, 0))), 'harmonic closeness').toEqual([]);
        expect(deviations(valuesOf('ECCENTRICITY', input, { distance }), finite.map((row) => Math.max(0, ...row))), 'eccentricity').toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('triangles, cores, overlap and constraint', () => {
    fc.assert(
      fc.property(randomGraph, ({ n, edges }) => {
        const input = graphFromEdges(n, edges);
        const circles = Array.from({ length: n }, () => new Set<number>());
        for (const [a, b] of edges) {
          circles[a].add(b);
          circles[b].add(a);
        }
        const linked = (a: number, b: number): boolean => circles[a].has(b);
        const triangles = circles.map((circle) => [...circle].flatMap((a) => [...circle].filter((b) => a < b && linked(a, b))).length);
        expect(deviations(valuesOf('TRIANGLES', input), triangles), 'triangles').toEqual([]);
        expect(deviations(valuesOf('CORE_NUMBER', input), coresByPeeling(circles)), 'core number').toEqual([]);
        const { offsets, neighbours } = input.graph;
        const expectedOverlap: number[] = [];
        for (let a = 0; a < n; a++) {
          for (let slot = offsets[a]; slot < offsets[a + 1]; slot++) {
            const b = neighbours[slot];
            const common = [...circles[a]].filter((c) => linked(b, c)).length;
            const either = new Set([...circles[a], ...circles[b]]).size - 2;
            expectedOverlap.push(common / either);
          }
        }
        expect(deviations(valuesOf('NEIGHBOURHOOD_OVERLAP', input), expectedOverlap)).toEqual([]);
        const share = (a: number, b: number): number => (linked(a, b) ? 1 / circles[a].size : 0);
        const constraint = circles.map((circle, i) =>
          circle.size === 0 ? NaN : [...circle].reduce((sum, j) => sum + (share(i, j) + [...circle].reduce((s, q) => s + share(i, q) * share(q, j), 0)) ** 2, 0),
        );
        expect(deviations(valuesOf('CONSTRAINT', input), constraint), 'constraint').toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

/** Core numbers by removing, for k = 1, 2, …, whoever has fewer than k left. */
function coresByPeeling(circles: readonly ReadonlySet<number>[]): number[] {
  const core = circles.map(() => 0);
  let left = new Set(circles.keys());
  for (let k = 1; left.size > 0; k++) {
    for (let size = -1; size !== left.size; ) {
      size = left.size;
      left = new Set([...left].filter((node) => [...circles[node]].filter((other) => left.has(other)).length >= k));
    }
    for (const node of left) core[node] = k;
  }
  return core;
}

describe('invariants', () => {
  it('PageRank sums to 1, converges, and lies within its error bound of the solved equations', () => {
    fc.assert(
      fc.property(randomGraph, fc.double({ min: 0, max: 0.99, noNaN: true }), ({ n, edges }, damping) => {
        fc.pre(n > 0);
        const input = graphFromEdges(n, edges);
        const ranks = valuesOf('PAGERANK', input, { damping });
        expect(ranks.reduce((a, b) => a + b)).toBeCloseTo(1, 9);
        const totals = valuesOf('STRENGTH', input);
        const { offsets, neighbours, strength } = input.graph;
        const resting = ranks.reduce((sum, rank, node) => sum + (totals[node] === 0 ? rank : 0), 0);
        ranks.forEach((rank, node) => {
          let received = 0;
          for (let slot = offsets[node]; slot < offsets[node + 1]; slot++) received += (strength[slot] / totals[neighbours[slot]]) * ranks[neighbours[slot]];
          expect(Math.abs(rank - ((1 - damping + damping * resting) / n + damping * received))).toBeLessThan(1e-10);
        });
      }),
    );
  });

  it('betweenness sums to the inner nodes of all shortest paths: Σ (d − 1)', () => {
    fc.assert(
      fc.property(randomGraph, ({ n, edges }) => {
        const { distance } = allPairs(n, edges);
        const inner = distance.flatMap((row, i) => row.filter((d, j) => j > i && d < Infinity).map((d) => d - 1));
        const total = valuesOf('BETWEENNESS', graphFromEdges(n, edges)).reduce((a, b) => a + b, 0);
        expect(total).toBeCloseTo(inner.reduce((a, b) => a + b, 0), 9);
      }),
    );
  });

  it('Louvain labels are dense, ordered by size, the same for the same seed, and never cross components', () => {
    fc.assert(
      fc.property(randomGraph, fc.integer({ min: 0, max: 1000 }), ({ n, edges }, seed) => {
        const input = graphFromEdges(n, edges);
        const options = { seed, resolution: 1, weighted: true };
        const found = louvain(input.graph, options);
        expect(louvain(input.graph, options)).toEqual(found);
        expect([...found.sizes]).toEqual([...found.sizes].toSorted((a, b) => b - a));
        expect(found.sizes.reduce((a, b) => a + b, 0)).toBe(n);
        found.sizes.forEach((size, label) => expect(found.labels.filter((other) => other === label).length).toBe(size));
        const { distance } = allPairs(n, edges);
        found.labels.forEach((label, a) => found.labels.forEach((other, b) => expect(label !== other || distance[a][b] < Infinity).toBe(true)));
        // No worse than everybody alone or every component as one.
        expect(edges.length === 0 || found.modularity >= -1e-12).toBe(true);
      }),
    );
  });

  it('transitivity and mean clustering stay within their range and meet in cliques', () => {
    fc.assert(
      fc.property(randomGraph, ({ n, edges }) => {
        const input = graphFromEdges(n, edges);
        for (const id of ['TRANSITIVITY', 'MEAN_CLUSTERING', 'DENSITY']) {
          const value = valueOf(id, input);
          expect(Number.isNaN(value) || (value >= 0 && value <= 1)).toBe(true);
        }
      }),
    );
  });
});
