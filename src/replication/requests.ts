/** Requests over HTTP to web servers and buckets: what may pass by itself is tried again, what does not is a sentence. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from '../web/answer.js';
import { WebClient, type Asked } from '../web/client.js';
import { proxySettings } from '../web/proxies.js';
import { networkReason, ReplicationError } from './errors.js';

/** Statuses that may pass by themselves: too busy, or broken inside. */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

export interface RequestOptions {
  /** Times that what failed is tried again. */
  readonly retries?: number;
  readonly connectMs?: number;
  /** Nothing may come for so long. */
  readonly idleMs?: number;
  /** Before what failed is tried a second time; twice as long before the third. */
  readonly pauseMs?: number;
}

export class Requests {
  readonly #web: WebClient;
  readonly #retries: number;
  readonly #pauseMs: number;

  /** Goes through the proxies of the environment (HTTPS_PROXY, HTTP_PROXY, NO_PROXY), where there are any. */
  constructor({ retries = 5, connectMs = 10_000, idleMs = 60_000, pauseMs = FIRST_PAUSE_MS }: RequestOptions = {}) {
    this.#web = new WebClient({ proxies: proxySettings(process.env), connectMs, idleMs });
    this.#retries = retries;
    this.#pauseMs = pauseMs;
  }

  /**
   * Sends a request, again with growing pauses where it may do better, and answers whatever came in the end, also a refusal.
   * @param made the request, made anew for each attempt, since signatures hold the time
   * @throws ReplicationError UNREACHABLE where nobody answered
   */
  async send(title: string, made: () => Promise<{ readonly url: string; readonly asked: Asked }>): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      const { url, asked } = await made();
      const isLast = attempt > this.#retries;
      try {
        const response = await this.#web.ask(url, asked);
        if (isLast || !PASSING.has(response.status)) return response;
        response.discard();
      } catch (error) {
        asked.signal?.throwIfAborted();
        if (isLast) throw unreachable(title, error, attempt);
      }
      await pause(pauseAfter(attempt, this.#pauseMs), undefined, asked.signal === undefined ? {} : { signal: asked.signal });
    }
  }

  /** The body as text. @throws ReplicationError where it breaks off, or is longer than `most` bytes */
  async textOf(title: string, response: Answer, most: number): Promise<string> {
    const pieces: Uint8Array[] = [];
    let length = 0;
    for await (const piece of piecesOf(title, response)) {
      length += piece.length;
      if (length > most) throw new ReplicationError('DAMAGED', `${title} answered with more than ${most} bytes where a short text belongs: is this the right target?`);
      pieces.push(piece);
    }
    return Buffer.concat(pieces).toString('utf8');
  }

  close(): Promise<void> {
    this.#web.close();
    return Promise.resolve();
  }
}

/** The body in pieces. @throws ReplicationError UNREACHABLE where it breaks off */
export async function* piecesOf(title: string, response: Answer): AsyncGenerator<Uint8Array> {
  try {
    yield* response.pieces();
  } catch (error) {
    throw new ReplicationError('UNREACHABLE', `${title} broke off in the middle of a file (${networkReason(error)}): run the same command again, which goes on where it was`);
  }
}

/** Doubles with each attempt, between half of it and all of it, so that many replicas do not come back at once. */
export function pauseAfter(attempt: number, firstMs = FIRST_PAUSE_MS): number {
  return Math.min(LONGEST_PAUSE_MS, firstMs * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
}

function unreachable(title: string, error: unknown, attempts: number): ReplicationError {
  return new ReplicationError('UNREACHABLE', `${title} can't be reached (${networkReason(error)}; tried ${attempts} ${attempts === 1 ? 'time' : 'times'}): look at the address, the network and whether the server runs`);
}
