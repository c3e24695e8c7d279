/** Web servers that close the connection behind each answer: whoever reads slowly gets all of it, and the process lives on. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { storeAt } from '../../src/replication/target.js';

const BYTES = 4_000_000;
let server: Server;
beforeAll(async () => {
  const body = Buffer.alloc(BYTES, 'abc');
  server = createServer((request, response) => {
    response.writeHead(200, { connection: 'close', ...(request.url?.endsWith('told') === true ? { 'content-length': BYTES } : {}) }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => void server.close());

it.each(['told', 'untold'])('give the whole of a file, its length being %s', async (file) => {
  const store = storeAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { endpoint: null, environment: {} });
  for (let round = 0; round < 6; round += 1) {
    let bytes = 0;
    for await (const piece of (await store.bytes(file, 0)) ?? []) {
      bytes += piece.length;
      await (round % 2 === 0 ? pause(1) : turn());
    }
    expect(bytes).toBe(BYTES);
  }
  await store.close();
});
