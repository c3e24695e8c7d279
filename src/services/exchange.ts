/** One request and its answer, whole. Redirects are followed by hand: never to plain http, never with a key to strangers. */
import { PACKINGS, type Answer } from '../web/answer.js';
import { WebClient } from '../web/client.js';
import { networkReason } from '../web/errors.js';
import { isLoopback } from '../web/proxies.js';
import type { Clock } from './clock.js';
import { InterruptedError, TransportError } from './errors.js';

export interface ExchangeOptions {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds from the beginning of the request to the last byte of its answer. */
  readonly timeoutMs: number;
  /** Largest answer taken, in bytes once unpacked. */
  readonly maxBytes: number;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly redirected?: (location: URL) => URL;
  /** How the network is reached; directly where it is absent. */
  readonly web?: WebClient;
}

export interface Exchange {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

const MAX_REDIRECTS = 5;
/** Whoever asks ends a request that takes too long. */
const DIRECT = new WebClient({ idleMs: 10 * 60_000 });

/** Headers that no other server than the one meant may see. */
const PRIVATE_HEADERS = ['x-api-key', 'authorization', 'crossref-plus-api-token'];

/**
 * Asks `url`. Any status is an answer.
 * @throws TransportError where there was no whole answer, InterruptedError where the signal was aborted
 */
export async function exchange(url: URL, options: ExchangeOptions): Promise<Exchange> {
  const { timeoutMs, clock, signal } = options;
  const abort = new AbortController();
  const onSignal = (): void => abort.abort(new InterruptedError());
  if (signal?.aborted === true) throw new InterruptedError();
  signal?.addEventListener('abort', onSignal);
  const cancelTimer = clock.after(timeoutMs, () => abort.abort(new TransportError(`no whole answer within ${Math.round(timeoutMs / 1000)} s`)));
  try {
    return await follow(url, options, abort.signal);
  } catch (error) {
    const reason: unknown = abort.signal.reason;
    if (abort.signal.aborted && reason instanceof Error) throw reason;
    throw error instanceof TransportError ? error : new TransportError(networkReason(error));
  } finally {
    cancelTimer();
    signal?.removeEventListener('abort', onSignal);
  }
}

async function follow(start: URL, options: ExchangeOptions, signal: AbortSignal): Promise<Exchange> {
  const { method, body, maxBytes } = options;
  const headers = { ...options.headers };
  let url = start;
  for (let redirects = 0; ; redirects += 1) {
    const response = await (options.web ?? DIRECT).ask(url.href, { method, headers: { 'accept-encoding': PACKINGS, ...headers }, signal, ...(body === undefined ? {} : { body }) });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) {
      return { status: response.status, headers: response.headers, body: await wholeBody(response, maxBytes) };
    }
    response.discard();
    if (redirects === MAX_REDIRECTS) throw new TransportError(`more than ${MAX_REDIRECTS} redirects`);
    const next = URL.canParse(location, url.href) ? new URL(location, url.href) : null;
    if (next === null || (next.protocol !== 'https:' && !(next.protocol === 'http:' && isLoopback(next) && isLoopback(start)))) {
      throw new TransportError(`a redirect to ${location.slice(0, 200)}, which is no https address`);
    }
    if (next.origin !== url.origin) for (const name of PRIVATE_HEADERS) delete headers[name];
    url = options.redirected?.(next) ?? next;
  }
}

async function wholeBody(response: Answer, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.unpacked()) {
    length += chunk.length;
    if (length > maxBytes) throw new TransportError(`an answer of more than ${maxBytes >> 20} MiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
