import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jointPapers, neighboursOf } from '../../src/graph/collaborations.js';
import { csrComponents } from '../../src/graph/csr.js';
import { buildIncidence } from '../../src/graph/incidence.js';
import { project } from '../../src/graph/projection.js';
import { select } from '../../src/graph/selection.js';
import { breadthFirst, components, ego, type Traversal } from '../../src/graph/traverse.js';
import { UNKNOWN_YEAR } from '../../src/graph/types.js';
import {
  arbitraryCounting, arbitraryHypergraph, arbitrarySpec, crowd, everyPaper, floydWarshall, incidenceOf, naiveProjection,
  paper, specWith,
} from './hypergraphs.js';

const distancesOf = ({ distances }: Traversal): number[] => Array.from({ length: distances.length }, (_, author) => distances.get(author));

describe('breadthFirst', () => {
  it('gives the distances of Floyd and Warshall on the kept papers', () => {
    fc.assert(
      fc.property(arbitraryHypergraph, arbitrarySpec, fc.nat(5), ({ authorCount, papers }, spec, maxDepth) => {
        const incidence = buildIncidence(papers, authorCount);
        const { paperMask } = select(incidence, spec);
        const edges = naiveProjection(papers.filter((_, p) => paperMask[p] === 1), 'FULL');
        const expected = floydWarshall(authorCount, (a, b) => (edges.has(`${a}-${b}`) ? 1 : Infinity));
        for (let source = 0; source < authorCount; source += 1) {
          const all = breadthFirst(incidence, paperMask, source);
          expect(distancesOf(all)).toEqual(expected[source].map((d) => (d === Infinity ? -1 : d)));
          const along = Array.from(all.order, (author) => all.distances.get(author));
          expect(along).toEqual(along.toSorted((x, y) => x - y));
          expect(new Set(all.order).size).toBe(expected[source].filter(Number.isFinite).length);
          const near = breadthFirst(incidence, paperMask, source, { maxDepth });
          expect(distancesOf(near)).toEqual(expected[source].map((d) => (d > maxDepth ? -1 : d)));
        }
      }),
    );
  });

  it('opens each paper once: Σk reads where the pairs would be millions', () => {
    const incidence = incidenceOf(4000, crowd(0, 3000), crowd(0, 3000), [2999, 3000], crowd(3000, 1000));
    const { distances, mentionsScanned } = breadthFirst(incidence, everyPaper(incidence), 7);
    expect(mentionsScanned).toBe(incidence.paperAuthors.length);
    expect([7, 2999, 3000, 3999].map((author) => distances.get(author))).toEqual([0, 1, 2, 3]);
    expect(breadthFirst(incidence, everyPaper(incidence), 7, { maxDepth: 0 }).mentionsScanned).toBe(0);
  });

  it('refuses an unknown author', () => {
    expect(() => breadthFirst(incidenceOf(2, [0, 1]), Uint8Array.of(1), 2)).toThrow('author 2 is not an integer from 0 to 1');
    expect(() => breadthFirst(incidenceOf(2, [0, 1]), Uint8Array.of(1), 0.5)).toThrow('author 0.5');
  });
});

describe('components', () => {
  it('partitions as the projection does, largest first, then by smallest author', () => {
    fc.assert(
      fc.property(arbitraryHypergraph, arbitrarySpec, ({ authorCount, papers }, spec) => {
        const incidence = buildIncidence(papers, authorCount);
        const projection = project(incidence, spec);
        const { componentOf, sizes, mentionsScanned } = components(incidence, projection.paperMask, projection.nodes);
        const onGraph = csrComponents(projection);
        const smallest = onGraph.sizes.map((_, id) => projection.nodes[onGraph.componentOf.indexOf(id)]);
        const ranked = [...onGraph.sizes.keys()].toSorted(
          (x, y) => onGraph.sizes[y] - onGraph.sizes[x] || smallest[x] - smallest[y],
        );
        expect([...sizes]).toEqual(ranked.map((id) => onGraph.sizes[id]));
        expect([...componentOf]).toEqual(
          Array.from(projection.nodeOf, (node) => (node === -1 ? -1 : ranked.indexOf(onGraph.componentOf[node]))),
        );
        expect(mentionsScanned).toBeLessThanOrEqual(incidence.paperAuthors.length);
      }),
    );
  });
});

describe('ego', () => {
  const path = incidenceOf(6, [4, 2], [2, 0], [0, 1], [1, 3]);

  it('is everybody within the radius, ascending', () => {
    expect([...ego(path, everyPaper(path), 0, 0).authors]).toEqual([0]);
    const near = ego(path, everyPaper(path), 2, 2);
    expect([...near.authors]).toEqual([0, 1, 2, 4]);
    expect([...near.distances]).toEqual([1, 2, 0, 1]);
  });

  it('refuses a radius that is none', () => {
    expect(() => ego(path, everyPaper(path), 2, -1)).toThrow('the radius is -1, not an integer from 0 up');
    expect(() => ego(path, everyPaper(path), 2, 1.5)).toThrow('the radius is 1.5');
  });
});

describe('neighboursOf', () => {
  it('is the author’s row of the projection, bit for bit', () => {
    fc.assert(
      fc.property(arbitraryHypergraph, arbitrarySpec, ({ authorCount, papers }, spec) => {
        const incidence = buildIncidence(papers, authorCount);
        const projection = project(incidence, spec);
        projection.nodes.forEach((author, node) => {
          const row = neighboursOf(incidence, projection.paperMask, author, spec.counting);
          const [from, to] = [projection.offsets[node], projection.offsets[node + 1]];
          expect([...row.authors]).toEqual(Array.from(projection.neighbours.subarray(from, to), (j) => projection.nodes[j]));
          expect(row.paperCount).toEqual(Uint32Array.from(projection.paperCount.subarray(from, to)));
          expect(row.strength).toEqual(Float64Array.from(projection.strength.subarray(from, to)));
        });
      }),
    );
  });

  it('knows the first and last known year', () => {
    const years = [null, 2010, 1999, 2004];
    const incidence = buildIncidence(
      [...years.map((year) => paper([0, 1], { year })), paper([0, 2], { year: null })], 3,
    );
    const row = neighboursOf(incidence, everyPaper(incidence), 0, 'FULL');
    expect([...row.firstYear]).toEqual([1999, UNKNOWN_YEAR]);
    expect([...row.lastYear]).toEqual([2010, UNKNOWN_YEAR]);
  });
});

describe('jointPapers', () => {
  it('is the kept intersection, ascending', () => {
    fc.assert(
      fc.property(arbitraryHypergraph, arbitraryCounting, fc.nat(), ({ authorCount, papers }, _, x) => {
        const incidence = buildIncidence(papers, authorCount);
        const { paperMask } = select(incidence, specWith({ maxAuthors: 4 }));
        const [a, b] = [x % authorCount, (x >> 4) % authorCount];
        const expected = papers.flatMap(({ authors }, p) =>
          authors.length <= 4 && authors.includes(a) && authors.includes(b) ? [p] : [],
        );
        expect([...jointPapers(incidence, paperMask, a, b)]).toEqual(expected);
      }),
    );
  });
});
