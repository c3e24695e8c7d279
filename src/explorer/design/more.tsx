/** The end of a list of which more can be had: how many are shown of how many, and the button that brings the next. */
import type { AskError } from '../api/ask.js';
import { count } from './numbers.js';
import { Failure, Notice } from './states.js';

export interface MoreProps {
  /** `papers`. */
  readonly what: string;
  readonly shown: number;
  /** Null where it is not known. */
  readonly total: number | null;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly failure: AskError | null;
  readonly hasRestarted: boolean;
  readonly retry: () => void;
  readonly onMore: () => void;
}

export function More({ what, shown, total, hasMore, isLoading, failure, hasRestarted, retry, onMore }: MoreProps) {
  return (
    <div class="more">
      {hasRestarted && <Notice>The corpus has changed in the meantime: the list was begun anew, so that it does not mix two states.</Notice>}
      {failure !== null && <Failure message={failure.message} retry={retry} />}
      <p class="row">
        {hasMore && <button type="button" disabled={isLoading} onClick={onMore}>Show more {what}</button>}
        <span class="quiet small" role="status">{isLoading ? 'Loading …' : total === null ? `${count(shown)} ${what} shown` : `${count(shown)} of ${count(total)} ${what} shown`}</span>
      </p>
    </div>
  );
}
