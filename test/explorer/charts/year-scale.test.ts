import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_BARS, roundTop, withoutGaps } from '../../../src/explorer/charts/year-scale.js';

describe('the years of a chart', () => {
  it('have no gaps, and are empty only where nothing is given', () => {
    expect(withoutGaps([])).toEqual([]);
    expect(withoutGaps([{ year: 2019, value: 3 }, { year: 2016, value: 1 }])).toEqual([{ year: 2016, value: 1 }, { year: 2017, value: 0 }, { year: 2018, value: 0 }, { year: 2019, value: 3 }]);
  });

  it('are the latest ones where a stray early year would make them too many', () => {
    const bars = withoutGaps([{ year: 1, value: 1 }, { year: 2020, value: 2 }]);
    expect(bars).toHaveLength(MOST_BARS);
    expect(bars.at(-1)).toEqual({ year: 2020, value: 2 });
  });
});

describe('the top of a chart', () => {
  it.each([[0, 1], [1, 1], [2, 2], [7, 8], [9, 10], [11, 20], [28, 30], [81, 100], [1000, 1000], [1001, 2000]])('of %i is %i', (highest, top) => {
    expect(roundTop(highest)).toBe(top);
  });

  it('is never below the highest bar, nor more than twice and a bit above it', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 10_000_000 }), (highest) => {
      const top = roundTop(highest);
      expect(top).toBeGreaterThanOrEqual(highest);
      expect(top).toBeLessThanOrEqual(2 * highest);
    }));
  });
});
