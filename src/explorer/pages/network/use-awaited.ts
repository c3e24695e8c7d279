/** An answer that may have to wait for a metric: asked again until the server knows who belongs to the scope. */
import { useEffect } from 'preact/hooks';
import { isAwaited as isAwaitedError, pauseBefore, type ApiError, type Present } from '../../api/ask.js';
import { useAnswer, type AnswerState } from '../../api/use-answer.js';
import type { TypedDocumentString } from '../../generated/graphql.js';

const PAUSE_MS = 1500;

/**
 * As useAnswer. A scope by a metric, or a community, has no answer at all until it is computed who belongs to it; that
 * is no failure here, but stands in `awaited`.
 * @param variables null asks nothing
 */
export function useAwaited<T extends object, V>(document: TypedDocumentString<T, V>, variables: V | null, repeats = true): AnswerState<Present<T>> & { readonly awaited: readonly ApiError[] } {
  const answer = useAnswer(document, variables, repeats);
  const { failure, retry } = answer;
  const isAwaited = failure !== null && isAwaitedError(failure.errors[0]);
  useEffect(() => {
    if (!isAwaited) return undefined;
    const timer = setTimeout(retry, pauseBefore(failure?.errors ?? [], PAUSE_MS));
    return () => clearTimeout(timer);
  }, [failure]);
  return isAwaited ? { ...answer, failure: null, awaited: failure.errors } : { ...answer, awaited: [] };
}
