/** The GraphQL engine: schema, resolvers, limits and error masking, without any transport. */
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled, ApolloServerPluginSchemaReportingDisabled, ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled';
import type { Logger } from 'pino';
import { statusOfBusyAnswers } from './busy.js';
import { clientBudgets } from './client-budgets.js';
import type { RequestContext } from './context.js';
import { errorFormatter } from './errors.js';
import { compiledExecution } from './execution/plugin.js';
import { MAX_TOKENS } from './limits.js';
import { takesNotes } from './operation-notes.js';
import { queryLimits } from './query-limits.js';
import { resolvers } from './resolvers/index.js';
import { curatorsAlone } from './roles.js';
import { schemaText } from './schema.js';

/** Errors of requests that were understood as HTTP and JSON, but not as GraphQL. */
const DOCUMENT_ERRORS: ReadonlySet<unknown> = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'OPERATION_RESOLUTION_FAILURE', 'BAD_USER_INPUT']);

/**
 * GraphQL over HTTP asks for 200 where the answer is `application/json`, even when the document is wrong, since
 * clients of that type read nothing else; under `application/graphql-response+json` such an answer keeps its 400.
 */
function statusOfDocumentErrors(): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse({ request, response }) {
          const accept = request.http?.headers.get('accept') ?? '';
          if (response.body.kind === 'single' && !accept.includes('application/graphql-response+json')) {
            const errors = response.body.singleResult.errors ?? [];
            if (errors.length > 0 && errors.every(({ extensions }) => DOCUMENT_ERRORS.has(extensions?.['code']))) response.http.status = 200;
          }
          return Promise.resolve();
        },
      }),
  };
}

export interface EngineOptions {
  readonly logger: Logger;
  /** Whether the schema can be asked for, and suggestions be made from it. */
  readonly introspection: boolean;
  /** Whether queries that come again are answered by compiled code, which says the same sooner; default true. */
  readonly compiles?: boolean;
}

/** A started engine. Nothing of it calls out: reports, traces and hosted pages are off whatever the environment says. */
export async function createEngine({ logger, introspection, compiles = true }: EngineOptions): Promise<ApolloServer<RequestContext>> {
  const engine = new ApolloServer<RequestContext>({
    typeDefs: schemaText(),
    resolvers,
    introspection,
    hideSchemaDetailsFromClientErrors: !introspection,
    csrfPrevention: true,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    formatError: errorFormatter(logger),
    logger,
    nodeEnv: 'production',
    plugins: [
      // Caching hints that nobody reads would wrap every resolver.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      curatorsAlone(),
      queryLimits(),
      clientBudgets(),
      statusOfDocumentErrors(),
      statusOfBusyAnswers(),
      takesNotes(),
      ...(compiles ? [compiledExecution(logger)] : []),
    ],
  });
  await engine.start();
  return engine;
}
