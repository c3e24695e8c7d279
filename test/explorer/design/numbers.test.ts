import { describe, expect, it } from 'vitest';
import { measure } from '../../../src/explorer/design/numbers.js';

describe('measure', () => {
  it.each([
    [4_973_725.309, '4,973,725'], [999_999_999.4, '999,999,999'], [1.5e9 + 0.5, '1.500e9'], [12_345.6, '12,346'], [1234.56, '1,235'],
    [999.96, '1,000'], [12.3456, '12.35'], [0.000_123_456, '0.0001235'], [0.000_012, '1.200e-5'], [42, '42'], [0, '0'], [-20_000.7, '-20,001'], [null, '–'],
  ])('of %j makes up no digit', (value, text) => {
    expect(measure(value)).toBe(text);
  });
});
