/** A long list that is asked for page by page, and shown as one. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { TypedDocumentString } from '../generated/graphql.js';
import { ask, AskError } from './ask.js';
import { useServerState } from './server-state.js';

/** The part of a connection that paging needs. */
export interface ListPage<T> {
  readonly nodes: readonly T[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
}

export interface PagesState<Q, T> {
  /** The first page's whole answer; null before it. */
  readonly first: Q | null;
  /** Items of all pages that are here, in the order of the list. */
  readonly items: readonly T[];
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  /** Why a page is missing; what is here stays. */
  readonly failure: AskError | null;
  /** The corpus changed between two pages, so that the list was begun anew: the pages of two states are never mixed. */
  readonly hasRestarted: boolean;
  readonly retry: () => void;
}

interface Held<Q> {
  readonly key: string;
  readonly pages: readonly Q[];
}

/**
 * Asks for the first `count` pages of a list, one after another; more when `count` grows.
 * @param variables without `after`; null asks nothing
 * @param connectionOf finds the list in an answer
 */
export function usePages<Q, V extends { after?: string | null }, T>(
  document: TypedDocumentString<Q, V>, variables: Omit<V, 'after'> | null, count: number, connectionOf: (answer: Q) => ListPage<T>,
): PagesState<Q, T> {
  const [attempt, setAttempt] = useState(0);
  const { epoch } = useServerState();
  const key = variables === null ? null : JSON.stringify([variables, epoch]);
  const [held, setHeld] = useState<Held<Q>>({ key: '', pages: [] });
  const [status, setStatus] = useState<{ readonly isLoading: boolean; readonly failure: AskError | null; readonly hasRestarted: boolean }>({ isLoading: false, failure: null, hasRestarted: false });
  const kept = useRef(held);

  useEffect(() => {
    if (key === null) return undefined;
    const abort = new AbortController();
    const keep = (pages: readonly Q[]): void => setHeld((kept.current = { key, pages }));

    const load = async (): Promise<void> => {
      let pages = kept.current.key === key ? kept.current.pages : [];
      const isWanting = (): boolean => pages.length < count && (pages.length === 0 || connectionOf(pages.at(-1) as Q).pageInfo.hasNextPage);
      if (!isWanting()) return;
      setStatus((before) => ({ ...before, isLoading: true, failure: null, hasRestarted: before.hasRestarted && pages.length > 0 }));
      let restarts = 0;
      while (isWanting()) {
        const last = pages.at(-1);
        try {
          const after = last === undefined ? null : connectionOf(last).pageInfo.endCursor ?? null;
          const { data } = await ask(document, { ...variables, after } as V, abort.signal);
          pages = pages.concat([data]);
          keep(pages);
        } catch (error) {
          if (abort.signal.aborted) return;
          const failure = error instanceof AskError ? error : new AskError(String(error), 'UNREACHABLE');
          if (failure.code !== 'CURSOR_EXPIRED' || restarts > 2) {
            setStatus((before) => ({ ...before, isLoading: false, failure }));
            return;
          }
          restarts += 1;
          pages = [];
          setStatus((before) => ({ ...before, hasRestarted: true }));
        }
      }
      if (!abort.signal.aborted) setStatus((before) => ({ ...before, isLoading: false, failure: null }));
    };
    void load();
    return () => abort.abort();
  }, [document, key, count, attempt]);

  const { pages } = held;
  const last = pages.at(-1);
  return {
    first: pages[0] ?? null,
    items: pages.flatMap((page) => connectionOf(page).nodes),
    hasMore: last !== undefined && connectionOf(last).pageInfo.hasNextPage,
    ...status,
    isLoading: status.isLoading || (key !== null && held.key !== key && status.failure === null),
    retry: () => setAttempt((n) => n + 1),
  };
}
