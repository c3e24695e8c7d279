/** Ending a server beside connections on which nothing, half a request, or a slow answer is under way. */
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeGracefully, connectionsOf } from '../../src/serving/closing.js';
import { UnorderedList } from '../../src/serving/unordered-list.js';

const LONG_MS = 600_000;

describe('the end of a server', () => {
  let server: Server;
  let unended: UnorderedList<ServerResponse>;
  let connections: ReturnType<typeof connectionsOf>;
  let sockets: Socket[];

  beforeEach(async () => {
    unended = new UnorderedList();
    sockets = [];
    server = createServer((_, response) => {
      unended.add(response);
      response.once('close', () => unended.remove(response));
      response.write('begun ');
    });
    connections = connectionsOf(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterEach(() => {
    sockets.forEach((socket) => socket.destroy());
    server.closeAllConnections();
  });

  async function connected(text: string): Promise<Socket> {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    sockets.push(socket);
    socket.on('error', () => undefined);
    const taken = once(server, 'connection');
    await once(socket, 'connect');
    const [theirs] = (await taken) as [Socket];
    socket.resume();
    if (text !== '') {
      socket.write(text);
      while (theirs.bytesRead < text.length) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return socket;
  }

  const ended = (socket: Socket): Promise<unknown> => (socket.closed ? Promise.resolve() : once(socket, 'close'));

  it('closes connections on which nobody has asked anything at once, and calls nothing cut', async () => {
    const silent = await connected('');
    expect(await closeGracefully(server, { connections, unended, graceMs: LONG_MS, askingMs: LONG_MS })).toBe(0);
    await ended(silent);
  });

  it('gives half a request the time for asking, then closes it, and calls nothing cut', async () => {
    const half = await connected('GET /half');
    expect(await closeGracefully(server, { connections, unended, graceMs: LONG_MS, askingMs: 60 })).toBe(0);
    await ended(half);
  });

  it('waits for an answer under way beside both', async () => {
    await connected('');
    const asking = await connected('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    let text = '';
    asking.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const closing = closeGracefully(server, { connections, unended, graceMs: LONG_MS, askingMs: 40 });
    await new Promise((resolve) => setTimeout(resolve, 120));
    for (const response of unended) response.end('and ended');
    expect(await closing).toBe(0);
    await ended(asking);
    expect(text).toContain('and ended');
  });

  it('counts the answers that it cuts, and those alone', async () => {
    await connected('');
    await connected('GET /half');
    await connected('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(await closeGracefully(server, { connections, unended, graceMs: 60, askingMs: LONG_MS })).toBe(1);
  });
});
