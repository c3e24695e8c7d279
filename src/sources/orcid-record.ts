/**
 * An ORCID record to a person and the papers of its list, whatever the syntax it was written in (XML, JSON). Documented at
 * https://info.orcid.org/documentation/integration-guide/orcid-record/. Works are grouped by identifiers that they share;
 * of a group the version counts that its owner prefers. The owner is an author without a known place; the list is whole only
 * where the work names its contributors. Identifiers count where they are the work's own (`self`), not those of the whole
 * that it is part of or of another version.
 */
import { normalizePaperId, normalizePersonId } from '../records/ids.js';
import type { Affiliation, NameParts, PaperIdScheme, PaperRecord, PaperType, PersonIdScheme, PersonRecord, SourceItem } from '../records/record.js';
import { localRecordKey } from '../records/titles.js';
import { AuthorList, namePartsOf } from './author-list.js';
import { isGroupName, isOthersName } from './group-names.js';
import { RecordNotes } from './record-notes.js';
import { writtenDate } from './written-dates.js';

export interface OrcidExternalId {
  readonly type: string;
  readonly value: string;
  readonly relationship: string;
}
export interface OrcidContributor {
  readonly name: string;
  readonly orcid: string;
  /** `author`, `editor`, an address of a CRediT role, or empty. */
  readonly role: string;
}
/** One work; texts that are not given are empty. */
export interface OrcidWork {
  readonly putCode: string;
  readonly line: number | null;
  readonly title: string;
  readonly subtitle: string;
  readonly journalTitle: string;
  readonly type: string;
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly url: string;
  readonly externalIds: readonly OrcidExternalId[];
  readonly contributors: readonly OrcidContributor[];
}
/** What a record says of its owner; texts that are not given (or not public) are empty. */
export interface OrcidOwner {
  readonly orcid: string;
  readonly given: string;
  readonly family: string;
  readonly creditName: string;
  readonly otherNames: readonly string[];
  readonly externalIds: readonly OrcidExternalId[];
  readonly affiliations: readonly Affiliation[];
}
export interface OrcidOrigin {
  /** Id of the source that read the record. */
  readonly format: string;
  readonly file: string;
}

/** Work type → type. https://info.orcid.org/ufaqs/what-work-types-does-orcid-support/ */
const WORK_TYPES: ReadonlyMap<string, PaperType> = new Map<string, PaperType>([
  ['journal-article', 'ARTICLE'], ['magazine-article', 'ARTICLE'], ['newspaper-article', 'ARTICLE'], ['newsletter-article', 'ARTICLE'],
  ['conference-paper', 'CONFERENCE_PAPER'], ['conference-abstract', 'CONFERENCE_PAPER'], ['conference-poster', 'CONFERENCE_PAPER'], ['conference-proceedings', 'PROCEEDINGS'],
  ['preprint', 'PREPRINT'], ['working-paper', 'PREPRINT'], ['book', 'BOOK'], ['edited-book', 'BOOK'], ['book-chapter', 'BOOK_CHAPTER'],
  ['dissertation', 'DISSERTATION'], ['dissertation-thesis', 'DISSERTATION'], ['report', 'REPORT'], ['technical-report', 'REPORT'], ['review', 'REVIEW'],
  ['editorial', 'EDITORIAL'], ['letter', 'LETTER'], ['dictionary-entry', 'REFERENCE_ENTRY'], ['encyclopedia-entry', 'REFERENCE_ENTRY'],
  ['data-set', 'DATASET'], ['software', 'SOFTWARE'], ['standards-and-policy', 'STANDARD'], ['technical-standard', 'STANDARD'],
]);
/** Works on the list of somebody who did not write them. */
const NOT_WRITTEN = new Set(['edited-book', 'translation', 'supervised-student-publication', 'journal-issue']);
const PAPER_IDS: ReadonlyMap<string, PaperIdScheme> = new Map<string, PaperIdScheme>([
  ['doi', 'doi'], ['pmid', 'pmid'], ['pmc', 'pmcid'], ['arxiv', 'arxiv'], ['eid', 'scopus'], ['wosuid', 'wos'],
]);
const PERSON_IDS: ReadonlyMap<string, PersonIdScheme> = new Map<string, PersonIdScheme>([
  ['scopus author id', 'scopus'], ['scopusauthorid', 'scopus'], ['researcherid', 'researcherid'], ['researcher id', 'researcherid'],
]);

/** The person, or null (noted) where the record has no valid ORCID or no public name. Sets the key of `notes`. */
export function orcidPerson(owner: OrcidOwner, origin: OrcidOrigin, notes: RecordNotes): PersonRecord | null {
  const orcid = normalizePersonId('orcid', owner.orcid);
  if (orcid === null) return notes.drop('MISSING_KEY', 'orcid-identifier', owner.orcid, 'A record without a valid ORCID is left out, its works too.');
  notes.key = `orcid:${orcid}`;
  const externalIds: { [scheme in PersonIdScheme]?: string } = { orcid };
  for (const { type, value } of owner.externalIds) {
    const scheme = PERSON_IDS.get(type.trim().toLowerCase());
    if (scheme !== undefined) notes.personId(externalIds, scheme, value, type);
  }
  const names: string[] = [];
  for (const written of [ownName(owner), `${owner.given} ${owner.family}`, ...owner.otherNames]) {
    const name = notes.fold(written.slice(0, 2_000), 'name');
    if (/[\p{L}\p{N}]/u.test(name) && !names.includes(name)) names.push(name);
  }
  if (names.length === 0) return notes.drop('MISSING_NAME', 'name', null, 'The record shows no name (it is private or closed), so no person can be kept.');
  return {
    key: notes.key, externalIds, names, affiliations: owner.affiliations, fields: [], reported: [],
    source: { format: origin.format, file: origin.file, line: notes.line, byte: notes.byte, retrievedAt: null, url: `https://orcid.org/${orcid}` },
  };
}

/** The items that one work makes: what is wrong with it, then the paper. */
export function orcidWorkItems(work: OrcidWork, owner: OrcidOwner, origin: OrcidOrigin): SourceItem[] {
  const notes = new RecordNotes(origin.file, work.line, null);
  const record = orcidPaper(work, owner, origin, notes);
  const items = notes.problems().map((problem): SourceItem => ({ kind: 'problem', problem }));
  return record === null ? items : [...items, { kind: 'paper', record }];
}

function orcidPaper(work: OrcidWork, owner: OrcidOwner, origin: OrcidOrigin, notes: RecordNotes): PaperRecord | null {
  const orcid = normalizePersonId('orcid', owner.orcid);
  const title = notes.title(work.subtitle.trim() === '' ? work.title : `${work.title.trim()}: ${work.subtitle}`, 'title');
  if (title === null) return null;
  notes.key = localRecordKey('orcid', `${orcid ?? ''}/${work.putCode}`, title);
  const authors = authorsOf(work, owner, orcid, notes);
  const venue = notes.fold(work.journalTitle.slice(0, 2_000), 'journal-title');
  const url = work.url.trim();
  const type = work.type.trim().toLowerCase().replaceAll('_', '-');
  return {
    key: notes.key,
    externalIds: paperIds(work, notes),
    title,
    abstract: null,
    date: writtenDate(work.year, work.month, work.month.trim() === '' ? '' : work.day, notes),
    venue: venue === '' ? null : venue,
    type: type === '' ? null : WORK_TYPES.get(type) ?? 'OTHER',
    fields: [],
    mentions: authors.mentions,
    authorListComplete: authors.complete,
    citationCount: null,
    links: /^https?:\/\/\S+$/.test(url) ? [{ kind: 'LANDING_PAGE', url }] : [],
    scores: [],
    source: { format: origin.format, file: origin.file, line: work.line, byte: null, retrievedAt: null, url: null },
  };
}

function authorsOf(work: OrcidWork, owner: OrcidOwner, orcid: string | null, notes: RecordNotes): AuthorList {
  const authors = new AuthorList(notes, 'contributor');
  const seen = new Set<string>();
  for (const { name, orcid: stated, role } of work.contributors) {
    if (!isAuthorRole(role)) continue;
    if (isOthersName(name.slice(0, 200))) {
      authors.complete = false;
      continue;
    }
    const ids: { [scheme in PersonIdScheme]?: string } = {};
    notes.personId(ids, 'orcid', stated, 'contributor-orcid');
    // Somebody with several roles is listed once for each.
    const identity = ids.orcid ?? name.trim().toLowerCase();
    if (seen.has(identity)) continue;
    seen.add(identity);
    const isGroup = ids.orcid === undefined && isGroupName(name.slice(0, 2_000));
    authors.add(name.trim() === '' && ids.orcid === orcid ? ownName(owner) : name, { externalIds: ids, kind: isGroup ? 'GROUP' : 'PERSON' });
  }
  const isListed = seen.has(orcid ?? '') || seen.has(ownName(owner).trim().toLowerCase());
  if (isListed) return authors;
  authors.complete = false;
  const wrote = !NOT_WRITTEN.has(work.type.trim().toLowerCase().replaceAll('_', '-'));
  if (wrote && ownName(owner).trim() !== '') {
    authors.addBeside(notes.fold(ownName(owner).slice(0, 2_000), 'name'), { parts: ownParts(owner), externalIds: orcid === null ? {} : { orcid } });
  } else if (authors.listed === 0 && wrote) notes.missingAuthors('contributors');
  return authors;
}

/** No role, `author`, or any of the CRediT roles, which are given to authors. */
function isAuthorRole(role: string): boolean {
  return /^\s*(?:|author|co-?author|.*credit\.niso\.org.*)\s*$/i.test(role.slice(0, 200));
}

function ownName({ creditName, given, family }: OrcidOwner): string {
  return creditName.trim() === '' ? `${given} ${family}`.trim() : creditName.trim();
}

/** The parts belong to the name where no other is preferred. */
function ownParts({ creditName, given, family }: OrcidOwner): NameParts | null {
  const isOther = creditName.trim() !== '' && creditName.trim() !== `${given.trim()} ${family.trim()}`.trim();
  return isOther ? null : namePartsOf(given.trim(), family.trim(), '');
}

function paperIds(work: OrcidWork, notes: RecordNotes): PaperRecord['externalIds'] {
  const ids: { [scheme in PaperIdScheme]?: string } = {};
  for (const { type, value, relationship } of work.externalIds) {
    const scheme = PAPER_IDS.get(type.trim().toLowerCase());
    if (scheme === undefined || value.trim() === '' || !/^\s*(?:self)?\s*$/i.test(relationship)) continue;
    const id = normalizePaperId(scheme, scheme === 'pmcid' ? value.trim().replace(/^(?=\d)/, 'PMC') : value);
    if (id === null) notes.add('INVALID_IDENTIFIER', 'external-id', value, `This is no valid ${scheme} identifier; the paper is kept without it.`);
    else ids[scheme] ??= id;
  }
  return ids;
}
