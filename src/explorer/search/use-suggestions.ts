import { useEffect, useState } from 'preact/hooks';
import type { AskError } from '../api/ask.js';
import { useAnswer } from '../api/use-answer.js';
import { SuggestionsDocument } from '../generated/graphql.js';
import { groupsOf, looksLikeId, type SuggestionGroup } from './suggestions.js';

/** Long enough that a fast typist asks once or twice a word, short enough not to be felt. */
const PAUSE_MS = 120;
const LONGEST_TEXT = 500;

export interface SuggestionsState {
  /** The text that `groups` answer to; empty before the first answer. */
  readonly answeredText: string;
  readonly groups: readonly SuggestionGroup[];
  readonly isLoading: boolean;
  readonly failure: AskError | null;
}

/** The value once it has stood still for a moment; an empty one at once. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (value === '') {
      setSettled('');
      return undefined;
    }
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/**
 * Suggestions for a text as it is typed: asked after a short pause, an earlier question taken back by a later one.
 * @param authorsOnly leaves papers and venues out
 */
export function useSuggestions(text: string, authorsOnly: boolean): SuggestionsState {
  const wanted = text.trim().slice(0, LONGEST_TEXT);
  const settled = useSettled(wanted);
  const { data, failure, isLoading, isStale } = useAnswer(
    SuggestionsDocument,
    settled === '' || wanted === '' ? null : { text: settled, authors: authorsOnly ? 8 : 6, withPapers: !authorsOnly, withVenues: !authorsOnly, id: settled, isId: looksLikeId(settled) },
  );
  const [answered, setAnswered] = useState<{ readonly text: string; readonly groups: readonly SuggestionGroup[] }>({ text: '', groups: [] });
  useEffect(() => {
    if (data === null) setAnswered({ text: '', groups: [] });
    else if (!isStale && !isLoading) setAnswered({ text: settled, groups: groupsOf(data).map((group) => (authorsOnly ? { ...group, suggestions: group.suggestions.filter(({ author }) => author !== null) } : group)).filter(({ suggestions }) => suggestions.length > 0) });
  }, [data, isStale, isLoading]);
  return { answeredText: answered.text, groups: answered.groups, isLoading: isLoading || settled !== wanted, failure };
}
