import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AddressError, startServer, type RunningServer } from '../../src/serving/server.js';
import type { SnapshotProvider } from '../../src/snapshot/types.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';
import { SMALL_CORPUS } from '../graphql/small-corpus.js';

const EMPTY: SnapshotProvider = { acquire: () => null, refresh: () => Promise.resolve(), close: () => Promise.resolve() };

let corpus: ServedCorpus;
let server: RunningServer;
let leases = 0;
const pages = tempDir();

beforeAll(async () => {
  corpus = await servedCorpus(SMALL_CORPUS);
  mkdirSync(join(pages, 'playground'));
  mkdirSync(join(pages, 'assets'));
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>The explorer</title>');
  writeFileSync(join(pages, 'playground/index.html'), '<!doctype html><title>The playground</title>');
  writeFileSync(join(pages, 'assets/main-BxYz12_a.js'), 'export {};');
  writeFileSync(join(pages, '..', 'outside.txt'), 'not to be served');
  const counting: SnapshotProvider = {
    acquire() {
      const lease = corpus.provider.acquire();
      if (lease === null) return null;
      leases += 1;
      return { snapshot: lease.snapshot, release: () => (lease.release(), void (leases -= 1)) };
    },
    refresh: () => Promise.resolve(), close: () => Promise.resolve(),
  };
  server = await startServer({ provider: counting, port: 0, pagesDir: pages });
});
afterAll(() => server.close());

const post = (body: string, headers: Record<string, string> = {}) => fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
const ask = (query: string, headers: Record<string, string> = {}) => post(JSON.stringify({ query }), headers);

/** A filter of so many negations. */
const nested = (levels: number): object => (levels === 0 ? { hasCode: true } : { NOT: nested(levels - 1) });

/** One raw request; what came back until the server closed or answered. */
function raw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.write(request));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString();
      if (answer.includes('\r\n\r\n')) socket.destroy();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

describe('GraphQL over HTTP', () => {
  it('gives every snapshot back', async () => {
    await Promise.all([ask('{ corpus { paperCount } }'), ask('{ nope }'), ask('{'), post('['), ask('{ author(id: "?") { id } }'), fetch(`${server.url}/health`)]);
    expect(leases).toBe(0);
  });

  it.each([
    ['no JSON', '{"query":', {}, 400, 'not JSON'],
    ['several requests in one', '[]', {}, 400, 'batching disabled'],
    ['an empty object', '{}', {}, 400, 'JSON object has no keys'],
    ['no query', '{"variables":{}}', {}, 400, 'non-empty `query`'],
    ['another charset', '{}', { 'content-type': 'application/json; charset=latin1' }, 415, 'UTF-8'],
    ['a compressed body', '{}', { 'content-encoding': 'gzip' }, 415, 'gzip'],
    ['a body of 129 kB', `{"query":"${'x'.repeat(129 * 1024)}"}`, {}, 413, '128 kB'],
    ['a type that pages may send anywhere', '{"query":"{ __typename }"}', { 'content-type': 'text/plain' }, 400, 'could come from a foreign page'],
    ['a query 40 levels deep', JSON.stringify({ query: `{ papers ${'{ nodes { authors { nodes { papers '.repeat(10)}{ totalCount }${' } } } }'.repeat(10)} }` }), {}, 400, 'levels deep'],
  ])('%s has its clear JSON answer', async (_, body, headers, status, part) => {
    const response = await post(body, headers);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^application\/(graphql-response\+)?json/);
    const { errors } = (await response.json()) as { errors: Array<{ message: string }> };
    expect(errors).toHaveLength(1);
    expect(errors[0].message).toContain(part);
  });

  it.each([
    ['tokens', `{ ${'__typename '.repeat(2_501)} }`, {}, { limit: 2_500 }],
    ['levels', `{ papers ${'{ nodes { authors { nodes { papers '.repeat(10)}{ totalCount }${' } } } }'.repeat(10)} }`, {}, { limit: 20 }],
    ['aliases', `{ ${Array.from({ length: 101 }, (__, i) => `a${i}: __typename`).join(' ')} }`, {}, { aliases: 101, limit: 100 }],
    ['values', '{ papers(first: 200) { nodes { authors(first: 200) { nodes { papers(first: 200) { nodes { id } } } } } } }', {}, { limit: 1_000_000 }],
    ['nested conditions', 'query ($where: PaperFilter) { papers(where: $where) { totalCount } }', { where: nested(70) }, { limit: 60 }],
  ])('refuses a request of too many %s with 400, whatever type of answer is asked for', async (_, query, variables, facts) => {
    for (const accept of ['application/json', 'application/graphql-response+json', '*/*']) {
      const response = await post(JSON.stringify({ query, variables }), { accept });
      expect([accept, response.status]).toEqual([accept, 400]);
      const { errors, data } = (await response.json()) as { errors: unknown[]; data: unknown };
      expect(errors).toMatchObject([{ extensions: { code: 'COST_LIMIT', ...facts } }]);
      expect(data).toBeUndefined();
    }
  });

  it.each([
    ['a page size', 'big: papers(first: 201) { totalCount }', 'BAD_USER_INPUT', null],
    ['a number of nodes', 'big: network(scope: { top: { metric: DEGREE } }, maxNodes: 5001) { nodeCount }', 'BAD_USER_INPUT', { big: null }],
  ])('answers %s that a field refuses with 200: the error names the field', async (_, field, code, data) => {
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const response = await ask(`{ ${field} }`, { accept });
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ errors: [{ path: ['big'], extensions: { code } }], data });
    }
  });

  it('stops reading a body that grows beyond its limit without saying so', async () => {
    const chunk = `${(64 * 1024).toString(16)}\r\n${'x'.repeat(64 * 1024)}\r\n`;
    const answer = await raw(`POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(3)}`);
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
  });

  it('refuses bytes that are not UTF-8', async () => {
    const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]) });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('not UTF-8');
  });

  it('refuses a GET that a foreign page could send', async () => {
    const response = await fetch(`${server.url}/graphql?query=%7B__typename%7D`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('apollo-require-preflight: 1');
  });
});

describe('routes', () => {
  it.each([
    ['GET', '/nowhere', 404],
    ['DELETE', '/graphql', 405],
    ['HEAD', '/graphql', 405],
    ['POST', '/health', 405],
    ['GET', '/assets/', 404],
    ['GET', '/assets/../outside.txt', 404],
    ['GET', '/', 200],
    ['GET', '/author/A1/deeper', 200],
    ['HEAD', '/network', 200],
    ['POST', '/author/A1', 405],
    ['GET', '/%zz', 400],
    ['OPTIONS', '/graphql', 204],
    ['HEAD', '/health', 200],
    ['GET', '/health/live', 200],
    ['GET', '/health/ready', 200],
  ])('%s %s is answered with %i', async (method, path, status) => {
    expect((await fetch(server.url + path, { method, redirect: 'manual' })).status).toBe(status);
  });

  it.each(['/assets/%2e%2e/outside.txt', '/assets/..%2foutside.txt', '/assets/..\\outside.txt', '/assets//etc/passwd'])('%s does not lead out of the folder', async (path) => {
    expect(await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1.1 (404|400) /);
  });

  it('give browsers the pages under a policy of their own, and files that may be kept for ever', async () => {
    const accept = { accept: 'text/html,*/*;q=0.8' };
    for (const [path, status, title, policy] of [
      ['/', 200, 'The explorer', /^default-src 'none'; script-src 'self'; style-src 'self';(?!.*unsafe)/],
      ['/author/A%2F1?x=1', 200, 'The explorer', /(?!.*unsafe)/],
      ['/nowhere', 404, 'The explorer', /(?!.*unsafe)/],
      ['/graphql', 200, 'The playground', /^default-src 'self';(?!.*script-src)/],
    ] as const) {
      const page = await fetch(server.url + path, { headers: accept });
      expect([page.status, page.headers.get('content-type'), page.headers.get('cache-control')]).toEqual([status, 'text/html; charset=utf-8', 'no-cache']);
      expect(page.headers.get('content-security-policy')).toMatch(policy);
      expect(await page.text()).toContain(title);
    }
    const script = await fetch(`${server.url}/assets/main-BxYz12_a.js`);
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect(script.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('are ready only with a snapshot', async () => {
    const empty = await startServer({ provider: EMPTY, port: 0 });
    try {
      expect((await fetch(`${empty.url}/health/live`)).status).toBe(200);
      const ready = await fetch(`${empty.url}/health/ready`);
      expect([ready.status, await ready.json()]).toEqual([503, { status: 'waiting for a first import', snapshot: null }]);
      const answer = await fetch(`${empty.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ corpus { paperCount } }"}' });
      expect([answer.status, await answer.json()]).toMatchObject([503, { errors: [{ extensions: { code: 'NO_SNAPSHOT' } }] }]);
      const page = await fetch(`${empty.url}/graphql`, { headers: { accept: 'text/html' } });
      expect(await page.text()).toContain('npm run build');
    } finally {
      await empty.close();
    }
    expect(await (await fetch(`${server.url}/health`)).json()).toMatchObject({ status: 'ready', snapshot: corpus.snapshot.id });
  });
});

describe('the server', () => {
  it('listens on this machine alone unless told otherwise', () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('names an occupied port and suggests a free one', async () => {
    const failure = await startServer({ provider: EMPTY, port: server.port }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AddressError);
    const { message, suggestedPort } = failure as AddressError;
    expect(message).toBe(`Port ${server.port} on 127.0.0.1 is already in use: try PORT=${suggestedPort} or --port ${suggestedPort}.`);
    await new Promise<void>((resolve, reject) => {
      const probe = createServer().once('error', reject).listen(suggestedPort ?? 0, '127.0.0.1', () => probe.close(() => resolve()));
    });
  });

  it.each([
    [{ port: 70_000 }, 'not a whole number from 0 to 65535'],
    [{ port: 0, host: 'no.such.host.invalid' }, 'is no address of this machine'],
    [{ port: 0, host: '203.0.113.7' }, 'is no address of this machine'],
  ])('refuses %j in one sentence', async (address, part) => {
    await expect(startServer({ provider: EMPTY, ...address })).rejects.toThrow(part);
  });

  it('keeps its schema to itself where introspection is off', async () => {
    const closed = await startServer({ provider: corpus.provider, port: 0, introspection: false });
    const answer = async (query: string) => (await (await fetch(`${closed.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) })).json()) as { errors: Array<{ message: string }> };
    try {
      expect((await answer('{ __schema { types { name } } }')).errors[0].message).toBe('This server does not tell its schema.');
      expect((await answer('{ paperz { id } }')).errors[0].message).not.toContain('Did you mean');
    } finally {
      await closed.close();
    }
    expect(await (await ask('{ __schema { queryType { name } } }')).json()).toMatchObject({ data: { __schema: { queryType: { name: 'Query' } } } });
  });

  it('outlives an error of its socket, and logs it', async () => {
    const lines: string[] = [];
    const lasting = await startServer({ provider: corpus.provider, port: 0, logger: pino({}, { write: (line: string) => void lines.push(line) }) });
    try {
      const itself = await new Promise<Server>((resolve) => {
        const seen = (message: unknown) => {
          unsubscribe('http.server.request.start', seen);
          resolve((message as { server: Server }).server);
        };
        subscribe('http.server.request.start', seen);
        void fetch(`${lasting.url}/health/live`);
      });
      itself.emit('error', Object.assign(new Error('accept EMFILE: too many open files'), { code: 'EMFILE' }));
      expect(lines.join('')).toContain('EMFILE');
      expect((await fetch(`${lasting.url}/health/live`)).status).toBe(200);
    } finally {
      await lasting.close();
    }
  });

  it('does not log a client that goes away as a failure of its own', async () => {
    const lines: string[] = [];
    const patient = await startServer({ provider: corpus.provider, port: 0, logger: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }) });
    try {
      await new Promise<void>((resolve) => {
        const socket = connect(patient.port, '127.0.0.1', () => {
          socket.write('POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"query"', () => setTimeout(() => socket.destroy(), 50));
        });
        socket.on('close', () => resolve());
      });
      await vi.waitFor(() => expect(lines.join('')).toContain('went away'));
      expect(lines.map((line) => (JSON.parse(line) as { level: number }).level).filter((level) => level > 30)).toEqual([]);
    } finally {
      await patient.close();
    }
  });

  it('names no method that it refuses', async () => {
    const response = await fetch(`${server.url}/graphql`, { method: 'HEAD' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST, OPTIONS']);
  });

  it('lets requests in flight end before it closes', async () => {
    let began: (value?: unknown) => void = () => undefined;
    let goOn: (value?: unknown) => void = () => undefined;
    const hasBegun = new Promise((resolve) => (began = resolve));
    const mayGoOn = new Promise((resolve) => (goOn = resolve));
    const { analytics } = corpus.snapshot;
    const slow = {
      ...corpus.snapshot,
      analytics: {
        selection: analytics.selection.bind(analytics),
        projection: analytics.projection.bind(analytics),
        perform: analytics.perform.bind(analytics),
        hasProjection: analytics.hasProjection.bind(analytics),
        computation: analytics.computation.bind(analytics),
        cache: analytics.cache.bind(analytics),
        distribution: analytics.distribution.bind(analytics),
        authorSeries: analytics.authorSeries.bind(analytics),
        networkSeries: analytics.networkSeries.bind(analytics),
        authorMetric: analytics.authorMetric.bind(analytics),
        collaborationMetric: analytics.collaborationMetric.bind(analytics),
        communities: analytics.communities.bind(analytics),
        async networkMetric(...args: Parameters<typeof analytics.networkMetric>) {
          began();
          await mayGoOn;
          return analytics.networkMetric(...args);
        },
      },
    };
    const closing = await startServer({ provider: { acquire: () => ({ snapshot: slow, release: () => undefined }), refresh: () => Promise.resolve(), close: () => Promise.resolve() }, port: 0 });
    const body = JSON.stringify({ query: '{ corpus { graph { metric(id: NETWORK_PAPERS) { value } } } }' });
    const answer = fetch(`${closing.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    await hasBegun;
    const closed = closing.close();
    await expect(fetch(`${closing.url}/health`)).rejects.toThrow('fetch failed');
    goOn();
    expect((await answer).headers.get('connection')).toBe('close');
    expect(await (await answer).json()).toMatchObject({ data: { corpus: { graph: { metric: { value: 10 } } } } });
    // Nobody was cut: it ended with its last answer, not when its grace was over.
    expect(await closed).toBe(0);
  });
});

describe('what can’t be read', () => {
  const long = (length: number): string => `/graphql?query=${encodeURIComponent('{ corpus { paperCount } }')}&extensions=${'x'.repeat(length)}`;

  it('is an address of more than 64 KB, which is told so in JSON, however long', async () => {
    for (const length of [70_000, 400_000]) {
      const response = await fetch(server.url + long(length));
      expect([response.status, response.headers.get('content-type')]).toEqual([431, 'application/json; charset=utf-8']);
      expect(await response.json()).toEqual({ errors: [{ message: 'Address and headers together are longer than 64 KB: send the query as the body of a POST request to /graphql, or shorten the address.', extensions: { code: 'BAD_REQUEST' } }] });
    }
  });

  it('is none of 40 KB', async () => {
    const query = encodeURIComponent(`{ corpus { paperCount } } #${'c'.repeat(40_000)}`);
    const response = await fetch(`${server.url}/graphql?query=${query}`, { headers: { 'apollo-require-preflight': 'yes' } });
    expect([response.status, await response.json()]).toEqual([200, expect.objectContaining({ data: { corpus: { paperCount: expect.any(Number) as number } } })]);
  });

  it('is what is no HTTP', async () => {
    expect(await raw('HELLO\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n[^]*"message":"This is no request that can be read as HTTP\/1\.1/);
  });

  it.each(['/venue/%F0%9F', '/author/%E0%A4%A'])('is %s: a browser gets a page, a program JSON, both with 400', async (path) => {
    const page = await fetch(server.url + path, { headers: { accept: 'text/html' } });
    expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([400, 'text/html; charset=utf-8', '<!doctype html><title>The explorer</title>']);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const answer = await fetch(server.url + path);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('check its escapes')]);
  });
});
