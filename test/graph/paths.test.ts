import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildIncidence } from '../../src/graph/incidence.js';
import type { PathDag } from '../../src/graph/path-dag.js';
import { project } from '../../src/graph/projection.js';
import { select } from '../../src/graph/selection.js';
import { shortestPathDag } from '../../src/graph/shortest-paths.js';
import { cheapestPathDag } from '../../src/graph/weighted-path.js';
import {
  arbitraryCounting, arbitraryHypergraph, crowd, everyPaper, everyPathWithin, floydWarshall, incidenceOf, naiveProjection, specWith,
} from './hypergraphs.js';

const listed = (dag: PathDag, limit?: number): number[][] => Array.from(dag.paths(limit), (path) => [...path]);

/** Everything that a DAG says. */
const facts = (dag: PathDag): unknown => ({
  count: [dag.pathCount, dag.pathCountExact],
  paths: listed(dag),
  firstTwo: listed(dag, 2),
  vertices: new Set(dag.vertices),
  successors: Array.from(dag.vertices.toSorted(), (vertex) => [...dag.successors(vertex)]),
});

/** The same read off all paths, found by trying. */
function factsOf(paths: number[][]): unknown {
  const vertices = [...new Set(paths.flat())].toSorted((x, y) => x - y);
  const after = (vertex: number): number[] =>
    paths.flatMap((path) => (path.includes(vertex) ? path.slice(path.indexOf(vertex) + 1).slice(0, 1) : []));
  return {
    count: [paths.length, true],
    paths,
    firstTwo: paths.slice(0, 2),
    vertices: new Set(vertices),
    successors: vertices.map((vertex) => [...new Set(after(vertex))].toSorted((x, y) => x - y)),
  };
}

const times = (count: number, list: number[]): number[][] => Array.from({ length: count }, () => list);

describe('shortestPathDag', () => {
  it('has exactly the shortest paths that trying all finds', () => {
    fc.assert(
      fc.property(arbitraryHypergraph, fc.integer({ min: 2, max: 6 }), fc.nat(), ({ authorCount, papers }, maxAuthors, x) => {
        const incidence = buildIncidence(papers, authorCount);
        const { paperMask } = select(incidence, specWith({ maxAuthors }));
        const edges = naiveProjection(papers.filter((_, p) => paperMask[p] === 1), 'FULL');
        const hop = (a: number, b: number): number => (edges.has(`${a}-${b}`) ? 1 : Infinity);
        const [a, b] = [x % authorCount, (x >> 5) % authorCount];
        const distance = floydWarshall(authorCount, hop)[a][b];
        const paths = everyPathWithin(authorCount, hop, a, b, distance === Infinity ? -1 : distance);
        const dag = shortestPathDag(incidence, paperMask, a, b);
        expect(dag.distance ?? Infinity).toBe(distance);
        expect(facts(dag)).toEqual(factsOf(paths));
      }),
      { numRuns: 600 },
    );
  });

  it('is the same backwards', () => {
    fc.assert(
      fc.property(arbitraryHypergraph, fc.nat(), ({ authorCount, papers }, x) => {
        const incidence = buildIncidence(papers, authorCount);
        const [a, b] = [x % authorCount, (x >> 5) % authorCount];
        const there = shortestPathDag(incidence, everyPaper(incidence), a, b);
        const back = shortestPathDag(incidence, everyPaper(incidence), b, a);
        const reversed = listed(back).map((path) => path.toReversed());
        expect(new Set(reversed.map(String))).toEqual(new Set(listed(there).map(String)));
      }),
    );
  });

  it('takes two teams of a thousand in its stride', () => {
    const incidence = incidenceOf(2002, [2000, ...crowd(0, 1000)], crowd(0, 2000), [...crowd(1000, 1000), 2001]);
    const dag = shortestPathDag(incidence, everyPaper(incidence), 2000, 2001);
    expect([dag.distance, dag.pathCount, dag.pathCountExact]).toEqual([3, 1_000_000, true]);
    expect(listed(dag, 2)).toEqual([[2000, 0, 1000, 2001], [2000, 0, 1001, 2001]]);
  });

  it('says when there are more paths than a float can count', () => {
    // 60 diamonds in a row: 2^60 paths of 120 hops, joints at 3i.
    const diamonds = Array.from({ length: 60 }, (_, i) => [
      [3 * i, 3 * i + 1], [3 * i, 3 * i + 2], [3 * i + 1, 3 * i + 3], [3 * i + 2, 3 * i + 3],
    ]).flat();
    const incidence = incidenceOf(181, ...diamonds);
    const dag = shortestPathDag(incidence, everyPaper(incidence), 0, 180);
    expect([dag.distance, dag.pathCount, dag.pathCountExact]).toEqual([120, 2 ** 60, false]);
    expect(listed(dag, 1)[0].slice(0, 5)).toEqual([0, 1, 3, 4, 6]);
    expect(shortestPathDag(incidence, everyPaper(incidence), 0, 150).pathCountExact).toBe(true);
  });

  it('refuses an unknown author', () => {
    const incidence = incidenceOf(2, [0, 1]);
    expect(() => shortestPathDag(incidence, everyPaper(incidence), 0, 9)).toThrow('author 9 is not an integer from 0 to 1');
  });
});

describe('cheapestPathDag', () => {
  it.each(['INVERSE_STRENGTH', 'UNWEIGHTED'] as const)('has exactly the %s paths that trying all finds', (by) => {
    fc.assert(
      fc.property(arbitraryHypergraph, arbitraryCounting, fc.nat(), ({ authorCount, papers }, counting, x) => {
        const graph = project(buildIncidence(papers, authorCount), specWith({ counting, maxAuthors: 4 }));
        const n = graph.nodeCount;
        if (n === 0) return;
        const strength = new Map<string, number>();
        for (let i = 0; i < n; i += 1) {
          for (let s = graph.offsets[i]; s < graph.offsets[i + 1]; s += 1) {
            strength.set(`${i}-${graph.neighbours[s]}`, by === 'UNWEIGHTED' ? 1 : graph.strength[s]);
          }
        }
        const cost = (a: number, b: number): number => 1 / (strength.get(`${a}-${b}`) ?? 0);
        const [a, b] = [x % n, (x >> 5) % n];
        const distance = floydWarshall(n, cost)[a][b];
        const paths = everyPathWithin(n, cost, a, b, distance === Infinity ? -1 : distance * (1 + 1e-11));
        const dag = cheapestPathDag(graph, a, b, by);
        expect(dag.distance ?? Infinity).toBeCloseTo(distance, 10);
        expect(facts(dag)).toEqual(factsOf(paths));
      }),
      { numRuns: 300 },
    );
  });

  it('finds no way between components, and refuses an unknown node', () => {
    const graph = project(incidenceOf(4, [0, 1], [2, 3]), specWith({}));
    expect([cheapestPathDag(graph, 0, 3).distance, listed(cheapestPathDag(graph, 0, 3))]).toEqual([null, []]);
    expect(() => cheapestPathDag(graph, 0, 4)).toThrow('node 4 is not an integer from 0 to 3');
  });

  it('prefers two strong ties to one weak one, and holds rounded sums for ties', () => {
    // 0–1 once; 0–2 and 2–1 three times each: 1 against 1/3 + 1/3.
    const graph = project(incidenceOf(3, [0, 1], ...Array.from({ length: 3 }, () => [[0, 2], [2, 1]]).flat()), specWith({}));
    expect(listed(cheapestPathDag(graph, 0, 1))).toEqual([[0, 2, 1]]);
    // 1/10 + 1/15 against 1/6 at once: unequal as floats, equal as costs.
    expect(1 / 10 + 1 / 15).not.toBe(1 / 6);
    const square = project(incidenceOf(3, ...times(10, [0, 1]), ...times(15, [1, 2]), ...times(6, [0, 2])), specWith({}));
    expect(listed(cheapestPathDag(square, 0, 2))).toEqual([[0, 1, 2], [0, 2]]);
  });
});
