/** What is known of a request beside itself: its id, and what is told of it when it has been answered. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Spending } from '../callers/budgets.js';
import type { OperationNotes } from '../graphql/operation-notes.js';

export interface RequestFacts {
  /** Stands in the answer's X-Request-Id and in the log. */
  readonly id: string;
  /** Of the API's operation; null for anything else, and for what never came to be one. */
  operation: OperationNotes | null;
  /** Of the error that was answered in place of anything else, which goes before those that the operation noted; null where there was none. */
  code: string | null;
  /** Id of the key that it came with, or TOKEN for the curator's token; null for anybody. */
  caller: string | null;
  /** Address of whoever asks, as trusted proxies tell it; null where nothing has asked for it. */
  client: string | null;
  /** Length of the answer's body as its header tells it; null where none is told. */
  length: number | null;
  /** What the request spends: how its client's budget stands is told where its answer begins. Null before the request is let in, and for an answer that is given to others as well. */
  spending: Spending | null;
}

/** Codes of what was answered in place of data, or beside it: log, metrics and traces read them here alone. Empty where there were no errors. */
export function codesOf({ operation, code }: Pick<RequestFacts, 'operation' | 'code'>): readonly string[] {
  if (code !== null) return [code];
  return operation?.codes ?? [];
}

/** On the request itself: a weak map of all requests is walked at each collection of garbage. */
const FACTS = Symbol('facts');

type Known = IncomingMessage & { [FACTS]?: RequestFacts };

/** What a proxy may call a request: nothing that could be taken for more than a name. */
const GIVEN_ID = /^[\w.:@-]{8,128}$/;

/** The facts of a request, begun when first asked for. @param trustsId whether the X-Request-Id of a proxy is taken over */
export function aboutRequest(request: Known, trustsId = false): RequestFacts {
  let facts = request[FACTS];
  if (facts === undefined) {
    const given = trustsId ? request.headers['x-request-id'] : undefined;
    const id = typeof given === 'string' && GIVEN_ID.test(given) ? given : randomUUID();
    facts = { id, operation: null, code: null, caller: null, client: null, length: null, spending: null };
    request[FACTS] = facts;
  }
  return facts;
}
