/** The status of an answer that holds nothing because the server has enough to compute: HTTP 429, and when to ask again. */
import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { RequestContext } from './context.js';

/**
 * Seconds after which to ask again, where nothing of a request could be answered and that is why; null for any other
 * answer. O(errors + roots).
 */
export function busyForSeconds(data: Readonly<Record<string, unknown>> | null | undefined, errors: readonly GraphQLFormattedError[]): number | null {
  if (errors.length === 0 || errors.some(({ extensions }) => extensions?.['code'] !== 'TOO_MANY_COMPUTATIONS')) return null;
  if (Object.values(data ?? {}).some((root) => root !== null)) return null;
  const waits = errors.map(({ extensions }) => extensions?.['retryAfterMs']).filter((wait) => typeof wait === 'number');
  return Math.max(1, Math.ceil(Math.max(...waits) / 1_000));
}

export function statusOfBusyAnswers(): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse({ response }) {
          if (response.body.kind === 'single') {
            const { data, errors = [] } = response.body.singleResult;
            const seconds = busyForSeconds(data, errors);
            if (seconds !== null) {
              response.http.status = 429;
              response.http.headers.set('retry-after', String(seconds));
            }
          }
          return Promise.resolve();
        },
      }),
  };
}
