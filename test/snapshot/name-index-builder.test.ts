import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldedWords } from '../../src/records/words.js';
import { buildNameIndex } from '../../src/snapshot/name-index-builder.js';
import { WordNumbers } from '../../src/snapshot/word-numbers.js';

const decoder = new TextDecoder();

/** What the sections say, as words with their authors. */
function readBack({ text, wordOffsets, postingOffsets, postings }: ReturnType<typeof buildNameIndex>): Array<[word: string, authors: number[]]> {
  return Array.from({ length: wordOffsets.length - 1 }, (_, i) => [decoder.decode(text.subarray(wordOffsets[i], wordOffsets[i + 1])), [...postings.subarray(postingOffsets[i], postingOffsets[i + 1])]]);
}

describe('buildNameIndex', () => {
  it('has every word of every name once, in order, with the authors who bear it', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'z', '0', '9', 'é', 'ß', '李', 'ж', '-'), maxLength: 5 });
    const name = fc.array(word, { maxLength: 3 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(fc.array(name, { maxLength: 3 }), { maxLength: 40 }), (all) => {
        const expected = new Map<string, Set<number>>();
        all.forEach((variants, author) => variants.flatMap(foldedWords).forEach((each) => expected.set(each, (expected.get(each) ?? new Set()).add(author))));
        expect(readBack(buildNameIndex(all, all.map(() => 1)))).toEqual([...expected].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([each, authors]) => [each, [...authors]]));
      }),
    );
  });

  it('ranks authors by papers, the first of equals first', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 9 }), { maxLength: 30 }), (counts) => {
        const byImportance = counts.map((_, author) => author).toSorted((a, b) => counts[b] - counts[a] || a - b);
        const { importance } = buildNameIndex(counts.map(() => []), counts);
        expect(byImportance.map((author) => importance[author])).toEqual(counts.map((_, rank) => rank));
      }),
    );
  });
});

describe('WordNumbers', () => {
  it('numbers words in the order in which they come, however many', () => {
    const words = new WordNumbers();
    const wordAt = (number: number): string => (number * 2_654_435_761 % 2 ** 40).toString(36);
    const count = 100_000;
    const numbers = Array.from({ length: count }, (_, number) => number);
    expect(numbers.filter((number) => words.of(wordAt(number)) !== number)).toEqual([]);
    expect(numbers.filter((number) => words.of(wordAt(number)) !== number)).toEqual([]);
    expect(words.size).toBe(count);
    const letters = new Uint8Array(words.lengthOf(4711) + 2);
    words.copy(4711, letters, 1);
    expect(decoder.decode(letters)).toBe(`\0${wordAt(4711)}\0`);
  });

  it('tells apart a word and its beginning, and knows the empty word', () => {
    const words = new WordNumbers();
    expect(['ab', 'a', '', 'abc', 'ab', ''].map((word) => words.of(word))).toEqual([0, 1, 2, 3, 0, 2]);
    expect([...words.sorted()]).toEqual([2, 1, 0, 3]);
  });
});
