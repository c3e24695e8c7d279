/** Snapshots that a web server gives: any that serves files, best one that knows ranges. */
import type { Answer } from '../web/answer.js';
import { ReplicationError } from './errors.js';
import { Requests, type RequestOptions } from './requests.js';
import { MOST_TEXT_BYTES, nothing, type Store } from './store.js';
import type { Waiting } from './waiting.js';

const MOST_REDIRECTS = 5;

export class HttpStore implements Store {
  readonly title: string;
  readonly waiting: Waiting;
  readonly #requests: Requests;

  /** @param base the address whose `snapshots/current` is asked for, without a slash at its end */
  constructor(base: string, options: RequestOptions = {}) {
    this.title = base;
    this.#requests = new Requests(options);
    this.waiting = this.#requests.waiting;
  }

  text(path: string): Promise<string | null> {
    return this.#requests.whole(async () => {
      const response = await this.#get(path, {});
      return response === null ? null : this.#requests.textOf(`${this.title}/${path}`, response, MOST_TEXT_BYTES);
    });
  }

  async bytes(path: string, from: number, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array> | null> {
    const response = await this.#get(path, from === 0 ? {} : { range: `bytes=${from}-` }, signal);
    if (response === null) return null;
    if (response.status === 416) return nothing();
    const pieces = this.#requests.piecesOf(`${this.title}/${path}`, response);
    // A server that knows no ranges gives all of it.
    return from > 0 && response.status === 200 ? without(pieces, from) : pieces;
  }

  close(): Promise<void> {
    return this.#requests.close();
  }

  async #get(path: string, headers: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<Answer | null> {
    let url = `${this.title}/${path.split('/').map(encodeURIComponent).join('/')}`;
    for (let redirects = 0; ; redirects += 1) {
      const asked = url;
      // Compressed on the way, a part of a file would be none; and what is current is never to be had from a cache.
      const sent = { 'accept-encoding': 'identity', 'cache-control': 'no-cache', ...headers };
      const response = await this.#requests.send(this.title, () => Promise.resolve({ url: asked, asked: { method: 'GET', headers: sent, ...(signal === undefined ? {} : { signal }) } }));
      const { status } = response;
      if (status === 200 || status === 206) return response;
      response.discard();
      if (status === 416) return response;
      const location = response.headers.get('location');
      if ([301, 302, 303, 307, 308].includes(status) && location !== null && redirects < MOST_REDIRECTS && URL.canParse(location, url)) url = new URL(location, url).href;
      else if (status === 404 || status === 410) return null;
      else throw refused(status, asked);
    }
  }
}

function refused(status: number, asked: string): ReplicationError {
  // Where it was redirected to may have a signature behind the question mark.
  const [url] = asked.split(/[?#]/, 1);
  if (status === 401 || status === 403) return new ReplicationError('DENIED', `${url} was refused with status ${status}: let this machine read it, or use a target that takes credentials (s3://)`);
  return new ReplicationError('FAILED', `${url} was answered with status ${status}: look at the server's log, and whether this is the right address`);
}

async function* without(pieces: AsyncIterable<Uint8Array>, bytes: number): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for await (const piece of pieces) {
    if (left < piece.length) yield piece.subarray(left);
    left = Math.max(0, left - piece.length);
  }
}
