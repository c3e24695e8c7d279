import { afterEach, describe, expect, it, vi } from 'vitest';
import { apiFetcher, hasOneOperation } from '../../src/explorer/playground/api-fetcher.js';

afterEach(() => vi.unstubAllGlobals());

/** The bodies that a fetcher posts for these parameters. */
async function posted(params: Parameters<ReturnType<typeof apiFetcher>>[0]): Promise<unknown> {
  const bodies: unknown[] = [];
  const answer = (_url: string, { body }: { body: string }) => {
    bodies.push(JSON.parse(body));
    return Promise.resolve(Response.json({ data: {} }));
  };
  vi.stubGlobal('fetch', answer);
  vi.stubGlobal('window', { fetch: answer });
  await apiFetcher('http://localhost/graphql')(params, {});
  return bodies[0];
}

describe('the playground’s fetcher', () => {
  it.each([
    ['query A { a } fragment F on T { b }', true],
    ['{ a }', true],
    ['query A { a } query B { b }', false],
    ['query A {', true],
  ])('%s', (query, expected) => {
    expect(hasOneOperation(query)).toBe(expected);
  });

  it('sends no stale operation name with a single operation, but the name that chooses among several', async () => {
    expect(await posted({ query: 'query Path { a }', operationName: 'Author' })).toEqual({ query: 'query Path { a }' });
    const several = 'query A { a } query B { b }';
    expect(await posted({ query: several, operationName: 'B', variables: { x: 1 } })).toEqual({ query: several, operationName: 'B', variables: { x: 1 } });
  });
});
