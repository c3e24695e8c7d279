/** Server-sent events: who hears what, how many may listen, and who is let go. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Events } from '../../src/serving/events.js';
import type { HttpError } from '../../src/serving/http-body.js';
import { sendError } from '../../src/serving/responses.js';
import type { ProviderState, SnapshotNews } from '../../src/snapshot/following.js';

const newsOf = (id: string, previous: string | null = null): SnapshotNews => ({ id, publishedAt: '2026-01-01T00:00:00.000Z', papers: 3, authors: 4, collaborations: 5, previous });

/** A corpus of which the test says what is served. */
class Corpus {
  news: SnapshotNews | null = newsOf('first');
  readonly listeners = new Set<(news: SnapshotNews) => void>();
  state(): ProviderState {
    return { news: this.news, arrays: null, openSnapshots: 1, leases: 0, swaps: 1, problem: null };
  }
  subscribe(listener: (news: SnapshotNews) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
  publish(id: string): void {
    this.news = newsOf(id, this.news?.id ?? null);
    for (const listener of this.listeners) listener(this.news);
  }
}

let corpus: Corpus;
/** Why the client named 'lapsing' is let in no longer; null while he is. */
let lapse: string | null = null;
let events: Events;
let server: Server;
let url: string;

beforeAll(async () => {
  corpus = new Corpus();
  events = new Events({ provider: corpus, maxListeners: 3, maxListenersPerClient: 2, heartbeatMs: 50, lapseOf: ({ headers }) => (headers['x-test-client'] === 'lapsing' ? lapse : null) });
  server = createServer((request, response) => {
    try {
      events.answer(request, response, String(request.headers['x-test-client'] ?? 'somebody'));
    } catch (error) {
      sendError(response, error as HttpError);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
});
afterAll(() => {
  events.close();
  server.closeAllConnections();
  server.close();
});

/** A listener, and what it has heard. */
async function listen(headers: Readonly<Record<string, string>> = {}) {
  const hangUp = new AbortController();
  const response = await fetch(url, { headers, signal: hangUp.signal });
  const heard = { text: '', isAtEnd: false };
  void (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) heard.text += decoder.decode(chunk, { stream: true });
    heard.isAtEnd = true;
  })().catch(() => undefined);
  return { response, heard, hangUp: () => hangUp.abort() };
}

const nobodyLeft = async (): Promise<void> => await expect.poll(() => events.counts.listeners).toBe(0);

describe('/events', () => {
  it('tells the snapshot that is served, and each that follows, in a form that proxies leave alone', async () => {
    const { response, heard, hangUp } = await listen();
    expect(Object.fromEntries(response.headers)).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no', 'cache-control': 'no-store, no-transform', 'x-content-type-options': 'nosniff' });
    expect(response.headers.get('content-encoding')).toBeNull();
    await expect.poll(() => heard.text).toContain(`id: first\nevent: snapshot\ndata: ${JSON.stringify(newsOf('first'))}\n\n`);
    expect(heard.text.startsWith('retry: 5000\n\n')).toBe(true);
    corpus.publish('second');
    await expect.poll(() => heard.text).toContain(`data: ${JSON.stringify(newsOf('second', 'first'))}`);
    await expect.poll(() => heard.text).toContain(': still here\n\n');
    hangUp();
    await nobodyLeft();
  });

  it('does not repeat what a listener says to know', async () => {
    const knowing = await listen({ 'last-event-id': corpus.news?.id ?? '' });
    await expect.poll(() => knowing.heard.text).toContain(': nothing new');
    expect(knowing.heard.text).not.toContain('event: snapshot');
    const behind = await listen({ 'last-event-id': 'long-ago' });
    await expect.poll(() => behind.heard.text).toContain('event: snapshot');
    knowing.hangUp();
    behind.hangUp();
    await nobodyLeft();
  });

  it('takes as many listeners as are allowed of one client and in all, and says why not one more', async () => {
    const { refused } = events.counts;
    const taken = [await listen(), await listen()];
    expect(taken.map(({ response }) => response.status)).toEqual([200, 200]);
    const third = await fetch(url);
    expect([third.status, third.headers.get('retry-after'), await third.text()]).toEqual([429, '60', expect.stringMatching(/2 listeners of one client already.*RATE_LIMITED/s) as unknown]);
    taken.push(await listen({ 'x-test-client': 'another' }));
    expect(taken[2].response.status).toBe(200);
    const fourth = await fetch(url, { headers: { 'x-test-client': 'another' } });
    expect([fourth.status, await fourth.text()]).toEqual([429, expect.stringContaining('3 listeners in all already') as unknown]);
    expect(events.counts).toMatchObject({ listeners: 3, refused: refused + 2 });
    taken[0].hangUp();
    await expect.poll(() => events.counts.listeners).toBe(2);
    const again = await listen();
    expect(again.response.status).toBe(200);
    for (const { hangUp } of [...taken, again]) hangUp();
    await nobodyLeft();
  });

  it('holds no place for pages of other sites, nor for HEAD', async () => {
    const foreign = await fetch(url, { headers: { 'sec-fetch-site': 'cross-site' } });
    expect([foreign.status, ((await foreign.json()) as { errors: Array<{ extensions: { code: string } }> }).errors[0].extensions.code]).toEqual([403, 'FORBIDDEN']);
    expect((await fetch(url, { method: 'HEAD' })).headers.get('content-type')).toContain('text/event-stream');
    expect(events.counts.listeners).toBe(0);
  });

  it('lets a listener go who does not read', async () => {
    const { dropped } = events.counts;
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('GET /events HTTP/1.1\r\nhost: localhost\r\n\r\n');
    await expect.poll(() => events.counts.listeners).toBe(1);
    socket.pause();
    // What the operating system holds for both ends comes to a few megabytes.
    for (let at = 0; at < 200_000 && events.counts.dropped === dropped; at++) {
      corpus.publish(`snapshot-${at}`);
      if (at % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(events.counts).toMatchObject({ dropped: dropped + 1, listeners: 0 });
    socket.destroy();
  });

  it('ends the stream of a listener whose key lapses, and says why, and no other', async () => {
    const [lapsing, staying] = [await listen({ 'x-test-client': 'lapsing' }), await listen()];
    await expect.poll(() => lapsing.heard.text).toContain('still here');
    lapse = 'The key has been revoked.';
    corpus.publish('unheard');
    await expect.poll(() => lapsing.heard.isAtEnd).toBe(true);
    expect(lapsing.heard.text).toMatch(/event: end\ndata: \{"reason":"The key has been revoked\."\}\n\n$/);
    expect(lapsing.heard.text).not.toContain('unheard');
    await expect.poll(() => staying.heard.text).toContain('unheard');
    staying.hangUp();
    await nobodyLeft();
  });

  it('says that it is the end when the server ends, and takes nobody afterwards', async () => {
    const { heard } = await listen();
    events.close();
    await expect.poll(() => heard.isAtEnd).toBe(true);
    expect(heard.text).toMatch(/event: end\ndata: \{"reason":"[^"]+"\}\n\n$/);
    expect((await fetch(url)).status).toBe(503);
    expect([events.counts.listeners, corpus.listeners.size]).toEqual([0, 0]);
  });
});
