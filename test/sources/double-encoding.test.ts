import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutDoubleEncoding } from '../../src/sources/double-encoding.js';

/** UTF-8 bytes read as Latin-1. */
const twice = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

describe('text encoded twice', () => {
  it.each(['José Raúl', 'Kroiß', 'Łukasz', 'θ', '$π$Test', 'Ω ≤ 1', 'a – b', 'Иванов', '李明', '😀 x', 'x\u00a0y'])('%s is put right', (text) => {
    expect(withoutDoubleEncoding(twice(text))).toBe(text);
  });
  it('is put right after windows-1252 too', () => expect(withoutDoubleEncoding('It â€œisâ€\u009d KroiÅ¡ â€™s')).toBe('It “is” Kroiš ’s'));
  it.each(['José', 'SÃO PAULO', '«É»', 'CAFÉ»', 'DÉ\u00a0: x', '»Ä«', 'Ñ»', 'ÄÖÜ', 'naïve – “quoted”', '5 µm², 3°', '李明 Ã'])('%s is left alone', (text) => {
    expect(withoutDoubleEncoding(text)).toBe(text);
  });
  it('whatever the text, ASCII is untouched', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      const once = withoutDoubleEncoding(text);
      expect(once.replace(/[^\0-\x7f]/g, '')).toBe(text.replace(/[^\0-\x7f]/g, ''));
    }));
  });
});
