/** What is sent to a web server to make it say, do or hold more than it should: paths, framings, caches, hosts, slow readers. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CONNECTION_LIMITS } from '../../src/serving/connection-limits.js';
import { startServer, type RunningServer, type ServerState } from '../../src/serving/server.js';
import { SMALL_CORPUS } from '../graphql/small-corpus.js';
import { paperRecord } from '../helpers/records.js';
import { servedCorpus } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';
import { answerTo, opened, requestText, untilClosed } from './raw-connections.js';

let server: RunningServer;
let state: ServerState | null = null;
const failures: string[] = [];
const SECRET = 'kept beside the pages';

beforeAll(async () => {
  // Long titles, so that an answer is longer than what a connection holds.
  const long = Array.from({ length: 150 }, (_, i) => paperRecord(`Long ${i}`, ['Ann Alpha'], { abstract: `${i} ${'word '.repeat(8_000)}` }));
  const { provider } = await servedCorpus([...SMALL_CORPUS, ...long]);
  const pages = join(tempDir(), 'pages');
  mkdirSync(join(pages, 'assets'), { recursive: true });
  mkdirSync(join(pages, 'playground'));
  for (const [name, text] of [['index.html', '<!doctype html>explorer'], ['playground/index.html', '<!doctype html>playground'], ['assets/a.js', 'export {};'], ['../secret.txt', SECRET], ['private.txt', SECRET]]) writeFileSync(join(pages, name), text);
  server = await startServer({
    provider, port: 0, pagesDir: pages,
    logger: pino({ level: 'error' }, { write: (line: string) => void failures.push(line) }),
    connections: { ...DEFAULT_CONNECTION_LIMITS, headersTimeoutMs: 400, requestTimeoutMs: 800, keepAliveTimeoutMs: 300, stalledTimeoutMs: 400 },
    measuring: { onEnd: () => undefined, onState: (given) => (state = given), exposition: null },
  });
}, 60_000);
afterAll(() => server.close());

const said = (text: string | Buffer): ReturnType<typeof answerTo> => answerTo(server.port, text);
const QUESTION = '{"query":"{ corpus { paperCount } }"}';
const JSON_TYPE = 'content-type: application/json';
const asked = (more: readonly string[] = []): string => requestText('POST /graphql', [JSON_TYPE, `content-length: ${QUESTION.length}`, ...more], QUESTION);
const codeOf = (body: string): unknown => (JSON.parse(body) as { errors: Array<{ extensions: { code: string } }> }).errors[0].extensions.code;

describe('a path', () => {
  it.each([
    '/assets/../private.txt', '/assets/%2e%2e/private.txt', '/assets/%2e%2e%2fprivate.txt', '/assets/%252e%252e%252fprivate.txt', '/assets/..%5cprivate.txt', '/assets/..\\private.txt', '/assets/....//private.txt', '/assets/.%00./private.txt', '/assets/a.js%00.txt',
    '/assets/%c0%ae%c0%ae/private.txt', '/assets/%u002e%u002e/private.txt', '/private.txt', '/../secret.txt', '/..;/secret.txt', '/assets/..;/private.txt', '//private.txt', '/assets//../../secret.txt', '/playground/index.html/../../secret.txt', '/index.html/..%2fprivate.txt',
    'http://127.0.0.1/private.txt', 'http://evil.example/private.txt', '//evil.example/private.txt', 'file:///etc/passwd', '/file:/etc/passwd', '/assets/%EF%BC%8E%EF%BC%8E/private.txt', '/.git/config', '/.env', '/package.json', '/__proto__', '/assets/__proto__', '/assets/constructor', '/%', '//x/health', '/x/../health', '/./health', '//health', '/health//', '/graphql/../health',
  ])('%s leads to nothing that is not meant to be had', async (path) => {
    const { status, body } = await said(requestText(`GET ${path}`));
    expect([400, 404]).toContain(status);
    expect(body).not.toContain(SECRET);
    expect(codeOf(body)).toBe('BAD_REQUEST');
  });

  it.each(['//evil.example', '/\\evil.example', '/%2f%2fevil.example', 'http://evil.example/', '/author/..//evil.example', '/graphql//evil.example'])('%s redirects nobody', async (path) => {
    const { status, headers } = await said(requestText(`GET ${path}`, ['accept: text/html']));
    expect(status).not.toBeGreaterThanOrEqual(500);
    expect(Math.floor(status / 100)).not.toBe(3);
    expect(headers.has('location')).toBe(false);
  });
});

describe('a framing that two servers may read in two ways', () => {
  it.each([
    ['a length and chunks', ['content-length: 5', 'transfer-encoding: chunked'], '0\r\n\r\n'],
    ['two lengths', ['content-length: 5', 'content-length: 6'], 'abcdef'],
    ['a list of lengths', ['content-length: 5, 5'], 'abcde'],
    ['a length with a sign', ['content-length: +5'], 'abcde'],
    ['a length in hexadecimal', ['content-length: 0x5'], 'abcde'],
    ['a negative length', ['content-length: -1'], ''],
    ['chunks of another name', ['transfer-encoding: xchunked'], '0\r\n\r\n'],
    ['chunks that are not last', ['transfer-encoding: chunked, identity'], '0\r\n\r\n'],
    ['chunks twice', ['transfer-encoding: chunked', 'transfer-encoding: chunked'], '0\r\n\r\n'],
    ['a chunk size that is none', ['transfer-encoding: chunked'], 'zz\r\nabc\r\n0\r\n\r\n'],
    ['a chunk size with a sign', ['transfer-encoding: chunked'], '+3\r\nabc\r\n0\r\n\r\n'],
    ['a chunk size beyond every number', ['transfer-encoding: chunked'], 'fffffffffffffffff\r\nabc\r\n0\r\n\r\n'],
    ['a chunk longer than it says', ['transfer-encoding: chunked'], '3\r\nabcdef\r\n0\r\n\r\n'],
    ['a chunk that ends in a line feed', ['transfer-encoding: chunked'], '3\nabc\n0\n\n'],
    ['a space before the colon', ['content-length : 5'], 'abcde'],
    ['a space before the name', [' content-length: 5'], 'abcde'],
    ['a name with a NUL', ['content\0length: 5'], 'abcde'],
    ['a value with a carriage return', ['x: a\rcontent-length: 5'], 'abcde'],
    ['a value with a NUL', ['x: a\0b'], ''],
  ])('%s is refused, and what follows it is no request', async (_, headers, body) => {
    const all = await untilClosed(server.port, requestText('POST /graphql', [JSON_TYPE, ...headers], `${body}GET /health/live HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`, 'host: x', false));
    expect(all.match(/HTTP\/1\.1 \d+/g)).toHaveLength(1);
    expect(all).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(all).not.toContain('"live"');
    expect(codeOf(all.split('\r\n\r\n')[1])).toBe('BAD_REQUEST');
  });

  it.each([
    ['lines that end in a line feed alone', 'GET /health/live HTTP/1.1\nhost: x\nconnection: close\n\n'],
    ['a header continued on the next line', 'GET /health/live HTTP/1.1\r\nhost: x\r\nx: a\r\n b\r\n\r\n'],
    ['two hosts', 'GET /health/live HTTP/1.1\r\nhost: x\r\nhost: y\r\n\r\n'],
    ['no host', 'GET /health/live HTTP/1.1\r\n\r\n'],
    ['another version', 'GET /health/live HTTP/3.7\r\nhost: x\r\n\r\n'],
    ['HTTP/2 as it begins', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a TLS handshake', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['a method in small letters', 'get /health/live HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['an unknown method', 'BREW /health/live HTTP/1.1\r\nhost: x\r\n\r\n'],
  ])('%s: answered with 400 in JSON, and closed', async (_, text) => {
    const { status, headers, body } = await said(text);
    expect([status, headers.get('connection')]).toEqual([400, 'close']);
    expect(codeOf(body)).toBe('BAD_REQUEST');
  });

  it('an unreadable request behind one that is being answered is no answer to that one', async () => {
    const all = await untilClosed(server.port, `${asked().replace('connection: close\r\n', '')}NONSENSE\r\n\r\n`);
    // The first is answered or nothing is said: never the refusal of the second in its place.
    expect(all).toMatch(/^(?:HTTP\/1\.1 200 |$)/);
    expect(all).not.toContain('HTTP/1.1 400');
  });
});

describe('a request beyond all measure', () => {
  it.each([
    ['a long address', `GET /${'a'.repeat(70_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, 431],
    ['a long header', requestText('GET /health', [`x: ${'a'.repeat(70_000)}`]), 431],
    ['a flood of headers', requestText('GET /health', Array.from({ length: 9_000 }, (_, i) => `h${i}: ${i}`)), 431],
    ['a long host', requestText('GET /health', [], '', `host: ${'a'.repeat(70_000)}`), 431],
    ['a body that says to be long', requestText('POST /graphql', [JSON_TYPE, 'content-length: 99999999999']), 413],
    ['a body that is long', requestText('POST /graphql', [JSON_TYPE, 'transfer-encoding: chunked'], `30000\r\n${' '.repeat(0x30000)}\r\n0\r\n\r\n`), 413],
    ['a compressed body', requestText('POST /graphql', [JSON_TYPE, 'content-encoding: gzip', 'content-length: 4'], 'abcd'), 415],
    ['an expectation', requestText('GET /health', ['expect: a-miracle']), 417],
    ['TRACE, which repeats what it is sent', requestText('TRACE /graphql', ['cookie: a=secret']), 405],
    ['a tunnel', requestText('CONNECT 127.0.0.1:22'), 405],
    ['DELETE', requestText('DELETE /graphql'), 405],
    ['another method by header', requestText('GET /health/nothing', ['x-http-method-override: POST']), 404],
  ])('%s is refused in JSON', async (_, text, expected) => {
    const { status, headers, body } = await said(text);
    expect([status, headers.get('connection')]).toEqual([expected, 'close']);
    expect(codeOf(body)).toBe('BAD_REQUEST');
    expect(body).not.toContain('secret');
  });

  it('100-continue is told to go on', async () => {
    expect(await untilClosed(server.port, asked(['expect: 100-continue']))).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
  });

  it.each([['websocket', ['sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==', 'sec-websocket-version: 13', 'sec-websocket-protocol: graphql-transport-ws']], ['h2c', ['http2-settings: AAMAAABkAARAAAAAAAIAAAAA']]])('an upgrade to %s is not made: the request is answered as it is, and frames that follow are none', async (protocol, more) => {
    const all = await untilClosed(server.port, `${requestText('GET /graphql?query=%7B__typename%7D', ['apollo-require-preflight: 1', `upgrade: ${protocol}`, ...more], '', 'host: x', false).replace('host: x', 'host: x\r\nconnection: upgrade')}\x81\x85abcdefghi`);
    expect(all).not.toContain('HTTP/1.1 101');
    expect(all).not.toMatch(/HTTP\/1\.1 5/);
  });

  it('many requests on one connection are answered in their order', async () => {
    const one = 'GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n';
    const all = await untilClosed(server.port, `${one.repeat(50)}${requestText('GET /nothing')}`);
    expect(all.match(/HTTP\/1\.1 \d+/g)).toEqual([...Array.from({ length: 50 }, () => 'HTTP/1.1 200'), 'HTTP/1.1 404']);
  });
});

describe('a slow client', () => {
  it.each([
    ['whose headers trickle', 'GET /health HTTP/1.1\r\nhost: x\r\n', 'x: 1\r\n'],
    ['whose body trickles', requestText('POST /graphql', [JSON_TYPE, 'content-length: 5000']), ' '],
    ['whose chunks trickle', requestText('POST /graphql', [JSON_TYPE, 'transfer-encoding: chunked']), '1\r\n \r\n'],
  ])('%s is told so, and has its connection closed', async (_, first, more) => {
    const socket = await opened(server.port, first);
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('error', () => undefined);
    const trickle = setInterval(() => socket.writable && socket.write(more), 50);
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(trickle);
    expect(text).toContain('HTTP/1.1 408');
  });

  it('that does not read its answers is given up, whatever it asked for', async () => {
    const body = JSON.stringify({ query: `{ ${Array.from({ length: 10 }, (_, i) => `p${i}: papers(first: 160) { nodes { abstract } }`).join(' ')} }` });
    const socket = await opened(server.port, requestText('POST /graphql', [JSON_TYPE, `content-length: ${body.length}`], body));
    socket.pause();
    socket.on('error', () => undefined);
    const closed = new Promise((resolve) => socket.once('close', () => resolve('closed')));
    // It never reads: only a reset tells it that the server has gone, so that the server is asked how many it has.
    await expect.poll(() => state?.connections(), { timeout: 15_000 }).toBe(0);
    socket.resume();
    expect(await closed).toBe('closed');
    expect(socket.bytesRead).toBeLessThan(10 * 150 * 40_000);
  }, 30_000);

  it('that only opens connections has them closed', async () => {
    const sockets = await Promise.all(Array.from({ length: 100 }, () => opened(server.port)));
    for (const socket of sockets) socket.on('error', () => undefined).resume();
    await Promise.all(sockets.map((socket) => new Promise((resolve) => (socket.closed ? resolve(null) : socket.once('close', resolve)))));
    expect((await said(requestText('GET /health/live'))).status).toBe(200);
  });
});

it('none of all this failed inside', () => {
  expect(failures).toEqual([]);
});
