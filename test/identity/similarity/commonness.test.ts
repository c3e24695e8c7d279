/** How many of a million authors bear a name: in orders of magnitude, and by the corpus's own names where there are many. */
import { describe, expect, it } from 'vitest';
import { parseName } from '../../../src/identity/names.js';
import { commonness, type FamilyCounts } from '../../../src/identity/similarity/commonness.js';

const NO_CORPUS: FamilyCounts = { names: 0, ofFamily: () => 0 };
const of = (name: string, counts = NO_CORPUS): number => commonness(parseName(name), counts);

describe('commonness', () => {
  it.each([
    ['Wei Wang', 100, 300],
    ['David Brown', 10, 100],
    ['Xiaoming Wang', 2, 20],
    ['John Smith', 20, 200],
    ['Zebulon Qvistgaard', 0, 0.01],
    ['王伟', 0, 0.01],
  ])('of %s is between %d and %d', (name, least, most) => {
    expect(of(name)).toBeGreaterThan(least);
    expect(of(name)).toBeLessThan(most);
  });

  it('is greater for an initial than for what it may stand for, less with a middle name', () => {
    expect(of('J. Smith')).toBeGreaterThan(of('John Smith'));
    expect(of('Smith')).toBeGreaterThan(of('J. Smith'));
    expect(of('John A. Smith')).toBeLessThan(of('John Smith'));
    expect(of('John Albert Smith')).toBeLessThan(of('John A. Smith'));
    expect(of('Xiao Ming Wang')).toBe(of('Xiaoming Wang'));
  });

  it('follows a large corpus, and hardly a small one', () => {
    const corpus = (names: number, found: number): FamilyCounts => ({ names, ofFamily: () => found });
    expect(of('Ida Tveit', corpus(100, 1)) / of('Ida Tveit')).toBeLessThan(12);
    expect(of('Ida Tveit', corpus(1_000_000, 8_192))).toBeGreaterThan(1_000 * of('Ida Tveit'));
    expect(of('Wei Wang', corpus(1_000_000, 16))).toBeLessThan(of('Wei Wang') / 20);
  });

  it('changes in steps only, so that a few more papers change nothing', () => {
    const corpus = (names: number, found: number): FamilyCounts => ({ names, ofFamily: () => found });
    expect(of('Ida Tveit', corpus(100_000, 1_000))).toBe(of('Ida Tveit', corpus(101_000, 1_010)));
  });
});
