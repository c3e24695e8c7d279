import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abstractText, withoutMarkup } from '../../src/sources/markup.js';
import { HANGING_SECONDS, processorSeconds } from '../helpers/processor-time.js';

describe('text without markup', () => {
  it.each([
    ['plain', 'plain'],
    ['CO<sub>2</sub> and <jats:italic>in situ</jats:italic>', 'CO2 and in situ'],
    ['<jats:p>One.</jats:p><jats:p>Two.</jats:p>', ' One.  Two. '],
    ['a<br/>b<BR>c', 'a b c'],
    ['a < b, c > d, <5 %, x<y', 'a < b, c > d, <5 %, x<y'],
    ['<a href="https://example.org" title=\'x\'>link</a>', 'link'],
    ['<!-- no -->yes', 'yes'],
    ['<!-- never closed', '<!-- never closed'],
    ['&lt;b&gt;bold&lt;/b&gt; &amp;lt; &amp;amp;', 'bold < &'],
    ['&nbsp;&AMP;&#x110000;&#0;&unknown;', '\u00A0&&unknown;'],
    ['<mml:math><mml:mi>x</mml:mi><mml:mo>=</mml:mo></mml:math>', 'x='],
    ['<tex-math>\\begin{x}</tex-math>y<jats:tex-math id="a">z</jats:tex-math>', 'y'],
  ])('%j is %j', (text, plain) => expect(withoutMarkup(text)).toBe(plain));

  it('keeps what has neither tags nor entities, whatever it is', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (text) => {
      const plain = text.replace(/[<&]/g, '');
      expect(withoutMarkup(plain)).toBe(plain);
    }));
  });

  it.each(['<a b="', '<!--', '<a ', '&#1', '<tex-math>', '<', '&lt;', '<a\u00A0', ' b=\'\''])('takes time that grows with its length only: %j over and over', async (piece) => {
    expect(await processorSeconds(() => {
      withoutMarkup(piece.repeat(200_000));
      withoutMarkup(`<a${piece.repeat(200_000)}`);
    })).toBeLessThan(HANGING_SECONDS);
  });
});

it.each([
  ['<jats:title>Abstract</jats:title><jats:p>Text</jats:p>', ' Text '],
  ['<title> ABSTRACT. </title>Text', 'Text'],
  ['<jats:title>Aim</jats:title><jats:p>Text</jats:p>', ' Aim  Text '],
])('takes the heading off the abstract %j', (text, plain) => expect(abstractText(text)).toBe(plain));
