/** The API's address: requests as the engine wants them, and its answers as HTTP. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import { chargeCost } from '../graphql/client-budgets.js';
import { RequestContext, type RequestFacts } from '../graphql/context.js';
import type { OperationNotes } from '../graphql/operation-notes.js';
import type { Curator } from '../snapshot/curator.js';
import type { SnapshotProvider } from '../snapshot/types.js';
import { answerKey, notesOf, type AnswerCache, type KeptAnswer } from './answer-cache.js';
import { AnswerBody } from './encoding.js';
import { forgetCaller, isKnown, keepingHeaders, sendKnown, snapshotTag } from './entity-tags.js';
import type { Admission, Gate } from './gate.js';
import { HttpError, jsonBytes, parsedJson } from './http-body.js';
import { preferredWait } from './preferences.js';
import { aboutRequest } from '../operations/request-facts.js';
import { RepeatedAnswer } from './repeated-answer.js';
import { allHeaders, NOT_KEPT, sendJson } from './responses.js';
import { turnsEnd } from './turns-end.js';

/** Characters of a refusal, whose sentences are bounded. */
const LONGEST_REFUSAL = 64 * 1024;

export interface GraphqlEndpointOptions {
  readonly engine: ApolloServer<RequestContext>;
  readonly provider: SnapshotProvider;
  /** Who is let in. */
  readonly gate: Gate;
  readonly curator: Curator | null;
  readonly imports: NonNullable<RequestFacts['imports']> | null;
  /** How long caches that many share may keep an answer, in ms. */
  readonly answerMaxAgeMs: number;
  /** Null keeps no answers. */
  readonly answers: AnswerCache | null;
}

export class GraphqlEndpoint {
  readonly #options: GraphqlEndpointOptions;

  constructor(options: GraphqlEndpointOptions) {
    this.#options = options;
  }

  /** @throws HttpError for a body that can't be read, and for whom the gate does not let in */
  async answer(request: IncomingMessage, response: ServerResponse, search: string): Promise<void> {
    const { engine, provider, gate, curator, imports, answers } = this.#options;
    const admission = gate.admit(request, response);
    const method = (request.method ?? 'GET').toUpperCase();
    const bytes = method === 'POST' ? await jsonBytes(request) : undefined;
    const key = answers === null || bytes === undefined || search !== '' || request.headers['prefer'] !== undefined ? null : answerKey(admission.caller, request.headers.accept ?? '', bytes);
    const kept = key === null ? null : this.#kept(key, admission, request);
    if (kept !== null) {
      await kept.answer.send(response);
      return;
    }
    const body = bytes === undefined ? undefined : parsedJson(bytes);
    // Widened: control flow analysis, which does not see that the closure below assigns it, would take it for null.
    let context = null as RequestContext | null;
    const seconds = preferredWait(request.headers['prefer']);
    response.once('close', () => {
      if (!response.writableFinished) context?.deadline.leave();
    });
    try {
      const answer = await engine.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method, headers: headerMap(request), search, body },
        context: () => {
          // One name after the other: what Node 20 copies into an object and then adds to outlives the request until the whole heap is collected.
          context = new RequestContext(provider.acquire(), {
            caller: admission.caller, spending: admission.spending, requestId: admission.requestId, curator, imports, trail: gate.trail,
            refusals: gate.refusals, takesChanges: gate.takesChanges, waitMs: seconds === null ? undefined : 1_000 * seconds,
          });
          if (response.closed) context.deadline.leave();
          return Promise.resolve(context);
        },
      });
      if (answer.body.kind !== 'complete') throw new HttpError(406, 'Answers in parts (@defer, @stream) are not given.');
      const status = answer.status ?? 200;
      // Of an answer that is a refusal what was sent is what is told, whoever refused it, and whenever.
      if (status >= 400) aboutRequest(request).code = codeOfRefusal(answer.body.string) ?? (context === null ? 'BAD_REQUEST' : null);
      const longestMs = context?.deadline.longestAwaitedMs ?? Infinity;
      const applied = seconds === null ? null : { 'preference-applied': `wait=${Math.min(seconds, Math.floor(longestMs / 1_000))}` };
      const text = new AnswerBody(answer.body.string);
      const keeping = method === 'GET' && status === 200 ? this.#keeping(request, context?.notes ?? null, text) : null;
      if (keeping !== null) {
        forgetCaller(request, keeping);
        if (isKnown(request.headers['if-none-match'], keeping['etag'])) {
          sendKnown(response, keeping);
          return;
        }
      }
      const headers = allHeaders(Object.fromEntries(answer.headers), NOT_KEPT, keeping);
      if (key !== null && status === 200) this.#keep(key, context?.notes ?? null, headers, text);
      await turnsEnd();
      await sendJson(response, status, applied === null ? headers : allHeaders(headers, applied), text);
    } finally {
      aboutRequest(request).operation = context?.notes ?? null;
      context?.release();
    }
  }

  /** Headers of an answer that others may have as well for as long as its snapshot is served; null where it may change by itself. */
  #keeping(request: IncomingMessage, notes: OperationNotes | null, { plain }: AnswerBody): Readonly<Record<string, string>> | null {
    const { gate, answerMaxAgeMs } = this.#options;
    if (notes?.isOfSnapshot !== true || notes.snapshotId === null) return null;
    return { ...keepingHeaders(request, snapshotTag(notes.snapshotId, plain), { maxAgeMs: answerMaxAgeMs, needsKey: gate.readingNeedsKey }), vary: `${NOT_KEPT.vary}, authorization` };
  }

  #keep(key: string, notes: OperationNotes | null, headers: Readonly<Record<string, string>>, body: AnswerBody): void {
    if (notes?.isLasting !== true || notes.snapshotId === null) return;
    const { operationName, documentHash, document, variables, cost } = notes;
    this.#options.answers?.keep(notes.snapshotId, key, { answer: new RepeatedAnswer(headers, body), operationName, documentHash, document, variables, cost });
  }

  /** What an earlier question of the same bytes was answered, for the same charge. Null where there is no such answer, or the charge is too much, which is for the engine to say. */
  #kept(key: string, { spending }: Admission, request: IncomingMessage): KeptAnswer | null {
    const { provider, answers } = this.#options;
    const lease = provider.acquire();
    lease?.release();
    const snapshotId = lease?.snapshot.id;
    const kept = snapshotId === undefined ? null : answers?.find(snapshotId, key);
    if (!kept || snapshotId === undefined) return null;
    try {
      chargeCost({ cost: kept.cost, spending, progress: { isCharged: false, compiledData: undefined } });
    } catch {
      return null;
    }
    answers?.countHit();
    aboutRequest(request).operation = notesOf(kept, snapshotId);
    return kept;
  }
}

/** The code of an answer that is errors alone; null for one that holds data, too, several errors, or is too long for a refusal. */
function codeOfRefusal(text: string): string | null {
  if (text.length > LONGEST_REFUSAL) return null;
  try {
    const { data = null, errors = [] } = JSON.parse(text) as { readonly data?: unknown; readonly errors?: ReadonlyArray<{ readonly extensions?: Readonly<Record<string, unknown>> }> };
    const code = data === null && errors.length === 1 ? errors[0].extensions?.['code'] : null;
    return typeof code === 'string' ? code : null;
  } catch {
    // Not JSON: the engine refuses some requests in a sentence alone.
    return null;
  }
}

function headerMap(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}
