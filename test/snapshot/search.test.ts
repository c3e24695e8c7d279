import { describe, expect, it } from 'vitest';
import { matchExpression } from '../../src/snapshot/search.js';

describe('matchExpression', () => {
  it.each<[string, string | null]>([
    ['deep fusion', '"deep" "fusion"*'],
    ['deep fusion ', '"deep" "fusion"'],
    ['"deep fusion" net', '"deep fusion" "net"*'],
    ['C++ AND OR NOT (x', '"C" "AND" "OR" "NOT" "x"'],
    ['deep f', '"deep" "f"'],
    ['pre-t', '"pre t"'],
    ['é', '"é"'],
    ['学', '"学"*'],
    ['xy', '"xy"*'],
    ['pre-trained', '"pre trained"*'],
    ['"unclosed phrase', '"unclosed" "phrase"*'],
    ['…', null],
    ['', null],
  ])('%j becomes %j', (query, expected) => {
    expect(matchExpression(query)).toBe(expected);
  });
});
