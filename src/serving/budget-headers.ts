/** How much of something limited is left, as GitHub states it and as the IETF's draft would have it. */
import type { BudgetState } from '../callers/budgets.js';

/** @param resource what is counted, such as points */
export function budgetHeaders({ limit, used, remaining, resetMs, windowMs }: BudgetState, resource: string): Record<string, string> {
  const headers = {
    'x-ratelimit-limit': limit, 'x-ratelimit-remaining': remaining, 'x-ratelimit-used': used,
    'x-ratelimit-reset': Math.ceil((Date.now() + resetMs) / 1000), 'x-ratelimit-resource': resource,
    'ratelimit-policy': `"${resource}";q=${limit};w=${Math.ceil(windowMs / 1000)}`, ratelimit: `"${resource}";r=${remaining};t=${Math.ceil(resetMs / 1000)}`,
  };
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
