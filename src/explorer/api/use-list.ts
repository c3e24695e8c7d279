/** A list of the API that is asked for page by page and shown as one, begun anew when its question or the corpus changes. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { TypedDocumentString } from '../generated/graphql.js';
import { ask, AskError, type Present } from './ask.js';
import { useServerState } from './server-state.js';
import { useAnswer, type AnswerState } from './use-answer.js';

/** The part of a connection that going on needs. */
export interface ListPage<Item> {
  readonly nodes: readonly Item[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
}

export interface ListState<T, Item> extends AnswerState<T> {
  /** All items that are here, in the order of the list. */
  readonly items: readonly Item[];
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  /** Why a page after the first could not be had; what is here stays. Null where it could. */
  readonly moreFailure: AskError | null;
  /** The corpus changed between two pages, so that the list was begun anew: pages of two states are never mixed. */
  readonly hasRestarted: boolean;
  /** Asks for one page more, or again for one that failed. */
  readonly more: () => void;
}

/** An answer that came with another question, and the variables for which it answers this one. */
export interface GivenPage<T, V> {
  readonly variables: V;
  readonly data: T;
}

export interface ListOptions<T, V> {
  /** Used as the first page instead of asking, where it is for the same variables. */
  readonly given?: GivenPage<T, V>;
  /** Pages to be had, where the address says how many; else one, and one more at each `more()`. */
  readonly pages?: number;
}

interface Further<Item> {
  readonly key: string | null;
  readonly pages: ReadonlyArray<ListPage<Item>>;
  readonly wanted: number;
  readonly failure: AskError | null;
  /** How often the corpus changed under the list. */
  readonly restarts: number;
}

const MOST_RESTARTS = 3;
const NONE: Further<never> = { key: null, pages: [], wanted: 1, failure: null, restarts: 0 };

/**
 * @param variables without `after`; null asks nothing
 * @param pageOf the list within an answer; null where the answer has none
 */
export function useList<T extends object, V extends { after?: string | null | undefined }, Item>(
  document: TypedDocumentString<T, V>, variables: V | null, pageOf: (data: Present<T>) => ListPage<Item> | null | undefined, { given, pages }: ListOptions<Present<T>, V> = {},
): ListState<Present<T>, Item> {
  const asked = variables === null ? null : JSON.stringify(variables);
  const { epoch } = useServerState();
  const key = asked === null ? null : `${epoch} ${asked}`;
  const [held, setFurther] = useState<Further<Item>>(NONE);
  const further = held.key === key ? held : { ...NONE, key };
  const current = useRef(further);
  current.current = further;

  // A first page that came with another question serves until the corpus is found to have changed since.
  const isGiven = given !== undefined && asked === JSON.stringify(given.variables) && further.restarts === 0;
  const answer = useAnswer(document, isGiven ? null : variables);
  const first = isGiven ? { ...answer, data: given.data, errors: [], failure: null, isLoading: false, isStale: false } : answer;
  const page = first.data === null ? null : (pageOf(first.data) ?? null);
  const { pageInfo } = further.pages.at(-1) ?? page ?? { pageInfo: null };
  const hasMore = pageInfo?.hasNextPage ?? false;
  const isWanting = hasMore && further.failure === null && 1 + further.pages.length < Math.max(pages ?? 1, further.wanted);
  const mayAsk = isWanting && !first.isLoading && !first.isStale;

  useEffect(() => {
    if (!mayAsk) return undefined;
    const abort = new AbortController();
    const load = async (): Promise<void> => {
      try {
        const { data } = await ask(document, { ...(JSON.parse(asked ?? 'null') as V), after: pageInfo?.endCursor ?? null }, abort.signal);
        const next = pageOf(data) ?? null;
        if (next === null) throw new AskError('The rest of the list is gone.', 'REFUSED');
        setFurther({ ...current.current, pages: [...current.current.pages, next] });
      } catch (error) {
        if (abort.signal.aborted) return;
        const failure = error instanceof AskError ? error : new AskError(String(error), 'UNREACHABLE');
        const { restarts } = current.current;
        if (failure.code === 'CURSOR_EXPIRED' && restarts < MOST_RESTARTS) {
          // The corpus was changed under the list: what is shown and what follows would not fit together.
          setFurther({ ...current.current, pages: [], restarts: restarts + 1 });
          answer.retry();
        } else setFurther({ ...current.current, failure });
      }
    };
    void load();
    return () => abort.abort();
  }, [document, key, mayAsk, further.pages.length, pageInfo?.endCursor]);

  return {
    ...first,
    items: page === null ? [] : [page, ...further.pages].flatMap(({ nodes }) => nodes),
    hasMore,
    isLoadingMore: isWanting,
    moreFailure: further.failure,
    hasRestarted: further.restarts > 0,
    more: () => {
      if (isWanting || key === null) return;
      setFurther({ ...further, failure: null, wanted: further.failure === null ? further.pages.length + 2 : further.wanted });
    },
    retry: () => (further.failure === null ? first.retry() : setFurther({ ...further, failure: null })),
  };
}
