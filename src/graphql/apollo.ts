/** The GraphQL engine: schema, resolvers, limits and error masking, without any transport. */
import type { ApolloServer, ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled, ApolloServerPluginSchemaReportingDisabled, ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled';
import type { Logger } from 'pino';
import { statusOfBusyAnswers } from './busy.js';
import type { RequestContext } from './context.js';
import { DocumentStore, remembersRefusals } from './document-store.js';
import { errorFormatter } from './errors.js';
import { Engine } from './engine.js';
import { KnownOperations } from './execution/known-operations.js';
import { compiledExecution } from './execution/plugin.js';
import { DEFAULT_EXECUTION_MS, MAX_RESPONSE_BYTES, MAX_TOKENS } from './limits.js';
import { variablesOfOneOf } from './one-of-variables.js';
import { takesNotes } from './operation-notes.js';
import { queryLimits } from './query-limits.js';
import { resolvers } from './resolvers/index.js';
import { answerText } from './response-size.js';
import { serviceInfo } from './resolvers/service.js';
import { rolesOfChanges } from './roles.js';
import { schemaText } from './schema.js';
import { NO_DOCUMENTS, type TrustedDocuments } from './trusted-documents.js';

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
  /** Milliseconds that an operation may be executed; default 20,000. */
  readonly executionMs?: number;
  /** Documents that can be asked for by their ids, and whether these alone are answered; default none. */
  readonly trustedDocuments?: TrustedDocuments;
  /** Whether the server has a playground, which it tells; default true. */
  readonly playground?: boolean;
  /** Bytes that an answer may have; default 32 MiB. */
  readonly maxResponseBytes?: number;
  /** Whether queries that come again are answered by compiled code, which says the same sooner; default true. */
  readonly compiles?: boolean;
  /** Whether such queries are answered without Apollo's pipeline, which says the same sooner; default true. */
  readonly remembers?: boolean;
}

/**
 * Everything that is plugged into the pipeline, by name, in the order in which it is called. Queries that are known pass by
 * all of it (execution/known-operations.ts): a check that every query must pass belongs into admitOperation
 * (query-limits.ts), which both ways call. Only mutations have roles, and none of them is ever known.
 * @param known null where nothing is compiled
 * @param documents keeps what has been read, and what has been refused
 */
export function enginePlugins(known: KnownOperations | null, documents: DocumentStore, logger: Logger): Readonly<Record<string, ApolloServerPlugin<RequestContext>>> {
  return {
    // Caching hints that nobody reads would wrap every resolver.
    cacheControlDisabled: ApolloServerPluginCacheControlDisabled(),
    inlineTraceDisabled: ApolloServerPluginInlineTraceDisabled(),
    landingPageDisabled: ApolloServerPluginLandingPageDisabled(),
    schemaReportingDisabled: ApolloServerPluginSchemaReportingDisabled(),
    usageReportingDisabled: ApolloServerPluginUsageReportingDisabled(),
    remembersRefusals: remembersRefusals(documents),
    rolesOfChanges: rolesOfChanges(),
    queryLimits: queryLimits(),
    statusOfDocumentErrors: statusOfDocumentErrors(),
    statusOfBusyAnswers: statusOfBusyAnswers(),
    takesNotes: takesNotes(),
    ...(known === null ? {} : { compiledExecution: compiledExecution(known, logger) }),
  };
}

/** A started engine. Nothing of it calls out: reports, traces and hosted pages are off whatever the environment says. */
export async function createEngine(options: EngineOptions): Promise<ApolloServer<RequestContext>> {
  const { logger, introspection, executionMs = DEFAULT_EXECUTION_MS, maxResponseBytes = MAX_RESPONSE_BYTES, playground = true, compiles = true, remembers = true } = options;
  const trustedDocuments = options.trustedDocuments ?? NO_DOCUMENTS;
  const known = new KnownOperations(maxResponseBytes);
  const documents = new DocumentStore();
  const service = serviceInfo({ executionMs, maxResponseBytes, introspection, playground, trustedDocuments: trustedDocuments.modeInSchema });
  const engine = new Engine({
    typeDefs: schemaText(),
    resolvers: [resolvers, { Corpus: { service: () => service } }],
    introspection,
    hideSchemaDetailsFromClientErrors: !introspection,
    csrfPrevention: true,
    persistedQueries: false,
    documentStore: documents,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    validationRules: [variablesOfOneOf],
    formatError: errorFormatter(logger),
    stringifyResult: (result) => answerText(result, maxResponseBytes),
    logger,
    nodeEnv: 'production',
    plugins: Object.values(enginePlugins(compiles ? known : null, documents, logger)),
  }, { executionMs, trustedDocuments, known: compiles && remembers ? known : null });
  await engine.start();
  return engine;
}
