/**
 * Authors of a RIS record (`AU`, `A1`) and what its dialects say of them elsewhere. `A2`, `A3`, `A4`, `ED` are editors,
 * series editors and translators (in Ovid's PsycINFO the authors that a paper cites), and no authors.
 */
import type { Mention } from '../../records/record.js';
import { withoutAddresses } from '../email-domains.js';
import { AuthorDrafts } from '../people/author-drafts.js';
import type { AuthorDraft, NameReading } from '../people/author-drafts.js';
import { NameMatcher } from '../people/name-matching.js';
import { initialsLastParts, invertedParts, isWrittenGroup } from '../people/written-names.js';
import type { RecordNotes } from '../record-notes.js';
import type { TaggedRecord } from '../tagged/tagged-record.js';

export interface RisAuthors {
  readonly mentions: Mention[];
  readonly complete: boolean;
}

/** The authors of a record in order, with the affiliations, addresses and ORCIDs that stand with their names. */
export function risAuthors(raw: TaggedRecord, notes: RecordNotes): RisAuthors {
  const drafts = new AuthorDrafts(notes, 'AU', 'AD');
  let misseparated: string | null = null;
  for (const value of raw.all('AU', 'A1')) {
    // One name per field is the rule; several in one are told by line ends and semicolons.
    const names = value.split(/[\n;]/).map((name) => name.trim()).filter((name) => name !== '');
    if (names.length > 1) misseparated ??= value;
    for (const name of names) drafts.add(name, readName);
  }
  if (misseparated !== null) notes.add('MISSEPARATED_AUTHORS', 'AU', misseparated, 'A field holds several authors; they were read as one per line or semicolon.');
  if (drafts.list.length > 0) addFacts(raw, drafts.list, notes);
  return { mentions: drafts.mentions(), complete: drafts.complete };
}

/** `Family, Given[, Suffix]`; Embase's `Liu R.`; a comma at the end marks an institution (EndNote's convention). */
function readName(name: string): NameReading {
  const corporate = /^[^,]*,$/.test(name) && /[^]\s[^,]/.test(name);
  if (corporate || isWrittenGroup(name)) return { parts: null, kind: 'GROUP' };
  return { parts: invertedParts(name) ?? initialsLastParts(name), kind: 'PERSON' };
}

function addFacts(raw: TaggedRecord, list: readonly AuthorDraft[], notes: RecordNotes): void {
  const matcher = new NameMatcher(list);
  const sole = list.length === 1 ? list[0] : null;
  const unassigned: string[] = [];
  for (const value of raw.all('M1')) {
    const embase = /^\(([^()]*)\)\s*(\S.*)$/s.exec(value);
    if (embase !== null) addEmbaseAffiliation(embase[1], embase[2], matcher);
  }
  for (const value of raw.all('AD')) {
    for (const line of value.split('\n')) if (!addAddress(line.trim(), raw, matcher, sole)) unassigned.push(line.trim());
  }
  for (const value of raw.all('AI')) addOvidOrcids(value, matcher, notes);
  for (const value of raw.all('N1')) addScopusCorrespondence(value, matcher);
  if (unassigned.length > 0) {
    notes.add('UNASSIGNED_AFFILIATIONS', 'AD', unassigned[0], `The record has ${unassigned.length} affiliation(s) and ${list.length} authors and does not say whose they are; they are left out.`);
  }
}

/** Embase: `(Liu R.; Adler D.G., adler@example.org) Department of …`. */
function addEmbaseAffiliation(names: string, affiliation: string, matcher: NameMatcher): void {
  for (const piece of names.split(';')) {
    const [name, ...address] = piece.split(',');
    const author = matcher.find(name.trim()) ?? matcher.find(piece.trim());
    author?.addEmail(address.join(','));
    author?.addAffiliation(affiliation);
  }
}

/**
 * One `AD`: Ovid's `Trindade, Ines A.: University of …, ines@example.org`; Embase's address of correspondence
 * `D.G. Adler, Department of …`; a name and its mail address alone; else an affiliation by itself, which is the sole author's where there is one.
 * False where it can be nobody's.
 */
function addAddress(line: string, raw: TaggedRecord, matcher: NameMatcher, sole: AuthorDraft | null): boolean {
  if (line === '') return true;
  const ovid = /^([^:]{2,120}):\s*(\S.*)$/.exec(line);
  const named = ovid === null ? null : matcher.find(ovid[1]);
  if (ovid !== null && named !== null) {
    named.addAffiliation(ovid[2]);
    return true;
  }
  const bare = line.includes('@') ? withoutAddresses(line).text : '';
  const alone = /^[^,:]{2,80},[^,:]{1,80}$/.test(bare) ? matcher.find(bare) : null;
  if (alone !== null) {
    alone.addEmail(line);
    return true;
  }
  const embase = /embase/i.test(raw.text('DB')) ? /^((?:\p{Lu}\.[ -]?)+[^,]{2,80}),\s*(\S.*)$/u.exec(line) : null;
  const corresponding = embase === null ? null : matcher.find(embase[1]);
  if (embase !== null && corresponding !== null) {
    corresponding.isCorresponding = true;
    corresponding.addAffiliation(embase[2]);
    return true;
  }
  sole?.addAffiliation(line);
  return sole !== null;
}

/** Ovid: `ORCID: http://orcid.org/One, Ann; ORCID: http://orcid.org/0000-…, Two, Bo; ORCID: http://orcid.org/0000-…`, each name before its id. */
function addOvidOrcids(value: string, matcher: NameMatcher, notes: RecordNotes): void {
  const [first = '', ...rest] = value.split(';');
  let name = first.replace(/^\s*ORCID:\s*(?:https?:\/\/orcid\.org\/)?/i, '').trim();
  for (const piece of rest) {
    const found = /^\s*ORCID:\s*(?:https?:\/\/orcid\.org\/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])\s*,?(.*)/is.exec(piece);
    if (found === null) continue;
    const author = matcher.find(name);
    if (author === null) notes.add('UNMATCHED_ID', 'AI', `${name}: ${found[1]}`, 'This ORCID stands with a name that is none of the authors; it is left out.');
    else notes.personId(author.ids, 'orcid', found[1], 'AI');
    name = found[2].trim();
  }
}

/** Scopus: `Correspondence Address: Elsenbruch, S.; Institute of …; email: elsenbruch@example.org`. */
function addScopusCorrespondence(value: string, matcher: NameMatcher): void {
  const found = /^Correspondence Address:\s*(\S.*)$/s.exec(value.trim());
  if (found === null) return;
  for (const entry of found[1].split('\n')) {
    const author = matcher.find(entry.split(';')[0]?.trim() ?? '');
    if (author === null) continue;
    author.isCorresponding = true;
    author.addEmail(entry);
  }
}
