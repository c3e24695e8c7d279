/** Builds the page that shows nothing but the drawing, and serves it under the policy that the explorer has. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'vite';

export interface DrawingSite {
  readonly url: string;
  stop(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'";

/** Builds into `outDir`, which is emptied. */
export async function serveDrawing(outDir: string): Promise<DrawingSite> {
  await build({ root: path.join(import.meta.dirname, 'drawing-page'), configFile: false, logLevel: 'error', build: { outDir, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0 } });
  const server = createServer((request, response) => {
    const name = request.url === '/' || request.url === undefined ? '/index.html' : request.url;
    readFile(path.join(outDir, path.normalize(name))).then(
      (body) => response.writeHead(200, { 'content-type': TYPES[path.extname(name)] ?? 'application/octet-stream', 'content-security-policy': POLICY }).end(body),
      () => response.writeHead(name === '/favicon.ico' ? 204 : 404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () => new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
  };
}
