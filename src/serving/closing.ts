/** Ending an HTTP server so that nobody who is being answered is cut, unless it takes too long. */
import type { Server } from 'node:http';

const SWEEP_MS = 20;
/** How long a connection that was cut may take to be gone. */
const CUT_MS = 1_000;

/**
 * Takes no more connections, closes idle ones, lets requests in flight end.
 * @param graceMs how long they may take; then they are cut
 * @returns connections that were cut
 */
export async function closeGracefully(server: Server, graceMs: number): Promise<number> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  // A connection falls idle when its last answer is sent: kept alive, it would hold the server open.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  let cut = 0;
  const impatience = setTimeout(() => {
    server.getConnections((error, count) => {
      cut = error ? 0 : count;
      server.closeAllConnections();
    });
  }, graceMs);
  // Connections that are no HTTP any more are none that the server could close: they end with the process.
  let late: NodeJS.Timeout | undefined;
  await Promise.race([closed, new Promise<void>((resolve) => (late = setTimeout(resolve, graceMs + CUT_MS)))]);
  clearTimeout(late);
  clearTimeout(impatience);
  clearInterval(sweep);
  return cut;
}
