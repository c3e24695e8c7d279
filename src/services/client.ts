/** Asks a service politely: from the cache where possible, one request at a time, paced, retried with growing pauses. */
import type { WebClient } from '../web/client.js';
import { PASSING_STATUSES } from '../web/errors.js';
import { isLoopback } from '../web/proxies.js';
import { methodOf, type ResponseCache, type StoredAnswer } from './cache.js';
import type { Clock } from './clock.js';
import { FetchError, InterruptedError, OfflineError, TransportError, UnusableAnswer } from './errors.js';
import { exchange, type Exchange } from './exchange.js';
import { retryAfterMs, statedPauseMs } from './pauses.js';
import type { Asker, Service, ServiceRequest } from './service.js';

export interface ClientOptions {
  readonly service: Service;
  /** Base address; null for the service's own. */
  readonly baseUrl: string | null;
  readonly asker: Asker;
  readonly version: string;
  readonly cache: ResponseCache;
  readonly clock: Clock;
  /** 0 … 1, for the jitter of pauses. */
  readonly random: () => number;
  /** How often a request that failed is tried again. */
  readonly retries: number;
  readonly timeoutMs: number;
  /** Answers kept for longer than this many milliseconds are fetched again; 0 fetches everything again. */
  readonly maxAgeMs: number;
  readonly offline: boolean;
  readonly signal?: AbortSignal;
  /** How the network is reached; directly where it is absent. */
  readonly web?: WebClient;
  /** Told before each pause of which people should know why. */
  readonly onWait?: (reason: string, ms: number) => void;
}

/** An answer with what was read from it. */
export interface Got<T> {
  readonly value: T;
  readonly stored: StoredAnswer;
  readonly fromCache: boolean;
}

const MAX_ANSWER_BYTES = 128 << 20;
const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 60_000;
/** Nobody sits through more: the error says when to come back. */
const LONGEST_WAIT_MS = 10 * 60_000;

/** Checks a base address. @throws RangeError where it is no https address and not this machine */
export function checkedBaseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url)))) {
    throw new RangeError(`"${text}" is no base address: it must begin with https:// (http:// only for this machine)`);
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new RangeError('a base address holds no user, password, query or fragment: keys are given in environment variables');
  }
  return url;
}

export class ServiceClient {
  /** Requests sent, each attempt counted; answers taken from the cache; attempts that were repetitions. */
  readonly counts = { requests: 0, fromCache: 0, retries: 0 };
  readonly #options: ClientOptions;
  readonly #base: string;
  #pauseMs: number;
  /** By the clock's `elapsed`. */
  #nextAt = -Infinity;

  /** @throws RangeError for a base address that can't be one */
  constructor(options: ClientOptions) {
    this.#options = options;
    const { service, asker } = options;
    const base = checkedBaseUrl(options.baseUrl ?? service.baseUrl);
    this.#base = base.href.replace(/\/$/, '');
    // A server on this machine is somebody's own.
    this.#pauseMs = isLoopback(base) ? 0 : service.pauseMs(asker);
  }

  /**
   * Answers a request, from the cache or the service; null where the service does not know what is asked for (404).
   * `read` judges the body: an UnusableAnswer that it throws makes the request be tried again, and is never kept.
   * @throws FetchError, OfflineError, InterruptedError, and the file system's errors
   */
  async get<T>(request: ServiceRequest, read: (body: Buffer) => T | Promise<T>, fresh = false): Promise<Got<T> | null> {
    const { cache, offline, maxAgeMs, clock } = this.#options;
    this.#checkSignal();
    const url = this.#base + request.path;
    const stored = fresh && !offline ? null : await cache.read(url, request);
    const age = stored === null ? Number.NaN : clock.now() - Date.parse(stored.retrievedAt);
    // What came during this run need not be fetched again, however little age is allowed. What a clock that was ahead dated is as old as can be.
    const isYoung = offline || (age >= 0 && age < maxAgeMs) || stored?.isOfThisRun === true;
    const kept = stored !== null && isYoung ? await readKept(stored, read) : null;
    if (kept !== null) {
      this.counts.fromCache += 1;
      return kept.value === NOTHING ? null : { value: kept.value, stored: kept.stored, fromCache: true };
    }
    if (offline) throw new OfflineError(url);
    return this.#ask(url, request, read);
  }

  async #ask<T>(url: string, request: ServiceRequest, read: (body: Buffer) => T | Promise<T>): Promise<Got<T> | null> {
    const { service, cache, retries } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.#attempt(url, request, read);
      if (outcome.kind === 'answer') {
        const stored = await cache.write(url, request, outcome.status, outcome.body);
        return outcome.status === 404 ? null : { value: outcome.value as T, stored, fromCache: false };
      }
      const { reason, status, waitMs } = outcome;
      const asked = attempt === 1 ? '' : ` (tried ${attempt} times)`;
      if (outcome.kind === 'refusal') throw new FetchError(`${service.title} refused ${url}: ${reason}${asked}`, url, status, attempt);
      if (attempt > retries) throw new FetchError(`${service.title} did not answer ${url}: ${reason}${asked}`, url, status, attempt);
      if (waitMs !== null && waitMs > LONGEST_WAIT_MS) {
        throw new FetchError(`${service.title} asks to wait ${Math.ceil(waitMs / 60_000)} min before ${url} is asked again: ${reason}${asked}`, url, status, attempt);
      }
      await this.#pauseFor(waitMs ?? this.#backoffMs(attempt), reason);
      this.counts.retries += 1;
    }
  }

  async #attempt<T>(url: string, request: ServiceRequest, read: (body: Buffer) => T | Promise<T>): Promise<Outcome<T>> {
    let answer: Exchange;
    try {
      answer = await this.#send(url, request);
    } catch (error) {
      if (error instanceof TransportError) return { kind: 'failure', reason: error.message, status: null, waitMs: null };
      throw error;
    }
    const { status, headers, body } = answer;
    this.#pauseMs = Math.max(this.#pauseMs, statedPauseMs(headers));
    if (status === 404) return { kind: 'answer', status, body: Buffer.alloc(0), value: null };
    const reason = `status ${status}${this.#withoutSecrets(saidIn(body, headers))}${this.#keyHint(status)}`;
    if (PASSING_STATUSES.has(status)) return { kind: 'failure', reason, status, waitMs: retryAfterMs(headers, this.#options.clock.now()) };
    if (status !== 200) return { kind: 'refusal', reason, status, waitMs: null };
    try {
      return { kind: 'answer', status, body, value: await read(body) };
    } catch (error) {
      if (error instanceof UnusableAnswer) return { kind: 'failure', reason: error.message, status, waitMs: null };
      throw error;
    }
  }

  async #send(url: string, request: ServiceRequest): Promise<Exchange> {
    const { service, asker, clock, signal, timeoutMs, version } = this.#options;
    const contact = asker.mailto === null ? '' : ` (mailto:${asker.mailto})`;
    const headers: Record<string, string> = {
      'user-agent': `Coterie/${version}${contact}`,
      accept: service.ending === 'json' ? 'application/json' : 'application/xml, application/atom+xml;q=0.9, text/xml;q=0.8',
    };
    if (request.body !== undefined) headers['content-type'] = 'application/json';
    const address = new URL(url);
    service.identify(asker, address, headers);
    await clock.sleep(this.#nextAt - clock.elapsed(), signal);
    this.#checkSignal();
    this.#nextAt = clock.elapsed() + this.#pauseMs;
    this.counts.requests += 1;
    return exchange(address, {
      method: methodOf(request), headers, timeoutMs, clock, maxBytes: MAX_ANSWER_BYTES,
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      ...(signal === undefined ? {} : { signal }),
      ...(this.#options.web === undefined ? {} : { web: this.#options.web }),
      ...(service.redirected === undefined ? {} : { redirected: (location: URL) => service.redirected?.(location) ?? location }),
    });
  }

  async #pauseFor(ms: number, reason: string): Promise<void> {
    const { clock, signal, onWait } = this.#options;
    onWait?.(reason, ms);
    await clock.sleep(ms, signal);
    this.#checkSignal();
  }

  /** Doubles with each attempt; between half of it and all of it, so that many askers do not come back at once. */
  #backoffMs(attempt: number): number {
    return Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempt - 1)) * (0.5 + this.#options.random() / 2);
  }

  /** Services repeat what they were sent when they refuse it. */
  #withoutSecrets(text: string): string {
    const { key, mailto } = this.#options.asker;
    return [key, mailto].reduce<string>((clean, secret) => (secret === null || secret === '' ? clean : clean.replaceAll(secret, '…')), text);
  }

  #keyHint(status: number): string {
    const { service, asker } = this.#options;
    const [variable] = service.keyVariables;
    if (variable === undefined) return '';
    if (status === 429) return asker.key === null ? ` (an API key, read from ${variable}, allows more)` : '';
    if (status !== 401 && status !== 403) return '';
    return asker.key === null ? ` (an API key is read from ${variable})` : ` (is the API key in ${variable} right?)`;
  }

  #checkSignal(): void {
    if (this.#options.signal?.aborted === true) throw new InterruptedError();
  }
}

type Outcome<T> =
  | { readonly kind: 'answer'; readonly status: number; readonly body: Buffer; readonly value: T | null }
  | { readonly kind: 'failure' | 'refusal'; readonly reason: string; readonly status: number | null; readonly waitMs: number | null };

const NOTHING = Symbol('not known to the service');

/** What a kept answer says; null where it can't be read (any more) and has to be fetched again. */
async function readKept<T>(stored: StoredAnswer, read: (body: Buffer) => T | Promise<T>): Promise<{ value: T | typeof NOTHING; stored: StoredAnswer } | null> {
  if (stored.status === 404) return { value: NOTHING, stored };
  try {
    return { value: await read(stored.body), stored };
  } catch (error) {
    if (error instanceof UnusableAnswer) return null;
    throw error;
  }
}

/** The beginning of what an error's body says, where it is not a web page. */
function saidIn(body: Buffer, headers: Headers): string {
  if (/html/i.test(headers.get('content-type') ?? '')) return '';
  const text = body.toString('utf8', 0, 300).replace(/\s+/g, ' ').trim();
  return text === '' ? '' : `: ${text.slice(0, 200)}`;
}
