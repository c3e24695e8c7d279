import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csrComponents, validateCsr } from '../../src/graph/csr.js';
import { buildIncidence } from '../../src/graph/incidence.js';
import { estimateProjection, project, projectAmong, ProjectionTooLargeError } from '../../src/graph/projection.js';
import { select } from '../../src/graph/selection.js';
import type { CsrGraph, Incidence, Projection } from '../../src/graph/types.js';
import {
  arbitraryCounting, arbitraryHypergraph, arbitrarySpec, edited, incidenceOf, naiveProjection, paper, sameEdges, specWith,
  unsharedArrays,
} from './hypergraphs.js';
import type { NaiveEdge } from './hypergraphs.js';

function edgesOf(graph: CsrGraph, authors: ArrayLike<number>): Map<string, NaiveEdge> {
  const edges = new Map<string, NaiveEdge>();
  for (let i = 0; i < graph.nodeCount; i += 1) {
    for (let s = graph.offsets[i]; s < graph.offsets[i + 1]; s += 1) {
      edges.set(`${authors[i]}-${authors[graph.neighbours[s]]}`, {
        paperCount: graph.paperCount[s], strength: graph.strength[s],
      });
    }
  }
  return edges;
}

const strengthOf = (p: Projection, node: number): number =>
  p.strength.subarray(p.offsets[node], p.offsets[node + 1]).reduce((x, y) => x + y, 0);
const multiAuthored = (incidence: Incidence, p: Projection, author: number): number =>
  [...incidence.authorPapers.subarray(incidence.authorOffsets[author], incidence.authorOffsets[author + 1])].filter(
    (q) => p.paperMask[q] === 1 && incidence.paperOffsets[q + 1] - incidence.paperOffsets[q] > 1,
  ).length;

describe('project', () => {
  it('equals the definition to the last bit, is valid and shared', () => {
    fc.assert(
      fc.property(arbitraryHypergraph, arbitrarySpec, ({ authorCount, papers }, spec) => {
        const projection = project(buildIncidence(papers, authorCount), spec);
        validateCsr(projection);
        const kept = papers.filter((_, p) => projection.paperMask[p] === 1);
        expect(sameEdges(edgesOf(projection, projection.nodes), naiveProjection(kept, spec.counting))).toBe(true);
        expect(unsharedArrays(projection)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('holds the invariants of every counting', () => {
    fc.assert(
      fc.property(arbitraryHypergraph, ({ authorCount, papers }) => {
        const incidence = buildIncidence(papers, authorCount);
        const full = project(incidence, specWith({ counting: 'FULL' }));
        expect([...full.strength]).toEqual([...full.paperCount]);
        const pairs = papers.reduce((sum, { authors: { length: k } }) => sum + k * (k - 1), 0);
        expect(full.strength.reduce((x, y) => x + y, 0)).toBe(pairs);

        const fractional = project(incidence, specWith({ counting: 'FRACTIONAL' }));
        fractional.nodes.forEach((author, node) => {
          expect(strengthOf(fractional, node)).toBeCloseTo(multiAuthored(incidence, fractional, author), 10);
        });

        const refined = project(incidence, specWith({ counting: 'FRACTIONAL_REFINED' }));
        const multi = papers.filter(({ authors }) => authors.length > 1).length;
        expect(refined.strength.reduce((x, y) => x + y, 0) / 2).toBeCloseTo(multi, 10);
      }),
    );
  });

  it('gives a two-author paper 2/9 under HARMONIC, and ranks by the list', () => {
    expect(project(incidenceOf(2, [1, 0]), specWith({ counting: 'HARMONIC' })).strength[0]).toBeCloseTo(2 / 9, 15);
    const three = project(incidenceOf(3, [2, 0, 1]), specWith({ counting: 'HARMONIC' }));
    const [first, second] = [6 / 11, 6 / 22];
    expect(three.strength[1]).toBeCloseTo(first * second, 15);
    expect([...three.neighbours]).toEqual([1, 2, 0, 2, 0, 1]);
  });

  it('does not depend on how authors are numbered', () => {
    fc.assert(
      fc.property(arbitraryHypergraph, arbitraryCounting, fc.integer(), ({ authorCount, papers }, counting, shift) => {
        const renamed = (a: number): number => authorCount - 1 - ((a + (Math.abs(shift) % authorCount)) % authorCount);
        const one = project(buildIncidence(papers, authorCount), specWith({ counting }));
        const moved = papers.map((p) => ({ ...p, authors: p.authors.map(renamed) }));
        const other = project(buildIncidence(moved, authorCount), specWith({ counting }));
        const names = Array.from(one.nodes, renamed);
        expect(edgesOf(one, names)).toEqual(edgesOf(other, other.nodes));
      }),
    );
  });

  it('drops weak collaborations but no author, and ten tenths meet the bound of one', () => {
    const tenPapers = Array.from({ length: 10 }, () => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const incidence = incidenceOf(12, ...tenPapers, [0, 11]);
    const whole = project(incidence, specWith({ counting: 'FRACTIONAL' }));
    expect(whole.strength[0]).toBe(1);
    const strong = project(incidence, specWith({ counting: 'FRACTIONAL', minStrength: 1 }));
    validateCsr(strong);
    expect(strong.edgeCount).toBe(56);
    const none = project(incidence, specWith({ counting: 'FRACTIONAL', minStrength: 1.0001 }));
    expect([none.edgeCount, none.nodeCount, none.nodes.length]).toEqual([0, 12, 12]);
  });

  it('counts a paper of 3,000 authors once for each pair', () => {
    const authors = Array.from({ length: 3000 }, (_, a) => a);
    const projection = project(incidenceOf(3001, authors, [5, 3000]), specWith({ counting: 'FRACTIONAL_REFINED' }));
    expect(projection.edgeCount).toBe((3000 * 2999) / 2 + 1);
    expect(projection.strength[0]).toBe(2 / (3000 * 2999));
  });
});

describe('component', () => {
  const incidence = buildIncidence(
    [paper([0, 1]), paper([2, 3, 4], { flags: 0 }), paper([5, 6, 7]), paper([8]), paper([4, 3], { flags: 0 })], 9,
  );

  it('GIANT is the largest, of the smallest author where sizes tie, with its papers alone', () => {
    const giant = project(incidence, specWith({ component: 'GIANT' }));
    validateCsr(giant);
    expect([...giant.nodes]).toEqual([2, 3, 4]);
    expect([...giant.nodeOf]).toEqual([-1, -1, 0, 1, 2, -1, -1, -1, -1]);
    expect([...giant.paperMask]).toEqual([0, 1, 0, 0, 1]);
    expect([giant.keptPapers, giant.incompleteAuthorLists, giant.edgeCount]).toEqual([2, 2, 3]);
    expect([...giant.paperCount]).toEqual([1, 1, 1, 2, 1, 2]);
  });

  it('componentOf is that author’s, an isolate’s own, and empty where he has no kept paper', () => {
    expect([...project(incidence, specWith({ componentOf: 6 })).nodes]).toEqual([5, 6, 7]);
    expect([...project(incidence, specWith({ componentOf: 8 })).nodes]).toEqual([8]);
    const none = project(incidence, specWith({ componentOf: 8, yearFrom: 2001 }));
    expect([none.nodeCount, none.edgeCount, none.keptPapers]).toEqual([0, 0, 0]);
    expect(project(incidence, specWith({ component: 'GIANT', componentOf: 6 })).nodeCount).toBe(0);
    expect([...project(incidence, specWith({ component: 'GIANT', componentOf: 3 })).nodes]).toEqual([2, 3, 4]);
  });

  it('is taken after minStrength, and keeps every paper of its authors', () => {
    const split = project(incidence, specWith({ component: 'GIANT', minStrength: 2 }));
    expect([...split.nodes]).toEqual([3, 4]);
    expect([...split.paperMask]).toEqual([0, 1, 0, 0, 1]);
  });

  it('partitions the whole graph', () => {
    fc.assert(
      fc.property(arbitraryHypergraph, ({ authorCount, papers }) => {
        const random = buildIncidence(papers, authorCount);
        const whole = project(random, specWith({}));
        const { componentOf, sizes } = csrComponents(whole);
        const giant = project(random, specWith({ component: 'GIANT' }));
        validateCsr(giant);
        expect(giant.nodeCount).toBe(Math.max(0, ...sizes));
        let edges = 0;
        sizes.forEach((size, id) => {
          const part = project(random, specWith({ componentOf: whole.nodes[componentOf.indexOf(id)] }));
          validateCsr(part);
          expect(part.nodeCount).toBe(size);
          edges += part.edgeCount;
        });
        expect(edges).toBe(whole.edgeCount);
      }),
    );
  });
});

describe('projectAmong', () => {
  it('is the projection’s induced subgraph, bit for bit', () => {
    fc.assert(
      fc.property(arbitraryHypergraph, arbitraryCounting, fc.nat(), ({ authorCount, papers }, counting, choice) => {
        const incidence = buildIncidence(papers, authorCount);
        const spec = specWith({ counting, minStrength: 0.3 });
        const selection = select(incidence, spec);
        const among = selection.nodes.filter((author) => ((choice >> author) & 1) === 1);
        const part = projectAmong(incidence, selection, among, spec);
        validateCsr(part);
        const whole = project(incidence, spec);
        const wanted = new Set([...among].map(String));
        const induced = [...edgesOf(whole, whole.nodes)].filter(([pair]) => pair.split('-').every((a) => wanted.has(a)));
        expect(edgesOf(part, among)).toEqual(new Map(induced));
      }),
    );
  });
});

describe('estimateProjection', () => {
  it('bounds the entries from above, exactly where no pair repeats', () => {
    fc.assert(
      fc.property(arbitraryHypergraph, ({ authorCount, papers }) => {
        const incidence = buildIncidence(papers, authorCount);
        const selection = select(incidence, specWith({}));
        const { entries, bytes } = estimateProjection(incidence, selection);
        const { neighbours } = project(incidence, specWith({}));
        expect(entries).toBeGreaterThanOrEqual(neighbours.length);
        expect(bytes).toBeGreaterThanOrEqual(neighbours.length * 16);
      }),
    );
    const incidence = incidenceOf(5, [0, 1, 2], [3, 4]);
    expect(estimateProjection(incidence, select(incidence, specWith({}))).entries).toBe(8);
  });

  it('refuses what is too large, and the remedy it names works', () => {
    const incidence = incidenceOf(20, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [10, 11, 12, 13], [14, 15, 16], [17, 18, 19]);
    const attempt = (maxAuthors: number | null): Projection =>
      project(incidence, specWith({ maxAuthors }), undefined, { maxEntries: 30 });
    expect(() => attempt(null)).toThrow(
      'the projection may take 114 directed entries (0.0 GB), above the limit of 30; ' +
        'set maxAuthors to 9 or less to leave hyper-authored papers out',
    );
    expect(() => attempt(10)).toThrow(ProjectionTooLargeError);
    expect(attempt(9).edgeCount).toBe(12);
  });
});

describe('validateCsr', () => {
  const sound = project(incidenceOf(3, [0, 1], [1, 2]), specWith({}));

  it.each([
    [{ offsets: edited(sound.offsets, 3, 5) }, 'offsets ends at 5 where 4 entries are filled'],
    [{ neighbours: edited(sound.neighbours, 0, 0) }, 'node 0 is its own neighbour at entry 0'],
    [{ neighbours: edited(sound.neighbours, 0, 7) }, 'node 0 has neighbour 7 where there are 3 nodes'],
    [{ neighbours: edited(sound.neighbours, 0, 2) }, 'node 0 has neighbour 2, whose row does not have 0 in its place'],
    [{ paperCount: edited(sound.paperCount, 0, 2) }, 'the edge 0–1 has 2 papers and strength 1 one way, 1 and 1 the other'],
    [{ strength: Float64Array.of(1, 1, 1, 1 + Number.EPSILON) }, 'one way'],
    [{ strength: Float64Array.of(0, 0, 1, 1) }, 'has strength 0, which is not positive and finite'],
    [{ edgeCount: 3 }, 'edgeCount is 3 where neighbours has 4 entries'],
  ])('names what is wrong (%#)', (facts, message) => {
    expect(() => validateCsr({ ...sound, ...facts })).toThrow(message);
  });

  it('names unsorted neighbours', () => {
    const star = project(incidenceOf(3, [0, 1], [0, 2]), specWith({}));
    expect(() => validateCsr({ ...star, neighbours: Uint32Array.of(2, 1, 0, 0) })).toThrow(
      'node 0 has neighbour 2 before 1',
    );
  });
});
