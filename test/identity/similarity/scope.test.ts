/** Among how many authors namesakes are counted. */
import { describe, expect, it } from 'vitest';
import { scopeOf } from '../../../src/identity/similarity/scope.js';

// A name that 128 of a million bear, in a corpus of 16,384 authors and 32,768 mentions: about 5 are to be expected.
const field = { perMillion: 128, names: 16_384, mentions: 32_768, papers: 8_192 };

describe('scopeOf', () => {
  it('is the corpus where the name is as frequent as its share of authors makes it', () => {
    expect(scopeOf({ ...field, ofName: 4 })).toBeCloseTo(16_384 / 1e6, 12);
  });

  it('is all authors where the name was selected', () => {
    expect(scopeOf({ ...field, ofName: 64 })).toBe(1);
    expect(scopeOf({ ...field, names: 256, mentions: 512, ofName: 181 })).toBe(1);
  });

  it('lies between where it may have been, and grows with the name\'s frequency', () => {
    const scopes = [4, 8, 11, 16, 32].map((ofName) => scopeOf({ ...field, ofName }));
    expect(scopes.toSorted((a, b) => a - b)).toEqual(scopes);
    expect(scopes[2]).toBeGreaterThan(scopes[0]);
    expect(scopes[2]).toBeLessThan(1);
  });

  it('takes a rare name that is frequent for a prolific author\'s, and not in a corpus of one name', () => {
    expect(scopeOf({ ...field, perMillion: 0.3, ofName: 17 })).toBeCloseTo(16_384 / 1e6, 12);
    expect(scopeOf({ ...field, perMillion: 0.3, ofName: 1_000 })).toBe(1);
    expect(scopeOf({ perMillion: 0.3, names: 40, mentions: 60, papers: 20, ofName: 20 })).toBe(1);
  });

  it('never exceeds a million authors, and stays where counts move a little', () => {
    expect(scopeOf({ ...field, names: 50_000_000, ofName: 4 })).toBe(1);
    expect(scopeOf({ ...field, names: 16_500, mentions: 33_000, ofName: 4 })).toBe(scopeOf({ ...field, ofName: 4 }));
  });
});
