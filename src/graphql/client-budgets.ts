/** Charging each operation to its client's budget, once its cost is known and before anything is computed. */
import { HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { LEAST_CHARGE, OverBudgetError } from '../callers/budgets.js';
import type { RequestContext } from './context.js';

/** To be named after the plugin that finds the cost. */
export function clientBudgets(): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation({ contextValue }) {
          chargeCost(contextValue);
          return Promise.resolve();
        },
      }),
  };
}

/** Charges the operation's cost to its client, once for each request. @throws GraphQLError RATE_LIMITED, having charged nothing */
export function chargeCost({ cost, spending, progress }: Pick<RequestContext, 'cost' | 'spending' | 'progress'>): void {
  if (progress.isCharged) return;
  // What every request costs was taken when it was let in.
  const more = Math.ceil(cost ?? 0) - LEAST_CHARGE;
  if (more > 0) charge(spending, more);
  progress.isCharged = true;
}

function charge(spending: RequestContext['spending'], points: number): void {
  try {
    spending?.charge(points);
  } catch (error) {
    if (!(error instanceof OverBudgetError)) throw error;
    const { message, retryAfterSeconds, facts } = error;
    const headers = new HeaderMap();
    if (retryAfterSeconds !== null) headers.set('retry-after', String(retryAfterSeconds));
    const told = retryAfterSeconds === null ? facts : { ...facts, retryAfterMs: retryAfterSeconds * 1000 };
    throw new GraphQLError(message, { extensions: { code: 'RATE_LIMITED', ...told, http: { status: 429, headers } } });
  }
}
