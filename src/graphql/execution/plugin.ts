/** Apollo's hook for answering queries by compiled code, and for learning which operations can be answered without Apollo. */
import { HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import type { Logger } from 'pino';
import type { RequestContext } from '../context.js';
import { CompiledQueries } from './compiled-queries.js';
import type { KnownOperations } from './known-operations.js';

/** Answers queries that come again by compiled code; everything else of a request stays as it is. */
export function compiledExecution(known: KnownOperations, logger: Logger): ApolloServerPlugin<RequestContext> {
  return {
    serverWillStart({ schema }) {
      known.begin(schema, new CompiledQueries(schema, logger));
      return Promise.resolve({
        serverWillStop() {
          known.end();
          return Promise.resolve();
        },
      });
    },
    requestDidStart: () =>
      Promise.resolve({
        async responseForOperation({ document, operation, queryHash, request, contextValue }) {
          const { progress, notes } = contextValue;
          // Apollo tells of executions of its own alone; one that it makes after this tells anew.
          notes.executionAt = performance.now();
          if (progress.compiledData === undefined) {
            const question = operation && queryHash !== undefined ? { document, operation, hash: queryHash, variables: request.variables ?? {}, context: contextValue } : null;
            progress.compiledData = (question && (await known.queries?.answer(question))) ?? null;
            if (question !== null && progress.compiledData !== null) known.learn(request, question);
          }
          const data = progress.compiledData;
          if (data === null) return null;
          return { http: { status: undefined, headers: new HeaderMap() }, body: { kind: 'single', singleResult: { data } } };
        },
      }),
  };
}
