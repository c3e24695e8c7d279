import { describe, expect, it } from 'vitest';
import { bytesInMemory } from '../../src/graph/shared-arrays.js';
import { defaultCacheBytes, MemoryBudget } from '../../src/snapshot/memory-budget.js';

describe('a memory budget', () => {
  it('lets go of what was not asked for longest, of whatever kind', () => {
    const budget = new MemoryBudget(100);
    const graphs = budget.cache<string>('PROJECTIONS');
    const numbers = budget.cache<string>('METRICS');
    graphs.set('a', 'graph a', 40);
    numbers.set('b', 'numbers b', 40);
    graphs.get('a');
    graphs.set('c', 'graph c', 40);
    expect([graphs.get('a'), numbers.get('b'), graphs.get('c')]).toEqual(['graph a', undefined, 'graph c']);
    expect(budget.stats()).toEqual({
      budgetBytes: 100, usedBytes: 80, evictions: 1,
      kinds: [
        { kind: 'PROJECTIONS', entries: 2, bytes: 80, hits: 3, misses: 0, evictions: 0 },
        { kind: 'METRICS', entries: 0, bytes: 0, hits: 0, misses: 1, evictions: 1 },
      ],
    });
  });

  it('keeps the newest even where it is larger than all of it, and counts a replaced one once', () => {
    const budget = new MemoryBudget(100);
    const cache = budget.cache<number>('SERIES');
    cache.set('a', 1, 30);
    cache.set('a', 2, 50);
    expect([cache.get('a'), budget.stats().usedBytes]).toEqual([2, 50]);
    cache.set('b', 3, 500);
    expect([cache.get('a'), cache.get('b'), budget.stats().usedBytes]).toEqual([undefined, 3, 500]);
    cache.set('c', 4, 10);
    expect([cache.get('b'), cache.get('c'), budget.stats().usedBytes]).toEqual([undefined, 4, 10]);
  });

  it('is given back by an owner who ends, and takes nothing of theirs any more', () => {
    const budget = new MemoryBudget(100);
    const [ended, going] = [budget.cache<number>('METRICS'), budget.cache<number>('METRICS')];
    ended.set('a', 1, 30);
    going.set('a', 2, 30);
    ended.close();
    ended.set('late', 3, 30);
    expect([ended.get('a'), ended.get('late'), going.get('a'), budget.stats().usedBytes]).toEqual([undefined, undefined, 2, 30]);
  });

  it('bounds what names and holds the arrays, too', () => {
    const budget = new MemoryBudget(1e12);
    const cache = budget.cache<number>('SELECTIONS');
    const long = (at: number) => `${at} ${'x'.repeat(1_000_000)}`;
    for (let at = 0; at < 40; at++) cache.set(long(at), at, 8);
    expect([cache.get(long(39)), cache.get(long(0))]).toEqual([39, undefined]);
    // 64 MB of keys, at four bytes a letter.
    expect(budget.stats().kinds[0].entries).toBe(16);
    for (let at = 0; at < 40_000; at++) cache.set(String(at), at, 8);
    expect(budget.stats().kinds[0].entries).toBeLessThan(34_000);
    expect(budget.stats().usedBytes).toBe(8 * budget.stats().kinds[0].entries);
  });

  it('is a share of what there is, and refuses to be nothing', () => {
    expect(defaultCacheBytes()).toBeGreaterThan(2 ** 20);
    expect(() => new MemoryBudget(0)).toThrow('is 0 bytes, which is not above 0');
  });

  it('weighs typed arrays', () => {
    expect(bytesInMemory({ values: new Float64Array(3), nodes: new Uint32Array(2), count: 7, normalized: null })).toBe(32);
  });
});
