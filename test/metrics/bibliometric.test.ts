/** Counts and indices from papers, by hand. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gIndex, hIndex } from '../../src/metrics/bibliometric/citation-indices.js';
import { degrees } from '../../src/metrics/kernel.js';
import { degreeDistribution, growthByYear } from '../../src/metrics/network/distributions.js';
import { deviations } from '../helpers/deviations.js';
import type { TestPaper } from '../helpers/graphs.js';
import { inputFromPapers, valueOf, valuesOf } from '../helpers/graphs.js';

// Author 3 is only on a paper that the selection leaves out; author 4 has papers of unknown citations and year alone.
const papers: TestPaper[] = [
  { authors: [0, 1, 2], year: 2010, citations: 12, countries: 3 },
  { authors: [1, 0], year: 2012, citations: 3, countries: 1 },
  { authors: [0], year: 2015, citations: 10, countries: 1 },
  { authors: [2, 0], year: 2016, complete: false },
  { authors: [0], complete: false, citations: 0 },
  { authors: [4, 2] },
  { authors: [3, 0], year: 1990, citations: 1000, countries: 2, kept: false },
];
const input = inputFromPapers(5, papers);
const empty = inputFromPapers(0, []);

describe('author bibliometrics over the kept papers of authors 0, 1, 2 and 4', () => {
  it('leaves authors without a kept paper out', () => {
    expect([...input.selection.nodes]).toEqual([0, 1, 2, 4]);
  });

  it.each([
    ['PAPER_COUNT', [5, 2, 3, 1]],
    // The fifth paper names author 0 alone, but its list is incomplete.
    ['SOLO_PAPER_COUNT', [1, 0, 0, 0]],
    ['FIRST_AUTHOR_COUNT', [3, 1, 1, 1]],
    // On the fourth paper the last author is unknown; papers of one have no last author.
    ['LAST_AUTHOR_COUNT', [1, 0, 2, 0]],
    ['FRACTIONAL_PAPER_COUNT', [1 / 3 + 1 / 2 + 1 + 1 / 2 + 1, 1 / 3 + 1 / 2, 1 / 3 + 1 / 2 + 1 / 2, 1 / 2]],
    ['MEAN_COAUTHORS_PER_PAPER', [4 / 5, 3 / 2, 4 / 3, 1]],
    ['CITATION_COUNT', [25, 15, 12, NaN]],
    ['FRACTIONAL_CITATION_COUNT', [4 + 1.5 + 10, 4 + 1.5, 4, NaN]],
    ['H_INDEX', [3, 2, 1, NaN]],
    ['G_INDEX', [4, 2, 1, NaN]],
    ['I10_INDEX', [2, 1, 1, NaN]],
    // From 2010 to 2016: seven years; the paper of unknown year does not count.
    ['M_INDEX', [3 / 7, 2 / 3, 1 / 7, NaN]],
    // Two collaborators in seven years, two in three, two in seven (the third's joint paper is undated).
    ['NEW_COLLABORATORS_PER_YEAR', [2 / 7, 2 / 3, 2 / 7, NaN]],
    // First on one of three papers with others, one of two, one of three, and on the only one.
    ['DOMINANCE_FACTOR', [1 / 3, 1 / 2, 1 / 3, 1]],
    ['INTERNATIONAL_PAPER_SHARE', [1 / 3, 1 / 2, 1, NaN]],
  ])('%s', (id, expected) => {
    expect(deviations(valuesOf(id, input), expected)).toEqual([]);
    expect(valuesOf(id, empty)).toEqual([]);
  });

  it('nobody who only writes alone has a dominance factor, and their dated years have no new collaborators', () => {
    const alone = inputFromPapers(1, [{ authors: [0], year: 2000 }, { authors: [0], year: 2004 }]);
    expect([valuesOf('DOMINANCE_FACTOR', alone), valuesOf('NEW_COLLABORATORS_PER_YEAR', alone), valuesOf('INTERNATIONAL_PAPER_SHARE', alone)]).toEqual([[NaN], [0], [NaN]]);
  });

  it('new collaborators per year are the mean over the career of those first met in each year', () => {
    const paper = fc.record({
      authors: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 5 }),
      year: fc.option(fc.integer({ min: 2000, max: 2006 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(paper, { maxLength: 12 }), (written) => {
        const given = inputFromPapers(7, written.map(({ authors, year }) => (year === undefined ? { authors } : { authors, year })));
        const expected = Array.from(given.selection.nodes, (author) => {
          const dated = written.filter(({ authors, year }) => year !== undefined && authors.includes(author)).toSorted((a, b) => (a.year ?? 0) - (b.year ?? 0));
          if (dated.length === 0) return NaN;
          const met = new Set<number>();
          let sum = 0;
          const [first, last] = [dated[0].year ?? 0, dated[dated.length - 1].year ?? 0];
          for (let year = first; year <= last; year++) {
            const before = met.size;
            for (const { authors } of dated.filter((each) => each.year === year)) authors.forEach((other) => other !== author && met.add(other));
            sum += met.size - before;
          }
          return sum / (last - first + 1);
        });
        expect(deviations(valuesOf('NEW_COLLABORATORS_PER_YEAR', given), expected)).toEqual([]);
      }),
    );
  });

  it('an h of zero is known, not unknown', () => {
    const uncited = inputFromPapers(1, [{ authors: [0], citations: 0 }]);
    expect([valuesOf('H_INDEX', uncited), valuesOf('G_INDEX', uncited), valuesOf('M_INDEX', uncited)]).toEqual([[0], [0], [NaN]]);
  });

  it('h and g keep their definitions for any counts', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 40 }), (counts) => {
        const descending = Float64Array.from(counts).toSorted((a, b) => b - a);
        const h = hIndex(descending);
        expect(counts.filter((c) => c >= h).length).toBeGreaterThanOrEqual(h);
        expect(counts.filter((c) => c >= h + 1).length).toBeLessThan(h + 1);
        const top = (k: number): number => descending.slice(0, k).reduce((a, b) => a + b, 0);
        const g = gIndex(descending);
        expect(g).toBeGreaterThanOrEqual(h);
        expect(top(g)).toBeGreaterThanOrEqual(g * g);
        for (let k = g + 1; k <= counts.length; k++) expect(top(k)).toBeLessThan(k * k);
      }),
    );
  });
});

describe('indices of the network', () => {
  it.each([
    ['NETWORK_AUTHORS', 4, 0],
    ['NETWORK_PAPERS', 6, 0],
    ['MEAN_AUTHORS_PER_PAPER', 11 / 6, NaN],
    ['COLLABORATION_INDEX', 9 / 4, NaN],
    ['COLLABORATION_COEFFICIENT', 1 - (1 / 3 + 3 / 2 + 2) / 6, NaN],
    ['DEGREE_OF_COLLABORATION', 4 / 6, NaN],
  ])('%s', (id, expected, ofNothing) => {
    expect(deviations([valueOf(id, input), valueOf(id, empty)], [expected, ofNothing])).toEqual([]);
  });

  it('similarities use the papers of each author in the selection', () => {
    // Nodes 0 and 1 (authors 0 and 1): two joint papers of five and two.
    const slot = input.graph.offsets[0];
    expect(input.graph.neighbours[slot]).toBe(1);
    const at = (id: string): number => valuesOf(id, input)[slot];
    expect(at('JOINT_PAPER_COUNT')).toBe(2);
    expect(at('ASSOCIATION_STRENGTH')).toBeCloseTo(2 / 10, 12);
    expect(at('SALTON')).toBeCloseTo(2 / Math.sqrt(10), 12);
    expect(at('JACCARD')).toBeCloseTo(2 / 5, 12);
    expect(at('INCLUSION')).toBe(1);
  });

  it('counts degrees and grows year by year, unknown years last', () => {
    expect(degreeDistribution([...degrees(input.graph)])).toEqual([{ degree: 1, authors: 1 }, { degree: 2, authors: 2 }, { degree: 3, authors: 1 }]);
    expect(growthByYear(input.incidence, input.selection)).toEqual([
      { year: 2010, papers: 1, multiAuthoredPapers: 1, newAuthors: 3 },
      { year: 2012, papers: 1, multiAuthoredPapers: 1, newAuthors: 0 },
      { year: 2015, papers: 1, multiAuthoredPapers: 0, newAuthors: 0 },
      { year: 2016, papers: 1, multiAuthoredPapers: 1, newAuthors: 0 },
      { year: null, papers: 2, multiAuthoredPapers: 1, newAuthors: 1 },
    ]);
    expect(growthByYear(empty.incidence, empty.selection)).toEqual([]);
  });
});
