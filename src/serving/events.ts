/**
 * What a served corpus tells by itself, as server-sent events at /events: which snapshot is served now, and each that
 * takes its place. Listeners are bounded in all and per client, and one who does not read is let go.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FollowingProvider, SnapshotNews } from '../snapshot/following.js';
import { HttpError } from './http-body.js';
import { begin, SAFE_HEADERS } from './responses.js';

export interface EventsOptions {
  readonly provider: Pick<FollowingProvider, 'state' | 'subscribe'>;
  /** Most listeners at a time; 0 lets nobody listen. */
  readonly maxListeners: number;
  /** Most of one client's. */
  readonly maxListenersPerClient: number;
  /** Why a listener who was let in would not be any more, in a sentence; null where he would. Asked before everything that is sent. */
  readonly lapseOf?: (request: IncomingMessage) => string | null;
  /** Between signs of life, in ms: proxies close connections on which nothing comes for long. */
  readonly heartbeatMs?: number;
}

/** How listeners stand, for metrics. */
export interface EventCounts {
  readonly listeners: number;
  /** Events sent since the start, over all listeners. */
  readonly sent: number;
  /** Requests refused for want of room. */
  readonly refused: number;
  /** Listeners let go since they did not read. */
  readonly dropped: number;
}

/** Below what proxies and load balancers commonly wait (60 s). */
const HEARTBEAT_MS = 20_000;
/** When a listener whose connection was lost comes again, in ms. */
const RETRY_MS = 5_000;
/** What may lie here for one listener, in bytes, beyond what the operating system holds: some 60 events. */
const MAX_BACKLOG_BYTES = 16 * 1024;
const HEADERS = {
  ...SAFE_HEADERS,
  'content-type': 'text/event-stream; charset=utf-8',
  // no-transform: a proxy that compresses holds events back until it has enough of them.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

interface Listener {
  readonly client: string;
  readonly request: IncomingMessage;
}

export class Events {
  readonly #options: EventsOptions;
  readonly #listeners = new Map<ServerResponse, Listener>();
  readonly #unsubscribe: () => void;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #counts = { sent: 0, refused: 0, dropped: 0 };
  #isClosed = false;

  constructor(options: EventsOptions) {
    this.#options = options;
    this.#unsubscribe = options.provider.subscribe((news) => this.#tellAll(snapshotEvent(news)));
    this.#heartbeat = setInterval(() => this.#tellAll(': still here\n\n'), options.heartbeatMs ?? HEARTBEAT_MS).unref();
  }

  isAddress(pathname: string): boolean {
    return pathname === '/events';
  }

  get counts(): EventCounts {
    return { listeners: this.#listeners.size, ...this.#counts };
  }

  /**
   * Begins a stream that stays open: the current snapshot first, unless Last-Event-ID says that it is known.
   * @param client whom the request is counted for: a key, or the network of whoever has none
   * @throws HttpError 429 where there is no room, 403 for pages of other sites, 503 while the server ends
   */
  answer(request: IncomingMessage, response: ServerResponse, client: string): void {
    if (request.method === 'HEAD') {
      begin(response, 200, HEADERS);
      response.end();
      return;
    }
    this.#refuse(request, client);
    begin(response, 200, HEADERS);
    this.#listeners.set(response, { client, request });
    response.once('close', () => this.#listeners.delete(response));
    const { news } = this.#options.provider.state();
    const known = request.headers['last-event-id'];
    const first = news === null ? ': nothing has been imported yet\n\n' : news.id === known ? ': nothing new\n\n' : snapshotEvent(news);
    this.#tell(response, `retry: ${RETRY_MS}\n\n${first}`);
  }

  /** Tells every listener that this is the end, and ends their streams. None is taken afterwards. */
  close(): void {
    this.#isClosed = true;
    this.#unsubscribe();
    clearInterval(this.#heartbeat);
    for (const response of this.#listeners.keys()) response.end(endEvent('The server ends or starts anew: come again in a while.'));
    this.#listeners.clear();
  }

  #refuse(request: IncomingMessage, client: string): void {
    if (this.#isClosed) throw new HttpError(503, 'The server is ending: come again in a while.', { 'retry-after': '5', connection: 'close' });
    // Another site's page can't read the answer, but would hold its reader's places.
    if (request.headers['sec-fetch-site'] === 'cross-site') throw new HttpError(403, 'Events are for pages of this server and for programs, not for pages of other sites.', {}, 'FORBIDDEN');
    const { maxListeners, maxListenersPerClient } = this.#options;
    const ofClient = Array.from(this.#listeners.values()).filter((each) => each.client === client).length;
    if (this.#listeners.size < maxListeners && ofClient < maxListenersPerClient) return;
    this.#counts.refused += 1;
    const [count, whose, setting] = ofClient >= maxListenersPerClient ? [maxListenersPerClient, 'of one client', 'event-listeners-per-client'] : [maxListeners, 'in all', 'event-listeners'];
    throw new HttpError(429, `There are ${count} listeners ${whose} already, the most that are taken (setting ${setting}): close one, or ask for corpus { snapshot { id } } now and then.`, { 'retry-after': '60' }, 'RATE_LIMITED');
  }

  #tellAll(text: string): void {
    for (const [response, { request }] of this.#listeners) {
      const lapse = this.#options.lapseOf?.(request) ?? null;
      if (lapse === null) this.#tell(response, text);
      else {
        this.#listeners.delete(response);
        response.end(endEvent(lapse));
      }
    }
  }

  #tell(response: ServerResponse, text: string): void {
    if (response.writableLength > MAX_BACKLOG_BYTES) {
      this.#counts.dropped += 1;
      this.#listeners.delete(response);
      response.destroy();
      return;
    }
    response.write(text);
    if (text.includes('\ndata: ')) this.#counts.sent += 1;
  }
}

/** The last of a stream. */
function endEvent(reason: string): string {
  return `event: end\ndata: ${JSON.stringify({ reason })}\n\n`;
}

/** Its id is the snapshot's, so that whoever comes again says by Last-Event-ID what they know. */
function snapshotEvent(news: SnapshotNews): string {
  return `id: ${news.id}\nevent: snapshot\ndata: ${JSON.stringify(news)}\n\n`;
}
