import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { checkedBaseUrl } from '../../src/services/client.js';
import { FetchError, InterruptedError, OfflineError, UnusableAnswer } from '../../src/services/errors.js';
import { parsedJson } from '../../src/services/json.js';
import { retryAfterMs, statedPauseMs } from '../../src/services/pauses.js';
import { crossref } from '../../src/services/crossref.js';
import { openalex } from '../../src/services/openalex.js';
import { semanticScholar } from '../../src/services/semantic-scholar.js';
import type { ServiceRequest } from '../../src/services/service.js';
import { clientOf, NOT_FOUND, replay, START, TestClock, type Reply } from './replay.js';

const REQUEST: ServiceRequest = { path: '/works?filter=x&cursor=*', label: 'works-x', page: 0, asks: [] };
const GOOD: Reply = { body: '{"fine":true}' };
const filesOf = (dir: string) => readdirSync(dir).filter((name) => !name.startsWith('.'));

/** Answers with the first reply, then the second, …, then the last for ever. */
const inTurn = (...replies: readonly Reply[]) => ({ number }: { number: number }) => replies[Math.min(number, replies.length - 1)];

describe('a request', () => {
  it('says who asks, and keeps that to itself', async () => {
    const { url, asked } = await replay(() => GOOD);
    const { client, dir } = clientOf(openalex, url, { asker: { mailto: 'ada@example.org', key: 's3cret' } });
    const got = await client.get(REQUEST, parsedJson);
    expect(asked[0].headers['user-agent']).toBe('Coterie/1.2.3 (mailto:ada@example.org)');
    expect(asked[0].headers.accept).toBe('application/json');
    expect([asked[0].query.get('mailto'), asked[0].query.get('api_key'), asked[0].query.get('filter')]).toEqual(['ada@example.org', 's3cret', 'x']);
    expect(got?.stored.url).toBe(`${url}/works?filter=x&cursor=*`);
    const kept = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(kept).toHaveLength(2);
    for (const entry of kept) expect(readFileSync(join(entry.parentPath, entry.name), 'latin1')).not.toMatch(/s3cret|ada@/);
  });

  it('without an address names the program alone', async () => {
    const { url, asked } = await replay(() => GOOD);
    await clientOf(openalex, url).client.get(REQUEST, parsedJson);
    expect(asked[0].headers['user-agent']).toBe('Coterie/1.2.3');
    expect(asked[0].query.has('mailto')).toBe(false);
  });

  it('carries a key in a header where the service wants it there', async () => {
    const { url, asked } = await replay(() => GOOD);
    await clientOf(semanticScholar, url, { asker: { mailto: null, key: 'k1' } }).client.get({ ...REQUEST, body: { ids: ['a'] } }, parsedJson);
    expect(asked[0]).toMatchObject({ method: 'POST', body: '{"ids":["a"]}', headers: { 'x-api-key': 'k1', 'content-type': 'application/json' } });
  });

  it('keeps the key from another server that it is redirected to', async () => {
    const other = await replay(() => GOOD);
    const { url } = await replay(() => ({ status: 302, headers: { location: `${other.url}/elsewhere` } }));
    await clientOf(semanticScholar, url, { asker: { mailto: null, key: 'k1' } }).client.get(REQUEST, parsedJson);
    expect(other.asked[0].path).toBe('/elsewhere');
    expect(other.asked[0].headers).not.toHaveProperty('x-api-key');
  });

  it('follows no redirect to plain http, and no circle', async () => {
    const plain = await replay(() => ({ status: 301, headers: { location: 'http://example.org/' } }));
    await expect(clientOf(openalex, plain.url, { retries: 0 }).client.get(REQUEST, parsedJson)).rejects.toThrow('a redirect to http://example.org/, which is no https address');
    const circle = await replay(() => ({ status: 302, headers: { location: '/works' } }));
    await expect(clientOf(openalex, circle.url, { retries: 0 }).client.get(REQUEST, parsedJson)).rejects.toThrow('more than 5 redirects');
    expect(circle.asked).toHaveLength(6);
  });
});

describe('a failure', () => {
  const fails: ReadonlyArray<readonly [string, Reply, RegExp]> = [
    ['a status 500', { status: 500, body: 'oops' }, /status 500: oops/],
    ['a status 503 with a page', { status: 503, headers: { 'content-type': 'text/html' }, body: '<html>busy</html>' }, /status 503 \(/],
    ['a broken connection', { body: '{"fine":', end: 'reset' }, /did not answer .*: \S.* \(tried 4 times\)/],
    ['JSON that breaks off', { body: '{"fine":' }, /JSON that breaks off/],
    ['a web page with status 200', { headers: { 'content-type': 'text/html' }, body: '<!doctype html><p>Maintenance' }, /a web page instead of JSON/],
  ];

  it.each(fails)('that passes (%s) is tried again with growing pauses', async (_name, reply) => {
    const { url, asked } = await replay(inTurn(reply, reply, GOOD));
    const { client, clock } = clientOf(openalex, url);
    const got = await client.get(REQUEST, parsedJson);
    expect(got?.value).toEqual({ fine: true });
    expect(asked).toHaveLength(3);
    // Half of 1 s and 2 s, and half of the rest by chance.
    expect(clock.pauses).toEqual([750, 1500]);
    expect(client.counts).toEqual({ requests: 3, fromCache: 0, retries: 2 });
  });

  it.each(fails)('that stays (%s) ends in an error, and nothing is kept', async (_name, reply, sentence) => {
    const { url, asked } = await replay(() => reply);
    const { client, dir } = clientOf(openalex, url);
    const error = await client.get(REQUEST, parsedJson).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FetchError);
    expect(error).toMatchObject({ message: expect.stringMatching(sentence) as unknown, url: `${url}/works?filter=x&cursor=*`, attempts: 4 });
    expect(asked).toHaveLength(4);
    expect(readdirSync(dir)).toEqual([]);
  });

  it('asks again when the service says', async () => {
    const later = new Date(START + 61_000).toUTCString();
    const { url } = await replay(inTurn({ status: 429, headers: { 'retry-after': '7' } }, { status: 503, headers: { 'retry-after': later } }, GOOD));
    const { client, clock } = clientOf(openalex, url);
    await client.get(REQUEST, parsedJson);
    expect(clock.pauses).toEqual([7000, 54_000]);
  });

  it('does not sit through hours', async () => {
    const { url, asked } = await replay(() => ({ status: 429, headers: { 'retry-after': '7200' }, body: 'daily limit' }));
    await expect(clientOf(openalex, url).client.get(REQUEST, parsedJson)).rejects.toThrow(/asks to wait 120 min before .*: status 429: daily limit \(an API key, read from OPENALEX_API_KEY, allows more\)$/);
    expect(asked).toHaveLength(1);
  });

  it('that will not pass is said at once, with what the service says and without the key', async () => {
    const { url, asked } = await replay(() => ({ status: 403, body: 'The key s3cret of ada@example.org is not valid' }));
    const { client } = clientOf(openalex, url, { asker: { mailto: 'ada@example.org', key: 's3cret' } });
    const error = (await client.get(REQUEST, parsedJson).catch((thrown: unknown) => thrown)) as FetchError;
    expect(error.message).toBe(`OpenAlex refused ${url}/works?filter=x&cursor=*: status 403: The key … of … is not valid (is the API key in OPENALEX_API_KEY right?)`);
    expect(error).toMatchObject({ status: 403, attempts: 1 });
    expect(asked).toHaveLength(1);
  });

  it('of an answer that never ends is a timeout', async () => {
    const clock = new TestClock();
    const { url } = await replay(({ number }) => {
      if (number > 0) return GOOD;
      setImmediate(() => clock.runOut());
      return { body: '{"fine":', end: 'never' };
    });
    const waits: string[] = [];
    const { client } = clientOf(openalex, url, { clock, onWait: (reason) => waits.push(reason) });
    expect((await client.get(REQUEST, parsedJson))?.value).toEqual({ fine: true });
    expect(waits).toEqual(['no whole answer within 5 s']);
  });

  it('does not happen where the signal ends the fetching', async () => {
    const abort = new AbortController();
    const { url, asked } = await replay(() => {
      setImmediate(() => abort.abort());
      return { body: '{', end: 'never' };
    });
    const { client } = clientOf(openalex, url, { signal: abort.signal });
    await expect(client.get(REQUEST, parsedJson)).rejects.toBeInstanceOf(InterruptedError);
    await expect(client.get(REQUEST, parsedJson)).rejects.toBeInstanceOf(InterruptedError);
    expect(asked).toHaveLength(1);
  });

  it('of the program itself is not taken for one of the service', async () => {
    const { url, asked } = await replay(() => GOOD);
    const read = () => {
      throw new TypeError('ours');
    };
    await expect(clientOf(openalex, url).client.get(REQUEST, read)).rejects.toThrow('ours');
    expect(asked).toHaveLength(1);
  });
});

describe('pauses', () => {
  it('are made between requests as the service wants, not on this machine', async () => {
    const { url } = await replay(() => GOOD);
    const { client, clock } = clientOf(openalex, url);
    for (const page of [0, 1, 2]) await client.get({ ...REQUEST, page }, parsedJson);
    expect(clock.pauses).toEqual([]);
    expect(openalex.pauseMs({ mailto: null, key: null })).toBe(100);
    expect([crossref.pauseMs({ mailto: null, key: null }), crossref.pauseMs({ mailto: 'a@b', key: null })]).toEqual([1000, 334]);
  });

  it('grow to what an answer states', async () => {
    const { url } = await replay(() => ({ ...GOOD, headers: { 'x-rate-limit-limit': '5', 'x-rate-limit-interval': '1s' } }));
    const { client, clock } = clientOf(crossref, url);
    for (const page of [0, 1, 2]) await client.get({ ...REQUEST, page }, parsedJson);
    // The first answer states it, the second request starts the clock.
    expect(clock.pauses).toEqual([200]);
  });

  it('are as long as ever where the clock is set back or forward meanwhile', async () => {
    const { url } = await replay(() => ({ ...GOOD, headers: { 'x-rate-limit-limit': '5', 'x-rate-limit-interval': '1s' } }));
    const { client, clock } = clientOf(crossref, url);
    for (const page of [0, 1, 2, 3]) {
      await client.get({ ...REQUEST, page }, parsedJson);
      clock.set(page === 1 ? -3_600_000 : 7_200_000);
    }
    expect(clock.pauses).toEqual([200, 200]);
  });

  it('are read from headers', () => {
    const after = (value: string) => retryAfterMs(new Headers({ 'retry-after': value }), START);
    expect([after('0'), after('120'), after(new Date(START + 5000).toUTCString()), after(new Date(START - 5000).toUTCString()), after('soon'), after('-1'), after('')]).toEqual([0, 120_000, 5000, 0, null, null, null]);
    expect(statedPauseMs(new Headers({ 'x-rate-limit-limit': '3000', 'x-rate-limit-interval': '60s' }))).toBe(20);
    expect(statedPauseMs(new Headers({ 'x-rate-limit-limit': '0', 'x-rate-limit-interval': '1s' }))).toBe(0);
    expect(statedPauseMs(new Headers())).toBe(0);
  });
});

describe('the cache', () => {
  it('answers what was asked before, with its date, and tells pages apart', async () => {
    const { url, asked } = await replay(({ number }) => ({ body: JSON.stringify({ number }) }));
    const { client, dir, clock } = clientOf(openalex, url);
    await client.get(REQUEST, parsedJson);
    clock.advance(86_400_000);
    const again = await clientOf(openalex, url, { dir, clock }).client.get(REQUEST, parsedJson);
    expect(again).toMatchObject({ value: { number: 0 }, fromCache: true, stored: { retrievedAt: '2026-02-03T04:05:06.000Z' } });
    expect((await client.get({ ...REQUEST, page: 1 }, parsedJson))?.value).toEqual({ number: 1 });
    expect((await client.get({ ...REQUEST, body: { ids: [] } }, parsedJson))?.value).toEqual({ number: 2 });
    expect(asked).toHaveLength(3);
    const files = filesOf(dir);
    expect(files).toHaveLength(3);
    for (const file of files) expect(file).toMatch(/^works-x-(?:2-)?[0-9a-f]{12}\.json\.gz$/);
    expect(gunzipSync(readFileSync(join(dir, again?.stored.path?.split('/').at(-1) ?? ''))).toString()).toBe('{"number":0}');
  });

  it('remembers what the service does not know', async () => {
    const { url, asked } = await replay(() => NOT_FOUND);
    const { client, dir } = clientOf(openalex, url);
    expect(await client.get(REQUEST, parsedJson)).toBeNull();
    expect(await client.get(REQUEST, parsedJson)).toBeNull();
    expect(asked).toHaveLength(1);
    expect(filesOf(dir)).toEqual([]);
  });

  it.each([
    ['cut', (bytes: Buffer) => bytes.subarray(0, bytes.length - 9)],
    ['of other content', () => Buffer.from('H4sIAAAAAAAAA6uuBQBDv6ajAgAAAA==', 'base64')],
    ['empty', () => Buffer.alloc(0)],
  ])('fetches again what is damaged on disk (%s)', async (_name, damage) => {
    const { url, asked } = await replay(() => GOOD);
    const { client, dir } = clientOf(openalex, url);
    const path = (await client.get(REQUEST, parsedJson))?.stored.path ?? '';
    writeFileSync(path, damage(readFileSync(path)));
    const again = await clientOf(openalex, url, { dir }).client.get(REQUEST, parsedJson);
    expect(again).toMatchObject({ value: { fine: true }, fromCache: false });
    expect(asked).toHaveLength(2);
    expect(gunzipSync(readFileSync(path)).toString()).toBe('{"fine":true}');
  });

  it.each(['', '{"version":1', 'null', '{"version":1,"file":"../../../etc/passwd","url":"URL","status":200,"sha256":"","retrievedAt":"2026-01-01"}', '{"version":2}'])('fetches again where its note is nonsense: %s', async (note) => {
    const { url, asked } = await replay(() => GOOD);
    const { client, dir } = clientOf(openalex, url);
    const stored = (await client.get(REQUEST, parsedJson))?.stored;
    const [name] = readdirSync(join(dir, '.about'));
    writeFileSync(join(dir, '.about', name), note.replace('URL', stored?.url ?? ''));
    expect(await client.get(REQUEST, parsedJson)).toMatchObject({ value: { fine: true }, fromCache: false });
    expect(asked).toHaveLength(2);
  });

  it('is asked again where its content can no longer be read as an answer', async () => {
    const { url, asked } = await replay(() => GOOD);
    const { client } = clientOf(openalex, url);
    await client.get(REQUEST, parsedJson);
    let calls = 0;
    const strict = (): string => {
      calls += 1;
      if (calls === 1) throw new UnusableAnswer('of an older form');
      return 'read';
    };
    expect((await client.get(REQUEST, strict))?.value).toBe('read');
    expect(asked).toHaveLength(2);
  });

  it('lets answers age, and be refreshed', async () => {
    const { url, asked } = await replay(({ number }) => ({ body: String(number) }));
    const clock = new TestClock();
    const { client, dir } = clientOf(openalex, url, { clock });
    await client.get(REQUEST, parsedJson);
    clock.advance(5000);
    expect((await clientOf(openalex, url, { dir, clock, maxAgeMs: 5001 }).client.get(REQUEST, parsedJson))?.value).toBe(0);
    expect((await clientOf(openalex, url, { dir, clock, maxAgeMs: 5000 }).client.get(REQUEST, parsedJson))?.value).toBe(1);
    clock.advance(1);
    const refreshing = clientOf(openalex, url, { dir, clock, maxAgeMs: 0 }).client;
    expect((await refreshing.get(REQUEST, parsedJson))?.value).toBe(2);
    clock.advance(1);
    // Once a run is enough.
    expect((await refreshing.get(REQUEST, parsedJson))?.value).toBe(2);
    expect((await client.get(REQUEST, parsedJson))?.value).toBe(2);
    expect(asked).toHaveLength(3);
  });

  it('is all there is offline', async () => {
    const { url, asked } = await replay(() => GOOD);
    const { client, dir } = clientOf(openalex, url);
    await client.get(REQUEST, parsedJson);
    const offline = clientOf(openalex, url, { dir, offline: true, maxAgeMs: 0 }).client;
    expect((await offline.get(REQUEST, parsedJson))?.value).toEqual({ fine: true });
    const error = await offline.get({ ...REQUEST, path: '/works/W1' }, parsedJson).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OfflineError);
    expect(error).toMatchObject({ url: `${url}/works/W1` });
    expect(asked).toHaveLength(1);
  });
});

describe('a base address', () => {
  it('is https, or this machine', () => {
    expect(checkedBaseUrl('https://api.example.org/openalex').href).toBe('https://api.example.org/openalex');
    for (const local of ['http://127.0.0.1:8080', 'http://localhost', 'http://[::1]:1/x']) expect(checkedBaseUrl(local).protocol).toBe('http:');
    for (const bad of ['http://api.openalex.org', 'ftp://x', 'api.openalex.org', '', 'http://127.evil.org', 'http://localhost.evil.org']) expect(() => checkedBaseUrl(bad)).toThrow(RangeError);
    for (const secret of ['https://me:pw@example.org', 'https://example.org/?api_key=x', 'https://example.org/#x']) expect(() => checkedBaseUrl(secret)).toThrow('keys are given in environment variables');
  });

  it('may lie below a path', async () => {
    const { url, asked } = await replay(() => GOOD);
    await clientOf(openalex, `${url}/mirror/`).client.get(REQUEST, parsedJson);
    expect(asked[0].path).toBe('/mirror/works');
  });
});
