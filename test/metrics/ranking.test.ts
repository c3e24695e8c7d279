import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankingOf } from '../../src/metrics/ranking.js';
import { isSameValue } from '../../src/metrics/same-value.js';

describe('rankingOf', () => {
  it('ranks largest first, equals by place, undefined left out', () => {
    const { order, rank, smaller } = rankingOf(Float64Array.of(4, NaN, 9, 4, 1));
    expect([...order]).toEqual([2, 0, 3, 4]);
    expect([...rank]).toEqual([2, 0, 1, 2, 4]);
    expect([...smaller]).toEqual([1, 0, 3, 1, 0]);
  });

  it('ranks nothing, and only undefined values, as nothing', () => {
    expect(rankingOf(new Float64Array(0)).order).toHaveLength(0);
    expect(rankingOf(Float64Array.of(NaN, NaN)).order).toHaveLength(0);
  });

  it('takes values equal but for rounding, and both zeros, as equals', () => {
    const { order, rank } = rankingOf(Float64Array.of(30, 30.000000000000004, -0, 0, 29.999999999999993));
    expect([...order]).toEqual([0, 1, 4, 2, 3]);
    expect([...rank]).toEqual([1, 1, 4, 4, 1]);
  });

  it('agrees with sorting by comparison on any finite values', () => {
    const value = fc.oneof(fc.double({ noDefaultInfinity: true }), fc.integer({ min: -3, max: 3 }), fc.constantFrom(NaN, 0, -0, 1e-310, 0.1 + 0.2, 0.3));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), (list) => {
        const values = Float64Array.from(list);
        const { order, rank, smaller } = rankingOf(values);
        const sorted = Array.from(values.keys()).filter((i) => !Number.isNaN(values[i])).toSorted((a, b) => values[b] - values[a] || a - b);
        // Groups begin at the largest value that is not yet in one.
        const expected: number[] = [];
        for (let start = 0; start < sorted.length; ) {
          const group = sorted.slice(start).filter((i) => isSameValue(values[i], values[sorted[start]]));
          expected.push(...group.toSorted((a, b) => a - b));
          for (const i of group) expect([rank[i], smaller[i]]).toEqual([start + 1, sorted.length - start - group.length]);
          start += group.length;
        }
        expect([...order]).toEqual(expected);
      }),
    );
  });
});
