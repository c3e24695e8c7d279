/** One line in the log for every request, when its answer has been sent or its connection has gone. */
import type { Logger } from 'pino';
import { codesOf, type RequestFacts } from './request-facts.js';

export const QUERY_LOGGING = ['off', 'text', 'variables'] as const;
/** Whether documents are logged: not at all (their hash is), their text, or that with its variables. */
export type QueryLogging = (typeof QUERY_LOGGING)[number];

/** How a request ended. */
export interface Outcome {
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly milliseconds: number;
  /** Bytes of the answer's body as sent; of a streamed one with its framing. */
  readonly bytes: number;
  /** Whether the connection had gone before the answer was whole. */
  readonly isCut: boolean;
}

/** Longer documents and variables are logged up to here, with a note of their length. */
const MAX_TEXT = 10_000;
/** Asked for all the time, and told about on demand. */
const QUIET: ReadonlySet<string> = new Set(['/health', '/health/live', '/health/ready', '/metrics', '/assets/*']);

/** What takes as long as its reader wants. */
const STREAMS: ReadonlySet<string> = new Set(['/events', '/export/*']);

export interface RequestLogOptions {
  readonly logger: Logger;
  readonly queries?: QueryLogging;
  /** Requests that took longer are warned of, in milliseconds. */
  readonly slowMs?: number;
}

export class RequestLog {
  readonly #logger: Logger;
  readonly #queries: QueryLogging;
  readonly #slowMs: number;

  constructor({ logger, queries = 'off', slowMs = Infinity }: RequestLogOptions) {
    this.#logger = logger;
    this.#queries = queries;
    this.#slowMs = slowMs;
  }

  write(facts: RequestFacts, { route, method, status, milliseconds, bytes, isCut }: Outcome): void {
    const { id, operation, caller, client } = facts;
    const codes = codesOf(facts);
    const isSlow = milliseconds > this.#slowMs && !STREAMS.has(route);
    const level = isSlow || status >= 500 ? 'warn' : QUIET.has(route) && status < 400 ? 'debug' : 'info';
    if (!this.#logger.isLevelEnabled(level)) return;
    const line = {
      requestId: id,
      method: method.slice(0, 20),
      route,
      status,
      ms: Math.round(milliseconds * 10) / 10,
      bytes,
      ...(client === null ? {} : { client }),
      ...(isCut ? { cut: true } : {}),
      ...(caller === null ? {} : { caller }),
      ...(codes.length === 0 ? {} : { codes }),
      ...(operation === null
        ? {}
        : {
            ...(operation.operationName === null ? {} : { operation: operation.operationName.slice(0, 200) }),
            ...(operation.documentHash === null ? {} : { document: operation.documentHash }),
            ...(operation.cost === null ? {} : { cost: operation.cost }),
            ...(operation.errorIds.length === 0 ? {} : { errorIds: operation.errorIds }),
            ...(operation.snapshotId === null ? {} : { snapshot: operation.snapshotId }),
            batches: operation.batches.length,
            ...(this.#queries === 'off' || operation.document === null ? {} : { query: shortened(operation.document) }),
            ...(this.#queries !== 'variables' || operation.variables === null ? {} : { variables: shortened(JSON.stringify(operation.variables)) }),
          }),
    };
    this.#logger[level](line, isSlow ? 'slow request' : 'request');
  }
}

function shortened(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}… (${text.length} characters)`;
}
