import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildIncidence } from '../../src/graph/incidence.js';
import type { IncidencePaper } from '../../src/graph/incidence.js';
import { selectNodes } from '../../src/graph/node-selection.js';
import { project } from '../../src/graph/projection.js';
import { select } from '../../src/graph/selection.js';
import { FLAG_AUTHOR_LIST_COMPLETE } from '../../src/graph/types.js';
import type { GraphSpec } from '../../src/graph/types.js';
import { arbitraryHypergraph, arbitrarySpec, paper, specWith } from './hypergraphs.js';

const passesAllButSize = ({ year, type, venue, fields }: IncidencePaper, spec: GraphSpec): boolean =>
  (spec.yearFrom === null || (year !== null && year >= spec.yearFrom)) &&
  (spec.yearTo === null || (year !== null && year <= spec.yearTo)) &&
  (spec.types.length === 0 || spec.types.includes(type)) &&
  (spec.venues.length === 0 || spec.venues.includes(venue)) &&
  (spec.fields.length === 0 || fields.some((field) => spec.fields.includes(field)));

describe('select', () => {
  it('keeps what the definition keeps, with its counts', () => {
    fc.assert(
      fc.property(arbitraryHypergraph, arbitrarySpec, ({ authorCount, papers }, spec) => {
        const selection = select(buildIncidence(papers, authorCount), spec);
        const candidates = papers.filter((p) => passesAllButSize(p, spec));
        const kept = candidates.filter(({ authors }) => authors.length <= (spec.maxAuthors ?? Infinity));
        expect([...selection.paperMask]).toEqual(papers.map((p) => Number(kept.includes(p))));
        expect(selection.keptPapers).toBe(kept.length);
        expect(selection.hyperAuthoredExcluded).toBe(candidates.length - kept.length);
        expect(selection.incompleteAuthorLists).toBe(
          kept.filter(({ flags }) => (flags & FLAG_AUTHOR_LIST_COMPLETE) === 0).length,
        );
        const nodes = [...new Set(kept.flatMap(({ authors }) => authors))].toSorted((x, y) => x - y);
        expect([...selection.nodes]).toEqual(nodes);
        expect([...selection.nodeOf]).toEqual(Array.from({ length: authorCount }, (_, a) => nodes.indexOf(a)));
      }),
      { numRuns: 400 },
    );
  });

  it('leaves papers of unknown year out of any window, and only then', () => {
    const incidence = buildIncidence([paper([0], { year: null }), paper([1], { year: 1999 })], 2);
    expect([...select(incidence, specWith({})).nodes]).toEqual([0, 1]);
    expect([...select(incidence, specWith({ yearFrom: -32767 })).nodes]).toEqual([1]);
    expect([...select(incidence, specWith({ yearTo: 32767 })).nodes]).toEqual([1]);
  });

  it('counts as hyper-authored only what nothing else keeps out', () => {
    const incidence = buildIncidence([paper([0, 1, 2], { year: 1999 }), paper([0, 1, 2], { year: 2005 })], 3);
    expect(select(incidence, specWith({ maxAuthors: 2, yearFrom: 2000 })).hyperAuthoredExcluded).toBe(1);
  });

  it('refuses an impossible spec', () => {
    expect(() => select(buildIncidence([], 2), specWith({ componentOf: 2 }))).toThrow('not an integer from 0 to 1');
  });
});

describe('selectNodes', () => {
  it('finds the nodes that the projection has, whichever component is asked for', () => {
    fc.assert(
      fc.property(arbitraryHypergraph, arbitrarySpec, fc.constantFrom('ALL' as const, 'GIANT' as const), fc.option(fc.nat()), ({ authorCount, papers }, someSpec, component, someone) => {
        const incidence = buildIncidence(papers, authorCount);
        const spec = { ...someSpec, component, componentOf: someone === null ? null : someone % authorCount };
        const { paperMask, nodes, nodeOf, keptPapers, hyperAuthoredExcluded, incompleteAuthorLists } = project(incidence, spec);
        expect(selectNodes(incidence, spec)).toEqual({ paperMask, nodes, nodeOf, keptPapers, hyperAuthoredExcluded, incompleteAuthorLists });
      }),
      { numRuns: 300 },
    );
  });

  it('refuses what edges alone can tell', () => {
    const incidence = buildIncidence([paper([0, 1])], 2);
    expect(() => selectNodes(incidence, specWith({ minStrength: 2, component: 'GIANT' }))).toThrow(/minStrength is 2, which drops edges/);
    expect([...selectNodes(incidence, specWith({ minStrength: 2 })).nodes]).toEqual([0, 1]);
  });
});
