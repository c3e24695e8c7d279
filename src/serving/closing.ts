/** Ending an HTTP server so that nobody who is being answered is cut, unless it takes too long. */
import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { UnorderedList } from './unordered-list.js';

const SWEEP_MS = 20;
/** How long a connection that was cut may take to be gone. */
const CUT_MS = 1_000;

/** The connections of a server, those that are no HTTP any more as well. */
export function connectionsOf(server: Server): UnorderedList<Socket> {
  const connections = new UnorderedList<Socket>();
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.remove(socket));
  });
  return connections;
}

export interface Ending {
  readonly connections: Iterable<Socket>;
  /** Answers that have not been sent whole. */
  readonly unended: UnorderedList<ServerResponse>;
  /** How long answers may take; then they are cut. */
  readonly graceMs: number;
  /** How long whoever has begun to ask may take to have asked: what no answer has begun for is then closed. */
  readonly askingMs: number;
}

/**
 * Takes no more connections, closes those on which nothing is asked, lets answers under way end.
 * @returns answers that were cut
 */
export async function closeGracefully(server: Server, { connections, unended, graceMs, askingMs }: Ending): Promise<number> {
  const startedAt = performance.now();
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  const sweep = setInterval(() => {
    // A connection falls idle when its last answer is sent: kept alive, it would hold the server open.
    server.closeIdleConnections();
    // Where nobody has asked anything yet the server does not count it as idle, nor does it watch the time any more.
    const mayAsk = performance.now() - startedAt < askingMs;
    const answered = new Set(Array.from(unended, ({ socket }) => socket));
    for (const socket of connections) if (!answered.has(socket) && (!mayAsk || socket.bytesRead === 0)) socket.destroy();
  }, SWEEP_MS);
  let cut = 0;
  const impatience = setTimeout(() => {
    cut = unended.size;
    server.closeAllConnections();
  }, graceMs);
  // Connections that are no HTTP any more are none that the server could close: they end with the process.
  let late: NodeJS.Timeout | undefined;
  await Promise.race([closed, new Promise<void>((resolve) => (late = setTimeout(resolve, graceMs + CUT_MS)))]);
  clearTimeout(late);
  clearTimeout(impatience);
  clearInterval(sweep);
  return cut;
}
