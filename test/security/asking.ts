/** Asking as programs do that are not browsers: any method, any path, as it is. */
import { Agent, request } from 'node:http';
import type { RandomRequest } from './random-requests.js';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Keeps a few connections, as a client of many requests does. */
export class Asker {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });

  constructor(readonly url: string) {}

  ask({ method, path, headers, body }: Omit<RandomRequest, 'kind'>): Promise<RawAnswer> {
    const { hostname, port } = new URL(this.url);
    return new Promise((resolve, reject) => {
      const asked = request({ agent: this.#agent, hostname, port, method, path, headers: { ...headers, ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }) }, timeout: 120_000 }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString('utf8') }));
        response.on('error', reject);
      });
      asked.on('timeout', () => asked.destroy(new Error('no answer within two minutes')));
      asked.on('error', reject);
      asked.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
