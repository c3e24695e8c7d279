/** An address of its own for whoever scrapes the figures: on this machine alone, and not behind what limits readers. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Exposition {
  readonly contentType: string;
  readonly text: string;
}

export interface MetricsListener {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Answers GET /metrics on 127.0.0.1.
 * @param listen how to listen, so that a taken port is told of as any other
 */
export async function startMetricsListener(port: number, exposition: () => Promise<Exposition>, listen: (server: Server, host: string, port: number) => Promise<void>): Promise<MetricsListener> {
  const server = createServer({ maxHeaderSize: 16_384 }, (request, response) => {
    if (request.method !== 'GET' || request.url?.split('?', 1)[0] !== '/metrics') {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('GET /metrics is what is answered here.\n');
      return;
    }
    exposition().then(
      ({ contentType, text }) => response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  server.maxConnections = 50;
  await listen(server, '127.0.0.1', port);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
