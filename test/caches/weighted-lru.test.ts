import { describe, expect, it } from 'vitest';
import { WeightedLru } from '../../src/caches/weighted-lru.js';

describe('WeightedLru', () => {
  it('forgets what was not asked for longest once the weights exceed its capacity', () => {
    const lru = new WeightedLru<string>(10);
    lru.set('a', 'A', 4);
    lru.set('b', 'B', 4);
    expect(lru.get('a')).toBe('A');
    lru.set('c', 'C', 4);
    expect([lru.get('a'), lru.get('b'), lru.get('c')]).toEqual(['A', undefined, 'C']);
  });

  it('keeps the newest entry even when it alone is too heavy, and weighs a replaced one once', () => {
    const lru = new WeightedLru<string>(10);
    lru.set('a', 'A', 4);
    lru.set('b', 'B', 99);
    expect([lru.get('a'), lru.get('b'), lru.size]).toEqual([undefined, 'B', 1]);
    lru.set('b', 'b', 1);
    lru.set('c', 'C', 9);
    expect(lru.size).toBe(2);
  });
});
