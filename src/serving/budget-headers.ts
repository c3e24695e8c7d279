/** How much of something limited is left, as GitHub states it and as the IETF's draft would have it. */
import type { BudgetState } from '../callers/budgets.js';

/** What tells that headers state a budget. */
export const LIMIT_HEADER = 'x-ratelimit-limit';

/** @param resource what is counted, such as points */
export function budgetHeaders({ limit, used, remaining, resetMs, windowMs }: BudgetState, resource: string): Record<string, string> {
  return {
    [LIMIT_HEADER]: String(limit), 'x-ratelimit-remaining': String(remaining), 'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(Math.ceil((Date.now() + resetMs) / 1000)), 'x-ratelimit-resource': resource,
    'ratelimit-policy': `"${resource}";q=${limit};w=${Math.ceil(windowMs / 1000)}`, ratelimit: `"${resource}";r=${remaining};t=${Math.ceil(resetMs / 1000)}`,
  };
}
