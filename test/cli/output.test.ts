import { describe, expect, it } from 'vitest';
import { formatNumber, formatYears, printable, tableLines } from '../../src/cli/output.js';
import { suggestion } from '../../src/cli/suggestion.js';

describe('numbers for people', () => {
  it.each([
    [null, '-'],
    [0, '0'],
    [1589, '1,589'],
    [0.05769230769230769, '0.0576923'],
    [28300.5645, '28,300.6'],
    [-0.081678, '-0.081678'],
    [1e-9, '1e-9'],
  ])('%s is %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it('shows a span of years, or the one year', () => {
    expect([formatYears(2010, 2012), formatYears(2010, 2010), formatYears(null, null)]).toEqual(['2010–2012', '2010', '-']);
  });
});

describe('text of a corpus on a terminal', () => {
  it('can neither move the cursor, colour, ring, nor turn the direction', () => {
    expect(printable('a\u001B[31mb\u0007\r\n\u202Ec\u2066d')).toBe('a\uFFFD[31mb\uFFFD\uFFFD\uFFFD\uFFFDc\uFFFDd');
    expect(printable('Łukasz Ørsted 王伟')).toBe('Łukasz Ørsted 王伟');
  });
});

describe('a table', () => {
  it('aligns text left and numbers right', () => {
    const lines = tableLines([{ title: 'n', align: 'right' }, { title: 'name' }, { title: 'x' }], [['1', 'Ada', 'y'], ['100', 'B', '']]);
    expect(lines).toEqual(['  n  name  x', '  1  Ada   y', '100  B']);
  });
});

describe('a suggestion', () => {
  it('names what is near, whatever the case, and nothing else', () => {
    expect(suggestion('journal of step', ['Journal of Steps', 'Nature'])).toBe('; did you mean Journal of Steps?');
    expect(suggestion('zzz', ['Journal of Steps', 'Nature'])).toBe('');
  });
});
