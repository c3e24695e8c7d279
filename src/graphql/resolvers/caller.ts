/** Who asks. */
import type { RequestContext } from '../context.js';
import type { Budget, Caller } from '../generated/resolvers.js';

/** The caller of a request, and how the budget stands once this request is paid. */
export function callerTold({ caller: { kind, id, name, role, address }, spending }: RequestContext): Caller {
  return { kind, id, name, role: role ?? 'READER', address, budget: budgetTold(spending) };
}

function budgetTold(spending: RequestContext['spending']): Budget | null {
  const state = spending?.state ?? null;
  if (state === null) return null;
  const { limit, used, remaining, resetMs, windowMs } = state;
  return { limit, used, remaining, resetAt: new Date(Date.now() + resetMs).toISOString(), windowSeconds: windowMs / 1000 };
}
