/** Queries one letter off names. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NameIndex } from '../../src/snapshot/name-index.js';
import { buildNameIndex } from '../../src/snapshot/name-index-builder.js';
import { oneLetterOff } from '../../src/snapshot/one-letter-off.js';

/** Optimal string alignment distance, by the book. */
function distance(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      d[i][j] = Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + Number(a[i - 1] !== b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.length][b.length];
}

describe('words one letter off', () => {
  it('are all those, and no others', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect([a, b, oneLetterOff(a).includes(b)]).toEqual([a, b, distance(a, b) === 1]);
      }),
    );
    expect(new Set(oneLetterOff('abba')).size).toBe(oneLetterOff('abba').length);
  });
});

describe('queries near names', () => {
  const names = [['Hanna Mazzawi'], ['Anna Mazzawi'], ['Anna Beck'], ['José Peña'], ['Li Wu']];
  const index = new NameIndex(buildNameIndex(names, [3, 2, 1, 1, 1]));

  it.each<[string, string[]]>([
    ['Hanna Mazawi', ['hanna mazzawi']],
    ['Hanna Mzazawi', ['hanna mazzawi']],
    ['hxnna', ['hanna']],
    ['annaa', ['anna']],
    // Two are so near; more authors bear the first.
    ['xanna', ['anna', 'hanna']],
    ['jose pene', ['jose pena']],
    // Both words are unknown, or the word is short, or nobody has both.
    ['Hxnna Mazzavi', []],
    ['lx', []],
    ['Beck Mazawi', []],
    ['Hanna', []],
    ['', []],
  ])('%s', (query, expected) => {
    expect(index.near(query, 3)).toEqual(expected);
  });

  it('are at most so many', () => {
    expect(index.near('xanna', 1)).toEqual(['anna']);
  });
});
