import { describe, expect, it } from 'vitest';
import { randomBelow, seededRandom } from '../../src/graph/prng.js';
import { SparseNumbers } from '../../src/graph/sparse-numbers.js';

describe('SparseNumbers', () => {
  it.each([
    ['few of many', 2_000_000, 3_000],
    ['so many that a table would be larger than an array', 100_000, 40_000],
    ['all of few', 500, 2_000],
  ])('are what was set last: %s', (_name, length, sets) => {
    const random = seededRandom(11);
    const numbers = new SparseNumbers(length);
    const expected = new Map<number, number>([[length - 1, 7], [0, 2 ** 31 - 1]]);
    for (const [place, value] of expected) numbers.set(place, value);
    for (let nth = 0; nth < sets; nth += 1) {
      const place = randomBelow(random, length);
      numbers.set(place, nth);
      expected.set(place, nth);
    }
    expect([...expected].filter(([place, value]) => numbers.get(place) !== value)).toEqual([]);
    let known = 0;
    for (let place = 0; place < length; place += 1) if (numbers.get(place) !== -1) known += 1;
    expect(known).toBe(expected.size);
  });

  it('has places that lie in one another\'s way', () => {
    const numbers = new SparseNumbers(2 ** 31 - 1);
    const places = Array.from({ length: 300 }, (_, at) => at * 2 ** 22);
    places.forEach((place, at) => numbers.set(place, at));
    expect(places.map((place) => numbers.get(place))).toEqual([...places.keys()]);
    expect(numbers.get(5)).toBe(-1);
  });
});
