/** From what somebody typed to one author, or to the reason why not. */
import { parsePersonId } from '../records/ids.js';
import type { Snapshot } from '../snapshot/types.js';
import { authorFacts, nameOf, type AuthorFacts } from './author-facts.js';
import { CliError, EXIT } from './errors.js';
import { formatYears, tableLines } from './output.js';

const CANDIDATES = 20;

function candidateLines(candidates: readonly AuthorFacts[]): string[] {
  return tableLines(
    [{ title: 'id' }, { title: 'name' }, { title: 'papers', align: 'right' }, { title: 'years' }, { title: 'venues' }, { title: 'with' }],
    candidates.map((author) => [
      author.id,
      nameOf(author),
      String(author.paperCount),
      formatYears(author.firstYear, author.lastYear),
      author.venues.join(', '),
      author.topCoauthors.join(', '),
    ]),
  );
}

function ambiguous(snapshot: Snapshot, text: string, authors: readonly number[], total: number | null): CliError {
  const candidates = authorFacts(snapshot, authors.slice(0, CANDIDATES));
  const count = total === null ? `more than ${candidates.length}` : String(total);
  const rest = total === candidates.length ? [] : [`the ${candidates.length} with most papers of ${count}; add a word of the name to see others`];
  return new CliError(
    `"${text}" may be any of ${count} authors: give the id of the one you mean`,
    EXIT.ambiguous,
    { argument: text, total, candidates },
    [...candidateLines(candidates), ...rest],
  );
}

function byId(snapshot: Snapshot, text: string): number | null {
  const [resolved] = snapshot.records.authorsByPublicId([text]);
  if (resolved) {
    if (resolved.redirectedFrom !== null) process.stderr.write(`${resolved.redirectedFrom} has been merged into this author\n`);
    return resolved.index;
  }
  const external = parsePersonId(text);
  return external === null ? null : snapshot.records.authorsByExternalId([external])[0];
}

/**
 * The one author that `text` names: an id of ours, an external id in any spelling, a full name, or words of a name
 * that only one author has. Never a guess.
 * @throws CliError (not found), or (ambiguous) with the candidates
 */
export function findAuthor(snapshot: Snapshot, text: string): number {
  const identified = byId(snapshot, text.trim());
  if (identified !== null) return identified;
  const named = snapshot.records.authorsByName(text);
  if (named.length === 1) return named[0];
  if (named.length > 1) throw ambiguous(snapshot, text, named, named.length);
  const found = snapshot.search.authors(text, { limit: CANDIDATES });
  if (found.hits.length === 1 && found.total === 1) return found.hits[0].index;
  if (found.hits.length > 0) throw ambiguous(snapshot, text, found.hits.map((hit) => hit.index), found.total);
  throw new CliError(`no author here has the name or id "${text}"`, EXIT.notFound, { argument: text });
}
