/** People of the corpus by what is typed of their names. */
import { useEffect, useState } from 'preact/hooks';
import { useAnswer } from '../../../api/use-answer.js';
import { counted } from '../../../design/numbers.js';
import { NetworkPeopleDocument, type NetworkPeopleQuery } from '../../../generated/graphql.js';

export type FoundPerson = Extract<NetworkPeopleQuery['search']['nodes'][number], { readonly id: string }>;

const PAUSE_MS = 120;

/** What was typed, once the typing has paused for a moment. */
export function usePaused(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** @param text empty asks nothing */
export function usePeople(text: string): { readonly people: readonly FoundPerson[]; readonly status: string } {
  const query = usePaused(text).trim().slice(0, 500);
  const { data, isStale, failure } = useAnswer(NetworkPeopleDocument, query === '' ? null : { query });
  if (failure) return { people: [], status: failure.message };
  if (data === null || query === '') return { people: [], status: text.trim() === '' ? '' : 'Searching …' };
  const people = data.search.nodes.filter((node): node is FoundPerson => 'id' in node);
  const total = data.search.authorCount ?? null;
  if (people.length === 0) return { people, status: isStale ? 'Searching …' : `Nobody is found by “${query}”.` };
  return { people, status: total === null || total > people.length ? `The first ${people.length}${total === null ? '' : ` of ${counted(total, 'author')}`}: type more of the name.` : counted(total, 'author') };
}
