/** What others between or beside a client and the server could make of it: caches, sites with other pages, names that lead here, names in headers. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentDisposition } from '../../src/serving/downloads/content-disposition.js';
import { startServer, type RunningServer } from '../../src/serving/server.js';
import { SMALL_CORPUS } from '../graphql/small-corpus.js';
import { servedCorpus } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';
import { HOSTILE_TEXTS } from './hostile-texts.js';
import { answerTo, requestText } from './raw-connections.js';

let server: RunningServer;

beforeAll(async () => {
  const pages = tempDir();
  for (const name of ['assets', 'playground']) mkdirSync(join(pages, name));
  for (const [name, text] of [['index.html', '<!doctype html>explorer'], ['playground/index.html', '<!doctype html>playground'], ['assets/main-BxYz12_a.js', `/* ${'long '.repeat(500)}*/`]]) writeFileSync(join(pages, name), text);
  server = await startServer({ provider: (await servedCorpus(SMALL_CORPUS)).provider, port: 0, pagesDir: pages, trustsRequestIds: true });
}, 60_000);
afterAll(() => server.close());

const said = (first: string, headers: readonly string[] = [], body = '', host?: string) => answerTo(server.port, requestText(first, headers, body, host));
const QUESTION = '{"query":"{ corpus { paperCount } }"}';
const post = (headers: readonly string[], host?: string) => said('POST /graphql', [`content-length: ${QUESTION.length}`, ...headers], QUESTION, host);
const JSON_TYPE = 'content-type: application/json';

describe('caches', () => {
  const VARYING = new Set(['date', 'x-request-id', 'connection']);
  const steady = (headers: ReadonlyMap<string, string>) => [...headers].filter(([name]) => !VARYING.has(name)).map((pair) => pair.join(': ')).toSorted();

  it.each([
    ['x-forwarded-host: evil.example'], ['x-forwarded-proto: http'], ['x-forwarded-port: 1'], ['x-forwarded-prefix: /evil'], ['x-original-url: /evil'], ['x-rewrite-url: /health'], ['x-host: evil.example'], ['forwarded: host=evil.example;for=1.2.3.4'],
    ['x-http-method-override: POST'], ['x-forwarded-for: 1.2.3.4'], ['cookie: theme=evil'], ['referer: http://evil.example/'], ['origin: http://evil.example'], ['accept-language: xx'], ['user-agent: evil'], ['x-wap-profile: http://evil.example/'], ['via: evil'],
  ])('have nothing of %s, which is not among what an answer varies by', async (header) => {
    for (const [path, accept] of [['/', 'text/html'], ['/author/x', 'text/html'], ['/graphql', 'text/html'], ['/assets/main-BxYz12_a.js', '*/*'], ['/nothing', 'text/html'], ['/nothing', '*/*']]) {
      const [without, given] = await Promise.all([said(`GET ${path}`, [`accept: ${accept}`]), said(`GET ${path}`, [`accept: ${accept}`, header])]);
      expect([path, given.status, given.body, steady(given.headers)]).toEqual([path, without.status, without.body, steady(without.headers)]);
    }
  });

  it.each([
    ['an answer that changes', 'GET /graphql?query=%7Bcaller%7Brole%7D%7D', ['apollo-require-preflight: 1']], ['an answer with credentials', 'GET /graphql?query=%7B__typename%7D', ['apollo-require-preflight: 1', 'authorization: Basic eA==']], ['a file with credentials', 'GET /export/papers.bib', ['authorization: Basic eA==']], ['a wrong question', 'GET /graphql?query=%7B', ['apollo-require-preflight: 1']], ['a foreign page\'s question', 'GET /graphql?query=%7B__typename%7D', []],
    ['health', 'GET /health', []], ['nothing', 'GET /nothing', []], ['a wrong method', 'DELETE /graphql', []], ['a wrong address', 'GET /%', []], ['a wrong key', 'GET /graphql?query=%7B__typename%7D', ['authorization: Bearer coterie_x']], ['a file that is refused for now', 'GET /export/papers.bib?author=Nobody', []], ['a file that is refused', 'GET /export/papers.exe', []],
  ])('keep nothing of %s', async (_, first, headers) => {
    expect((await said(first, headers)).headers.get('cache-control')).toBe('no-store');
  });

  it('tell what a browser gets at an address from what a program gets there', async () => {
    for (const path of ['/graphql', '/nothing']) {
      const [page, json] = await Promise.all([said(`GET ${path}`, ['accept: text/html']), said(`GET ${path}`, ['accept: application/json'])]);
      expect([page, json].map(({ headers }) => headers.get('content-type')?.split(';')[0])).toEqual(['text/html', 'application/json']);
      for (const { headers } of [page, json]) expect(headers.get('vary')).toMatch(/(?:^|, )accept(?:,|$)/);
    }
  });

  it('know a file by an entity tag of each coding, and take no other for it', async () => {
    const path = 'GET /assets/main-BxYz12_a.js';
    const [plain, gzip] = await Promise.all([said(path), said(path, ['accept-encoding: gzip'])]);
    expect(gzip.headers.get('vary')).toBe('accept-encoding');
    expect(plain.headers.get('etag')).not.toBe(gzip.headers.get('etag'));
    expect((await said(path, [`if-none-match: ${gzip.headers.get('etag') ?? ''}`])).status).toBe(200);
  });
});

describe('pages of other sites', () => {
  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain; application/json', '', 'application/graphql'])('that may send "%s" anywhere have nothing answered or changed', async (type) => {
    const { status, body } = await post([...(type === '' ? [] : [`content-type: ${type}`]), 'origin: http://evil.example', 'cookie: a=b']);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body).not.toContain('paperCount');
  });

  it('are allowed nothing by CORS, and no cookie is set that they could ride on', async () => {
    for (const { headers } of await Promise.all([post([JSON_TYPE, 'origin: http://evil.example']), said('OPTIONS /graphql', ['origin: http://evil.example', 'access-control-request-method: POST', 'access-control-request-headers: content-type']), said('GET /', ['accept: text/html'])])) {
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-') || name === 'set-cookie')).toEqual([]);
    }
  });
});

describe('the host that a request names', () => {
  it.each(['localhost', '127.0.0.1', '[::1]', 'app.localhost', 'LOCALHOST', 'localhost.', '192.168.7.7'])('may be %s at the port that is listened on', async (name) => {
    expect((await post([JSON_TYPE], `host: ${name}:${server.port}`)).status).toBe(200);
  });

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'evil-localhost', 'localhost@evil.example', '127.0.0.1:80@evil.example'])('is not %s, to which a foreign page\'s name leads here', async (name) => {
    for (const { status, body } of [await post([JSON_TYPE], `host: ${name}:${server.port}`), await said('GET /export/papers.bib', [], '', `host: ${name}:${server.port}`)]) {
      expect(status).toBe(421);
      expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    }
  });

  it.each(['graph.example.org', 'graph.example.org:443', 'graph.example.org:8080'])('may be a proxy\'s, %s, and stands in no answer', async (name) => {
    const { status, headers, body } = await post([JSON_TYPE], `host: ${name}`);
    expect(status).toBe(200);
    expect(JSON.stringify([...headers]) + body).not.toContain('example.org');
  });
});

describe('a header of an answer', () => {
  it.each(['abcdefgh\tset-cookie: x', 'abcdefgh"', 'abcdefgh%0d%0aset-cookie:x', 'a'.repeat(200), 'abc<b>defgh', 'abcdefgh ijkl'])('does not repeat the request id %s', async (id) => {
    const { headers } = await said('GET /health', [`x-request-id: ${id}`]);
    expect(headers.get('x-request-id')).toMatch(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(headers.has('set-cookie')).toBe(false);
  });

  it.each(HOSTILE_TEXTS.filter((text) => !/\p{Surrogate}/u.test(text)))('that names a file is one line of ASCII, whatever the file is about: %j', (text) => {
    const header = contentDisposition(`${text}.gexf`);
    expect(header).toMatch(/^attachment; filename="[\w.-]*"(?:; filename\*=UTF-8''[\w.!~%-]*)?$/);
  });

  it('repeats no address, however it is written', async () => {
    for (const path of ['/x%0d%0aset-cookie:%20a=b', '/export/papers.bib?author=%0d%0aset-cookie:%20a=b', '/author/%0d%0aset-cookie:%20a=b']) {
      expect((await said(`GET ${path}`, ['accept: text/html'])).headers.has('set-cookie')).toBe(false);
    }
  });
});
