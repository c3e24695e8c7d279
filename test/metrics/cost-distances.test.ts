/** Distances by cost, folded: beside Floyd–Warshall, and who is left out of the searches' heap. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgeCosts } from '../../src/metrics/paths/cost-search.js';
import { transitFree } from '../../src/metrics/paths/transit-free.js';
import { deviations } from '../helpers/deviations.js';
import type { Edge } from '../helpers/graphs.js';
import { csrFromEdges, graphFromEdges, valuesOf } from '../helpers/graphs.js';
import { allPairs } from './brute-force.js';

const cliqueEdges = (authors: readonly number[]): Edge[] => authors.flatMap((a) => authors.filter((b) => a < b).map((b): Edge => [a, b]));
const papers = fc
  .integer({ min: 1, max: 45 })
  .chain((n) => fc.tuple(fc.constant(n), fc.array(fc.array(fc.integer({ min: 0, max: n - 1 }), { minLength: 1, maxLength: 6 }), { maxLength: 30 })));
const edgesOf = (lists: readonly (readonly number[])[]): Edge[] => lists.flatMap((list) => cliqueEdges(list));

describe('by cost', () => {
  it('authors have the folds of a search each', () => {
    const input = graphFromEdges(4, [[0, 1, 2], [1, 2, 4], [0, 2, 1]]);
    expect(valuesOf('ECCENTRICITY', input, { distance: 'INVERSE_STRENGTH' })).toEqual([0.75, 0.5, 0.75, 0]);
    expect(valuesOf('HARMONIC_CLOSENESS', input, { distance: 'INVERSE_STRENGTH' })).toEqual([2 + 4 / 3, 6, 4 + 4 / 3, 0]);
  });

  it('are those of Floyd–Warshall on random papers, where many never lie between others', () => {
    // Strengths 1 to 6 cost 60, 30, 20, 15, 12, 10 sixtieths: exact in integers for the oracle.
    fc.assert(
      fc.property(papers, fc.infiniteStream(fc.integer({ min: 1, max: 6 })), ([n, lists], strengths) => {
        const strengthOf = new Map<string, Edge>();
        for (const [a, b] of edgesOf(lists)) strengthOf.set(`${a} ${b}`, [a, b, strengthOf.has(`${a} ${b}`) ? Number(strengths.next().value) : 1]);
        const edges = [...strengthOf.values()];
        const { distance } = allPairs(n, edges, ([, , strength = 1]) => 60 / strength);
        const finite = distance.map((row, i) => row.filter((d, j) => j !== i && d < Infinity).map((d) => d / 60));
        const input = graphFromEdges(n, edges);
        const by = { distance: 'INVERSE_STRENGTH' };
        expect(deviations(valuesOf('ECCENTRICITY', input, by), finite.map((row) => Math.max(0, ...row)), { tolerance: 1e-12 })).toEqual([]);
        const sums = finite.map((row) => row.reduce((sum, d) => sum + 1 / d, 0));
        expect(deviations(valuesOf('HARMONIC_CLOSENESS', input, by), sums, { tolerance: 1e-12 })).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('leave out of the heap whom no cheapest path needs', () => {
    // 1 lies between 0 and 2, since the straight way is dearer; in the triangle 2, 3, 4 nobody needs to; 5 hangs on 4.
    const graph = csrFromEdges(6, [[0, 1, 4], [1, 2, 4], [0, 2, 1], [2, 3, 1], [3, 4, 1], [2, 4, 1], [4, 5, 1]]);
    expect([...transitFree(graph, edgeCosts(graph))]).toEqual([1, 0, 0, 1, 0, 1]);
  });
});
