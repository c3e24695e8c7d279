import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { titleParts, titleText, withoutEntities } from '../../../src/explorer/design/title-text.js';
import { HANGING_SECONDS, processorSeconds } from '../../helpers/processor-time.js';

describe('entities in titles', () => {
  it.each([
    ['R&amp;D of caf&eacute;s', 'R&D of cafés'],
    ['&#945;-helices &#x2014; a review', 'α-helices — a review'],
    ['&Uuml;ber &ldquo;Wissen&rdquo;', 'Über “Wissen”'],
    ['AT&T and &unknown; and &#0; and &#xD800;', 'AT&T and &unknown; and &#0; and &#xD800;'],
    ['&amp;lt;b&amp;gt;', '&lt;b&gt;'],
  ])('%s', (written, shown) => {
    expect(withoutEntities(written)).toBe(shown);
  });

  it('are text even where they spell markup', () => {
    expect(titleParts('&lt;script&gt;alert(1)&lt;/script&gt;')).toEqual([{ text: '<script>alert(1)</script>', place: 'line' }]);
  });
});

describe('formulas in titles', () => {
  it.each([
    ['Decay of $\\alpha$ particles', 'Decay of α particles'],
    ['$\\mathcal{N}=4$ theories', 'N=4 theories'],
    ['From $5 to $10 a day', 'From $5 to $10 a day'],
    ['\\(k \\leq n\\) colours', 'k ≤ n colours'],
    ['A $\\frac{1}{2}$ step', 'A $\\frac{1}{2}$ step'],
    ['Cost \\$5', 'Cost \\$5'],
    ['An unclosed $x', 'An unclosed $x'],
    ['Over $\\mathbb{F}_q$', 'Over Fq'],
  ])('%s', (written, shown) => {
    expect(titleText(written)).toBe(shown);
  });

  it('are raised and lowered', () => {
    expect(titleParts('$x^2$ in $L_{\\infty}$ time')).toEqual([
      { text: 'x', place: 'line' }, { text: '2', place: 'raised' }, { text: ' in L', place: 'line' }, { text: '∞', place: 'lowered' }, { text: ' time', place: 'line' },
    ]);
  });

  it('lose nothing of a title without any', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }).filter((text) => !/[$&\\]/.test(text)), (text) => {
      expect(titleText(text)).toBe(text);
    }));
  });

  it('end whatever is written', async () => {
    expect(await processorSeconds(() => {
      for (const text of ['$x'.repeat(200_000), '$' + '{'.repeat(200_000) + '$', '\\('.repeat(200_000), '&#'.repeat(200_000), '$' + '^{'.repeat(100) + '$']) titleText(text);
    })).toBeLessThan(HANGING_SECONDS);
  });
});
