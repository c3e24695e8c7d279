import { describe, expect, it } from 'vitest';
import { decades, logPlace } from '../../../src/explorer/charts/log-scale.js';

describe('a logarithmic axis', () => {
  it.each([
    [0, [1, 10]],
    [1, [1, 10]],
    [10, [1, 10]],
    [11, [1, 10, 100]],
    [149, [1, 10, 100, 1000]],
  ])('up to %i has ticks at the powers of ten that hold it', (largest, ticks) => {
    expect(decades(largest)).toEqual(ticks);
  });

  it('puts equal ratios equally far apart, in either direction', () => {
    expect([1, 10, 100].map((value) => logPlace(value, 100, 50, 250))).toEqual([50, 150, 250]);
    expect([1, 10, 100].map((value) => logPlace(value, 100, 300, 0))).toEqual([300, 150, 0]);
  });
});
