/** Charging each operation to its client's budget, once its cost is known and before anything is computed. */
import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { LEAST_CHARGE, OverBudgetError } from '../callers/budgets.js';
import type { RequestContext } from './context.js';
import { requestRefused } from './errors.js';

/** Charges the operation's cost to its client, once for each request. @throws GraphQLError RATE_LIMITED, or COST_LIMIT for what no window has room for, having charged nothing */
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
    // More than a whole window has: whoever waits and asks again asks in vain.
    if (retryAfterSeconds === null) throw requestRefused(message, facts);
    const headers = new HeaderMap([['retry-after', String(retryAfterSeconds)]]);
    throw new GraphQLError(message, { extensions: { code: 'RATE_LIMITED', ...facts, retryAfterMs: retryAfterSeconds * 1000, http: { status: 429, headers } } });
  }
}
