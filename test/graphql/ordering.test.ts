/** Orders of long lists: sorted in pieces and in workers, they are what a plain sort gives. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROUTINES } from '../../src/compute/routines.js';
import { seededRandom } from '../../src/graph/prng.js';
import { textColumn } from '../../src/graphql/ordering/columns.js';
import { textRanks } from '../../src/graphql/ordering/text-ranks.js';

function ranksOf(texts: readonly string[]): { readonly ranks: Uint32Array; readonly pieces: number } {
  const work = textRanks(texts);
  for (let pieces = 1; ; pieces++) {
    const step = work.next();
    if (step.done === true) return { ranks: step.value, pieces };
  }
}

/** Places among the distinct texts. */
const plainRanks = (texts: readonly string[]): number[] => {
  const distinct = [...new Set(texts)].sort();
  const place = new Map(distinct.map((text, i) => [text, i]));
  return texts.map((text) => place.get(text) ?? -1);
};

describe('ranks of texts', () => {
  it('are those of a plain sort', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('a', 'b', 'é', '', 'z')), { maxLength: 60 }), (texts) => {
      expect([...ranksOf(texts).ranks]).toEqual(plainRanks(texts));
    }));
  });

  it.each([0, 1, 1_024, 1_025, 2_048, 20_000, 70_001])('of %i texts are too, in pieces where there are many', (count) => {
    const random = seededRandom(count);
    const texts = Array.from({ length: count }, () => `name ${Math.floor(random() * count * 0.8)}`);
    const { ranks, pieces } = ranksOf(texts);
    expect(Buffer.compare(Buffer.from(ranks.buffer), Buffer.from(Uint32Array.from(plainRanks(texts)).buffer))).toBe(0);
    expect(pieces > 4).toBe(count > 4_096);
  });

  it('are looked up by index', async () => {
    const column = await textColumn([7, 3, 9], ['b', 'a', 'b']);
    expect([7, 3, 9, 4].map((index) => column(index))).toEqual([1, 0, 1, Number.NaN]);
  });
});

describe('an order', () => {
  it('gives the place of each item where that is asked for, and none for what is no item', () => {
    const request = { items: Uint32Array.of(2, 5, 4), keys: [Float64Array.of(1, 0, 1)] };
    expect(ROUTINES.ORDER(request)).toEqual({ order: Uint32Array.of(5, 2, 4), rank: new Uint32Array(0) });
    const none = 0xffffffff;
    expect(ROUTINES.ORDER({ ...request, size: 7 }).rank).toEqual(Uint32Array.of(none, none, 1, none, 2, 0, none));
  });
});
