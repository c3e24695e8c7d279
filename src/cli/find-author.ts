/** From what somebody typed to one author, or to the reason why not. */
import { parsePersonId } from '../records/ids.js';
import type { Snapshot } from '../snapshot/types.js';
import { nameOf } from './author-name.js';
import { bearersMeant } from '../snapshot/persons-meant.js';
import { authorFacts, type AuthorFacts } from '../snapshot/author-facts.js';
import { suppressedNamesBeside } from './corpus.js';
import { CliError, EXIT } from './errors.js';
import { groupsNamed, groupText } from './groups-named.js';
import { nearNames } from './near-names.js';
import { formatYears, printable, tableLines } from './output.js';
import { didYouMean } from './suggestion.js';

const CANDIDATES = 20;

/** How a text came to mean an author: by an id, by a full name, or by words that fit the names of nobody else. */
export type MatchedBy = 'id' | 'name' | 'nameWords';

export interface FoundAuthor {
  readonly index: number;
  readonly matchedBy: MatchedBy;
  /** What the person who typed should know of how it was understood; null where it was meant literally. */
  readonly note: string | null;
}

function candidateLines(candidates: readonly AuthorFacts[]): string[] {
  return tableLines(
    [{ title: 'id' }, { title: 'name' }, { title: 'papers', align: 'right' }, { title: 'years' }, { title: 'venues' }, { title: 'with' }, { title: 'ids elsewhere' }],
    candidates.map((author) => [
      author.id,
      nameOf(author),
      String(author.paperCount),
      formatYears(author.firstYear, author.lastYear),
      author.venues.join(', '),
      author.topCoauthors.join(', '),
      author.externalIds.join(', '),
    ]),
  );
}

function ambiguous(snapshot: Snapshot, text: string, authors: readonly number[], total: number | null): CliError {
  const candidates = authorFacts(snapshot, authors.slice(0, CANDIDATES));
  const count = total === null ? `more than ${candidates.length}` : String(total);
  const rest = total === candidates.length ? [] : [`the ${candidates.length} with most papers of ${count}; add a word of the name to see others`];
  return new CliError(
    `"${text}" may be any of ${count} authors: give the id of the one you mean, such as ${candidates[0]?.id ?? 'A…'}`,
    EXIT.ambiguous,
    { argument: text, total, candidates },
    [...candidateLines(candidates), ...rest],
  );
}

function byId(snapshot: Snapshot, text: string): FoundAuthor | null {
  // Public ids are in capitals, however they are typed.
  const [resolved] = snapshot.records.authorsByPublicId([text.trim().toUpperCase()]);
  if (resolved) {
    const { index, redirectedFrom } = resolved;
    return { index, matchedBy: 'id', note: redirectedFrom === null ? null : `${redirectedFrom}: merged into ${displayNameOf(snapshot, index)}` };
  }
  const external = parsePersonId(text);
  const index = external === null ? null : snapshot.records.authorsByExternalId([external])[0];
  return index === null ? null : { index, matchedBy: 'id', note: null };
}

function idsOf({ records }: Snapshot, authors: readonly number[]): string {
  const shown = records.authors(authors.slice(0, 3)).map((author) => `${nameOf(author)} (${author.id})`);
  return `${shown.join(', ')}${authors.length > 3 ? ', …' : ''}`;
}

function displayNameOf(snapshot: Snapshot, index: number): string {
  return nameOf(snapshot.records.authors([index])[0]);
}

function notFound(snapshot: Snapshot, text: string): CliError {
  const [group] = groupsNamed(snapshot, text);
  if (group !== undefined) return new CliError(`no author here has the name or id "${text}"; ${groupText(group)}`, EXIT.notFound, { argument: text, group, suggestions: [] });
  const near = nearNames(snapshot, text, suppressedNamesBeside(snapshot));
  return new CliError(`no author here has the name or id "${text}"${didYouMean(near.map(nameOf))}`, EXIT.notFound, {
    argument: text,
    suggestions: near.map(({ id, displayName, disambiguator }) => ({ id, displayName, disambiguator })),
  });
}

/** Tells the person at the terminal how what they typed was understood, where that was not to the letter. */
export function printNote({ note }: FoundAuthor): void {
  if (note !== null) process.stderr.write(`${printable(note)}\n`);
}

/**
 * The one author that `text` names: an id of ours, an external id in any spelling, a full name, or words of a name
 * that only one author has. Never a guess.
 * @throws CliError (not found, with near names), or (ambiguous) with the candidates
 */
export function findAuthor(snapshot: Snapshot, text: string): FoundAuthor {
  const identified = byId(snapshot, text.trim());
  if (identified !== null) return identified;
  const named = bearersMeant(snapshot, text);
  if (named.length === 1) {
    const others = snapshot.records.authorsByName(text).filter((each) => each !== named[0]);
    return { index: named[0], matchedBy: 'name', note: others.length === 0 ? null : `${text}: the author shown by this name; also written so: ${idsOf(snapshot, others)}` };
  }
  if (named.length > 1) throw ambiguous(snapshot, text, named, named.length);
  const found = snapshot.search.authors(text, { limit: CANDIDATES });
  if (found.hits.length === 1 && found.total === 1) {
    const [{ index }] = found.hits;
    return { index, matchedBy: 'nameWords', note: `${text}: taken for ${displayNameOf(snapshot, index)}, the only author whose name fits` };
  }
  if (found.hits.length > 0) throw ambiguous(snapshot, text, found.hits.map((hit) => hit.index), found.total);
  throw notFound(snapshot, text);
}
