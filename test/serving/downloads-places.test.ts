/** Places of downloads, and who is let go for taking too little. */
import { createServer, connect, type Socket } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { ANYBODY, type Caller } from '../../src/callers/caller.js';
import { inPieces, slowness } from '../../src/serving/downloads/pace.js';
import { DEFAULT_DOWNLOAD_LIMITS, Places } from '../../src/serving/downloads/places.js';

it('leaves places for others than the one who asks most', () => {
  const places = new Places({ ...DEFAULT_DOWNLOAD_LIMITS, all: 4, perAddress: 1, perKey: 2 });
  const from = (address: string): Caller => ({ ...ANYBODY, address });
  const key: Caller = { kind: 'KEY', id: 'k', name: 'k', role: 'READER', address: '10.0.0.1' };
  const first = places.take(from('10.0.0.1'));
  expect(places.take(from('10.0.0.1'))).toEqual({ most: 1 });
  expect([places.take(key), places.take(key)].every((taken) => 'leave' in taken)).toBe(true);
  expect(places.take(key)).toEqual({ most: 2 });
  expect('leave' in places.take(from('10.0.0.2'))).toBe(true);
  expect(places.take(from('10.0.0.3'))).toEqual({ most: null });
  if ('leave' in first) first.leave();
  expect('leave' in places.take(from('10.0.0.3'))).toBe(true);
});

it('cuts what is written into pieces, of the same bytes', async () => {
  async function* chunks(): AsyncGenerator<string | Uint8Array> {
    yield 'é'.repeat(20_000);
    yield await Promise.resolve(Buffer.from('end'));
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of inPieces(chunks())) pieces.push(piece);
  expect(Buffer.concat(pieces).toString()).toBe(`${'é'.repeat(20_000)}end`);
  expect(Math.max(...pieces.map(({ length }) => length))).toBe(16 * 1024);
});

it('finds a reader slow only who leaves something waiting', async () => {
  const taking: Socket[] = [];
  const server = createServer((socket) => taking.push(socket.on('error', () => undefined))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const reader = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
  await expect.poll(() => taking.length).toBe(1);
  const [socket] = taking;
  const isSlow = slowness(socket, 1_000);
  expect(isSlow()).toBe(false);
  reader.pause();
  // More than the operating system holds for both.
  for (let piece = 0; piece < 1_000; piece++) socket.write(Buffer.alloc(16 * 1024));
  await expect.poll(() => isSlow(), { timeout: 20_000 }).toBe(true);
  reader.resume();
  await expect.poll(() => socket.writableLength, { timeout: 20_000 }).toBe(0);
  expect(isSlow()).toBe(false);
  reader.destroy();
  socket.destroy();
  server.close();
});
