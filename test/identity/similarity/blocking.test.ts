/** Names that could be one person's meet in one block, and blocks stay small. */
import { describe, expect, it } from 'vitest';
import { parseName } from '../../../src/identity/names.js';
import { blockKeyOf } from '../../../src/identity/similarity/blocking.js';

const blockOf = (name: string): string => blockKeyOf(parseName(name));

describe('blockKeyOf', () => {
  it.each([
    ['Javier Gonzalvo', 'gonzalvo|j'],
    ['Gonzalvo, J.', 'gonzalvo|j'],
    ['Johannes van der Berg', 'berg|j'],
    ['王伟', '王|伟'],
    ['Anonymous', 'anonymous'],
  ])('of %s is %s', (name, key) => {
    expect(blockOf(name)).toBe(key);
  });

  it.each([
    ['García Márquez, Gabriel', 'García, G.'],
    ['Thomas Müller', 'T. Mueller'],
    ['Bob Johnson', 'Robert Johnson'],
    ['Yury Petrov', 'Iurii Petrov'],
    ['Yury Petrov', 'J. Petrov'],
    ['Evgeny Ivanov', 'Yevgeny Ivanov'],
    ['Sergey Khokhlov', 'Sergei Hohlov'],
    ['Anna Kowalski', 'Anna Kowalsky'],
    ['Hans Weiß', 'Hans Weiss'],
    ['Xiaoming Wang', 'X. Wang'],
  ])('puts %s with %s', (a, b) => {
    expect(blockOf(a)).toBe(blockOf(b));
  });

  it.each([
    ['Lei Wang', 'Hao Wang'],
    ['John Smith', 'John Smythe'],
    ['Jun Wang', 'Yun Wang'],
    ['John Smith', 'Smith'],
  ])('keeps %s from %s', (a, b) => {
    expect(blockOf(a)).not.toBe(blockOf(b));
  });
});
