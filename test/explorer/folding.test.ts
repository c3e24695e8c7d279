import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, matchedPieces } from '../../src/explorer/search/folding.js';

/** The label with its matches in brackets. */
function marked(label: string, query: string): string {
  return matchedPieces(label, query).map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join('');
}

describe('fold', () => {
  it.each([
    ['Łukasz Müller', 'lukasz muller'],
    ['Søren ÆRØ', 'soren aero'],
    ['Straße', 'strasse'],
    ['Nguyễn', 'nguyen'],
    ['李明', '李明'],
    ['Mu\u0308ller', 'muller'],
  ])('%s -> %s', (text, folded) => expect(fold(text)).toBe(folded));
});

describe('matchedPieces', () => {
  it.each([
    ['Philippe Muller', 'mul', 'Philippe [Mul]ler'],
    ['Markus Müller', 'MULL', 'Markus [Müll]er'],
    ['Markus Mu\u0308ller', 'mull', 'Markus [Mu\u0308ll]er'],
    ['Straßer, Anna', 'strass ann', '[Straß]er, [Ann]a'],
    ['Jean-Pierre Li', 'pier j', '[J]ean-[Pier]re Li'],
    ['李明', '李', '[李]明'],
    ['محمد علي', 'علي', 'محمد [علي]'],
    ['Emily', 'mil', 'Emily'],
    ['Ann Anne', 'ann anne', '[Ann] [Anne]'],
    ['', 'x', ''],
    ['Ann', '', 'Ann'],
    ['Ann', '"(.*', 'Ann'],
  ])('%s for %s', (label, query, expected) => expect(marked(label, query)).toBe(expected));

  it('loses nothing of any label', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (label, query) => {
        expect(matchedPieces(label, query).map(({ text }) => text).join('')).toBe(label);
      }),
    );
  });
});
