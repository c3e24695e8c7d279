/** A server on this machine that answers as a test says, and time that passes only when asked to. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { ResponseCache } from '../../src/services/cache.js';
import { ServiceClient, type ClientOptions } from '../../src/services/client.js';
import type { Clock } from '../../src/services/clock.js';
import type { Service } from '../../src/services/service.js';
import { tempDir } from '../helpers/temp-dir.js';

export interface Asked {
  readonly method: string;
  /** Path and query, decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** How many requests came before. */
  readonly number: number;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** `reset` breaks the connection after the body, `never` leaves the answer open. */
  readonly end?: 'reset' | 'never';
}

export interface Replay {
  readonly url: string;
  readonly asked: Asked[];
}

/** Starts a server for the test that runs; it ends with it. */
export async function replay(answer: (asked: Asked) => Reply): Promise<Replay> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const one = { method: request.method ?? '', path: url.pathname, query: url.searchParams, headers: request.headers, body, number: asked.length };
      asked.push(one);
      const reply = answer(one);
      const content = Buffer.from(reply.body ?? '');
      const length = reply.end === undefined ? content.length : content.length + 1000;
      response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', 'content-length': String(length), ...reply.headers });
      if (reply.end === undefined) response.end(content);
      else response.write(content, () => (reply.end === 'reset' ? response.socket?.destroy() : undefined));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** The text of a made-up answer, `HOST` in it replaced. */
export function fixture(path: string): string {
  return readFileSync(fileURLToPath(new URL(`../fixtures/services/${path}`, import.meta.url)), 'utf8');
}

export const NOT_FOUND: Reply = { status: 404, body: '{"error":"not found"}' };

export const START = Date.parse('2026-02-03T04:05:06Z');

export class TestClock implements Clock {
  /** Milliseconds of every pause that was made. */
  readonly pauses: number[] = [];
  readonly #timers = new Map<number, () => void>();
  #now = START;
  #elapsed = 0;
  #timer = 0;

  now(): number {
    return this.#now;
  }

  elapsed(): number {
    return this.#elapsed;
  }

  async sleep(ms: number): Promise<void> {
    if (ms <= 0) return;
    this.pauses.push(ms);
    this.advance(ms);
  }

  after(_ms: number, action: () => void): () => void {
    this.#timer += 1;
    const id = this.#timer;
    this.#timers.set(id, action);
    return () => this.#timers.delete(id);
  }

  advance(ms: number): void {
    this.#now += ms;
    this.#elapsed += ms;
  }

  /** Sets the date forward, or back, as an administrator does. */
  set(ms: number): void {
    this.#now += ms;
  }

  /** Lets every timer run out. */
  runOut(): void {
    for (const action of this.#timers.values()) action();
  }
}

export interface TestClient {
  readonly client: ServiceClient;
  readonly clock: TestClock;
  readonly cache: ResponseCache;
  readonly dir: string;
}

/** A client of `service` at the server's address, over a cache of its own unless `dir` names another's. */
export function clientOf(service: Service, url: string, options: Partial<ClientOptions> & { readonly dir?: string } = {}): TestClient {
  const { dir = tempDir(), ...others } = options;
  const clock = (others.clock as TestClock | undefined) ?? new TestClock();
  const cache = new ResponseCache(dir, service.ending, clock);
  const client = new ServiceClient({
    service, baseUrl: url, asker: { mailto: null, key: null }, version: '1.2.3', cache, clock, random: () => 0.5,
    retries: 3, timeoutMs: 5_000, maxAgeMs: Number.POSITIVE_INFINITY, offline: false, ...others,
  });
  return { client, clock, cache, dir };
}
