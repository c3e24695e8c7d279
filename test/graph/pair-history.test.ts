import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildIncidence } from '../../src/graph/incidence.js';
import { pairHistory, windowProjection } from '../../src/graph/pair-history.js';
import { project, ProjectionTooLargeError } from '../../src/graph/projection.js';
import type { GraphSpec } from '../../src/graph/types.js';
import { arbitraryHypergraph, arbitrarySpec, crowd, incidenceOf, paper, specWith, unsharedArrays } from './hypergraphs.js';

/** Specs with at least one bound, and what `minStrength` and components make of them. */
const arbitraryWindow: fc.Arbitrary<GraphSpec> = fc
  .tuple(arbitrarySpec, fc.constantFrom(0, 0.4, 1, 2), fc.constantFrom('ALL' as const, 'GIANT' as const), fc.option(fc.constant(0)))
  .map(([spec, minStrength, component, componentOf]) => ({ ...spec, yearTo: spec.yearTo ?? 1995, yearFrom: spec.yearFrom !== null && spec.yearFrom > 1994 ? null : spec.yearFrom, minStrength, component, componentOf }));

describe('a window read off the pairs', () => {
  it('has the bits of the projection made anew', () => {
    fc.assert(
      fc.property(arbitraryHypergraph, arbitraryWindow, ({ authorCount, papers }, spec) => {
        const incidence = buildIncidence(papers, authorCount);
        const history = pairHistory(incidence, spec);
        expect(windowProjection(history, incidence, spec)).toEqual(project(incidence, spec));
        expect(unsharedArrays(history)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('serves every year of one history, in any order', () => {
    const papers = Array.from({ length: 200 }, (_, i) => paper([...new Set([i % 17, (i * 7) % 23, (i * 5) % 19])], { year: 1990 + ((i * 11) % 20) }));
    const incidence = buildIncidence(papers, 23);
    for (const counting of ['FULL', 'FRACTIONAL', 'FRACTIONAL_REFINED', 'HARMONIC'] as const) {
      const history = pairHistory(incidence, specWith({ counting, yearFrom: 1999, yearTo: 1999 }));
      for (const year of [2009, 1990, 2000]) {
        for (const spec of [specWith({ counting, yearTo: year }), specWith({ counting, yearFrom: year, yearTo: year }), specWith({ counting, yearFrom: year - 4, yearTo: year })]) {
          expect(windowProjection(history, incidence, spec)).toEqual(project(incidence, spec));
        }
      }
    }
  });

  it('leaves out papers of unknown year, and refuses to be a window without bounds', () => {
    const incidence = buildIncidence([paper([0, 1], { year: null }), paper([1, 2])], 3);
    const history = pairHistory(incidence, specWith({}));
    expect([...windowProjection(history, incidence, specWith({ yearTo: 2000 })).nodes]).toEqual([1, 2]);
    expect(() => windowProjection(history, incidence, specWith({}))).toThrow(/neither yearFrom nor yearTo/);
  });

  it('is refused where the projection of all years would be', () => {
    expect(() => pairHistory(incidenceOf(15_000, crowd(0, 15_000)), specWith({}))).toThrow(ProjectionTooLargeError);
  });
});
