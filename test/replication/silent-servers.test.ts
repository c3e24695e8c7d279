/** Servers that go silent, drip, or break off: what is fetched goes on, whoever waits is told, and it ends. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readToEnd, Waiting } from '../../src/replication/waiting.js';
import { ReplicationError } from '../../src/replication/errors.js';
import { HttpStore } from '../../src/replication/http-store.js';
import type { RequestOptions } from '../../src/replication/requests.js';
import { notesOfFollowing } from './followed.js';
import { saidBy } from './transfer-places.js';

const BODY = Buffer.alloc(40_000, 'abcdefghij');

/** Soon noticed, in tests of silence; in others a busy machine must not be taken for it. */
const SHORT = { idleMs: 250 };

/** @param answer what is given of the file from where it is asked for, at which attempt */
async function storeOf(answer: (response: ServerResponse, from: number, attempt: number) => void, { retries = 3, idleMs = 30_000 }: RequestOptions = {}): Promise<{ readonly store: HttpStore; readonly told: (string | null)[] }> {
  let attempt = 0;
  const server = createServer((request, response) => answer(response, Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0), (attempt += 1)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const store = new HttpStore(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { idleMs, pauseMs: 1, retries });
  const told: (string | null)[] = [];
  store.waiting.listener = (sentence) => told.push(sentence);
  onTestFinished(async () => {
    await store.close();
    server.closeAllConnections();
    server.close();
  });
  return { store, told };
}

/** @returns what was read, having gone on where it broke off */
async function read(store: HttpStore, retries = 3): Promise<string> {
  let got = '';
  await readToEnd({
    have: 0, bytes: BODY.length, waiting: store.waiting, signal: undefined, retries, pauseMs: 1,
    from: async (at) => (await store.bytes('file', at)) ?? [] as never,
    take: (piece) => {
      got += Buffer.from(piece).toString();
      return Promise.resolve(piece.length);
    },
    cutOff: (at) => new ReplicationError('DAMAGED', `it ends at ${at}: look there`),
  });
  return got;
}

describe('a body', () => {
  it('that goes silent is broken off and gone on with, and both are told', async () => {
    const { store, told } = await storeOf((response, from, attempt) => {
      response.writeHead(from === 0 ? 200 : 206);
      if (attempt === 1) response.write(BODY.subarray(0, 10_000));
      else response.end(BODY.subarray(from));
    }, SHORT);
    expect(await read(store)).toBe(BODY.toString());
    expect(told).toEqual([expect.stringMatching(/\/file broke off in the middle of an answer \(no byte came for 1 s\): tried again \(1 of at most 3 times\)$/), null]);
  });

  it('that drips is broken off, and given up in the end', async () => {
    const { store, told } = await storeOf((response, from) => {
      response.writeHead(from === 0 ? 200 : 206);
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    }, SHORT);
    expect(await saidBy(read(store, 2))).toMatch(/broke off in the middle of an answer \(no more than \d+ bytes came within \d+ s\): run the same command again, which goes on where it was$/);
    expect(told).toHaveLength(2);
  });

  it('that is far too slow says so, with the time that is left', async () => {
    const { store, told } = await storeOf((response) => {
      response.writeHead(200, { 'content-length': 2_000_000 });
      const flow = setInterval(() => response.write(Buffer.alloc(500)), 40);
      response.on('close', () => clearInterval(flow));
    });
    const slow = new HttpStore(store.title, { idleMs: 1_500 });
    slow.waiting.listener = (sentence) => told.push(sentence);
    const pieces = (await slow.bytes('file', 0)) ?? [];
    for await (const piece of pieces) if (piece.length > 0 && told.length > 0) break;
    await slow.close();
    expect(told).toEqual([expect.stringMatching(/\/file gives no more than \d+\.\d kB a second, at which what is left of this answer takes \d+ min$/)]);
  });

  it('of a short text that breaks off is asked for again, and told as that', async () => {
    const { store } = await storeOf((response, _from, attempt) => {
      response.writeHead(200, { 'content-length': 8 });
      if (attempt <= 2) response.write('abc', () => response.destroy());
      else response.end('abcdefgh');
    });
    expect(await store.text('snapshots/current')).toBe('abcdefgh');
    const broken = await storeOf((response) => response.writeHead(200, { 'content-length': 8 }).write('abc', () => response.destroy()), { retries: 1 });
    expect(await saidBy(broken.store.text('snapshots/current'))).toMatch(/\/snapshots\/current broke off in the middle of an answer \(the connection was closed\)/);
  });
});

it('A server that takes connections and never answers, or closes them, is told as that', async () => {
  const silent = await storeOf(() => undefined, { ...SHORT, retries: 1 });
  expect(await saidBy(silent.store.text('x'))).toMatch(/took the connection, but gave no answer \(no answer within 1 s; tried 2 times\): look at/);
  expect(silent.told).toHaveLength(1);
  const closing = await storeOf((response) => response.destroy(), { retries: 1 });
  expect(await saidBy(closing.store.text('x'))).toMatch(/took the connection, but gave no answer \(the connection was closed before an answer came; tried 2 times\)/);
});

it('Who follows is told once that it waits, and that it is over', async () => {
  const { store } = await storeOf((response, _from, attempt) => {
    if (attempt <= 2) response.writeHead(503).end();
    else response.writeHead(404).end();
  });
  const notes = await notesOfFollowing(store, ({ sentence }) => /has no snapshot/.test(sentence));
  expect(notes.map(({ kind, sentence }) => `${kind} ${sentence.replace(store.title, 'X')}`)).toEqual([
    'trouble X answered with status 503: tried again (1 of at most 3 times)',
    'trouble X answered with status 503: tried again (2 of at most 3 times)',
    expect.stringMatching(/^trouble X has no snapshot/),
  ]);
});

it('What was told is over once', () => {
  const waiting = new Waiting();
  const told: (string | null)[] = [];
  waiting.listener = (sentence) => told.push(sentence);
  waiting.over();
  waiting.tell('x');
  waiting.over();
  waiting.over();
  expect(told).toEqual(['x', null]);
});
