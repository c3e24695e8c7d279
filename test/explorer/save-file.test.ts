import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchFile, fileNameIn, secondsToWait } from '../../src/explorer/views/save-file.js';

describe('the name of a file that was fetched', () => {
  it.each([
    ['attachment; filename="coterie-a.svg"', 'coterie-a.svg'],
    ['attachment; filename="coterie-zoe.svg"; filename*=UTF-8\'\'coterie-zo%C3%AB.svg', 'coterie-zoë.svg'],
    ['attachment; filename="plain.svg"; filename*=UTF-8\'\'broken%E0', 'plain.svg'],
    ['attachment; filename=bare.png', 'bare.png'],
    ['attachment', null],
    [null, null],
  ])('of %j is %j', (header, name) => {
    expect(fileNameIn(header)).toBe(name);
  });
});

describe('a server that asks for patience', () => {
  it.each([['3', 3], ['0', 1], ['4000', 30], ['Wed, 21 Oct 2015 07:28:00 GMT', 5], [null, 5]])('with Retry-After %j is given %i seconds', (header, seconds) => {
    expect(secondsToWait(header)).toBe(seconds);
  });
});

describe('a file', () => {
  afterEach(() => vi.unstubAllGlobals());
  const refusal = (status: number, message: string, headers = {}) => new Response(JSON.stringify({ errors: [{ message }] }), { status, headers });

  it('is asked for by POST with the positions, and again when the server says when', async () => {
    const answers = [refusal(503, 'PageRank is being computed.', { 'retry-after': '1' }), new Response('<svg/>', { headers: { 'content-disposition': 'attachment; filename="x.svg"' } })];
    const fetched = vi.fn<(address: string, init: RequestInit) => Promise<Response | undefined>>(() => Promise.resolve(answers.shift()));
    vi.stubGlobal('fetch', fetched);
    const said: string[] = [];
    const { name, blob } = await fetchFile('/export/network.svg?n=1', { A1: [1, 2] }, (sentence) => said.push(sentence), new AbortController().signal);
    expect([name, await blob.text(), said]).toEqual(['x.svg', '<svg/>', ['PageRank is being computed. Asked again in 1 s.']]);
    expect(fetched.mock.calls.map(([address, { method, body }]) => [address, method, body])).toEqual(Array.from({ length: 2 }, () => ['/export/network.svg?n=1', 'POST', '{"positions":{"A1":[1,2]}}']));
  });

  it('that is refused fails with the words of the server, without being asked for again', async () => {
    const fetched = vi.fn<() => Promise<Response>>(() => Promise.resolve(refusal(400, 'Parameter "n" is 0.')));
    vi.stubGlobal('fetch', fetched);
    await expect(fetchFile('/export/network.svg', {}, () => undefined, new AbortController().signal)).rejects.toThrow('Parameter "n" is 0.');
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  it('of a server that is gone fails with a sentence', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(fetchFile('/export/network.svg', {}, () => undefined, new AbortController().signal)).rejects.toThrow('The server does not answer.');
  });
});
