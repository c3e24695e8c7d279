import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, readShared, type SharedQuery } from '../../src/explorer/playground/share.js';

const open = (address: string) => readShared(new URL(address, 'http://localhost'));

describe('the address of a query', () => {
  it('carries query, variables and which operation is meant', () => {
    const shared: SharedQuery = { query: 'query A($x: Int) { a(x: $x) }\nquery B { b }', variables: '{ "x": 1 }', operationName: 'B' };
    const address = addressOf(shared);
    expect(address).toBe('/graphql?query=query+A%28%24x%3A+Int%29+%7B+a%28x%3A+%24x%29+%7D%0Aquery+B+%7B+b+%7D&variables=%7B+%22x%22%3A+1+%7D&operationName=B');
    expect(open(address ?? '')).toEqual(shared);
  });

  it('is the bare page for no query, and says nothing of empty variables', () => {
    expect(addressOf({ query: ' \n', variables: '{"x":1}', operationName: null })).toBe('/graphql');
    expect(open('/graphql')).toBeNull();
    expect(open('/graphql?query=')).toBeNull();
    expect(open('/graphql?query={a}&variables={}')).toEqual({ query: '{a}', variables: '', operationName: null });
  });

  it('keeps long queries where no server refuses them, and has none for those beyond what links can be', () => {
    const long = { query: `{ a }\n${'# why\n'.repeat(2000)}`, variables: '', operationName: null };
    const address = addressOf(long) ?? '';
    expect(address).toMatch(/^\/graphql#query=/);
    expect(open(address)).toEqual(long);
    expect(addressOf({ ...long, query: 'x'.repeat(64_000) })).toBeNull();
  });

  it('gives back whatever was put in', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.string({ maxLength: 50 }), (query, variables) => {
      fc.pre(query.trim() !== '' && !['{}', 'null'].includes(variables) && (variables === '' || variables.trim() !== ''));
      expect(open(addressOf({ query, variables, operationName: null }) ?? '')).toEqual({ query, variables, operationName: null });
    }));
  });
});

describe('the playground’s colours', () => {
  const explorer = path.resolve(import.meta.dirname, '../../src/explorer');
  const tokens = readFileSync(path.join(explorer, 'design/tokens.css'), 'utf8');
  const css = readFileSync(path.join(explorer, 'playground/colours.css'), 'utf8');

  /** #rrggbb of `h, s%, l%`. */
  function hex(triple: string): string {
    const [h, s, l] = triple.split(',').map((part) => Number.parseFloat(part));
    const channel = (n: number): string => {
      const k = (n + h / 30) % 12;
      const value = l / 100 - (s / 100) * Math.min(l / 100, 1 - l / 100) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
      return Math.round(255 * value).toString(16).padStart(2, '0');
    };
    return `#${channel(0)}${channel(8)}${channel(4)}`;
  }

  it.each([['base', 'ground'], ['neutral', 'text'], ['primary', 'accent'], ['error', 'danger']])('have GraphiQL’s %s as the explorer’s %s', (theirs, ours) => {
    const [, light, dark] = new RegExp(`--${ours}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(tokens) ?? [];
    const used = [...css.matchAll(new RegExp(`--color-${theirs}: ([^;]+);`, 'g'))].map(([, triple]) => hex(triple));
    // Light, dark by the system, dark by choice.
    expect(used).toEqual([light, dark, dark]);
  });
});
