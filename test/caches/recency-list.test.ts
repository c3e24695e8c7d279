import { describe, expect, it } from 'vitest';
import { Listed, RecencyList } from '../../src/caches/recency-list.js';
import { seededRandom } from '../../src/graph/prng.js';

class Named extends Listed<Named> {
  constructor(readonly name: number) {
    super();
  }
}

describe('a list by recency', () => {
  it('holds the order of an array from which entries are taken and to which they are appended', () => {
    const random = seededRandom(11);
    const list = new RecencyList<Named>();
    let expected: Named[] = [];
    for (let step = 0; step < 5_000; step++) {
      const dice = random();
      let besideRemoved: unknown[] = [null, null];
      const picked = expected[Math.floor(random() * expected.length)] as Named | undefined;
      if (picked === undefined || dice < 0.3) {
        const entry = new Named(step);
        list.add(entry);
        expected.push(entry);
      } else if (dice < 0.65) {
        list.touch(picked);
        expected = [...expected.filter((entry) => entry !== picked), picked];
      } else {
        list.remove(picked);
        expected = expected.filter((entry) => entry !== picked);
        besideRemoved = [picked.earlier, picked.later];
      }
      expect(besideRemoved).toEqual([null, null]);
      expect(list.oldest).toBe(expected[0] ?? null);
      expect(Array.from(list, ({ name }) => name)).toEqual(expected.map(({ name }) => name));
    }
  });

  it('goes on where the entry given last was taken out', () => {
    const list = new RecencyList<Named>();
    for (const name of [1, 2, 3]) list.add(new Named(name));
    const seen: number[] = [];
    for (const entry of list) {
      seen.push(entry.name);
      list.remove(entry);
    }
    expect([seen, list.oldest]).toEqual([[1, 2, 3], null]);
  });
});
