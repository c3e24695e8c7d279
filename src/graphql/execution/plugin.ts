/** Apollo's hook for answering queries by compiled code. */
import { HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import type { Logger } from 'pino';
import type { RequestContext } from '../context.js';
import { CompiledQueries } from './compiled-queries.js';

/** Answers queries that come again by compiled code; everything else of a request stays as it is. */
export function compiledExecution(logger: Logger): ApolloServerPlugin<RequestContext> {
  let queries: CompiledQueries | null = null;
  return {
    serverWillStart({ schema }) {
      queries = new CompiledQueries(schema, logger);
      return Promise.resolve();
    },
    requestDidStart: () =>
      Promise.resolve({
        async responseForOperation({ document, operation, queryHash, request, contextValue }) {
          // Apollo tells of executions of its own alone; one that it makes after this tells anew.
          contextValue.notes.executionAt = performance.now();
          const data = operation && queryHash !== undefined ? await queries?.answer({ document, operation, hash: queryHash, variables: request.variables ?? {}, context: contextValue }) : null;
          if (data === null || data === undefined) return null;
          return { http: { status: undefined, headers: new HeaderMap() }, body: { kind: 'single', singleResult: { data } } };
        },
      }),
  };
}
