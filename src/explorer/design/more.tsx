/** The end of a list of which more can be had: how many are shown of how many, and the button that brings the next. */
import type { ListState } from '../api/use-list.js';
import { count } from './numbers.js';
import { Failure, Notice } from './states.js';
import './more.css';

export interface MoreProps {
  /** `papers`. */
  readonly what: string;
  readonly list: Pick<ListState<unknown, unknown>, 'items' | 'hasMore' | 'isLoading' | 'isLoadingMore' | 'failure' | 'moreFailure' | 'hasRestarted' | 'more' | 'retry'>;
  /** Null where it is not known. */
  readonly total: number | null;
  /** Where the address says how many pages are shown: writes one more there. */
  readonly onMore?: () => void;
}

export function More({ what, list, total, onMore = list.more }: MoreProps) {
  const isBusy = list.isLoading || list.isLoadingMore;
  const shown = list.items.length;
  const failure = list.failure ?? list.moreFailure;
  return (
    <div class="more">
      {list.hasRestarted && <Notice>The corpus has changed in the meantime: the list was begun anew, so that it does not mix two states.</Notice>}
      {failure !== null && <Failure message={failure.message} retry={list.retry} />}
      <p class="row">
        {list.hasMore && <button type="button" aria-disabled={isBusy} onClick={() => isBusy || onMore()}>Show more {what}</button>}
        <span class="quiet small" role="status">{isBusy ? 'Loading …' : total === null ? `${count(shown)} ${what} shown` : `${count(shown)} of ${count(total)} ${what} shown`}</span>
      </p>
    </div>
  );
}
