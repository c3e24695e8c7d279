/** The engine: Apollo's, with a deadline for each operation and documents that are trusted. */
import { ApolloServer, HeaderMap, type ApolloServerOptionsWithTypeDefs, type ContextThunk, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from '@apollo/server';
import type { GraphQLError } from 'graphql';
import type { RequestContext } from './context.js';
import { executionTimeout } from './errors.js';
import type { KnownOperations } from './execution/known-operations.js';
import { refuseNesting } from './nesting.js';
import { toldOf } from './query-limits.js';
import type { TrustedDocuments } from './trusted-documents.js';

interface Asked {
  readonly httpGraphQLRequest: HTTPGraphQLRequest;
  readonly context: ContextThunk<RequestContext>;
}

interface EngineParts {
  /** Milliseconds that an operation may be executed. */
  readonly executionMs: number;
  readonly trustedDocuments: TrustedDocuments;
  /** Operations that need nothing of Apollo's pipeline; null where all go through it. */
  readonly known: KnownOperations | null;
}

export class Engine extends ApolloServer<RequestContext> {
  readonly #executionMs: number;
  readonly #trustedDocuments: TrustedDocuments;
  readonly #known: KnownOperations | null;

  constructor(options: ApolloServerOptionsWithTypeDefs<RequestContext>, { executionMs, trustedDocuments, known }: EngineParts) {
    super(options);
    this.#known = known;
    this.#executionMs = executionMs;
    this.#trustedDocuments = trustedDocuments;
  }

  override async executeHTTPGraphQLRequest(asked: Asked): Promise<HTTPGraphQLResponse> {
    let admitted: HTTPGraphQLRequest;
    try {
      admitted = this.#trustedDocuments.admitted(asked.httpGraphQLRequest);
      refuseNesting(queryTextOf(admitted));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return refused(error, asked.httpGraphQLRequest);
    }
    return this.#inTime({ httpGraphQLRequest: admitted, context: asked.context });
  }

  /** Answers what is known without Apollo's pipeline, and everything else through it. */
  async #answer({ httpGraphQLRequest, context }: Asked): Promise<HTTPGraphQLResponse> {
    const question = this.#known?.questionOf(httpGraphQLRequest) ?? null;
    let started: RequestContext | null = null;
    const once = async (): Promise<RequestContext> => (started ??= await context());
    if (question !== null) {
      // Where there is no context to be had, it is Apollo that says so.
      const ready = await once().catch(() => null);
      const known = ready && (await this.#known?.answer(question, ready));
      if (known) return known;
    }
    const answer = await super.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: once });
    // Through a cast: the closure above assigns what control flow analysis takes for null.
    if ((started as RequestContext | null)?.progress.compiledData && (answer.status ?? 200) === 200) this.#known?.learnType(httpGraphQLRequest, answer);
    return answer;
  }

  /**
   * Answers in time: when that is over the request's signal is aborted, its resolvers begin nothing more, and the answer is
   * a refusal, whatever has been found until then. The snapshot is given back when the last of them has ended.
   */
  async #inTime({ httpGraphQLRequest, context }: Asked): Promise<HTTPGraphQLResponse> {
    let started: RequestContext | null = null;
    let begun: () => void = () => undefined;
    const over = new Promise<void>((resolve) => (begun = resolve)).then(() => started?.deadline.over);
    const running = this.#answer({
      httpGraphQLRequest,
      context: async () => {
        started = await context();
        started.deadline.start(this.#executionMs);
        begun();
        return started;
      },
    });
    const ended = running.then(() => undefined, () => undefined);
    await Promise.race([ended, over]);
    // Through a cast: the closure above assigns what control flow analysis takes for null.
    const asked = started as RequestContext | null;
    if (asked === null) return running;
    if (!asked.deadline.isOver) {
      asked.deadline.stop();
      return running;
    }
    asked.holdUntil(ended);
    asked.notes.seal('EXECUTION_TIMEOUT');
    return refused(executionTimeout(this.#executionMs), httpGraphQLRequest, toldOf(asked, false));
  }
}

/** The document as it was sent; empty where there is none, or something else in its place, which Apollo refuses. */
function queryTextOf({ body, search }: HTTPGraphQLRequest): string {
  const query = typeof body === 'object' && body !== null && 'query' in body ? body.query : search === '' ? null : new URLSearchParams(search).get('query');
  return typeof query === 'string' ? query : '';
}

/** By its looks, since there may be two copies of the library's class. */
function isRefusal(error: unknown): error is GraphQLError {
  return error instanceof Error && 'extensions' in error && typeof (error.extensions as Readonly<Record<string, unknown>>)['code'] === 'string';
}

/** An answer that is a refusal alone, with the status that it names, in the JSON that the request accepts. @param beside `extensions` of the whole answer */
function refused({ message, extensions }: GraphQLError, request: HTTPGraphQLRequest, beside: Readonly<Record<string, unknown>> = {}): HTTPGraphQLResponse {
  const { http, ...told } = extensions as { readonly http?: { readonly status?: number } };
  const accepts = request.headers.get('accept') ?? '';
  const type = accepts.includes('application/graphql-response+json') ? 'application/graphql-response+json' : 'application/json';
  return {
    status: http?.status ?? 400,
    headers: new HeaderMap([['content-type', `${type}; charset=utf-8`]]),
    body: { kind: 'complete', string: `${JSON.stringify({ errors: [{ message, extensions: told }], ...(Object.keys(beside).length === 0 ? {} : { extensions: beside }) })}\n` },
  };
}
