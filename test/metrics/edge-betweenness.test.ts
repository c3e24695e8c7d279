/** What collaborations carry, on reduced graphs: each reduction by itself, each way of searching beside the others, and plain oracles. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/graph/prng.js';
import type { CsrGraph } from '../../src/graph/types.js';
import { edgeNumbers } from '../../src/metrics/collaboration/pair-values.js';
import { bucketsFor } from '../../src/metrics/paths/bucket-queue.js';
import { costSearches } from '../../src/metrics/paths/cost-searches.js';
import { laneSearches } from '../../src/metrics/paths/lane-searches.js';
import { planCostSearches } from '../../src/metrics/paths/plan-cost-searches.js';
import { planSearches } from '../../src/metrics/paths/plan-searches.js';
import { searchPlan } from '../../src/metrics/reduction/reduce.js';
import { deviations } from '../helpers/deviations.js';
import type { Edge } from '../helpers/graphs.js';
import { csrFromEdges, graphFromEdges, valuesOf } from '../helpers/graphs.js';
import { braid, cliqueEdges, paperNetwork, randomLengths, ring, sumsOf, teams, upTo } from './paper-networks.js';
import { plainBetweennessByLength, slotBack } from './plain-searches.js';

const BY_COST = { distance: 'INVERSE_STRENGTH' };

const planOf = (graph: CsrGraph, costs: Float64Array | null = null) => searchPlan(graph, costs, edgeNumbers(graph));

/** The values of some edges, by their ends. */
function onEdges(n: number, edges: readonly Edge[], wanted: readonly Edge[]): number[] {
  const input = graphFromEdges(n, edges);
  const { offsets, neighbours } = input.graph;
  const values = valuesOf('EDGE_BETWEENNESS', input);
  return wanted.map(([a, b]) => values[offsets[a] + neighbours.subarray(offsets[a], offsets[a + 1]).indexOf(b)]);
}

const plainHopEdges = (graph: CsrGraph): Float64Array => plainBetweennessByLength(graph, new Uint8Array(graph.neighbours.length).fill(1)).edges;

describe('closed forms of what is never searched', () => {
  it.each([2, 3, 10])('%i authors around two leaders, who are open twins: each edge has its own pair, half of the twins’, and a share of the leaders’', (m) => {
    const edges = upTo(m, 2).flatMap((author): Edge[] => [[0, author], [1, author]]);
    expect(planOf(csrFromEdges(m + 2, edges)).sources.length).toBe(0);
    expect(deviations(onEdges(m + 2, edges, [[0, 2], [1, m + 1]]), [1 + (m - 1) / 2 + 1 / m, 1 + (m - 1) / 2 + 1 / m])).toEqual([]);
  });

  it('two cliques that share an author: the edges to it carry all of the other clique', () => {
    const edges = [cliqueEdges(upTo(5)), cliqueEdges(upTo(4, 4))].flat();
    expect(planOf(csrFromEdges(8, edges)).sources.length).toBe(0);
    expect(onEdges(8, edges, [[0, 1], [0, 4], [4, 5], [5, 6]])).toEqual([1, 4, 5, 1]);
  });

  it('a clique in which each author has students of their own: as many pairs as both ends have people', () => {
    // Author i has i students: nobody can be drawn together, and the clique needs no search.
    const students = upTo(5).flatMap((author) => upTo(author, 10 * (author + 1)).map((student): Edge => [author, student]));
    const n = 60;
    const edges = [...cliqueEdges(upTo(5)), ...students];
    expect(planOf(csrFromEdges(n, edges)).sources.length).toBe(0);
    expect(onEdges(n, edges, cliqueEdges(upTo(5)))).toEqual(cliqueEdges(upTo(5)).map(([a, b]) => (a + 1) * (b + 1)));
    expect(onEdges(n, edges, students)).toEqual(students.map(() => 14));
  });
});

describe('twins whom more paths end at than at others', () => {
  // Two closed twins, 0 and 1, between two rivals 2 and 3 who have no edge; 4 hangs on 0 alone.
  const edges: Edge[] = [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [0, 4]];

  it('stay apart, as their edges carry different numbers', () => {
    expect(deviations(valuesOf('EDGE_BETWEENNESS', graphFromEdges(5, edges)), plainHopEdges(csrFromEdges(5, edges)))).toEqual([]);
    // 0–2: its own pair, 4–2, and half of 2–3; 1–2: its own pair and half of 2–3.
    expect(onEdges(5, edges, [[0, 2], [1, 2], [0, 1], [0, 4]])).toEqual([2.5, 1.5, 2, 4]);
  });

  it('are drawn together where as many end at each', () => {
    const both: Edge[] = [...ring(6), ...upTo(6).flatMap((i): Edge[] => [[i, 6 + i], [(i + 1) % 6, 6 + i], [(i + 5) % 6, 6 + i], [6 + i, 6 + ((i + 1) % 6)]])];
    const withStudents = (counts: readonly number[]): Edge[] => [...both, ...upTo(12).flatMap((i) => upTo(counts[Math.floor(i / 6)], 100 + 10 * i).map((student): Edge => [i, student]))];
    const graph = csrFromEdges(300, withStudents([2, 2]));
    expect(planOf(graph).multiplicity.every((authors) => authors === 2)).toBe(true);
    expect(planOf(csrFromEdges(300, withStudents([2, 3]))).nodeCount).toBeGreaterThan(6);
    for (const counts of [[2, 2], [2, 3]]) {
      expect(deviations(valuesOf('EDGE_BETWEENNESS', graphFromEdges(300, withStudents(counts))), plainHopEdges(csrFromEdges(300, withStudents(counts))))).toEqual([]);
    }
  });
});

describe('on random teams', () => {
  /** Teams with students hanging on some of their members, so that there are articulation points of every weight among twins. */
  const withStudents = fc.tuple(teams, fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 3 })), { maxLength: 6 })).map(([[n, lists], hung]) => {
    const edges = lists.flatMap(cliqueEdges);
    let next = n;
    for (const [author, students] of hung) for (let i = 0; i < students; i++) edges.push([author % n, next++]);
    return { n: next, edges };
  });

  it('gives what plain searches give, by hops and by cost', () => {
    fc.assert(
      fc.property(withStudents, fc.infiniteStream(fc.constantFrom(60, 30, 20, 12, 6)), ({ n, edges }, strengths) => {
        const input = graphFromEdges(n, edges.map(([a, b]): Edge => [a, b, Number(strengths.next().value)]));
        expect(deviations(valuesOf('EDGE_BETWEENNESS', input), plainHopEdges(input.graph))).toEqual([]);
        const lengths = input.graph.strength.map((strength) => Math.round(60 / strength));
        expect(deviations(valuesOf('EDGE_BETWEENNESS', input, BY_COST), plainBetweennessByLength(input.graph, lengths).edges)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('plans keep graphs even and number each edge once', () => {
    fc.assert(
      fc.property(withStudents, ({ n, edges }) => {
        const graph = csrFromEdges(n, edges);
        const { offsets, nodeCount, neighbours, edges: found } = planOf(graph);
        expect([...found.edgeOf].toSorted((a, b) => a - b)).toEqual(upTo(found.account.length).flatMap((edge) => [edge, edge]));
        for (let node = 0; node < nodeCount; node++) {
          for (let slot = offsets[node]; slot < offsets[node + 1]; slot++) {
            const back = neighbours.subarray(offsets[neighbours[slot]], offsets[neighbours[slot] + 1]).indexOf(node) + offsets[neighbours[slot]];
            expect(found.edgeOf[back]).toBe(found.edgeOf[slot]);
          }
        }
      }),
    );
  });
});

describe('searches of a plan', () => {
  const GRAPH = csrFromEdges(900, paperNetwork(900, 1000, 3));
  const made = planOf(GRAPH);

  it('have enough to do here for lanes to be filled and batches to follow each other', () => {
    expect(made.sources.length).toBeGreaterThan(200);
    expect(made.batchOf.some((batch) => batch === 0xffffffff)).toBe(true);
    expect(made.batchOf.some((batch) => batch !== 0xffffffff)).toBe(true);
    expect(made.multiplicity.some((authors) => authors > 1)).toBe(true);
  });

  it('are the same in 32 lanes as one by one, from any batch on', () => {
    const plain = sumsOf(made, planSearches(made));
    const lanes = sumsOf(made, laneSearches(made));
    expect(deviations(lanes.whole, plain.whole, { tolerance: 1e-12 })).toEqual([]);
    expect(deviations(lanes.inTwo, plain.whole, { tolerance: 1e-12 })).toEqual([]);
    expect(deviations(plain.inTwo, plain.whole, { tolerance: 1e-12 })).toEqual([]);
  });

  it('give what plain searches of the whole graph give', () => {
    const values = valuesOf('EDGE_BETWEENNESS', { ...graphFromEdges(0, []), graph: GRAPH });
    expect(deviations(values, plainHopEdges(GRAPH))).toEqual([]);
    for (let slot = 0; slot < values.length; slot++) expect(values[slotBack(GRAPH, slot)]).toBe(values[slot]);
  });

  it.each([
    ['costs of few values', 5, true],
    ['costs of many values', 1e6, false],
  ])('by cost are those of plain searches with %s', (_name, most, inBuckets) => {
    const random = seededRandom(8);
    const graph = csrFromEdges(180, paperNetwork(180, 200, 5));
    const lengths = randomLengths(graph, () => 1 + Math.floor(most * random()));
    const costly = planOf(graph, lengths);
    const { whole } = sumsOf(costly, planCostSearches(costly));
    expect(costly.sources.length).toBeGreaterThan(64);
    const buckets = bucketsFor(costly.costs, costly.nodeCount);
    expect(buckets !== null).toBe(inBuckets);
    const compiled = sumsOf(costly, buckets === null ? planCostSearches(costly) : costSearches(costly, buckets));
    expect(deviations(compiled.whole, whole, { tolerance: 1e-13 })).toEqual([]);
    expect(deviations(compiled.inTwo, whole, { tolerance: 1e-12 })).toEqual([]);
    const values = valuesOf('EDGE_BETWEENNESS', { ...graphFromEdges(0, []), graph: { ...graph, strength: lengths.map((length) => 1 / length) } }, BY_COST);
    expect(deviations(values, plainBetweennessByLength(graph, lengths).edges)).toEqual([]);
  });

  it('refuse more paths than double precision holds, however they are counted', () => {
    const graph = csrFromEdges(3300, braid(1100));
    const refusal = /^more than 1\.8e308 shortest paths lead from one author to another \(the graph's nodes \d+ and \d+, counted from 0 in their order\): too many to count in double precision\.$/;
    expect(() => valuesOf('EDGE_BETWEENNESS', { ...graphFromEdges(0, []), graph })).toThrow(refusal);
    const costly = planOf(graph, new Float64Array(graph.neighbours.length).fill(1));
    expect(() => sumsOf(costly, planCostSearches(costly))).toThrow(refusal);
    expect(() => sumsOf(costly, costSearches(costly, { ring: 8, perUnit: 1 }))).toThrow(refusal);
  });
});
