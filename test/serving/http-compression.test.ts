/** Answers in fewer bytes: codings, entity tags, and what caches are told. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type RunningServer } from '../../src/serving/server.js';
import { servedCorpus } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';
import { SMALL_CORPUS } from '../graphql/small-corpus.js';

const SCRIPT = `/* Ä */ ${'export const a = 1;\n'.repeat(300)}`;
const PAGE = `<!doctype html><title>The explorer</title>${'<p>text</p>'.repeat(200)}`;
let server: RunningServer;
const pages = tempDir();

beforeAll(async () => {
  const corpus = await servedCorpus(SMALL_CORPUS);
  mkdirSync(join(pages, 'assets'));
  writeFileSync(join(pages, 'index.html'), PAGE);
  writeFileSync(join(pages, 'assets/main-BxYz12_a.js'), SCRIPT);
  writeFileSync(join(pages, 'assets/small-BxYz12_a.js'), 'export {};');
  writeFileSync(join(pages, 'assets/picture-BxYz12_a.png'), Buffer.alloc(5000));
  server = await startServer({ provider: corpus.provider, port: 0, pagesDir: pages });
});
afterAll(() => server.close());

interface Got {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Without a client library's own wishes about codings. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET', body = ''): Promise<Got> {
  return new Promise((resolve, reject) => {
    request(`${server.url}${path}`, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }));
    }).on('error', reject).end(body);
  });
}

const JSON_HEADERS = { 'content-type': 'application/json' };
const LARGE = JSON.stringify({ query: '{ __schema { types { name description } } }' });
const SCRIPT_AT = '/assets/main-BxYz12_a.js';

describe('files', () => {
  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('come in %s to those who accept it, again and again', async (coding, decode) => {
    for (let time = 0; time < 2; time += 1) {
      const { headers, body } = await get(SCRIPT_AT, { 'accept-encoding': coding });
      expect(headers['content-encoding']).toBe(coding);
      expect(headers.vary).toBe('accept-encoding');
      expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
      expect(Number(headers['content-length'])).toBe(body.length);
      expect(body.length).toBeLessThan(500);
      expect(decode(body).toString()).toBe(SCRIPT);
    }
  });

  it('come as they are to others, who are told that they vary', async () => {
    const { headers, body } = await get(SCRIPT_AT);
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers.vary).toBe('accept-encoding');
    expect(body.toString()).toBe(SCRIPT);
  });

  it.each(['/assets/small-BxYz12_a.js', '/assets/picture-BxYz12_a.png'])('%s is not worth it', async (path) => {
    const { headers } = await get(path, { 'accept-encoding': 'br' });
    expect([headers['content-encoding'], headers.vary]).toEqual([undefined, undefined]);
  });

  it('have an entity tag for each coding, and are not sent again to who has them', async () => {
    const [plain, br] = await Promise.all([get(SCRIPT_AT), get(SCRIPT_AT, { 'accept-encoding': 'br' })]);
    expect(plain.headers.etag).toMatch(/^"[\w-]{22}"$/);
    expect(br.headers.etag).toBe(`${plain.headers.etag?.slice(0, -1)}-br"`);
    const again = await get(SCRIPT_AT, { 'accept-encoding': 'br', 'if-none-match': `"other", W/${br.headers.etag}` });
    expect([again.status, again.body.length, again.headers.etag, again.headers.vary]).toEqual([304, 0, br.headers.etag, 'accept-encoding']);
    const changed = await get(SCRIPT_AT, { 'accept-encoding': 'br', 'if-none-match': plain.headers.etag ?? '' });
    expect(changed.status).toBe(200);
  });

  it('answer HEAD with the length that GET would have', async () => {
    const [head, whole] = await Promise.all([get(SCRIPT_AT, { 'accept-encoding': 'br' }, 'HEAD'), get(SCRIPT_AT, { 'accept-encoding': 'br' })]);
    expect(head.headers['content-length']).toBe(whole.headers['content-length']);
    expect([head.body.length, head.headers['content-encoding']]).toEqual([0, 'br']);
  });

  it('keep their policy as pages, also under 304; a page of no address is sent whole', async () => {
    const page = await get('/author/A1', { accept: 'text/html', 'accept-encoding': 'gzip' });
    expect(gunzipSync(page.body).toString()).toBe(PAGE);
    const again = await get('/author/A2', { accept: 'text/html', 'accept-encoding': 'gzip', 'if-none-match': page.headers.etag ?? '' });
    expect(again.status).toBe(304);
    expect(again.headers['content-security-policy']).toBe(page.headers['content-security-policy']);
    const nowhere = await get('/nowhere', { accept: 'text/html', 'accept-encoding': 'gzip', 'if-none-match': page.headers.etag ?? '' });
    expect([nowhere.status, gunzipSync(nowhere.body).toString()]).toEqual([404, PAGE]);
  });

  it('ignore ranges, which need not be answered', async () => {
    const { status, body } = await get(SCRIPT_AT, { range: 'bytes=0-9' });
    expect([status, body.toString()]).toEqual([200, SCRIPT]);
  });
});

describe('answers of the API', () => {
  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('above a kilobyte come in %s', async (coding, decode) => {
    const plain = await get('/graphql', JSON_HEADERS, 'POST', LARGE);
    const small = await get('/graphql', { ...JSON_HEADERS, 'accept-encoding': coding }, 'POST', LARGE);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.headers.vary).toContain('accept-encoding');
    expect(small.headers['content-encoding']).toBe(coding);
    expect(Number(small.headers['content-length'])).toBe(small.body.length);
    expect(small.body.length).toBeLessThan(plain.body.length / 2);
    expect(decode(small.body).toString()).toBe(plain.body.toString());
  });

  it('below come as they are', async () => {
    const { headers, body } = await get('/graphql', { ...JSON_HEADERS, 'accept-encoding': 'br' }, 'POST', '{"query":"{__typename}"}');
    expect([headers['content-encoding'], (JSON.parse(body.toString()) as { data: unknown }).data]).toEqual([undefined, { __typename: 'Query' }]);
  });
});
