import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildIncidence } from '../../src/graph/incidence.js';
import { UNKNOWN, UNKNOWN_YEAR } from '../../src/graph/types.js';
import type { Incidence } from '../../src/graph/types.js';
import { validateIncidence } from '../../src/graph/validate-incidence.js';
import { arbitraryHypergraph, edited, incidenceOf, paper, unsharedArrays } from './hypergraphs.js';

describe('buildIncidence', () => {
  it('holds both directions, list order one way and ascending papers the other', () => {
    const incidence = incidenceOf(4, [2, 0], [], [0, 3, 2]);
    expect([...incidence.paperOffsets]).toEqual([0, 2, 2, 5]);
    expect([...incidence.paperAuthors]).toEqual([2, 0, 0, 3, 2]);
    expect([...incidence.authorOffsets]).toEqual([0, 2, 2, 4, 5]);
    expect([...incidence.authorPapers]).toEqual([0, 2, 0, 2, 2]);
  });

  it('keeps a paper’s facts and marks the unknown ones', () => {
    const incidence = buildIncidence(
      [
        paper([0], { year: -44, type: 3, venue: 70_000, fields: [5, 2], citations: 9, flags: 5 }),
        paper([], { year: null, type: UNKNOWN, citations: null, flags: 0 }),
      ],
      1,
    );
    expect([...incidence.paperYear]).toEqual([-44, UNKNOWN_YEAR]);
    expect([...incidence.paperType]).toEqual([3, UNKNOWN]);
    expect([...incidence.paperVenue]).toEqual([70_000, UNKNOWN]);
    expect([...incidence.paperFieldOffsets]).toEqual([0, 2, 2]);
    expect([...incidence.paperFields]).toEqual([5, 2]);
    expect([...incidence.paperCitations]).toEqual([9, UNKNOWN]);
    expect([...incidence.paperFlags]).toEqual([5, 0]);
  });

  it('is valid and shared for any papers, whatever sizes were announced', () => {
    fc.assert(
      fc.property(arbitraryHypergraph, fc.nat(40), ({ authorCount, papers }, guess) => {
        const incidence = buildIncidence(papers, authorCount, { papers: guess, incidences: guess, fields: guess });
        validateIncidence(incidence);
        expect(papers.map((_, p) => [...members(incidence, p)])).toEqual(papers.map(({ authors }) => authors));
        expect(unsharedArrays(incidence)).toEqual([]);
      }),
    );
  });

  it('grows far beyond what was announced', () => {
    const lists = Array.from({ length: 5000 }, (_, p) => [p % 50, 50 + (p % 7)]);
    const incidence = buildIncidence(lists.map((authors) => paper(authors)), 57, { papers: 1 });
    validateIncidence(incidence);
    expect(incidence.paperAuthors.length).toBe(10_000);
  });

  it.each([
    [[paper([0]), paper([1, 0, 1])], 'paper 1 lists author 1 twice'],
    [[paper([7])], 'paper 0 has author 7, which is not an integer from 0 to 1'],
    [[paper([-1])], 'paper 0 has author -1, which is not an integer from 0 to 1'],
    [[paper([0], { year: 40_000 })], 'paper 0 has year 40000, which is not an integer from -32767 to 32767'],
    [[paper([0], { type: 200 })], 'paper 0 has type 200, which is not an integer from -1 to 127'],
    [[paper([0], { venue: 1.5 })], 'paper 0 has venue 1.5, which is not an integer from -1 to 2147483647'],
    [[paper([0], { fields: [-1] })], 'paper 0 has field -1, which is not an integer from 0 to 4294967295'],
    [[paper([0], { citations: -3 })], 'paper 0 has citation count -3, which is not an integer from 0 to 2147483647'],
    [[paper([0], { flags: 256 })], 'paper 0 has flags 256, which is not an integer from 0 to 255'],
  ])('refuses what does not fit (%#)', (papers, message) => {
    expect(() => buildIncidence(papers, 2)).toThrow(message);
  });
});

describe('validateIncidence', () => {
  const sound = incidenceOf(3, [0, 1], [2, 1]);
  const broken = (facts: Partial<Incidence>): Incidence => ({ ...sound, ...facts });

  it.each([
    [broken({ paperOffsets: edited(sound.paperOffsets, 2, 3) }), 'paperOffsets ends at 3 where 4 entries are filled'],
    [broken({ paperOffsets: edited(sound.paperOffsets, 1, 9) }), 'paperOffsets falls from 9 to 4 at row 1'],
    [broken({ paperOffsets: edited(sound.paperOffsets, 0, 1) }), 'paperOffsets starts at 1 instead of 0'],
    [broken({ paperAuthors: edited(sound.paperAuthors, 0, 8) }), 'paper 0 lists author 8 where there are 3'],
    [broken({ paperAuthors: edited(sound.paperAuthors, 0, 1) }), 'paper 0 lists author 1, whose own list has paper 1'],
    [broken({ paperAuthors: edited(sound.paperAuthors, 2, 0) }), 'whose own list has no further paper in its place'],
    [broken({ authorCount: 4 }), 'authorOffsets has 4 entries where 5 are expected'],
    [broken({ paperYear: new Int16Array(1) }), 'paperYear has 1 entries where 2 are expected'],
    [broken({ paperType: edited(sound.paperType, 1, -7) }), 'paper 1 has type -7, below -1'],
  ])('names what is wrong (%#)', (incidence, message) => {
    expect(() => validateIncidence(incidence)).toThrow(message);
  });
});

function members({ paperOffsets, paperAuthors }: Incidence, p: number): Uint32Array {
  return paperAuthors.subarray(paperOffsets[p], paperOffsets[p + 1]);
}
