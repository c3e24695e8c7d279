/** The API's address: requests as the engine wants them, and its answers as HTTP. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import { RequestContext } from '../graphql/context.js';
import type { Curators } from '../graphql/curators.js';
import type { Curator } from '../snapshot/curator.js';
import type { SnapshotProvider } from '../snapshot/types.js';
import { HttpError, jsonBody } from './http-body.js';
import { aboutRequest } from '../operations/request-facts.js';
import { sendJson } from './responses.js';

export interface GraphqlEndpointOptions {
  readonly engine: ApolloServer<RequestContext>;
  readonly provider: SnapshotProvider;
  readonly curators: Curators;
  readonly curator: Curator | null;
}

export class GraphqlEndpoint {
  readonly #options: GraphqlEndpointOptions;

  constructor(options: GraphqlEndpointOptions) {
    this.#options = options;
  }

  /** @throws HttpError for a body that can't be read */
  async answer(request: IncomingMessage, response: ServerResponse, search: string): Promise<void> {
    const { engine, provider, curators, curator } = this.#options;
    const method = (request.method ?? 'GET').toUpperCase();
    const body = method === 'POST' ? await jsonBody(request) : undefined;
    let context: RequestContext | null = null;
    const gone = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) gone.abort();
    });
    try {
      const answer = await engine.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method, headers: headerMap(request), search, body },
        context: () => Promise.resolve((context = new RequestContext(provider.acquire(), gone.signal, curators.standingOf(request.headers.authorization), curator))),
      });
      if (answer.body.kind !== 'complete') throw new HttpError(406, 'Answers in parts (@defer, @stream) are not given.');
      // Refused before there was an operation, such as by the protection against foreign pages' requests.
      if (context === null && (answer.status ?? 200) >= 400) aboutRequest(request).code = 'BAD_REQUEST';
      await sendJson(response, answer.status ?? 200, Object.fromEntries(answer.headers), answer.body.string);
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
