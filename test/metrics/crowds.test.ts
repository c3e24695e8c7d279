/** Crowds: searches that hand on to large cliques at once find what searches along each edge find. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ComputePool } from '../../src/compute/pool.js';
import { seededRandom } from '../../src/graph/prng.js';
import type { BatchSearches } from '../../src/metrics/paths/batch-searches.js';
import { laneSearches } from '../../src/metrics/paths/lane-searches.js';
import { planSearches } from '../../src/metrics/paths/plan-searches.js';
import { decidedParameters } from '../../src/metrics/parameters.js';
import { withCrowds } from '../../src/metrics/reduction/crowds.js';
import { largeCliques } from '../../src/metrics/reduction/large-cliques.js';
import { searchPlan } from '../../src/metrics/reduction/reduce.js';
import type { SearchPlan } from '../../src/metrics/reduction/search-plan.js';
import { metricById } from '../../src/metrics/registry.js';
import { runMetric } from '../../src/metrics/run.js';
import { deviations } from '../helpers/deviations.js';
import type { Edge } from '../helpers/graphs.js';
import { csrFromEdges, graphFromEdges, valuesOf } from '../helpers/graphs.js';
import { cliqueEdges, paperNetwork, randomLengths, ring, sumsOf, teams, upTo } from './paper-networks.js';
import { plainHops } from './plain-searches.js';

/** Every clique of three makes a crowd, whether that pays or not. */
const EVERY = { leastClique: 3, leastSaved: 0, mostPairs: Infinity };

const planOf = (n: number, edges: readonly Edge[]): SearchPlan => searchPlan(csrFromEdges(n, edges), null);
const engines: ReadonlyArray<readonly [string, (plan: SearchPlan) => BatchSearches]> = [['32 lanes', laneSearches], ['one by one', planSearches]];

/** Many papers of three to nine among few authors, so that their cliques overlap and reductions leave them. */
const crowded = fc
  .integer({ min: 8, max: 40 })
  .chain((n) => fc.tuple(fc.constant(n), fc.array(fc.uniqueArray(fc.nat(n - 1), { minLength: 3, maxLength: 9 }), { minLength: 2, maxLength: 14 }), fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 40 })))
  .map(([n, lists, pairs]) => [n, [...lists.flatMap(cliqueEdges), ...pairs.filter(([a, b]) => a !== b).map(([a, b]): Edge => [a, b])]] as const);

/** A network of small papers with three of 160, 110 and 120 authors, two of which share half of their authors. */
const LARGE: readonly Edge[] = [
  ...paperNetwork(600, 1100, 5),
  ...[upTo(160), upTo(110, 105), upTo(120, 400)].flatMap((authors) => cliqueEdges(authors)),
];

describe('large cliques', () => {
  it('are cliques, each with a node of its own, and of a paper all who are left', () => {
    fc.assert(
      fc.property(crowded, ([n, edges]) => {
        const { offsets, neighbours } = csrFromEdges(n, edges);
        const isEdge = (a: number, b: number) => neighbours.subarray(offsets[a], offsets[a + 1]).includes(b);
        const covered = new Set<number>();
        for (const clique of largeCliques({ nodeCount: n, offsets, neighbours }, 4)) {
          expect(clique.length).toBeGreaterThanOrEqual(4);
          for (const a of clique) for (const b of clique) expect(a === b || isEdge(a, b)).toBe(true);
          expect(clique.some((node) => !covered.has(node))).toBe(true);
          for (const node of clique) covered.add(node);
        }
      }),
    );
    const alone = csrFromEdges(60, [...cliqueEdges(upTo(40)), ...ring(60)]);
    expect(largeCliques(alone, 20).map((clique) => [...clique])).toEqual([upTo(40)]);
    expect(largeCliques(alone, 41)).toEqual([]);
  });
});

describe('crowds', () => {
  it('take edges out of rows, and no others than those between their nodes', () => {
    fc.assert(
      fc.property(crowded, ([n, edges]) => {
        const plan = planOf(n, edges);
        const made = withCrowds(plan, EVERY);
        const { crowds } = made;
        const rowsOf = ({ offsets, neighbours }: SearchPlan) => upTo(plan.nodeCount).map((node) => [...neighbours.subarray(offsets[node], offsets[node + 1])]);
        const besideOf = (crowd: number) => (crowds === undefined || crowd === 0 ? [] : [...crowds.beside.subarray(crowds.besideOffsets[crowd - 1], crowds.besideOffsets[crowd])]);
        const membersOf = (crowd: number) => (crowds === undefined ? [] : [...crowds.members.subarray(crowds.memberOffsets[crowd - 1], crowds.memberOffsets[crowd])]);
        const whole = rowsOf(made).map((row, node) => [...row, ...besideOf(crowds?.crowdOf[node] ?? 0).flatMap(membersOf).filter((other) => other !== node)]);
        expect(whole.map((row) => row.toSorted((a, b) => a - b))).toEqual(rowsOf(plan).map((row) => row.toSorted((a, b) => a - b)));
        expect(made.work.every((steps, batch) => Number.isInteger(steps) && steps >= 1 && steps <= plan.work[batch])).toBe(true);
      }),
    );
  });

  it.each(engines)('change no sum, searched in %s, from any batch on', (_name, engine) => {
    let withSome = 0;
    fc.assert(
      fc.property(fc.oneof(crowded, teams.map(([n, lists]) => [n, lists.flatMap(cliqueEdges)] as const)), ([n, edges]) => {
        const plan = planOf(n, edges);
        const made = withCrowds(plan, EVERY);
        if (made.crowds !== undefined) withSome++;
        const expected = sumsOf(plan, planSearches(plan)).whole;
        const found = sumsOf(made, engine(made));
        expect(deviations(found.whole, expected, { tolerance: 1e-12 })).toEqual([]);
        expect(deviations(found.inTwo, expected, { tolerance: 1e-12 })).toEqual([]);
      }),
      { numRuns: 300 },
    );
    expect(withSome).toBeGreaterThan(60);
  });

  it.each(engines)('of hundreds of authors change no sum, searched in %s', (_name, engine) => {
    const plan = planOf(600, LARGE);
    const made = withCrowds(plan);
    expect(made.crowds?.count).toBeGreaterThanOrEqual(3);
    expect(made.neighbours.length).toBeLessThan(plan.neighbours.length / 2);
    const expected = sumsOf(plan, planSearches(plan)).whole;
    const found = sumsOf(made, engine(made));
    expect(deviations(found.whole, expected, { tolerance: 1e-12 })).toEqual([]);
    expect(deviations(found.inTwo, expected, { tolerance: 1e-12 })).toEqual([]);
  });

  it('give the betweenness of plain searches', () => {
    expect(deviations(valuesOf('BETWEENNESS', graphFromEdges(600, LARGE)), plainHops(csrFromEdges(600, LARGE)).betweenness)).toEqual([]);
  });

  it('give the same bits on 1, 2 and 4 workers', async () => {
    const input = { ...graphFromEdges(600, LARGE), parameters: decidedParameters(metricById('BETWEENNESS'), { nodeCount: 600, edgeCount: LARGE.length }, { method: 'EXACT' }) };
    const here = runMetric(metricById('BETWEENNESS'), input, input.parameters);
    for (const threads of [1, 2, 4]) {
      const pool = new ComputePool({ threads });
      expect(await pool.run('BETWEENNESS', input)).toEqual(here);
      await pool.close();
    }
  });

  it('give it among more large papers than are remembered at a time', () => {
    const random = seededRandom(9);
    const papers = upTo(45).map(() => [...new Set(upTo(45).map(() => Math.floor(500 * random() ** 1.3)))]);
    const edges = [...paperNetwork(500, 300, 6), ...papers.flatMap((authors) => cliqueEdges(authors))];
    expect(deviations(valuesOf('BETWEENNESS', graphFromEdges(500, edges)), plainHops(csrFromEdges(500, edges)).betweenness)).toEqual([]);
  });

  it('find room for more entries when they need it, and begin anew', () => {
    // Sources far apart agree on no level, so that every lane has entries of its own.
    const edges = [...ring(2000), ...upTo(12).flatMap((i) => cliqueEdges(upTo(8).map((j) => (i * 160 + j * 11) % 2000)))];
    const plan = planOf(2000, edges);
    const shuffled = { ...plan, sources: plan.sources.map((_, i) => plan.sources[(i * 1009) % plan.sources.length]), factors: plan.factors.map((_, i) => plan.factors[(i * 1009) % plan.sources.length]) };
    const made = withCrowds(shuffled, { ...EVERY, leastClique: 6 });
    expect(made.crowds).toBeDefined();
    expect(deviations(sumsOf(made, laneSearches(made)).whole, sumsOf(shuffled, planSearches(shuffled)).whole, { tolerance: 1e-12 })).toEqual([]);
  });

  it('are not made where cliques are small, or few of the edges are theirs', () => {
    expect(withCrowds(planOf(1500, paperNetwork(1500, 1700, 3))).crowds).toBeUndefined();
    const plan = planOf(600, LARGE);
    expect(withCrowds(plan, { leastClique: 100, leastSaved: 0.99, mostPairs: 1 })).toBe(plan);
    expect(withCrowds(plan, { leastClique: 100, leastSaved: 0, mostPairs: 0 })).toBe(plan);
    const graph = csrFromEdges(600, LARGE);
    const costly = searchPlan(graph, randomLengths(graph, () => 1));
    expect(withCrowds(costly).crowds).toBeUndefined();
  });
});
