/** A list of the API that grows page by page, asked anew from the start when its question changes. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { TypedDocumentString } from '../generated/graphql.js';
import { ask, AskError, type ApiError } from './ask.js';
import { useServerState } from './server-state.js';
import { useAnswer, type AnswerState } from './use-answer.js';

/** What a connection tells of a page, as far as going on needs it. */
export interface ListPage<Item> {
  readonly items: readonly Item[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface ListState<T, Item> extends Omit<AnswerState<T>, 'data'> {
  /** The first page's answer, for counts and the like; null before it, and after a failure. */
  readonly data: T | null;
  /** All items that are here. */
  readonly items: readonly Item[];
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  /** Why the next page could not be had; null where it could. */
  readonly moreFailure: AskError | null;
  /** Asks for the next page. After a change of the corpus the list begins anew. */
  readonly more: () => void;
}

interface Further<Item> {
  readonly key: string | null;
  readonly items: readonly Item[];
  readonly pageInfo: ListPage<Item>['pageInfo'] | null;
  readonly isLoading: boolean;
  readonly failure: AskError | null;
}

const NONE: Further<never> = { key: null, items: [], pageInfo: null, isLoading: false, failure: null };

/** An answer that came with another question, and the variables for which it answers this one. */
export interface GivenPage<T, V> {
  readonly variables: V;
  readonly data: T;
}

/**
 * @param variables without `after`; null asks nothing
 * @param pageOf the list within an answer; null where the answer has none
 * @param given used instead of asking where it is for the same variables
 */
export function useList<T, V extends { after?: string | null | undefined }, Item>(
  document: TypedDocumentString<T, V>, variables: V | null, pageOf: (data: T) => ListPage<Item> | null, given?: GivenPage<T, V>,
): ListState<T, Item> {
  const asked = variables === null ? null : JSON.stringify(variables);
  // Pages of two states of the corpus are never mixed.
  const { epoch } = useServerState();
  const key = asked === null ? null : `${epoch} ${asked}`;
  const isGiven = given !== undefined && asked === JSON.stringify(given.variables);
  const [expired, setExpired] = useState(false);
  const first = useAnswer(document, isGiven && !expired ? null : variables);
  const data = isGiven && !expired ? given.data : first.data;
  const isStale = isGiven && !expired ? false : first.isStale;
  const page = data === null ? null : pageOf(data);

  const [further, setFurther] = useState<Further<Item>>(NONE);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => {
    abort.current?.abort();
    setFurther(NONE);
  }, [key]);

  const mine = further.key === key ? further : NONE;
  const pageInfo = mine.pageInfo ?? page?.pageInfo ?? null;

  const more = async (): Promise<void> => {
    if (key === null || pageInfo?.hasNextPage !== true || mine.isLoading || isStale) return;
    const control = new AbortController();
    abort.current = control;
    setFurther({ ...mine, key, isLoading: true, failure: null });
    try {
      const { data: next } = await ask(document, { ...(JSON.parse(asked ?? 'null') as V), after: pageInfo.endCursor }, control.signal);
      const nextPage = pageOf(next);
      if (nextPage === null) throw new AskError('The rest of the list is gone.', 'REFUSED');
      setFurther({ key, items: [...mine.items, ...nextPage.items], pageInfo: nextPage.pageInfo, isLoading: false, failure: null });
    } catch (error) {
      if (control.signal.aborted) return;
      const failure = error instanceof AskError ? error : new AskError(String(error), 'UNREACHABLE');
      if (failure.code === 'CURSOR_EXPIRED') {
        // The corpus was changed under the list: what is shown and what follows would not fit together.
        setExpired(true);
        setFurther(NONE);
        first.retry();
      } else setFurther({ ...mine, key, isLoading: false, failure });
    }
  };

  const errors: readonly ApiError[] = isGiven && !expired ? [] : first.errors;
  return {
    ...first,
    data,
    errors,
    isStale,
    isLoading: isGiven && !expired ? false : first.isLoading,
    failure: isGiven && !expired ? null : first.failure,
    items: page === null ? [] : [...page.items, ...mine.items],
    hasMore: pageInfo?.hasNextPage ?? false,
    isLoadingMore: mine.isLoading,
    moreFailure: mine.failure,
    more: () => void more(),
  };
}
