/** The log-odds of tokens against the closed form, by factorials. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grained, tokenOdds } from '../../../src/identity/similarity/dirichlet.js';
import { inFineSteps, rarityLevel, shareOfLevel, step } from '../../../src/identity/similarity/rarity.js';
import { FEATURE_WEIGHTS } from '../../../src/identity/similarity/weights.js';

const weight = (concentration: number) => ({ ...FEATURE_WEIGHTS.VENUE, concentration });

describe('tokenOdds', () => {
  it('is the ratio of Dirichlet-multinomial likelihoods: two draws of one token of share 1/2 at κ = 2', () => {
    const odds = tokenOdds(weight(2));
    // One person: P(second = first) = (1 + 1)/(2 + 1); two persons: 1/2. Ratio 4/3.
    expect(odds.ofTotals(1, 1) + odds.ofShared(2, 1, 1)).toBeCloseTo(Math.log(4 / 3), 5);
    // Two different tokens: (1)/(3) against 1/2. Ratio 2/3.
    expect(odds.ofTotals(1, 1)).toBeCloseTo(Math.log(2 / 3), 5);
  });

  it('of two identical lists of n grows with rarity and less with every repetition', () => {
    const odds = tokenOdds(weight(10));
    expect(odds.ofShared(20, 1, 1)).toBeGreaterThan(odds.ofShared(10, 1, 1));
    expect(odds.ofShared(20, 2, 2)).toBeLessThan(2 * odds.ofShared(20, 1, 1));
    // Γ-form: log Γ(x+4)Γ(x)/Γ(x+2)² with x = 10·2⁻¹⁰.
    const x = 10 * 2 ** -10;
    expect(odds.ofShared(20, 2, 2)).toBeCloseTo(Math.log(((x + 2) * (x + 3)) / (x * (x + 1))), 4);
  });

  it('has sums that no order changes', () => {
    const odds = tokenOdds(weight(100));
    const values = fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 })), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(values, (list) => {
        const sum = (order: typeof list): number => order.reduce((total, [level, a, b]) => total + odds.ofShared(level, a, b), 0);
        expect(sum(list.toReversed())).toBe(sum(list));
      }),
    );
    expect(grained(0.1) + grained(0.2)).toBe(grained(0.1 + 0.2));
  });
});

describe('rarity', () => {
  it.each([[0, 0], [1, 0], [2, 2], [3, 3], [4, 4], [1000, 20], [1024, 20], [1100, 20]])('of %d is %d half doublings', (count, steps) => {
    expect(step(count)).toBe(steps);
  });

  it.each([[1, 1], [0.255, 0.25], [1.4, Math.SQRT2], [1.1, 2 ** 0.125], [130, 2 ** 7]])('rounds %d to %d', (value, rounded) => {
    expect(inFineSteps(value)).toBeCloseTo(rounded, 12);
  });

  it('takes the share from the level: 1 of 1,024 is 20 half doublings, and never beyond its ends', () => {
    expect(rarityLevel(1, 1024)).toBe(20);
    expect(shareOfLevel(20)).toBe(1 / 1024);
    expect(rarityLevel(10, 5)).toBe(0);
    expect(rarityLevel(1, 2 ** 60)).toBe(80);
  });
});
