/** Scores against closed forms. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanScore, scoreClustering } from './clustering-scores.js';

describe('scoreClustering', () => {
  it('gives 1 to the truth under other names', () => {
    const { bCubed, pairwise, clusters, persons } = scoreClustering(['x', 'x', 'y'], [1, 1, 2]);
    expect([bCubed, pairwise]).toEqual([{ precision: 1, recall: 1, f1: 1 }, { precision: 1, recall: 1, f1: 1 }]);
    expect([clusters, persons]).toEqual([2, 2]);
  });

  it('of one cluster over k persons of m mentions has precision 1/k in B-cubed, (m−1)/(km−1) in pairs', () => {
    const labels = [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4];
    const { bCubed, pairwise } = scoreClustering(labels.map(() => 0), labels);
    expect(bCubed).toEqual({ precision: 0.25, recall: 1, f1: 0.4 });
    expect(pairwise.precision).toBeCloseTo(2 / 11, 12);
    expect(pairwise.recall).toBe(1);
  });

  it('of singletons over one person of m mentions has recall 1/m in B-cubed, 0 in pairs', () => {
    const { bCubed, pairwise } = scoreClustering([1, 2, 3, 4], [0, 0, 0, 0]);
    expect(bCubed).toEqual({ precision: 1, recall: 0.25, f1: 0.4 });
    expect(pairwise).toEqual({ precision: 1, recall: 0, f1: 0 });
  });

  it('is the worked example of Amigó et al. 2009: one stray in a cluster of three', () => {
    // Clusters {a a b} {b}; persons a: 2, b: 2.
    const { bCubed, pairwise } = scoreClustering([1, 1, 1, 2], ['a', 'a', 'b', 'b']);
    expect(bCubed.precision).toBeCloseTo((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4, 12);
    expect(bCubed.recall).toBeCloseTo((1 + 1 + 1 / 2 + 1 / 2) / 4, 12);
    expect(pairwise).toMatchObject({ precision: 1 / 3, recall: 1 / 2 });
  });

  it('swaps precision and recall with clustering and truth, and stays in [0, 1]', () => {
    const values = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, (both) => {
        const there = scoreClustering(both.map(([x]) => x), both.map(([, y]) => y));
        const back = scoreClustering(both.map(([, y]) => y), both.map(([x]) => x));
        expect(there.bCubed.precision).toBeCloseTo(back.bCubed.recall, 10);
        expect(there.pairwise.recall).toBeCloseTo(back.pairwise.precision, 10);
        expect(there.bCubed.f1).toBeGreaterThan(0);
        expect(there.bCubed.f1).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it('refuses what it cannot score', () => {
    expect(() => scoreClustering([1], [1, 2])).toThrow('A clustering of 1 mentions can\'t be scored by 2 labels.');
    expect(() => meanScore([])).toThrow(RangeError);
  });
});

describe('meanScore', () => {
  it('averages F1 too, which is not the F1 of the averages', () => {
    expect(meanScore([{ precision: 1, recall: 0.5, f1: 2 / 3 }, { precision: 0.5, recall: 1, f1: 2 / 3 }])).toEqual({ precision: 0.75, recall: 0.75, f1: 2 / 3 });
  });
});
