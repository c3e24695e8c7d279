/** What a search box offers while someone types, grouped by kind. */
import { counted, count, years } from '../design/numbers.js';
import { titleText } from '../design/title-text.js';
import type { SuggestionsQuery } from '../generated/graphql.js';

export interface ChosenAuthor {
  readonly id: string;
  readonly displayName: string;
  readonly disambiguator: string | null;
}

export interface Suggestion {
  /** Distinct within an answer. */
  readonly key: string;
  readonly label: string;
  /** What tells it from others of the same name. */
  readonly note: string;
  /** The page about it. */
  readonly href: string;
  /** Where it is an author. */
  readonly author: ChosenAuthor | null;
}

export interface SuggestionGroup {
  readonly title: string;
  /** `6 of 120`, or the number alone where all are listed. */
  readonly size: string;
  readonly suggestions: readonly Suggestion[];
}

/** A public id, an ORCID, or a text with a prefix or an address: something that `node(id:)` may know. */
export function looksLikeId(text: string): boolean {
  return /^(?:[AP][0-9A-Z]{12}|\d{4}-\d{4}-\d{4}-\d{3}[\dX]|10\.\d{4,}\/\S+|[a-z0-9]{2,12}:\S+|https?:\/\/\S+)$/i.test(text.trim());
}

export function venueAddress(name: string): string {
  return `/venue/${encodeURIComponent(name)}`;
}

function sizeOf(shown: number, total: number | null): string {
  if (total === null) return `the first ${shown}`;
  return total > shown ? `${shown} of ${count(total)}` : count(total);
}

interface AuthorFacts extends ChosenAuthor {
  readonly paperCount: number;
  readonly firstYear: number | null;
  readonly lastYear: number | null;
}

function authorSuggestion({ id, displayName, disambiguator, paperCount, firstYear, lastYear }: AuthorFacts): Suggestion {
  const facts = [disambiguator, counted(paperCount, 'paper'), firstYear === null && lastYear === null ? null : years(firstYear, lastYear)];
  return { key: id, label: displayName, note: facts.filter((fact) => fact !== null).join(', '), href: `/author/${id}`, author: { id, displayName, disambiguator } };
}

function paperSuggestion({ id, title, publicationYear, venue }: { readonly id: string; readonly title: string; readonly publicationYear: number | null; readonly venue: string | null }): Suggestion {
  return { key: id, label: titleText(title), note: [publicationYear, venue].filter((fact) => fact !== null).join(', '), href: `/paper/${id}`, author: null };
}

function venueSuggestion({ name, paperCount }: { readonly name: string; readonly paperCount: number }): Suggestion {
  return { key: `venue ${name}`, label: name, note: counted(paperCount, 'paper'), href: venueAddress(name), author: null };
}

/** The groups that have something in them, in the order authors, papers, venues; an id's owner comes first of all. */
export function groupsOf({ byId, authors, papers, venues }: SuggestionsQuery): SuggestionGroup[] {
  const groups: SuggestionGroup[] = [];
  const add = (title: string, total: number | null, suggestions: readonly Suggestion[]): void => {
    if (suggestions.length > 0) groups.push({ title, size: sizeOf(suggestions.length, total), suggestions });
  };
  if (byId?.kind === 'Author') add('By this id', 1, [authorSuggestion(byId)]);
  if (byId?.kind === 'Paper') add('By this id', 1, [paperSuggestion(byId)]);
  add('Authors', authors.authorCount, authors.nodes.flatMap((node) => (node.kind === 'Author' && node.id !== byId?.id ? [authorSuggestion(node)] : [])));
  add('Papers', papers?.paperCount ?? null, papers?.nodes.flatMap((node) => (node.kind === 'Paper' && node.id !== byId?.id ? [paperSuggestion(node)] : [])) ?? []);
  add('Venues', venues?.venueCount ?? null, venues?.nodes.flatMap((node) => (node.kind === 'Venue' ? [venueSuggestion(node)] : [])) ?? []);
  return groups;
}
