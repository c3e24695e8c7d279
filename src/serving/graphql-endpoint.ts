/** The API's address: requests as the engine wants them, and its answers as HTTP. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import { RequestContext, type RequestFacts } from '../graphql/context.js';
import type { Curator } from '../snapshot/curator.js';
import type { SnapshotProvider } from '../snapshot/types.js';
import { stateBudget, type Gate } from './gate.js';
import { HttpError, jsonBody } from './http-body.js';
import { preferredWait } from './preferences.js';
import { aboutRequest } from '../operations/request-facts.js';
import { NOT_KEPT, sendJson } from './responses.js';

export interface GraphqlEndpointOptions {
  readonly engine: ApolloServer<RequestContext>;
  readonly provider: SnapshotProvider;
  /** Who is let in. */
  readonly gate: Gate;
  readonly curator: Curator | null;
  readonly imports: NonNullable<RequestFacts['imports']> | null;
}

export class GraphqlEndpoint {
  readonly #options: GraphqlEndpointOptions;

  constructor(options: GraphqlEndpointOptions) {
    this.#options = options;
  }

  /** @throws HttpError for a body that can't be read, and for whom the gate does not let in */
  async answer(request: IncomingMessage, response: ServerResponse, search: string): Promise<void> {
    const { engine, provider, gate, curator, imports } = this.#options;
    const admission = gate.admit(request, response);
    const method = (request.method ?? 'GET').toUpperCase();
    const body = method === 'POST' ? await jsonBody(request) : undefined;
    let context: RequestContext | null = null;
    const seconds = preferredWait(request.headers['prefer']);
    const gone = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) gone.abort();
    });
    try {
      const answer = await engine.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method, headers: headerMap(request), search, body },
        context: () => Promise.resolve((context = new RequestContext(provider.acquire(), {
          ...admission, signal: gone.signal, curator, imports, trail: gate.trail, refusals: gate.refusals, takesChanges: gate.takesChanges,
          ...(seconds === null ? {} : { waitMs: 1_000 * seconds }),
        }))),
      });
      stateBudget(response, admission.spending);
      if (answer.body.kind !== 'complete') throw new HttpError(406, 'Answers in parts (@defer, @stream) are not given.');
      // Refused before there was an operation, such as by the protection against foreign pages' requests.
      if (context === null && (answer.status ?? 200) >= 400) aboutRequest(request).code = 'BAD_REQUEST';
      const applied: Readonly<Record<string, string>> = seconds === null ? {} : { 'preference-applied': `wait=${seconds}` };
      await sendJson(response, answer.status ?? 200, { ...Object.fromEntries(answer.headers), ...NOT_KEPT, ...applied }, answer.body.string);
    } finally {
      // Through a cast: the closure above assigns what control flow analysis takes for null.
      const used = context as RequestContext | null;
      aboutRequest(request).operation = used?.notes ?? null;
      used?.release();
    }
  }
}

function headerMap(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}
