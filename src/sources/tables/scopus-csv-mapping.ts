/** Columns of Scopus's CSV export to paper records. The record's `Source` is always "Scopus"; editors are no authors. */
import type { Link, Mention, PaperRecord } from '../../records/record.js';
import { localRecordKey } from '../../records/titles.js';
import { foldedWords } from '../../records/words.js';
import { documentType } from '../document-types.js';
import { AuthorDrafts } from '../people/author-drafts.js';
import type { AuthorDraft, NameReading } from '../people/author-drafts.js';
import { NameMatcher } from '../people/name-matching.js';
import { initialsLastParts, invertedParts, isInitials, isSuffix, isWrittenGroup } from '../people/written-names.js';
import { withoutMarkup } from '../markup.js';
import type { RecordNotes } from '../record-notes.js';
import { addImpliedIds, addLink, addStatedId, statedCitations } from '../stated-facts.js';
import type { PaperIdDraft } from '../stated-facts.js';
import { textDate } from '../text-dates.js';

type Cell = (column: string) => string;

const NOTHING = /^\[no .* (?:available|found)\]$/i;

/** Maps one row; null (and noted) where it has no title. `cell` answers '' for columns that are missing. */
export function scopusPaper(cell: Cell, notes: RecordNotes): PaperRecord | null {
  const get = (column: string): string => {
    const text = cell(column);
    return NOTHING.test(text) ? '' : text;
  };
  const ids: PaperIdDraft = {};
  addStatedId(ids, 'scopus', get('eid'), 'EID', notes);
  if (ids.scopus !== undefined) notes.key = `scopus:${ids.scopus}`;
  const title = notes.title(withoutMarkup(get('title')), 'Title');
  if (title === null) return null;
  notes.key ??= localRecordKey('scopus-csv', '', title);
  addStatedId(ids, 'doi', get('doi'), 'DOI', notes);
  addStatedId(ids, 'pmid', get('pubmed id'), 'PubMed ID', notes);
  addImpliedIds(ids);
  const stated = get('document type');
  const type = stated === '' ? null : documentType(stated) ?? 'OTHER';
  const { mentions, complete } = scopusAuthors(get, notes);
  if (mentions.length === 0 && complete && type !== 'PROCEEDINGS') notes.missingAuthors('Authors');
  const venue = notes.text(get('source title') || get('conference name'), 'Source title');
  const abstract = notes.text(withoutMarkup(get('abstract')), 'Abstract');
  const year = get('year');
  const links: Link[] = [];
  addLink(links, 'LANDING_PAGE', get('link'));
  return {
    key: notes.key,
    externalIds: ids,
    title,
    abstract,
    date: year === '' ? null : textDate(year, null, 'Year', notes),
    venue,
    type,
    fields: [],
    mentions,
    authorListComplete: complete,
    citationCount: statedCitations(get('cited by'), 'scopus', null, 'Cited by', notes),
    links,
    scores: [],
    source: notes.source('scopus-csv'),
  };
}

/** `Phillips, James C. (57202138757)`. */
const FULL_NAME = /^(.*\S)\s*\((\d{5,12})\)$/;

function readName(name: string): NameReading {
  if (isWrittenGroup(name)) return { parts: null, kind: 'GROUP' };
  return { parts: invertedParts(name) ?? initialsLastParts(name), kind: 'PERSON' };
}

/**
 * The authors in order: full names (columns of 2023 and later) where there is one for each short one. Their ids stand
 * beside the full names or in a list of their own; a list of another length is nobody's.
 */
function scopusAuthors(get: Cell, notes: RecordNotes): { mentions: Mention[]; complete: boolean } {
  const drafts = new AuthorDrafts(notes, 'Authors', 'Affiliations');
  const short = shortNames(get('authors'));
  const full = get('author full names').split(';').map((name) => name.trim()).filter((name) => name !== '');
  const useFull = full.length > 0 && (full.length === short.length || short.length === 0);
  if (full.length > 0 && !useFull) notes.add('AUTHOR_COUNT_MISMATCH', 'Author full names', `${full.length} and ${short.length}`, `There are ${full.length} full names and ${short.length} short ones; the short ones were taken.`);
  const ids = (get('author(s) id') || get('authors id')).split(';').map((id) => id.trim()).filter((id) => id !== '');
  const names = useFull ? full : short;
  if (ids.length > 0 && ids.length !== names.length) notes.add('AUTHOR_COUNT_MISMATCH', 'Author(s) ID', `${ids.length} and ${names.length}`, `There are ${ids.length} ids and ${names.length} authors; the ids were left out.`);
  const byShortName = new Map<string, AuthorDraft>();
  names.forEach((written, index) => {
    const found = useFull ? FULL_NAME.exec(written) : null;
    const draft = drafts.add(found?.[1] ?? written, readName);
    if (draft === null) return;
    notes.personId(draft.ids, 'scopus', found?.[2] ?? (ids.length === names.length ? ids[index] : undefined), 'Author(s) ID');
    if (short[index] !== undefined && short.length === names.length) byShortName.set(nameKey(short[index]), draft);
  });
  if (drafts.list.length > 0) {
    addAffiliations(get, drafts.list, byShortName, notes);
    addCorrespondence(get('correspondence address'), drafts.list);
  }
  return { mentions: drafts.mentions(), complete: drafts.complete };
}

function nameKey(name: string): string {
  return foldedWords(name).join(' ');
}

/** `Phillips J.C., Braun R.` (to 2022), `Phillips J.C.; Braun R.`, and `Murata, T.`: initials and suffixes belong to the name before. */
function shortNames(text: string): string[] {
  if (text.includes(';')) return text.split(';').map((name) => name.trim()).filter((name) => name !== '');
  const names: string[] = [];
  for (const piece of text.split(',').map((part) => part.trim()).filter((part) => part !== '')) {
    const before = names.at(-1);
    const belongs = before !== undefined && (isSuffix(piece) || (isInitials(piece) && piece.includes('.') && !before.includes('.')));
    if (belongs) names[names.length - 1] = `${before}, ${piece}`;
    else names.push(piece);
  }
  return names;
}

/**
 * `Authors with affiliations` has `Phillips, J.C., Beckman Institute, …; Braun, R., …`: of an entry's text, those of the
 * paper's `Affiliations` that occur in it, or all of it where none does. Entries are the authors' in order, or by name.
 */
function addAffiliations(get: Cell, list: readonly AuthorDraft[], byShortName: ReadonlyMap<string, AuthorDraft>, notes: RecordNotes): void {
  const known = get('affiliations').split(';').map((name) => name.trim()).filter((name) => name !== '');
  const text = get('authors with affiliations');
  if (text === '') {
    if (list.length === 1) for (const name of known) list[0].addAffiliation(name);
    else if (known.length > 0) notes.add('UNASSIGNED_AFFILIATIONS', 'Affiliations', known[0], `The row has ${known.length} affiliation(s) and ${list.length} authors and does not say whose they are; they are left out.`);
    return;
  }
  const matcher = new NameMatcher(list);
  const find = (name: string): AuthorDraft | null => byShortName.get(nameKey(name)) ?? matcher.find(name);
  const unmatched: string[] = [];
  const knownNames = new Set(known);
  for (const entry of text.split(/;\s+|;$/).map((part) => part.trim()).filter((part) => part !== '')) {
    const pieces = entry.split(', ');
    // The name is one piece (`Phillips J.C.`), two (`Phillips, J.C.`) or three (`Phillips, J.C., Jr.`).
    const length = [2, 1, 3].find((count) => find(pieces.slice(0, count).join(', ')) !== null);
    const author = length === undefined ? null : find(pieces.slice(0, length).join(', '));
    if (author === null || length === undefined) {
      unmatched.push(entry);
      continue;
    }
    const rest = pieces.slice(length);
    const stated = knownWithin(rest, knownNames);
    for (const name of stated.length > 0 ? stated : [rest.join(', ')]) author.addAffiliation(name);
  }
  if (unmatched.length > 0) {
    notes.add('UNASSIGNED_AFFILIATIONS', 'Authors with affiliations', unmatched[0], `${unmatched.length} entr(ies) begin with no name of the ${list.length} authors; their affiliations are left out.`);
  }
}

/** Affiliations are compared by their pieces between commas; an author's text with more pieces than this is taken whole. */
const MAX_PIECES = 2_000;
const MAX_PIECES_OF_ONE = 40;

/** Those of the known names that the pieces of a text make, in its order, the longest at each place. Linear in the pieces. */
function knownWithin(pieces: readonly string[], known: ReadonlySet<string>): string[] {
  const found: string[] = [];
  if (pieces.length > MAX_PIECES) return found;
  for (let at = 0; at < pieces.length; ) {
    let length = Math.min(MAX_PIECES_OF_ONE, pieces.length - at);
    while (length > 0 && !known.has(pieces.slice(at, at + length).join(', '))) length -= 1;
    if (length > 0) found.push(pieces.slice(at, at + length).join(', '));
    at += Math.max(1, length);
  }
  return found;
}

/** `Schulten, K.; Beckman Institute, …; email: schulten@example.org`, one line for each corresponding author. */
function addCorrespondence(text: string, list: readonly AuthorDraft[]): void {
  if (text === '') return;
  const matcher = new NameMatcher(list);
  for (const entry of text.split('\n')) {
    const author = matcher.find(entry.split(';')[0]?.trim() ?? '');
    if (author === null) continue;
    author.isCorresponding = true;
    author.addEmail(entry);
  }
}
