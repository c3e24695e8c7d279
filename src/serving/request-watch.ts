/** Sees every request from its start to its end: gives it an id, and tells log, metrics and traces how it ended. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { aboutRequest, type RequestFacts } from '../operations/request-facts.js';
import type { Outcome } from '../operations/request-log.js';
import { routeName } from './route-names.js';

/** Is told of each request when it has ended. */
export type OutcomeListener = (request: IncomingMessage, facts: RequestFacts, outcome: Outcome) => void;

export interface WatchOptions {
  /** Whether the X-Request-Id that a proxy sends is taken over. */
  readonly trustsRequestIds: boolean;
  readonly onStart: (request: IncomingMessage, response: ServerResponse, facts: RequestFacts) => void;
  readonly onEnd: (request: IncomingMessage, response: ServerResponse, facts: RequestFacts, outcome: Outcome) => void;
}

/** The listener, watched. */
export function watched(listener: RequestListener, { trustsRequestIds, onStart, onEnd }: WatchOptions): RequestListener {
  return (request, response) => {
    const startedAt = performance.now();
    const sentBefore = request.socket.bytesWritten;
    const facts = aboutRequest(request, trustsRequestIds);
    onStart(request, response, facts);
    response.on('close', () => {
      onEnd(request, response, facts, {
        route: routeName(request.url),
        method: request.method ?? 'GET',
        status: response.headersSent ? response.statusCode : 0,
        milliseconds: performance.now() - startedAt,
        bytes: bytesOf(request, response, facts.length, sentBefore),
        isCut: !response.writableFinished,
      });
    });
    listener(request, response);
  };
}

/** Of the body as sent. The connection's own count is that of one request alone where none is sent before the last is answered. */
function bytesOf(request: IncomingMessage, response: ServerResponse, told: number | null, sentBefore: number): number {
  if (!response.headersSent || request.method === 'HEAD' || response.statusCode === 304 || response.statusCode === 204) return 0;
  return told ?? Math.max(0, request.socket.bytesWritten - sentBefore);
}
