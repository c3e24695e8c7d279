/** The graph that numbers are of, in words. */
import type { Counting } from '../../generated/graphql.js';
import { count, counted } from '../../design/numbers.js';
import type { AuthorState } from './author-state.js';

export const COUNTING_WORDS: Readonly<Record<Counting, string>> = {
  FULL: 'each joint paper counts 1',
  FRACTIONAL: 'a paper of k authors gives each pair 1/(k − 1)',
  FRACTIONAL_REFINED: 'a paper of k authors gives each pair 2/(k(k − 1)), so 1 in all',
  HARMONIC: 'by place on the list: first authors bind most',
};

/** `All papers; each joint paper counts 1.` */
export function graphWords({ counting, maxAuthors, yearFrom, yearTo }: Pick<AuthorState, 'counting' | 'maxAuthors' | 'yearFrom' | 'yearTo'>): string {
  const span = yearFrom !== null && yearTo !== null ? ` of ${yearFrom} to ${yearTo}` : yearFrom !== null ? ` since ${yearFrom}` : yearTo !== null ? ` up to ${yearTo}` : '';
  const papers = maxAuthors === null ? `All papers${span}` : `Papers${span} of at most ${counted(maxAuthors, 'author')}`;
  return `${papers}; ${COUNTING_WORDS[counting]}.`;
}

/** What the graph leaves out and lacks; empty where there is nothing to say. */
export function omissionWords({ papersExcluded, hyperAuthoredPapersExcluded, incompleteAuthorLists }: { readonly papersExcluded: number; readonly hyperAuthoredPapersExcluded: number; readonly incompleteAuthorLists: number }): string {
  const parts: string[] = [];
  if (papersExcluded > 0) parts.push(`${counted(papersExcluded, 'paper')} of the corpus left out${hyperAuthoredPapersExcluded > 0 ? `, ${count(hyperAuthoredPapersExcluded)} for too many authors` : ''}.`);
  if (incompleteAuthorLists > 0) parts.push(`${counted(incompleteAuthorLists, 'author list')} in the graph ${incompleteAuthorLists === 1 ? 'is' : 'are'} incomplete: some collaborations are missing.`);
  return parts.join(' ');
}
