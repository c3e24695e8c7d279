import { describe, expect, it } from 'vitest';
import { strengthAt } from '../../../src/explorer/drawing/looks.js';
import { shareBy } from '../../../src/explorer/pages/network/growth.js';

describe('the share of a collaboration by a year', () => {
  // Five papers, one of them without a known year.
  it.each([[2009, 0.2], [2010, 0.4], [2015, 0.8], [2020, 1]])('at the end of %i is %d', (year, share) => {
    expect(shareBy({ paperCount: 5, paperYears: [2010, 2012, 2015, 2018] }, year)).toBeCloseTo(share);
  });

  it('is what a line is as wide as, and all of it without a year', () => {
    const edge = { strength: 10, shareBy: (year: number) => (year < 2000 ? 0.25 : 1) };
    expect([strengthAt(edge, 1999), strengthAt(edge, 2000), strengthAt(edge, null), strengthAt({ strength: 10 }, 1999)]).toEqual([2.5, 10, 10, 10]);
  });
});
