/** An engine asked as HTTP asks it, without a socket. */
import { HeaderMap, type ApolloServer } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import { RequestContext } from '../../src/graphql/context.js';
import type { SnapshotProvider } from '../../src/snapshot/types.js';

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors: readonly GraphQLFormattedError[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

export interface HowAsked {
  readonly accept?: string;
  /** Sent as the parameters of a GET. */
  readonly search?: string;
}

/** Posts a body; or, where `search` is given, gets. The request's context is kept in `contexts`. */
export async function answerOf(engine: ApolloServer<RequestContext>, provider: SnapshotProvider, body: unknown, { accept = 'application/json', search }: HowAsked = {}, contexts: RequestContext[] = []): Promise<HttpAnswer> {
  const headers = new HeaderMap([['content-type', 'application/json'], ['accept', accept], ['apollo-require-preflight', '1']]);
  const context = { made: null as RequestContext | null };
  try {
    const answer = await engine.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: search === undefined ? 'POST' : 'GET', headers, search: search ?? '', body },
      context: () => {
        context.made = new RequestContext(provider.acquire());
        contexts.push(context.made);
        return Promise.resolve(context.made);
      },
    });
    if (answer.body.kind !== 'complete') throw new Error('an answer in parts');
    const text = answer.body.string;
    return { errors: [], extensions: {}, ...(JSON.parse(text) as object), status: answer.status ?? 200, text } as unknown as HttpAnswer;
  } finally {
    context.made?.release();
  }
}
