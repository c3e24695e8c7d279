/** GraphQL over HTTP as its specification asks: each point of graphql-http's audit by its name, at a query's first coming and when compiled code answers it. */
import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type RunningServer } from '../../src/serving/server.js';
import { servedCorpus } from '../helpers/served-corpus.js';
import { SMALL_CORPUS } from '../graphql/small-corpus.js';

let server: RunningServer;
beforeAll(async () => {
  const { provider } = await servedCorpus(SMALL_CORPUS);
  server = await startServer({ provider, port: 0 });
}, 60_000);
afterAll(() => server.close());

const AUDITS = serverAudits({
  // Known only once the server has started.
  url: () => `${server.url}/graphql`,
  fetchFn: (url: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    // The header that tells our own clients' GETs from a foreign page's.
    if ((init.method ?? 'GET') === 'GET') headers.set('apollo-require-preflight', '1');
    return fetch(url, { ...init, headers });
  },
});

it('has 61 points, each of which must, should or may hold', () => {
  expect(AUDITS).toHaveLength(61);
  expect(new Set(AUDITS.map(({ name }) => name.split(' ')[0]))).toEqual(new Set(['MUST', 'SHOULD', 'MAY']));
});

describe.each(['for the first time', 'again', 'and again'])('asked %s', () => {
  it.each(AUDITS.map((audit) => [audit.name, audit.id, audit] as const))('%s (%s)', async (_, __, audit) => {
    const result = await audit.fn();
    // Whole, so that what fails says why.
    expect(result).toMatchObject({ status: 'ok', name: audit.name });
  });
});
