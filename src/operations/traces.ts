/**
 * Traces of requests for a collector that speaks OTLP over HTTP. Spans are made when a request has ended, of the times
 * that its notes have: nothing is measured for it while it is answered.
 *
 * The protocol's JSON is a page of code (spans.ts), where the official exporter needs Node 22.15 and brings some thirty
 * packages: that is why none is used.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { IncomingMessage } from 'node:http';
import { WebClient } from '../web/client.js';
import { codesOf, type RequestFacts } from './request-facts.js';
import type { Outcome } from './request-log.js';
import { exportRequest, newSpanId, newTraceId, parentOf, type AttributeValue, type Span } from './spans.js';

export interface TraceOptions {
  /** Where the collector takes traces, such as http://127.0.0.1:4318/v1/traces. */
  readonly endpoint: string;
  /** Share of requests that are traced, 0..1; a request that comes with a trace follows the decision made for it. */
  readonly sampled: number;
  readonly version: string;
  /** Told when spans are lost. */
  readonly onFault: (sentence: string) => void;
}

const MAX_BATCH = 500;
const EVERY_MS = 2_000;
/** Spans that wait for the collector at most; what comes beyond is dropped, counted and told. */
const MAX_WAITING = 10_000;
const TIMEOUT_MS = 5_000;
/** Reads of the store that get spans of their own. */
const MAX_READS = 100;

export class Traces {
  readonly #options: TraceOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #web = new WebClient();
  #waiting: Span[] = [];
  #sending: Promise<void> = Promise.resolve();
  #lost = 0;

  constructor(options: TraceOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#send(), EVERY_MS).unref();
  }

  /** Makes the spans of a request that has ended. O(reads). */
  record(request: IncomingMessage, facts: RequestFacts, { route, method, status, milliseconds, bytes }: Outcome): void {
    const { id, operation } = facts;
    const parent = parentOf(request.headers['traceparent']);
    if (parent === null ? Math.random() >= this.#options.sampled : !parent.isSampled) return;
    const endedAt = performance.now();
    const startedAt = endedAt - milliseconds;
    const traceId = parent?.traceId ?? newTraceId();
    const spanId = newSpanId();
    const codes = codesOf(facts);
    const attributes: Record<string, AttributeValue> = {
      'http.request.method': method, 'http.route': route, 'http.response.status_code': status, 'http.response.body.size': bytes, 'coterie.request.id': id,
      ...(operation?.operationName ? { 'graphql.operation.name': operation.operationName } : {}),
      ...(operation?.documentHash ? { 'graphql.document.hash': operation.documentHash } : {}),
      ...(operation?.cost === null || operation === null ? {} : { 'coterie.operation.cost': operation.cost }),
      ...(codes.length === 0 ? {} : { 'coterie.error.codes': codes.join(' ') }),
    };
    const child = (name: string, from: number, to: number, more: Readonly<Record<string, AttributeValue>> = {}, under = spanId): Span =>
      ({ traceId, spanId: newSpanId(), parentId: under, name, kind: 'INTERNAL', startedAt: from, endedAt: to, attributes: more, isError: false });
    const spans: Span[] = [{ traceId, spanId, parentId: parent?.spanId ?? null, name: `${method} ${route}`, kind: 'SERVER', startedAt, endedAt, attributes, isError: status >= 500 || status === 0 }];
    if (operation !== null) {
      const { begunAt, parsedAt, validatedAt, executionAt, answeredAt, batches } = operation;
      if (begunAt !== null && parsedAt !== null) spans.push(child('parse', begunAt, parsedAt));
      if (validatedAt !== null) spans.push(child('validate', parsedAt ?? begunAt ?? startedAt, validatedAt));
      if (executionAt !== null && answeredAt !== null) {
        const execution = child('execute', executionAt, answeredAt, { 'coterie.reads': batches.length });
        spans.push(execution, ...batches.slice(0, MAX_READS).map((batch) => child(`read ${batch.loader}`, batch.startedAt, batch.endedAt, { 'coterie.keys': batch.keys }, execution.spanId)));
      }
    }
    if (this.#waiting.length + spans.length > MAX_WAITING) this.#lost += spans.length;
    else this.#waiting.push(...spans);
    if (this.#waiting.length >= MAX_BATCH) this.#send();
  }

  /** Sends what waits. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#send();
    await this.#sending;
    this.#web.close();
    this.#tellLost();
  }

  #tellLost(): void {
    if (this.#lost > 0) this.#options.onFault(`${this.#lost} spans were lost, since ${this.#options.endpoint} did not take them`);
    this.#lost = 0;
  }

  #send(): void {
    this.#tellLost();
    if (this.#waiting.length === 0) return;
    const spans = this.#waiting;
    this.#waiting = [];
    this.#sending = this.#sending.then(() => this.#post(spans));
  }

  async #post(spans: readonly Span[]): Promise<void> {
    const body = JSON.stringify(exportRequest(spans, { 'service.name': 'coterie', 'service.version': this.#options.version, 'process.pid': process.pid }));
    for (const isLast of [false, true]) {
      try {
        const answer = await this.#web.ask(this.#options.endpoint, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal: AbortSignal.timeout(TIMEOUT_MS) });
        answer.discard();
        if (answer.ok) return;
        // The collector won't take them another time either.
        if (answer.status < 500 && answer.status !== 429) break;
      } catch {
        // Told below, once for all of them.
      }
      if (!isLast) await pause(500);
    }
    this.#lost += spans.length;
  }
}
