/** The search for all shortest paths between two authors beside their definition. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathShares, shareSums } from '../../src/metrics/paths/path-shares.js';
import { searchCore } from '../../src/metrics/paths/search-core.js';
import { twinQuotient } from '../../src/metrics/paths/twin-quotient.js';
import { deviations } from '../helpers/deviations.js';
import type { Edge } from '../helpers/graphs.js';
import { csrFromEdges } from '../helpers/graphs.js';
import { allPairs } from './brute-force.js';

/** Papers as author lists, and some pairs: cliques, twins, leaves and long ways. */
const graphs = fc.integer({ min: 2, max: 16 }).chain((n) =>
  fc.record({
    n: fc.constant(n),
    papers: fc.array(fc.uniqueArray(fc.integer({ min: 0, max: n - 1 }), { minLength: 2, maxLength: 5 }), { maxLength: 12 }),
  }),
);
const edgesOf = (papers: readonly (readonly number[])[]): Edge[] => papers.flatMap((paper) => paper.flatMap((a) => paper.filter((b) => a < b).map((b): Edge => [a, b])));

/** Differences, over all ordered pairs of nodes, between what is found for each author and σ(s, v) σ(v, t) / σ(s, t). */
function differences(n: number, edges: readonly Edge[]): string[] {
  const graph = csrFromEdges(n, edges);
  const quotient = twinQuotient(graph);
  const core = searchCore(quotient);
  const classOf = [...quotient.classOf].map((own) => core.numberOf[own]);
  const { distance, paths } = allPairs(n, edges);
  const add = pathShares(core);
  return Array.from({ length: n * n }, (_, pair) => [Math.floor(pair / n), pair % n]).flatMap(([s, t]) => {
    if (s === t) return [];
    const into = shareSums(core);
    add(classOf[s], classOf[t], into);
    const touched = [...into.touched.subarray(0, into.touchedCount)].toSorted((a, b) => a - b);
    const positive = [...into.sums.keys()].filter((own) => into.sums[own] > 0);
    // Authors of one class share what runs through any of them; the ends' own classes lie on no path between them.
    const expected = Array.from({ length: n }, (__, v) =>
      v === s || v === t || distance[s][t] === Infinity || distance[s][v] + distance[v][t] !== distance[s][t] ? 0 : (paths[s][v] * paths[v][t]) / paths[s][t],
    );
    const found = classOf.map((own) => into.sums[own] ?? 0);
    const lines = deviations(found, expected, { tolerance: 1e-12, name: (v) => `from ${s} to ${t} through ${v}` });
    return touched.join() === positive.join() ? lines : [...lines, `from ${s} to ${t}: touched ${touched.join()}, positive ${positive.join()}`];
  });
}

describe('shares of all shortest paths between two authors', () => {
  it('are what the definition says, whichever classes are leaves', () => {
    fc.assert(
      fc.property(graphs, ({ n, papers }) => {
        expect(differences(n, edgesOf(papers))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('hold on long ways and many equal ones', () => {
    const ladder = Array.from({ length: 9 }, (_, i): Edge[] => [[2 * i, 2 * i + 2], [2 * i, 2 * i + 3], [2 * i + 1, 2 * i + 2], [2 * i + 1, 2 * i + 3]]).flat();
    expect(differences(20, ladder)).toEqual([]);
    expect(differences(30, Array.from({ length: 29 }, (_, i): Edge => [i, i + 1]))).toEqual([]);
    expect(differences(12, Array.from({ length: 12 }, (_, i): Edge => [i, (i + 1) % 12]))).toEqual([]);
  });

  it('say when there are too many paths to count', () => {
    // 1,100 rungs of two: 2^1100 paths from one end to the other.
    const rungs = 1100;
    const ladder = Array.from({ length: rungs }, (_, i): Edge[] => [[2 * i, 2 * i + 2], [2 * i, 2 * i + 3], [2 * i + 1, 2 * i + 2], [2 * i + 1, 2 * i + 3]]).flat();
    const graph = csrFromEdges(2 * rungs + 2, ladder);
    const quotient = twinQuotient(graph);
    const core = searchCore(quotient);
    const number = (node: number): number => core.numberOf[quotient.classOf[node]];
    expect(() => pathShares(core)(number(0), number(2 * rungs + 1), shareSums(core))).toThrow(/more than 1\.8e308 shortest paths/);
  });

  it('finds the leaves: authors whose collaborators have all written with each other', () => {
    fc.assert(
      fc.property(graphs, ({ n, papers }) => {
        const edges = edgesOf(papers);
        const graph = csrFromEdges(n, edges);
        const quotient = twinQuotient(graph);
        const { coreCount, numberOf } = searchCore(quotient);
        const near = allPairs(n, edges).distance;
        for (let node = 0; node < n; node++) {
          const circle = near[node].flatMap((d, other) => (d === 1 ? [other] : []));
          const isLeaf = circle.every((a) => circle.every((b) => a === b || near[a][b] === 1));
          expect(numberOf[quotient.classOf[node]] >= coreCount, `node ${node}`).toBe(isLeaf);
        }
      }),
    );
  });
});
