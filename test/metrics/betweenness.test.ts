/** Betweenness on reduced graphs: what reductions leave, each way of searching beside the others, and plain oracles. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/graph/prng.js';
import type { CsrGraph } from '../../src/graph/types.js';
import { bucketsFor } from '../../src/metrics/paths/bucket-queue.js';
import { costSearches } from '../../src/metrics/paths/cost-searches.js';
import { laneSearches } from '../../src/metrics/paths/lane-searches.js';
import { planCostSearches } from '../../src/metrics/paths/plan-cost-searches.js';
import { planSearches } from '../../src/metrics/paths/plan-searches.js';
import type { SearchPlan } from '../../src/metrics/reduction/search-plan.js';
import { searchPlan } from '../../src/metrics/reduction/reduce.js';
import { deviations } from '../helpers/deviations.js';
import type { Edge } from '../helpers/graphs.js';
import { csrFromEdges, graphFromEdges, valuesOf } from '../helpers/graphs.js';
import { braid, cliqueEdges, paperNetwork, randomLengths, ring, sumsOf, teams, upTo } from './paper-networks.js';
import { plainBetweennessByLength, plainHops } from './plain-searches.js';

const plan = (n: number, edges: readonly Edge[]): SearchPlan => searchPlan(csrFromEdges(n, edges), null);

describe('reductions', () => {
  it.each([
    ['a clique', 9, cliqueEdges(upTo(9)), 0],
    ['a star', 12, upTo(11).map((i): Edge => [0, i + 1]), 0],
    ['a chain', 40, upTo(39).map((i): Edge => [i, i + 1]), 0],
    ['cliques that share an author', 13, [cliqueEdges(upTo(5)), cliqueEdges(upTo(5, 4)), cliqueEdges(upTo(5, 8))].flat(), 0],
    // Two teams around the same two leaders, one of three and one of two: open twins once each team is one.
    ['teams around the same leaders', 7, [cliqueEdges([0, 1, 2, 3, 4]), cliqueEdges([0, 1, 5, 6])].flat(), 0],
    ['a ring of four, which is two pairs of open twins', 4, ring(4), 0],
    // Nothing gives way in a ring of five or more.
    ['a ring of nine', 9, ring(9), 9],
    // Triangles on the ring's edges go one by one, then nothing more.
    ['a ring of six with a triangle on each edge', 12, [...ring(6), ...upTo(6).flatMap((i): Edge[] => [[i, 6 + i], [(i + 1) % 6, 6 + i]])], 12],
  ])('leave of %s so many searches', (_name, n, edges, searches) => {
    const made = plan(n, edges);
    expect(made.sources.length).toBe(searches);
    expect(deviations(valuesOf('BETWEENNESS', graphFromEdges(n, edges)), plainHops(csrFromEdges(n, edges)).betweenness)).toEqual([]);
  });

  it('take whatever hangs together by cliques apart to the end', () => {
    // A strip of triangles: only its ends are side vertices, then those behind them.
    const strip = upTo(200).flatMap((i): Edge[] => [[i, i + 1], [i, i + 2]]);
    const made = plan(202, strip);
    expect(made.batchOf.includes(0xffffffff)).toBe(false);
    expect(deviations(valuesOf('BETWEENNESS', graphFromEdges(202, strip)), plainHops(csrFromEdges(202, strip)).betweenness)).toEqual([]);
  });

  it('never lose a pair: every author is located once in each reduced graph', () => {
    fc.assert(
      fc.property(teams, ([n, lists]) => {
        const made = plan(n, lists.flatMap(cliqueEdges));
        for (const weight of made.weight) expect(weight).toBeGreaterThanOrEqual(1);
        expect(made.work.every((steps) => Number.isInteger(steps) && steps >= 1)).toBe(true);
        expect(made.offsets[made.nodeCount]).toBe(made.neighbours.length);
        for (let node = 0; node < made.nodeCount; node++) {
          const row = [...made.neighbours.subarray(made.offsets[node], made.offsets[node + 1])].map((other) => made.batchOf[other]);
          expect(row).toEqual(row.toSorted((a, b) => b - a));
        }
      }),
    );
  });

  it('give the betweenness of plain searches, by hops and by cost', () => {
    fc.assert(
      fc.property(teams, fc.infiniteStream(fc.constantFrom(60, 30, 20, 12, 6)), ([n, lists], strengths) => {
        const edges = lists.flatMap(cliqueEdges).map(([a, b]): Edge => [a, b, Number(strengths.next().value)]);
        const input = graphFromEdges(n, edges);
        expect(deviations(valuesOf('BETWEENNESS', input), plainHops(input.graph).betweenness)).toEqual([]);
        const lengths = input.graph.strength.map((strength) => Math.round(60 / strength));
        expect(deviations(valuesOf('BETWEENNESS', input, { distance: 'INVERSE_STRENGTH' }), plainBetweennessByLength(input.graph, lengths).nodes)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});

describe('searches of a plan', () => {
  const EDGES = paperNetwork(1500, 1700, 3);
  const made = plan(1500, EDGES);

  it('have enough to do here for lanes to be filled and batches to follow each other', () => {
    expect(made.sources.length).toBeGreaterThan(300);
    expect(made.batchOf.some((batch) => batch === 0xffffffff)).toBe(true);
    expect(made.multiplicity.some((authors) => authors > 1)).toBe(true);
  });

  it('are the same in 32 lanes as one by one, from any batch on', () => {
    const plain = sumsOf(made, planSearches(made));
    const lanes = sumsOf(made, laneSearches(made));
    expect(deviations(lanes.whole, plain.whole, { tolerance: 1e-12 })).toEqual([]);
    expect(deviations(lanes.inTwo, plain.whole, { tolerance: 1e-12 })).toEqual([]);
    expect(deviations(plain.inTwo, plain.whole, { tolerance: 1e-12 })).toEqual([]);
  });

  it('find room for more steps when they need it', () => {
    // Sources far apart on a long ring agree on no level, so that every lane has its own entries and steps.
    const spread = ring(3000);
    const found = plan(3000, spread);
    const shuffled = { ...found, sources: found.sources.map((_, i) => found.sources[(i * 1009) % 3000]) };
    expect(deviations(sumsOf(shuffled, laneSearches(shuffled)).whole, sumsOf(found, planSearches(found)).whole, { tolerance: 1e-12 })).toEqual([]);
  });

  it.each([
    ['equal costs', () => 1, 1, true],
    ['costs of few values', (random: () => number) => 1 + Math.floor(5 * random()), 1, true],
    ['costs of a hundred values', (random: () => number) => 10 + Math.floor(100 * random()), 0.001, true],
    ['costs of many values', (random: () => number) => 1 + Math.floor(1e6 * random()), 1, false],
    ['costs from 1e-9 to 1', (random: () => number) => 10 ** Math.floor(10 * random()), 1e-9, false],
  ])('by cost are those of plain searches with %s', (_name, length, unit, inBuckets) => {
    const random = seededRandom(8);
    const edges = paperNetwork(180, 200, 5);
    const graph: CsrGraph = csrFromEdges(180, edges);
    const lengths = randomLengths(graph, () => length(random));
    const costly = searchPlan(graph, lengths.map((units) => units * unit));
    const { whole } = sumsOf(costly, planCostSearches(costly));
    expect(whole.length).toBeGreaterThan(50);
    const buckets = bucketsFor(costly.costs, costly.nodeCount);
    expect(buckets !== null).toBe(inBuckets);
    const compiled = sumsOf(costly, buckets === null ? planCostSearches(costly) : costSearches(costly, buckets));
    expect([...compiled.whole]).toEqual([...whole]);
    expect(deviations(compiled.inTwo, whole, { tolerance: 1e-12 })).toEqual([]);
    const input = graphFromEdges(180, edges);
    const strength = lengths.map((units) => 1 / (units * unit));
    const values = valuesOf('BETWEENNESS', { ...input, graph: { ...input.graph, strength } }, { distance: 'INVERSE_STRENGTH' });
    expect(deviations(values, plainBetweennessByLength(graph, lengths).nodes)).toEqual([]);
  });
});

describe('numbers of shortest paths', () => {
  it('beyond double precision are refused in words that say between whom, however they are counted', () => {
    const edges = braid(1100);
    const made = plan(3300, edges);
    expect(made.sources.length).toBeGreaterThan(64);
    const refusal = /^more than 1\.8e308 shortest paths lead from one author to another \(the graph's nodes \d+ and \d+, counted from 0 in their order\): too many to count in double precision\.$/;
    expect(() => valuesOf('BETWEENNESS', graphFromEdges(3300, edges))).toThrow(refusal);
    const lengths = new Float64Array(2 * edges.length).fill(1);
    const costly = searchPlan(csrFromEdges(3300, edges), lengths);
    expect(() => sumsOf(costly, planCostSearches(costly))).toThrow(refusal);
    expect(() => sumsOf(costly, costSearches(costly, { ring: 8, perUnit: 1 }))).toThrow(refusal);
  });

  it('that only arise from pieces are never multiplied', () => {
    // 1,100 pairs of authors one behind the other: 2^1100 paths from end to end, but each pair is a block of its own.
    const edges = upTo(1100).map((i) => 3 * i).flatMap((node): Edge[] => [[node, node + 1], [node, node + 2], [node + 1, node + 3], [node + 2, node + 3]]);
    const values = valuesOf('BETWEENNESS', graphFromEdges(3301, edges));
    // Either of a pair is on half of the paths between what lies before and behind it, 3i + 1 and 3(1099 − i) + 1 authors.
    expect(values[1]).toBe((1 * 3298) / 2);
    expect(values[1501]).toBe((1501 * 1798) / 2);
  });
});
