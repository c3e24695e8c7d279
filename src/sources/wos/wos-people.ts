/**
 * Authors of a Web of Science record. `AU` abbreviates, `AF` has the same names in full, in the same order; `CA` are
 * group authors. `BA`, `BF` and `GP` are a book's authors, which matter where the record is the book. `BE`, `ED` are editors.
 */
import type { Mention } from '../../records/record.js';
import { withoutAddresses } from '../email-domains.js';
import { AuthorDrafts } from '../people/author-drafts.js';
import type { AuthorDraft, NameReading } from '../people/author-drafts.js';
import { NameMatcher } from '../people/name-matching.js';
import { invertedParts, isWrittenGroup } from '../people/written-names.js';
import type { RecordNotes } from '../record-notes.js';
import { partedBySemicolons } from './wos-record.js';
import type { WosRecord } from './wos-record.js';

const ANONYMOUS = /^\[?anon(?:ymous)?\.?\]?$/i;
const readGroup = (): NameReading => ({ parts: null, kind: 'GROUP' });
const readName = (name: string): NameReading => (isWrittenGroup(name) ? readGroup() : { parts: invertedParts(name), kind: 'PERSON' });

/** The authors in order, persons before groups, with affiliations, ids and mail domains where these stand with a name. */
export function wosAuthors(raw: WosRecord, notes: RecordNotes): { mentions: Mention[]; complete: boolean } {
  const drafts = new AuthorDrafts(notes, 'AU', 'C1');
  const short = named(raw, 'AU');
  const full = named(raw, 'AF');
  const ofBook = named(raw, 'BF').length > 0 ? named(raw, 'BF') : named(raw, 'BA');
  const names = full.length > 0 ? full : short.length > 0 ? short : ofBook;
  if (full.length > 0 && short.length > 0 && full.length !== short.length) {
    notes.add('AUTHOR_COUNT_MISMATCH', 'AF', `${full.length} and ${short.length}`, `AF has ${full.length} full names and AU ${short.length} short ones; the full ones were taken.`);
  }
  const aliases = new Map<string, AuthorDraft>();
  names.forEach((name, index) => {
    const draft = drafts.add(name, readName);
    const alias = full.length === short.length ? short[index] : undefined;
    if (draft !== null && alias !== undefined && !aliases.has(alias)) aliases.set(alias, draft);
  });
  const groups = named(raw, 'CA');
  for (const group of groups.length > 0 || names.length > 0 ? groups : named(raw, 'GP')) drafts.add(group, readGroup);
  if (drafts.list.length > 0) addFacts(raw, drafts.list, aliases, notes);
  else if (drafts.complete) notes.missingAuthors('AU', raw.text('BE') !== '' || raw.text('ED') !== '');
  return { mentions: drafts.mentions(), complete: drafts.complete };
}

function named(raw: WosRecord, tag: string): string[] {
  return raw.list(tag).filter((name) => !ANONYMOUS.test(name));
}

function addFacts(raw: WosRecord, list: readonly AuthorDraft[], aliases: ReadonlyMap<string, AuthorDraft>, notes: RecordNotes): void {
  const matcher = new NameMatcher(list);
  const find = (name: string): AuthorDraft | null => matcher.find(name) ?? aliases.get(name) ?? null;
  addAffiliations(raw.list('C1'), list, find, notes);
  addIds(raw.text('OI'), 'orcid', 'OI', find, notes);
  addIds(raw.text('RI'), 'researcherid', 'RI', find, notes);
  const corresponding = correspondingNames(raw.text('RP')).map(find).filter((author) => author !== null);
  for (const author of corresponding) author.isCorresponding = true;
  addEmails(raw.text('EM'), list, corresponding);
}

/** `[One, Ann; Two, Bo] Univ X, City, Country.`; without names the sole author's, or nobody's. */
function addAffiliations(entries: readonly string[], list: readonly AuthorDraft[], find: (name: string) => AuthorDraft | null, notes: RecordNotes): void {
  const unassigned: string[] = [];
  for (const entry of entries) {
    const found = /^\[([^\]]*)\]\s*(\S.*)$/.exec(entry);
    if (found === null) {
      if (list.length === 1) list[0].addAffiliation(entry);
      else unassigned.push(entry);
      continue;
    }
    const names = found[1].split(';').map((name) => name.trim());
    const authors = names.map(find).filter((author) => author !== null);
    for (const author of authors) author.addAffiliation(found[2]);
    if (authors.length === 0) unassigned.push(entry);
  }
  if (unassigned.length > 0) {
    notes.add('UNASSIGNED_AFFILIATIONS', 'C1', unassigned[0], `${unassigned.length} affiliation(s) stand with no name of the ${list.length} authors; they are left out.`);
  }
}

/** `One, Ann/0000-0002-…; Two, Bo/A-1234-2010`. Names that are none of the authors are noted. */
function addIds(text: string, scheme: 'orcid' | 'researcherid', field: string, find: (name: string) => AuthorDraft | null, notes: RecordNotes): void {
  for (const entry of partedBySemicolons(text)) {
    const slash = entry.lastIndexOf('/');
    const id = entry.slice(slash + 1).replace(/\s+/g, '');
    const name = slash < 0 ? '' : entry.slice(0, slash).trim();
    const author = name === '' ? null : find(name);
    if (author === null) notes.add('UNMATCHED_ID', field, entry, 'This identifier stands with a name that is none of the authors; it is left out.');
    else notes.personId(author.ids, scheme, id, field);
  }
}

/** Names before `(corresponding author)`, once `(reprint author)`. */
function correspondingNames(text: string): string[] {
  const pieces = text.split(/(?<!\s)\s*\((?:corresponding|reprint) author\)/i);
  return pieces.slice(0, -1).flatMap((piece) => {
    // What stands before is the address of the one before, which ends in a full stop.
    const names = piece.slice(piece.lastIndexOf('.; ') + 1).replace(/^[;,.\s]+/, '');
    return names.split(';').map((name) => name.trim()).filter((name) => name !== '');
  });
}

/** Addresses stand in a field of their own: one is the only author's, or the only corresponding one's; others are given where they hold a family name. */
function addEmails(text: string, list: readonly AuthorDraft[], corresponding: readonly AuthorDraft[]): void {
  const addresses = text.split(/[;,\s]+/).filter((address) => address.includes('@'));
  const only = list.length === 1 ? list[0] : new Set(corresponding).size === 1 ? corresponding[0] : null;
  if (only !== null && withoutAddresses(text).domains.length === 1) {
    only.addEmail(text);
    return;
  }
  for (const address of addresses) {
    const local = address.slice(0, address.indexOf('@')).toLowerCase();
    const holders = list.filter(({ parts }) => parts?.family !== undefined && parts.family !== null && parts.family.length > 3 && local.includes(parts.family.toLowerCase()));
    if (holders.length === 1) holders[0].addEmail(address);
  }
}
