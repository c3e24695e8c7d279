/** Values of collaborations: Simmelian strength, disparity, edge betweenness. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgeNumbers } from '../../src/metrics/collaboration/pair-values.js';
import { metricById } from '../../src/metrics/registry.js';
import { runMetric } from '../../src/metrics/run.js';
import { deviations } from '../helpers/deviations.js';
import type { Edge, MetricInput } from '../helpers/graphs.js';
import { graphFromEdges, valueOf, valuesOf } from '../helpers/graphs.js';
import { allPairs, betweennessByDefinition } from './brute-force.js';
import { chain, clique, randomEdges, randomTeams, sixtieths } from './named-graphs.js';

const path5 = graphFromEdges(5, chain(5));
const star6 = graphFromEdges(6, [1, 2, 3, 4, 5].map((leaf): Edge => [0, leaf]));
const cycle5 = graphFromEdges(5, [...chain(5), [0, 4]]);
const cycle6 = graphFromEdges(6, [...chain(6), [0, 5]]);
const clique5 = graphFromEdges(5, clique([0, 1, 2, 3, 4]));
const barbell = graphFromEdges(8, [...clique([0, 1, 2, 3]), ...clique([4, 5, 6, 7]), [3, 4]]);
const lollipop = graphFromEdges(6, [...clique([0, 1, 2, 3]), [3, 4], [4, 5]]);
const pieces = graphFromEdges(6, [...clique([0, 1, 2]), [3, 4]]);
const EMPTY = [graphFromEdges(3, []), graphFromEdges(1, []), graphFromEdges(0, [])];

/** Values by edge `a b`, a < b; both directions must agree bit for bit. */
function byEdge(id: string, input: MetricInput, parameters = {}): Map<string, number> {
  const values = valuesOf(id, input, parameters);
  const { nodeCount, offsets, neighbours } = input.graph;
  const found = new Map<string, number>();
  for (let a = 0; a < nodeCount; a++) {
    for (let slot = offsets[a]; slot < offsets[a + 1]; slot++) {
      const key = `${Math.min(a, neighbours[slot])} ${Math.max(a, neighbours[slot])}`;
      expect(values[slot]).toBe(found.get(key) ?? values[slot]);
      found.set(key, values[slot]);
    }
  }
  return found;
}

const inOrder = (id: string, input: MetricInput, edges: readonly Edge[], parameters = {}): number[] => {
  const found = byEdge(id, input, parameters);
  return edges.map(([a, b]) => found.get(`${Math.min(a, b)} ${Math.max(a, b)}`) ?? NaN);
};

describe('the number of an edge', () => {
  it('is the same both ways, and counts from 0 in the order of the ends', () => {
    fc.assert(
      fc.property(randomEdges(12), ({ n, edges }) => {
        const { graph } = graphFromEdges(n, edges);
        const numbers = edgeNumbers(graph);
        const sorted = edges.toSorted(([a, b], [c, d]) => a - c || b - d);
        const expected = new Map(sorted.map(([a, b], i) => [`${a} ${b}`, i]));
        for (let a = 0; a < n; a++) {
          for (let slot = graph.offsets[a]; slot < graph.offsets[a + 1]; slot++) {
            const b = graph.neighbours[slot];
            expect(numbers[slot]).toBe(expected.get(`${Math.min(a, b)} ${Math.max(a, b)}`));
          }
        }
      }),
    );
  });
});

describe('Simmelian strength', () => {
  it('is the number of third parties', () => {
    expect([...byEdge('SIMMELIAN_STRENGTH', clique5).values()]).toEqual(Array.from({ length: 10 }, () => 3));
    expect([...byEdge('SIMMELIAN_STRENGTH', star6).values()]).toEqual([0, 0, 0, 0, 0]);
    expect(inOrder('SIMMELIAN_STRENGTH', barbell, [[0, 1], [2, 3], [3, 4], [5, 7]])).toEqual([2, 2, 0, 2]);
    expect(inOrder('SIMMELIAN_STRENGTH', pieces, [[0, 1], [3, 4]])).toEqual([1, 0]);
    for (const input of EMPTY) expect(valuesOf('SIMMELIAN_STRENGTH', input)).toEqual([]);
  });

  it('agrees with looking for them, and sums to six times the triangles', () => {
    fc.assert(
      fc.property(randomEdges(14), ({ n, edges }) => {
        const input = graphFromEdges(n, edges);
        const linked = new Set(edges.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
        const expected = edges.map(([a, b]) => Array.from({ length: n }, (_, c) => c).filter((c) => linked.has(`${a} ${c}`) && linked.has(`${b} ${c}`)).length);
        expect(inOrder('SIMMELIAN_STRENGTH', input, edges)).toEqual(expected);
        expect(valuesOf('SIMMELIAN_STRENGTH', input).reduce((a, b) => a + b, 0)).toBe(6 * valueOf('TRIANGLE_COUNT', input));
      }),
      { numRuns: 200 },
    );
  });
});

/** The filter's own definition, 1 − (k − 1)∫₀^p (1 − x)^(k − 2) dx, integrated by Simpson's rule. */
function alphaByIntegral(share: number, degree: number): number {
  if (degree === 1) return 1;
  const steps = 2000;
  const f = (x: number): number => (1 - x) ** (degree - 2);
  let sum = f(0) + f(share);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * f((share * i) / steps);
  return 1 - (degree - 1) * ((sum * share) / steps / 3);
}

describe('disparity', () => {
  it('is known where strength is spread evenly', () => {
    expect(inOrder('DISPARITY', path5, chain(5))).toEqual([0.5, 0.5, 0.5, 0.5]);
    expect(deviations(inOrder('DISPARITY', star6, [[0, 1], [0, 5]]), [(4 / 5) ** 4, (4 / 5) ** 4])).toEqual([]);
    expect(deviations(inOrder('DISPARITY', clique5, [[0, 1]]), [(3 / 4) ** 3])).toEqual([]);
    // Neither of a lonely pair says anything; in the triangle each has two.
    expect(inOrder('DISPARITY', pieces, [[0, 1], [3, 4]])).toEqual([0.5, 1]);
    for (const input of EMPTY) expect(valuesOf('DISPARITY', input)).toEqual([]);
  });

  it('tells a strong tie from weak ones, and does not depend on the unit of strength', () => {
    const edges: Edge[] = [[0, 1, 8], [0, 2, 1], [0, 3, 1]];
    const expected = [(1 - 0.8) ** 2, (1 - 0.1) ** 2, (1 - 0.1) ** 2];
    expect(deviations(inOrder('DISPARITY', graphFromEdges(4, edges), edges), expected)).toEqual([]);
    const scaled = edges.map(([a, b, strength = 1]): Edge => [a, b, strength / 3]);
    expect(deviations(inOrder('DISPARITY', graphFromEdges(4, scaled), edges), expected)).toEqual([]);
  });

  it('agrees with netbone on the reference tables; what it is silent about is 1 here', () => {
    const table = JSON.parse(readFileSync('data/reference/backbone/disparity.json', 'utf8')) as { values: Record<string, (number | null)[]> };
    expect(Object.keys(table.values).length).toBe(5);
    for (const [name, expected] of Object.entries(table.values)) {
      const { labels, edges } = JSON.parse(readFileSync(`data/reference/${name}.json`, 'utf8')) as { labels: string[]; edges: Edge[] };
      expect(deviations(inOrder('DISPARITY', graphFromEdges(labels.length, edges), edges), expected.map((value) => value ?? 1))).toEqual([]);
    }
  });

  it('agrees with the integral that defines it', () => {
    fc.assert(
      fc.property(randomEdges(9), ({ n, edges }) => {
        const at = (node: number): Edge[] => edges.filter(([a, b]) => a === node || b === node);
        const total = (node: number): number => at(node).reduce((sum, [, , strength = 1]) => sum + strength, 0);
        const expected = edges.map(([a, b, strength = 1]) => Math.min(...[a, b].map((end) => alphaByIntegral(strength / total(end), at(end).length))));
        const values = inOrder('DISPARITY', graphFromEdges(n, edges), edges);
        expect(deviations(values, expected, { tolerance: 1e-8 })).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('edge betweenness', () => {
  const BY_COST = { distance: 'INVERSE_STRENGTH' };

  it.each([{}, BY_COST])('has closed forms %j', (parameters) => {
    expect(deviations(inOrder('EDGE_BETWEENNESS', path5, chain(5), parameters), [4, 6, 6, 4])).toEqual([]);
    expect(deviations(inOrder('EDGE_BETWEENNESS', star6, [[0, 1], [0, 5]], parameters), [5, 5])).toEqual([]);
    expect(deviations([...byEdge('EDGE_BETWEENNESS', cycle5, parameters).values()], [3, 3, 3, 3, 3])).toEqual([]);
    expect(deviations([...byEdge('EDGE_BETWEENNESS', cycle6, parameters).values()], [4.5, 4.5, 4.5, 4.5, 4.5, 4.5])).toEqual([]);
    expect(deviations([...byEdge('EDGE_BETWEENNESS', clique5, parameters).values()], Array.from({ length: 10 }, () => 1))).toEqual([]);
    expect(deviations(inOrder('EDGE_BETWEENNESS', barbell, [[3, 4], [0, 3], [0, 1]], parameters), [16, 5, 1])).toEqual([]);
    expect(deviations(inOrder('EDGE_BETWEENNESS', lollipop, [[4, 5], [3, 4], [0, 3], [0, 1]], parameters), [5, 8, 3, 1])).toEqual([]);
    expect(deviations(inOrder('EDGE_BETWEENNESS', pieces, [[0, 1], [3, 4]], parameters), [1, 1])).toEqual([]);
    for (const input of EMPTY) expect(valuesOf('EDGE_BETWEENNESS', input, parameters)).toEqual([]);
  });

  it('is normalised by the number of pairs', () => {
    const { values, normalized } = runMetric(metricById('EDGE_BETWEENNESS'), path5);
    expect(deviations([...(normalized ?? [])], [...values].map((value) => value / 10))).toEqual([]);
  });

  /** Costs so different (1 to 10,000 sixtieths) that buckets give way to a heap. */
  const farApart = randomTeams(11).map(({ edges, ...rest }) => ({ ...rest, edges: edges.map(([a, b, strength]): Edge => [a, b, strength === 12 ? 0.006 : strength]) }));
  const families = [['any graphs', randomEdges(11)], ['graphs of teams', randomTeams(11)], ['costs far apart', farApart]] as const;

  describe.each(families)('of %s', (_name, family) => {
    it.each([[{}, false], [BY_COST, true]] as const)('agrees with its definition, %j', (parameters, byCost) => {
      fc.assert(
        fc.property(family, ({ n, edges }) => {
          const pairs = allPairs(n, edges, byCost ? sixtieths : undefined);
          const values = inOrder('EDGE_BETWEENNESS', graphFromEdges(n, edges), edges, parameters);
          const lengthOf = (edge: Edge): number => (byCost ? sixtieths(edge) : 1);
          const expected = edges.map((edge) => {
            const [a, b] = edge;
            let sum = 0;
            for (let s = 0; s < n; s++) {
              for (let t = s + 1; t < n; t++) {
                if (pairs.distance[s][t] === Infinity) continue;
                for (const [from, to] of [[a, b], [b, a]]) {
                  if (pairs.distance[s][from] + lengthOf(edge) + pairs.distance[to][t] !== pairs.distance[s][t]) continue;
                  sum += (pairs.paths[s][from] * pairs.paths[to][t]) / pairs.paths[s][t];
                }
              }
            }
            return sum;
          });
          expect(deviations(values, expected)).toEqual([]);
        }),
        { numRuns: 200 },
      );
    });

    it('sums over all to the distances, and over those of an author to what passes and what ends there', () => {
      fc.assert(
        fc.property(family, ({ n, edges }) => {
          const { distance, paths } = allPairs(n, edges);
          const input = graphFromEdges(n, edges);
          const values = valuesOf('EDGE_BETWEENNESS', input);
          const finite = distance.map((row) => row.filter((d) => d > 0 && d < Infinity));
          expect(values.reduce((a, b) => a + b, 0)).toBeCloseTo(finite.flat().reduce((a, b) => a + b, 0), 8);
          const passing = betweennessByDefinition({ distance, paths });
          const { offsets } = input.graph;
          const sums = passing.map((_, node) => values.slice(offsets[node], offsets[node + 1]).reduce((a, b) => a + b, 0));
          expect(deviations(sums, passing.map((value, node) => 2 * value + finite[node].length))).toEqual([]);
        }),
      );
    });
  });

  it('does not depend on how authors are numbered', () => {
    fc.assert(
      fc.property(randomTeams(11), ({ n, edges, order }) => {
        const renumbered = edges.map(([a, b, strength]): Edge => [order[a], order[b], strength]);
        for (const [id, parameters] of [['EDGE_BETWEENNESS', {}], ['EDGE_BETWEENNESS', BY_COST], ['DISPARITY', {}], ['SIMMELIAN_STRENGTH', {}], ['BRIDGE', {}]] as const) {
          const values = inOrder(id, graphFromEdges(n, edges), edges, parameters);
          expect(deviations(inOrder(id, graphFromEdges(n, renumbered), renumbered, parameters), values)).toEqual([]);
        }
      }),
    );
  });
});

describe('betweenness centralisation', () => {
  it('is 1 for a star, 0 where all are alike, and undefined below three authors', () => {
    expect(valueOf('BETWEENNESS_CENTRALIZATION', star6)).toBe(1);
    expect(valueOf('BETWEENNESS_CENTRALIZATION', star6, { distance: 'INVERSE_STRENGTH' })).toBe(1);
    expect([cycle6, clique5, graphFromEdges(3, [])].map((input) => valueOf('BETWEENNESS_CENTRALIZATION', input))).toEqual([0, 0, 0]);
    // 3, 4 and 3 pass through the inner nodes of the path: Σ (4 − b) = 4 + 1 + 0 + 1 + 4.
    expect(valueOf('BETWEENNESS_CENTRALIZATION', path5)).toBeCloseTo(10 / 24, 12);
    expect([graphFromEdges(2, [[0, 1]]), graphFromEdges(1, []), graphFromEdges(0, [])].map((input) => valueOf('BETWEENNESS_CENTRALIZATION', input))).toEqual([NaN, NaN, NaN]);
  });
});
