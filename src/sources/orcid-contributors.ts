/**
 * Who wrote a work of an ORCID record. The owner did, at a place that only a list of contributors tells; the list is whole
 * only where the work gives one and the owner is found on it. Contributors are as typed: the owner may stand there without
 * an iD, under another of the names or under initials.
 */
import type { Mention, PersonIdScheme } from '../records/record.js';
import { foldedWords } from '../records/words.js';
import { AuthorList } from './author-list.js';
import { isGroupName, isOthersName } from './group-names.js';
import { namesOf, ownName, ownParts } from './orcid-record.js';
import type { OrcidOwner } from './orcid-record.js';
import { MAX_NAME_LENGTH } from './record-notes.js';
import type { RecordNotes } from './record-notes.js';

export interface OrcidContributor {
  readonly name: string;
  readonly orcid: string;
  /** `author`, `editor`, an address of a CRediT role, or empty. */
  readonly role: string;
}

export interface OrcidAuthors {
  readonly mentions: Mention[];
  readonly complete: boolean;
}

/** Roles of contributors who are no authors; CRediT's roles are given to authors. */
const OTHER_ROLES: ReadonlySet<string> = new Set(['editor', 'chair-or-translator', 'chair', 'translator', 'assignee', 'support-staff']);
/** Works on the list of somebody who did not write them. */
const NOT_WRITTEN: ReadonlySet<string> = new Set(['edited-book', 'translation', 'supervised-student-publication', 'journal-issue']);
/** Most names of one person that are looked for among contributors. */
const MAX_NAMES = 30;

interface Entry {
  readonly name: string;
  readonly ids: { readonly [scheme in PersonIdScheme]?: string };
  readonly kind: Mention['kind'];
}

/** The authors of a work of this type (in lower case, with hyphens). `orcid` is the owner's, normalised. */
export function orcidAuthors(contributors: readonly OrcidContributor[], type: string, owner: OrcidOwner, orcid: string | null, notes: RecordNotes): OrcidAuthors {
  const authors = new AuthorList(notes, 'contributor');
  const { entries, hasOthers, hasOtherRoles } = entriesOf(contributors, owner, orcid, notes);
  const at = placeOfOwner(entries, owner, orcid);
  for (const [index, { name, ids, kind }] of entries.entries()) {
    authors.add(name, { kind, externalIds: index === at && orcid !== null ? { ...ids, orcid } : ids });
  }
  if (hasOthers) authors.complete = false;
  if (at !== null) return authors;
  const name = notes.fold(ownName(owner).slice(0, MAX_NAME_LENGTH), 'name');
  if (NOT_WRITTEN.has(type)) {
    if (entries.length === 0) authors.complete = false;
    return authors;
  }
  authors.complete = false;
  if (authors.mentions.some(({ rawName }) => rawName === name)) {
    notes.add('CONTRADICTING_ID', 'contributor', name, 'A contributor of the owner\'s very name has the iD of another, or several have that name: nobody is taken for the owner, and the list is marked incomplete.');
  } else if (name !== '') authors.addBeside(name, { parts: ownParts(owner), externalIds: orcid === null ? {} : { orcid } });
  else if (entries.length === 0) notes.missingAuthors('contributors', hasOtherRoles);
  return authors;
}

function entriesOf(contributors: readonly OrcidContributor[], owner: OrcidOwner, orcid: string | null, notes: RecordNotes): { entries: Entry[]; hasOthers: boolean; hasOtherRoles: boolean } {
  const entries: Entry[] = [];
  const seen = new Set<string>();
  let hasOthers = false;
  let hasOtherRoles = false;
  for (const { name, orcid: stated, role } of contributors) {
    if (OTHER_ROLES.has(role.trim().toLowerCase().replaceAll('_', '-'))) {
      hasOtherRoles = true;
      continue;
    }
    if (isOthersName(name.slice(0, 200))) {
      hasOthers = true;
      continue;
    }
    const ids: { [scheme in PersonIdScheme]?: string } = {};
    notes.personId(ids, 'orcid', stated, 'contributor-orcid');
    // Somebody with several roles is listed once for each.
    const identity = ids.orcid ?? name.trim().toLowerCase();
    if (identity !== '' && seen.has(identity)) continue;
    seen.add(identity);
    const isGroup = ids.orcid === undefined && isGroupName(name.slice(0, MAX_NAME_LENGTH));
    const isOwnerWithoutName = name.trim() === '' && ids.orcid !== undefined && ids.orcid === orcid;
    entries.push({ name: isOwnerWithoutName ? ownName(owner) : name, ids, kind: isGroup ? 'GROUP' : 'PERSON' });
  }
  return { entries, hasOthers, hasOtherRoles };
}

/** The place of the one contributor who can only be the owner: by the iD, by a name, by initials; null where none or several can. */
function placeOfOwner(entries: readonly Entry[], owner: OrcidOwner, orcid: string | null): number | null {
  if (orcid === null) return null;
  const stated = entries.findIndex(({ ids }) => ids.orcid === orcid);
  if (stated >= 0) return stated;
  const names = namesOf(owner).slice(0, MAX_NAMES).map((name) => foldedWords(name.slice(0, MAX_NAME_LENGTH)));
  const open = entries.flatMap(({ name, ids, kind }, index) => (ids.orcid === undefined && kind === 'PERSON' ? [{ index, words: foldedWords(name.slice(0, MAX_NAME_LENGTH)) }] : []));
  for (const canBe of [hasSameWords, isShortened]) {
    const found = open.filter(({ words }) => words.length > 0 && names.some((name) => canBe(words, name)));
    if (found.length > 0) return found.length === 1 ? found[0].index : null;
  }
  return null;
}

function hasSameWords(words: readonly string[], name: readonly string[]): boolean {
  return words.length === name.length && words.toSorted().join(' ') === name.toSorted().join(' ');
}

/** Whether the words can be a shorter writing of a name whose family name stands last; further initials are middle names that it leaves out. */
function isShortened(words: readonly string[], name: readonly string[]): boolean {
  const family = name.at(-1);
  if (family === undefined || name.length < 2 || !words.includes(family)) return false;
  const others = words.filter((word) => word !== family);
  return others.some((word) => isSameOrInitial(word, name[0])) && others.every((word) => word.length === 1 || name.some((own) => isSameOrInitial(word, own)));
}

function isSameOrInitial(word: string, own: string): boolean {
  return word === own || ((word.length === 1 || own.length === 1) && word[0] === own[0]);
}
