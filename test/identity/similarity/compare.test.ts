/** Comparisons in words. */
import { describe, expect, it } from 'vitest';
import { compareClusters } from '../../../src/identity/similarity/compare.js';
import { NameFacts } from '../../../src/identity/similarity/name-facts.js';
import { PairEvidence } from '../../../src/identity/similarity/pair-evidence.js';
import { corpusOf } from './corpus.js';

const corpus = corpusOf([
  { key: 'a', authors: ['Wei Wang', 'Ada Kowalczyk', 'Tim Oduya'], title: 'Lattices of streams', venue: 'KDD', year: 2001 },
  { key: 'b', authors: ['W. Wang', 'Ada Kowalczyk', 'Tim Oduya'], title: 'Lattices', venue: 'ICDM', year: 2012 },
  { key: 'c', authors: ['Wen Wang', 'Wei Wang'], title: 'Perovskite' },
]);
const evidence = new PairEvidence(corpus, new NameFacts(corpus));
const compare = (a: number[], b: number[]) => compareClusters(a, b, corpus, evidence);

describe('compareClusters', () => {
  it('names what speaks for and against, the strongest first, and sums to the log-odds', () => {
    const found = compare([0], [3]);
    expect(found.speaksFor.map(({ words }) => words)).toEqual(['2 co-authors in common: Ada Kowalczyk, Tim Oduya', '1 word of titles in common: lattice']);
    expect(found.speaksAgainst.map(({ feature }) => feature)).toEqual(['NAME', 'YEARS', 'VENUE']);
    expect(found.speaksAgainst.map(({ words }) => words).slice(1)).toEqual(['nothing between 2001 and 2012', 'no venue in common']);
    expect(found.speaksAgainst[0].words).toMatch(/^Wei Wang and W\. Wang may be one name \(initials\), but about \d+ of a million authors are called so, \d+ to be expected among those here$/);
    expect(found.probability).toBeCloseTo(1 / (1 + Math.exp(-found.logOdds)), 12);
    const sum = [...found.speaksFor, ...found.speaksAgainst].reduce((total, { logOdds }) => total + logOdds, 0);
    expect(found.logOdds).toBeCloseTo(sum, 1);
  });

  it('words each reason by what it speaks for, and holds nothing against papers of adjacent years', () => {
    const rare = corpusOf([
      { key: 'a', authors: ['Zbigniew Przykladowski'], title: 'Lattices of streams', year: 2021 },
      { key: 'b', authors: ['Zbigniew Przykladowski'], title: 'Lattices', year: 2022 },
      { key: 'c', authors: ['Zbigniew Przykladowski'], title: 'Lattices', year: 2023 },
    ]);
    const found = (a: number, b: number) => compareClusters([a], [b], rare, new PairEvidence(rare, new NameFacts(rare)));
    expect(found(0, 1).speaksFor.find(({ feature }) => feature === 'NAME')?.words).toMatch(/^equal names, and only about 0\.\d+ of a million authors are called so$/);
    expect(found(0, 1).speaksAgainst).toEqual([]);
    expect(found(0, 2).speaksAgainst.map(({ words }) => words)).toEqual(['nothing between 2021 and 2023']);
  });

  it('is the same from either side', () => {
    const [there, back] = [compare([0], [3]), compare([3], [0])];
    expect(back.logOdds).toBe(there.logOdds);
    expect(back.speaksFor).toEqual(there.speaksFor);
  });

  it('gives no chance to names that exclude each other, nor to two authors of one paper', () => {
    expect(compare([0], [6])).toMatchObject({ logOdds: -Infinity, probability: 0, speaksAgainst: [{ feature: 'NAME', words: 'Wei Wang and Wen Wang can\'t be one person\'s names' }] });
    expect(compare([0, 7], [7])).toMatchObject({ probability: 0, speaksAgainst: [{ feature: 'SAME_PAPER' }] });
  });

  it('refuses an empty side', () => {
    expect(() => compare([], [0])).toThrow('A cluster without mentions can\'t be compared.');
  });
});
