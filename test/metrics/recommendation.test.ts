/** Suggestions: by hand, by definition, beside two independent tools, and what happens at their bounds. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildIncidence } from '../../src/graph/incidence.js';
import { seededRandom } from '../../src/graph/prng.js';
import { project } from '../../src/graph/projection.js';
import type { CsrGraph } from '../../src/graph/types.js';
import { totalStrengths } from '../../src/metrics/centrality/degree.js';
import { DAMPING, pagerankSuggestions } from '../../src/metrics/recommendation/personalised-pagerank.js';
import type { SuggestionMethod, Suggestions } from '../../src/metrics/recommendation/ranking.js';
import { ranked, SUGGESTION_METHODS } from '../../src/metrics/recommendation/ranking.js';
import { commonNeighbours, twoHopSuggestions } from '../../src/metrics/recommendation/two-hops.js';
import { paper, specWith } from '../graph/hypergraphs.js';
import { deviations } from '../helpers/deviations.js';
import type { Edge } from '../helpers/graphs.js';
import { csrFromEdges } from '../helpers/graphs.js';
import { chain, clique, randomEdges, randomTeams } from './named-graphs.js';

function suggestions(graph: CsrGraph, source: number, method: SuggestionMethod, maxSteps?: number): Suggestions {
  const work = method === 'PERSONALISED_PAGERANK' ? pagerankSuggestions(graph, totalStrengths(graph), source, maxSteps) : twoHopSuggestions(graph, source, method, maxSteps);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

const pairs = ({ nodes, scores }: Suggestions): [number, number][] => Array.from(nodes, (node, i) => [node, scores[i]]);

describe('the ranking', () => {
  it('is the sorted one however many there are, with pauses', () => {
    fc.assert(
      fc.property(fc.constantFrom(0, 1, 100, 8_192, 8_193, 30_000), fc.integer(), (size, seed) => {
        const random = seededRandom(seed);
        const scores = Float64Array.from({ length: size }, () => Math.floor(random() * 1000) / 8);
        const walk = ranked(Uint32Array.from({ length: size }, (_, i) => size - 1 - i), scores);
        let pauses = 0;
        let step = walk.next();
        for (; step.done !== true; step = walk.next()) pauses += 1;
        const expected = [...scores.keys()].filter((node) => scores[node] > 0).toSorted((a, b) => scores[b] - scores[a] || a - b);
        expect([...step.value.nodes]).toEqual(expected);
        expect([...step.value.scores]).toEqual(expected.map((node) => scores[node]));
        expect(pauses > 0).toBe(expected.length > 8_192);
      }),
      { numRuns: 30 },
    );
  });
});

describe('two hops', () => {
  // 0 knows 1, 2, 3; 4 knows 1 and 2; 5 knows 3; 6 knows 4 and 5 and so is three hops from 0.
  const graph = csrFromEdges(7, [[0, 1], [0, 2], [0, 3], [1, 4], [2, 4], [3, 5], [4, 6], [5, 6]]);

  it.each<[SuggestionMethod, [number, number][]]>([
    ['COMMON_NEIGHBOURS', [[4, 2], [5, 1]]],
    // 4 knows three, two of them in common with the three of 0; 5 knows two, one of them.
    ['JACCARD', [[4, 2 / 4], [5, 1 / 4]]],
    ['ADAMIC_ADAR', [[4, 2 / Math.LN2], [5, 1 / Math.LN2]]],
    ['RESOURCE_ALLOCATION', [[4, 1], [5, 1 / 2]]],
  ])('%s', (method, expected) => {
    const found = suggestions(graph, 0, method);
    expect(pairs(found)).toEqual(expected);
    expect(found).toMatchObject({ errorBound: 0, collaboratorsLeftOut: 0 });
  });

  it('ties go by node, also where sums round differently', () => {
    // Candidates 8 and 9 are reached through degrees 3, 6 and 2 in another order of adding: 1/3 + 1/6 = 1/2.
    const found = suggestions(csrFromEdges(14, [[0, 1], [0, 2], [0, 3], [1, 9], [2, 9], [3, 8], [1, 10], [2, 10], [2, 11], [2, 12], [2, 13]]), 0, 'RESOURCE_ALLOCATION');
    const tied = found.nodes.filter((_, i) => Math.abs(found.scores[i] - found.scores[0]) < 1e-9);
    expect([...tied]).toEqual([...tied].toSorted((a, b) => a - b));
    expect(tied.length).toBeGreaterThan(1);
  });

  it.each(SUGGESTION_METHODS)('%s of an isolated author, in a clique and at a star’s centre is nobody', (method) => {
    expect(pairs(suggestions(csrFromEdges(3, [[1, 2]]), 0, method))).toEqual([]);
    expect(pairs(suggestions(csrFromEdges(4, clique([0, 1, 2, 3])), 0, method))).toEqual([]);
    expect(pairs(suggestions(csrFromEdges(4, [[0, 1], [0, 2], [0, 3]]), 0, method))).toEqual([]);
  });

  it('looks through those with fewest collaborators first when not all can be looked through, and says so', () => {
    // 0 knows 1 (of degree 2) and 2 (of degree 10).
    const edges: Edge[] = [[0, 1], [1, 3], [0, 2], ...[4, 5, 6, 7, 8, 9, 10, 11, 12].map((other): Edge => [2, other])];
    const cut = suggestions(csrFromEdges(13, edges), 0, 'COMMON_NEIGHBOURS', 5);
    expect(cut).toMatchObject({ errorBound: null, collaboratorsLeftOut: 1 });
    expect(pairs(cut)).toEqual([[3, 1]]);
    expect(pairs(suggestions(csrFromEdges(13, edges), 0, 'COMMON_NEIGHBOURS')).length).toBe(10);
  });

  it('lets others in between while it counts for a hub', () => {
    // 1,500 collaborators who all know each other, and one of whom knows a stranger.
    const size = 1_500;
    const graphOfHub = project(buildIncidence([paper(Array.from({ length: size }, (_, i) => i)), paper([1, size])], size + 1), specWith({}));
    const work = twoHopSuggestions(graphOfHub, 0, 'ADAMIC_ADAR');
    let pauses = 0;
    let step = work.next();
    for (; step.done !== true; step = work.next()) pauses += 1;
    expect(pauses).toBeGreaterThan(1);
    expect(pairs(step.value)).toEqual([[size, 1 / Math.log(size)]]);
  });

  it('finds the common neighbours of a pair with their slots', () => {
    fc.assert(
      fc.property(randomEdges(10), ({ n, edges }) => {
        fc.pre(n > 1);
        const { offsets, neighbours, ...rest } = csrFromEdges(n, edges);
        const row = (node: number): number[] => [...neighbours.subarray(offsets[node], offsets[node + 1])];
        const found = commonNeighbours({ offsets, neighbours }, 0, 1);
        expect(found.map(({ node }) => node)).toEqual(row(0).filter((node) => row(1).includes(node)));
        for (const { node, slotOfA, slotOfB } of found) {
          expect([neighbours[slotOfA], neighbours[slotOfB]]).toEqual([node, node]);
          expect(slotOfA >= offsets[0] && slotOfA < offsets[1] && slotOfB >= offsets[1] && slotOfB < offsets[2]).toBe(true);
        }
        expect(rest.edgeCount).toBe(edges.length);
      }),
    );
  });
});

/** Personalised PageRank by the definition's equations, iterated until nothing changes. */
function walkShares({ nodeCount, offsets, neighbours, strength }: CsrGraph, source: number): number[] {
  const totals = Array.from({ length: nodeCount }, (_, node) => strength.subarray(offsets[node], offsets[node + 1]).reduce((a, b) => a + b, 0));
  let share = totals.map((_, node) => Number(node === source));
  for (let round = 0; round < 400; round++) {
    const next = share.map((_, node) => (node === source ? 1 - DAMPING : 0));
    for (let node = 0; node < nodeCount; node++) {
      for (let slot = offsets[node]; slot < offsets[node + 1]; slot++) next[neighbours[slot]] += (DAMPING * share[node] * strength[slot]) / totals[node];
    }
    share = next;
  }
  return share;
}

describe('personalised PageRank', () => {
  it('reaches beyond two hops, the nearer the more', () => {
    const found = suggestions(csrFromEdges(6, chain(6)), 0, 'PERSONALISED_PAGERANK');
    expect([...found.nodes]).toEqual([2, 3, 4, 5]);
  });

  it.each([['any graphs', randomEdges(12)], ['graphs of teams', randomTeams(12)]] as const)('of %s lies within its bound below the solved equations', (_name, family) => {
    fc.assert(
      fc.property(family, fc.constantFrom(undefined, 3, 40, 400), ({ n, edges }, maxSteps) => {
        fc.pre(n > 0);
        const graph = csrFromEdges(n, edges);
        const expected = walkShares(graph, 0);
        const found = suggestions(graph, 0, 'PERSONALISED_PAGERANK', maxSteps);
        const bound = found.errorBound ?? NaN;
        expect(bound).toBeLessThanOrEqual(maxSteps === undefined ? 1e-8 : 1);
        const scores = new Map(pairs(found));
        const known = new Set(graph.neighbours.subarray(graph.offsets[0], graph.offsets[1]));
        expect(pairs(found).filter(([node]) => known.has(node) || node === 0)).toEqual([]);
        const candidates = expected.map((_, node) => node).filter((node) => node !== 0 && !known.has(node));
        const short = candidates.map((node) => expected[node] - (scores.get(node) ?? 0));
        expect(short.filter((by) => by < -1e-12 || by > bound + 1e-12 || Number.isNaN(by))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('by definition', () => {
  it.each([['any graphs', randomEdges(12)], ['graphs of teams', randomTeams(12)]] as const)('on %s', (_name, family) => {
    fc.assert(
      fc.property(family, ({ n, edges }) => {
        const circles = Array.from({ length: n }, () => new Set<number>());
        for (const [a, b] of edges) {
          circles[a].add(b);
          circles[b].add(a);
        }
        const graph = csrFromEdges(n, edges);
        const score: Readonly<Record<string, (common: number[], either: number) => number>> = {
          COMMON_NEIGHBOURS: (common) => common.length,
          JACCARD: (common, either) => common.length / either,
          ADAMIC_ADAR: (common) => common.reduce((sum, z) => sum + 1 / Math.log(circles[z].size), 0),
          RESOURCE_ALLOCATION: (common) => common.reduce((sum, z) => sum + 1 / circles[z].size, 0),
        };
        for (const [method, of] of Object.entries(score)) {
          for (let a = 0; a < n; a++) {
            const found = suggestions(graph, a, method as SuggestionMethod);
            const expected = new Map<number, number>();
            for (let b = 0; b < n; b++) {
              const common = [...circles[a]].filter((z) => circles[b].has(z));
              if (b !== a && !circles[a].has(b) && common.length > 0) expected.set(b, of(common, new Set([...circles[a], ...circles[b]]).size));
            }
            expect(new Set(found.nodes)).toEqual(new Set(expected.keys()));
            expect(deviations([...found.scores], Array.from(found.nodes, (node) => expected.get(node) ?? NaN))).toEqual([]);
            for (let i = 1; i < found.nodes.length; i++) expect(found.scores[i]).toBeLessThanOrEqual(found.scores[i - 1] * (1 + 1e-12));
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('beside networkx and igraph', () => {
  interface Table {
    readonly labels: readonly string[];
    readonly edges: readonly Edge[];
    readonly suggestions: readonly { readonly id: SuggestionMethod; readonly networkx: readonly number[] | null; readonly igraph: readonly number[] | null }[];
  }

  it.each(['karate', 'florentine', 'davis'])('%s', (name) => {
    const { labels, edges, suggestions: rows } = JSON.parse(readFileSync(`data/reference/${name}.json`, 'utf8')) as Table;
    const n = labels.length;
    const graph = csrFromEdges(n, edges);
    expect(rows.map(({ id }) => id)).toEqual([...SUGGESTION_METHODS]);
    for (const { id, networkx, igraph } of rows) {
      for (const expected of [networkx, igraph]) {
        if (expected === null) continue;
        for (let a = 0; a < n; a++) {
          const found = suggestions(graph, a, id);
          const known = new Set([a, ...graph.neighbours.subarray(graph.offsets[a], graph.offsets[a + 1])]);
          const candidates = labels.map((_, b) => b).filter((b) => !known.has(b) && expected[a * n + b] > 0);
          expect([...found.nodes].toSorted((x, y) => x - y)).toEqual(candidates);
          const scores = new Map(pairs(found));
          expect(deviations(candidates.map((b) => scores.get(b) ?? NaN), candidates.map((b) => expected[a * n + b]), { tolerance: id === 'PERSONALISED_PAGERANK' ? 1e-7 : 1e-10 })).toEqual([]);
        }
      }
    }
  });
});
