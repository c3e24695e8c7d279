import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SPEC, harmonicCredit, harmonicNumber, pairStrength, specKey, validateSpec } from '../../src/graph/spec.js';
import { arbitraryCounting, arbitrarySpec, specWith } from './hypergraphs.js';

const pairsOf = (k: number): [number, number][] =>
  Array.from({ length: k }, (_, i) => i + 1).flatMap((i) => Array.from({ length: k - i }, (_, d) => [i, i + d + 1] as [number, number]));
const total = (counting: Parameters<typeof pairStrength>[0], k: number): number =>
  pairsOf(k).reduce((sum, [i, j]) => sum + pairStrength(counting, k, i, j), 0);

const meaning = (spec: typeof DEFAULT_SPEC): unknown => ({
  ...spec, types: new Set(spec.types), venues: new Set(spec.venues), fields: new Set(spec.fields),
});

describe('pairStrength', () => {
  it.each([2, 3, 4, 7, 100])('meets the closed forms for %i authors', (k) => {
    expect(total('FULL', k)).toBe((k * (k - 1)) / 2);
    expect((k - 1) * pairStrength('FRACTIONAL', k, 1, 2)).toBeCloseTo(1, 14);
    expect(total('FRACTIONAL_REFINED', k)).toBeCloseTo(1, 12);
    // (Σ c)² = 1 = Σ c² + 2 Σ pairs
    const squares = Array.from({ length: k }, (_, i) => harmonicCredit(i + 1, k) ** 2).reduce((x, y) => x + y, 0);
    expect(total('HARMONIC', k)).toBeCloseTo((1 - squares) / 2, 12);
  });

  it('gives two authors 2/3 · 1/3 under HARMONIC', () => {
    expect(pairStrength('HARMONIC', 2, 1, 2)).toBeCloseTo(2 / 9, 15);
  });

  it('is symmetric bit for bit', () => {
    fc.assert(
      fc.property(arbitraryCounting, fc.integer({ min: 2, max: 4000 }), fc.nat(), fc.nat(), (counting, k, x, y) => {
        const [i, j] = [(x % k) + 1, (y % k) + 1];
        expect(pairStrength(counting, k, i, j)).toBe(pairStrength(counting, k, j, i));
      }),
    );
  });

  it('knows harmonic numbers whatever was asked before', () => {
    expect(harmonicNumber(4)).toBeCloseTo(25 / 12, 15);
    expect(harmonicNumber(10_000)).toBeCloseTo(9.787606036044348, 12);
    expect(harmonicNumber(1)).toBe(1);
  });
});

describe('specKey', () => {
  it('is the same for lists in another order or with repetitions, and for −0', () => {
    expect(specKey(specWith({ types: [3, 1, 3], minStrength: -0 }))).toBe(specKey(specWith({ types: [1, 3] })));
  });

  it('tells any two other specs apart', () => {
    fc.assert(
      fc.property(arbitrarySpec, arbitrarySpec, (a, b) => {
        expect(specKey(a) === specKey(b)).toBe(isDeepStrictEqual(meaning(a), meaning(b)));
      }),
      { numRuns: 300 },
    );
    const variants = [
      specWith({}), specWith({ maxAuthors: 3 }), specWith({ yearFrom: 3 }), specWith({ yearTo: 3 }), specWith({ types: [3] }),
      specWith({ venues: [3] }), specWith({ fields: [3] }), specWith({ minStrength: 3 }), specWith({ component: 'GIANT' }),
      specWith({ componentOf: 3 }), specWith({ counting: 'HARMONIC' }),
    ];
    expect(new Set(variants.map(specKey)).size).toBe(variants.length);
  });
});

describe('validateSpec', () => {
  it('accepts the default and every spec that can be meant', () => {
    expect(() => validateSpec(DEFAULT_SPEC)).not.toThrow();
    fc.assert(fc.property(arbitrarySpec, (spec) => validateSpec(spec)));
  });

  it.each([
    [{ maxAuthors: 0 }, "the graph spec's maxAuthors is 0, which is not an integer from 1 to 4294967295"],
    [{ yearFrom: 2000.5 }, "the graph spec's yearFrom is 2000.5"],
    [{ yearFrom: 2001, yearTo: 2000 }, "the graph spec's yearFrom 2001 is after its yearTo 2000"],
    [{ minStrength: Number.NaN }, "the graph spec's minStrength is NaN"],
    [{ minStrength: -1 }, "the graph spec's minStrength is -1"],
    [{ fields: [1, -2] }, "the graph spec's fields entry is -2"],
    [{ componentOf: 5 }, "the graph spec's componentOf is 5, which is not an integer from 0 to 4"],
    [{ counting: 'full' as 'FULL' }, "the graph spec's counting is full, which is none of FULL, FRACTIONAL"],
    [{ component: 'BIG' as 'ALL' }, "the graph spec's component is BIG, which is neither ALL nor GIANT"],
  ])('refuses %o', (facts, message) => {
    expect(() => validateSpec(specWith(facts), 5)).toThrow(message);
  });
});
