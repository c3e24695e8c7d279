import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldedWords } from '../../src/records/words.js';
import { NameIndex } from '../../src/snapshot/name-index.js';
import { buildNameIndex } from '../../src/snapshot/name-index-builder.js';

const names = [['Javier Gonzalvo', 'Xavi Gonzalvo'], ['Søren Kierkegaard'], ['Wei Wang'], ['Wang Wei'], ['Weiwei Wang'], ['李明'], ['Gonzalo Javes']];
const index = new NameIndex(buildNameIndex(names, [3, 1, 5, 9, 7, 1, 1]));

describe('NameIndex', () => {
  it.each<[string, number[]]>([
    ['gonz', [0, 6]],
    ['xavi gonzalvo', [0]],
    ['GONZALVO, Javier', [0]],
    ['soren', [1]],
    ['wei wang', [3, 2, 4]],
    ['wang w', [3, 4, 2]],
    ['李明', [5]],
    ['li ming', []],
    ['nobody', []],
    ['', []],
    ["'; DROP TABLE authors; --", []],
  ])('%j finds %j', (query, expected) => {
    expect(index.find(query)).toEqual(expected);
  });

  it('finds umlauts written either way, as whole words where two letters may be two', () => {
    const umlauts = new NameIndex(buildNameIndex([['Jörg Müller'], ['Anna Mueller'], ['Ben Mullen'], ['Yu Zhang'], ['Yue Zhang'], ['Søren Weiß'], ['Samuel Roe'], ['Samuli Ek']], [9, 1, 1, 9, 1, 1, 1, 1]));
    expect(['Mueller', 'Müller', 'mueller joerg', 'Muell', 'Müll', 'Yue Zhang', 'Soeren Weiss', 'samuel'].map((query) => umlauts.find(query))).toEqual([
      [1, 0], [0, 1], [0], [1], [0, 1, 2], [4], [5], [6],
    ]);
  });

  it('finds names with an apostrophe, whichever it is, with and without it', () => {
    const found = new NameIndex(buildNameIndex([["Seán O'Neill"], ['Ida O’Brien'], ['Neil Obri'], ['Jean D‘Angelo']], [1, 1, 1, 1]));
    expect(['oneill', "O'Neill", 'O’Neill', 'neill', 'obri', 'dangelo', 'd angelo'].map((query) => found.find(query))).toEqual([[0], [0], [0], [0], [2, 1], [3], [3]]);
  });

  it('finds exactly the authors all of whose query words begin a word of their names', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'í', 'z'), minLength: 1, maxLength: 3 });
    const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(fc.array(name, { minLength: 1, maxLength: 2 }), { maxLength: 12 }), name, (all, query) => {
        const found = new NameIndex(buildNameIndex(all, all.map(() => 1))).find(query);
        const expected = all.flatMap((variants, author) => {
          const words = variants.flatMap(foldedWords);
          return foldedWords(query).every((wanted) => words.some((one) => one.startsWith(wanted))) ? [author] : [];
        });
        expect(found.toSorted((a, b) => a - b)).toEqual(expected);
      }),
    );
  });
});
