/** How a computation stands, for those who were told to come back. */
import type { RequestContext } from '../context.js';
import { retryAfterMs } from '../errors.js';
import type { Computation } from '../generated/resolvers.js';
import { MAX_AWAITED_MS } from '../limits.js';
import { bounded } from '../paging/page.js';

/** As it stands when it has ended, `waitMs` have passed or the request's time is almost over. @throws GraphQLError BAD_USER_INPUT for a wait out of bounds */
export async function awaitedComputation({ snapshot, patience, deadline }: RequestContext, id: string, waitMs: number): Promise<Computation> {
  const report = await snapshot.analytics.computation(id, { signal: patience.signal, waitMs: Math.min(bounded('waitMs', waitMs, 0, MAX_AWAITED_MS), deadline.awaitableMs) });
  if (report === null) return { id, state: 'UNKNOWN', metric: null, progress: null, remainingMs: null, ahead: null, retryAfterMs: null };
  const { title, state, progress, remainingMs, ahead } = report;
  const isOver = state !== 'QUEUED' && state !== 'RUNNING';
  return {
    id, state, progress, metric: title,
    remainingMs: remainingMs === null ? null : Math.ceil(remainingMs),
    ahead: state === 'QUEUED' ? ahead : null,
    retryAfterMs: isOver ? null : retryAfterMs(remainingMs),
  };
}
