/** Requests over HTTP to web servers and buckets: what may pass by itself is tried again, what does not is a sentence. */
import type { Answer } from '../web/answer.js';
import { WebClient, type Asked } from '../web/client.js';
import { answersUnencrypted, inSeconds, networkReason, NoAnswerError, PASSING_STATUSES } from '../web/errors.js';
import { proxySettings } from '../web/proxies.js';
import { BrokenOffError, ReplicationError } from './errors.js';
import { LEAST_BYTES, Persistence, Waiting } from './waiting.js';

const IDLE_MS = 30_000;
/** What is stored or copied is answered when that is done. */
const STORING_MS = 60_000;
/** Slower than this is told. */
const SLOW_BYTES_A_SECOND = 20_000;

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
  readonly waiting = new Waiting();
  readonly #web: WebClient;
  readonly #options: RequestOptions;
  readonly #idleMs: number;

  /** Goes through the proxies of the environment (HTTPS_PROXY, HTTP_PROXY, NO_PROXY), where there are any. */
  constructor(options: RequestOptions = {}) {
    const { connectMs, idleMs = IDLE_MS } = options;
    this.#options = options;
    this.#idleMs = idleMs;
    this.#web = new WebClient({ proxies: proxySettings(process.env), idleMs, ...(connectMs === undefined ? {} : { connectMs }) });
  }

  /**
   * Sends a request, again with growing pauses where it may do better, and answers whatever came in the end, also a refusal.
   * @param made the request, made anew for each attempt, since signatures hold the time
   * @throws ReplicationError UNREACHABLE where nobody answered
   */
  async send(title: string, made: () => Promise<{ readonly url: string; readonly asked: Asked }>): Promise<Answer> {
    let persistence: Persistence | null = null;
    for (;;) {
      const { url, asked } = await made();
      persistence ??= this.#persistence(asked.signal);
      const isStoring = asked.method !== 'GET' && asked.method !== 'HEAD';
      try {
        const response = await this.#web.ask(url, isStoring ? { ...asked, answerMs: Math.max(STORING_MS, this.#idleMs) } : asked);
        if (!PASSING_STATUSES.has(response.status) || !(await persistence.mayGoOn(`${title} answered with status ${response.status}`))) return response;
        response.discard();
      } catch (error) {
        asked.signal?.throwIfAborted();
        const { protocol, host } = new URL(url);
        // No waiting makes it encrypt.
        if (protocol === 'https:' && answersUnencrypted(error)) throw new ReplicationError('UNREACHABLE', `${title} can't be asked by https, since ${host} speaks http alone: write http://${host}`);
        const brief = failed(title, error);
        if (!(await persistence.mayGoOn(`${brief} (${networkReason(error)})`))) throw givenUp(brief, error, persistence.failures);
      }
    }
  }

  /** The whole of a short answer, which is asked for again where it breaks off. @throws ReplicationError */
  async whole<T>(ask: () => Promise<T>): Promise<T> {
    const persistence = this.#persistence(undefined);
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof BrokenOffError) || !(await persistence.mayGoOn(error.brief))) throw error;
      }
    }
  }

  /** The body as text. @throws ReplicationError where it breaks off, or is longer than `most` bytes */
  async textOf(title: string, response: Answer, most: number): Promise<string> {
    const pieces: Uint8Array[] = [];
    let length = 0;
    for await (const piece of this.piecesOf(title, response)) {
      length += piece.length;
      if (length > most) throw new ReplicationError('DAMAGED', `${title} answered with more than ${most} bytes where a short text belongs: is this the right target?`);
      pieces.push(piece);
    }
    return Buffer.concat(pieces).toString('utf8');
  }

  /** The body in pieces. @throws BrokenOffError where it breaks off, or drips */
  async *piecesOf(title: string, response: Answer): AsyncGenerator<Uint8Array> {
    const length = Number(response.headers.get('content-length') ?? Number.NaN);
    let [read, bytes, waited] = [0, 0, 0];
    let asked = performance.now();
    try {
      for await (const piece of response.pieces()) {
        // Who reads slowly is not the server's slowness.
        waited += performance.now() - asked;
        read += piece.length;
        bytes += piece.length;
        if (waited >= this.#idleMs) {
          if (bytes < LEAST_BYTES) throw new Error(`no more than ${bytes} bytes came within ${inSeconds(waited)}`);
          this.#judge(title, (bytes / waited) * 1000, length - read);
          [bytes, waited] = [0, 0];
        } else if (read === piece.length && piece.length >= LEAST_BYTES) this.waiting.over();
        yield piece;
        asked = performance.now();
      }
      if (read >= length || Number.isNaN(length)) this.waiting.over();
    } catch (error) {
      throw new BrokenOffError(title, networkReason(error));
    }
  }

  close(): Promise<void> {
    this.#web.close();
    return Promise.resolve();
  }

  #persistence(signal: AbortSignal | undefined): Persistence {
    return new Persistence({ ...this.#options, signal, waiting: this.waiting });
  }

  /** @param left bytes of the answer that are still to come; NaN where that is not told */
  #judge(title: string, bytesASecond: number, left: number): void {
    if (bytesASecond >= SLOW_BYTES_A_SECOND) this.waiting.over();
    else this.waiting.tell(`${title} gives no more than ${(bytesASecond / 1000).toFixed(1)} kB a second${Number.isNaN(left) ? '' : `, at which what is left of this answer takes ${Math.ceil(left / bytesASecond / 60)} min`}`);
  }
}

/** What failed, in words: whether somebody is there. */
function failed(title: string, error: unknown): string {
  const isThere = error instanceof NoAnswerError || (error as NodeJS.ErrnoException).code === 'ECONNRESET';
  return isThere ? `${title} took the connection, but gave no answer` : `${title} can't be reached`;
}

function givenUp(brief: string, error: unknown, attempts: number): ReplicationError {
  return new ReplicationError('UNREACHABLE', `${brief} (${networkReason(error)}; tried ${attempts} ${attempts === 1 ? 'time' : 'times'}): look at the address, the network and whether the server runs`);
}
