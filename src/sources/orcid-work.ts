/**
 * The works of an ORCID record to papers, whatever the syntax they were written in. Works are grouped by identifiers that
 * they share; of a group the version counts that its owner prefers. Identifiers count where they are the work's own
 * (`self`), not those of the whole that it is part of or of another version.
 */
import { normalizePaperId, normalizePersonId } from '../records/ids.js';
import type { PaperIdScheme, PaperRecord, PaperType, SourceItem } from '../records/record.js';
import { localRecordKey } from '../records/titles.js';
import { orcidAuthors } from './orcid-contributors.js';
import type { OrcidContributor } from './orcid-contributors.js';
import { ownName } from './orcid-record.js';
import type { OrcidExternalId, OrcidOrigin, OrcidOwner } from './orcid-record.js';
import { RecordNotes } from './record-notes.js';
import { writtenDate } from './written-dates.js';

/** One work; texts that are not given are empty. */
export interface OrcidWork {
  /** A record lists summaries, without contributors; a work asked for by itself is whole. */
  readonly layer: 'SUMMARY' | 'WHOLE';
  readonly putCode: string;
  readonly line: number | null;
  readonly byte: number | null;
  readonly title: string;
  readonly subtitle: string;
  readonly abstract: string;
  readonly journalTitle: string;
  readonly type: string;
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly url: string;
  readonly externalIds: readonly OrcidExternalId[];
  readonly contributors: readonly OrcidContributor[];
}

/** Work type → type. https://info.orcid.org/ufaqs/what-work-types-does-orcid-support/ What is not here is OTHER. */
const WORK_TYPES: ReadonlyMap<string, PaperType> = new Map<string, PaperType>([
  ['journal-article', 'ARTICLE'], ['magazine-article', 'ARTICLE'], ['newspaper-article', 'ARTICLE'], ['newsletter-article', 'ARTICLE'],
  ['conference-paper', 'CONFERENCE_PAPER'], ['conference-abstract', 'CONFERENCE_PAPER'], ['conference-poster', 'CONFERENCE_PAPER'], ['conference-proceedings', 'PROCEEDINGS'],
  ['preprint', 'PREPRINT'], ['working-paper', 'PREPRINT'], ['book', 'BOOK'], ['edited-book', 'BOOK'], ['book-chapter', 'BOOK_CHAPTER'],
  ['dissertation', 'DISSERTATION'], ['dissertation-thesis', 'DISSERTATION'], ['report', 'REPORT'], ['technical-report', 'REPORT'], ['review', 'REVIEW'], ['book-review', 'REVIEW'],
  ['editorial', 'EDITORIAL'], ['letter', 'LETTER'], ['dictionary-entry', 'REFERENCE_ENTRY'], ['encyclopedia-entry', 'REFERENCE_ENTRY'], ['encyclopaedia-entry', 'REFERENCE_ENTRY'],
  ['data-set', 'DATASET'], ['software', 'SOFTWARE'], ['standards-and-policy', 'STANDARD'], ['technical-standard', 'STANDARD'],
]);
const PAPER_IDS: ReadonlyMap<string, PaperIdScheme> = new Map<string, PaperIdScheme>([
  ['doi', 'doi'], ['pmid', 'pmid'], ['pmc', 'pmcid'], ['arxiv', 'arxiv'], ['eid', 'scopus'], ['wosuid', 'wos'],
]);

/** The items that one work makes: what is wrong with it, then the paper. */
export function orcidWorkItems(work: OrcidWork, owner: OrcidOwner, origin: OrcidOrigin): SourceItem[] {
  const notes = new RecordNotes(origin.file, work.line, work.byte);
  const record = orcidPaper(work, owner, origin, notes);
  const items = notes.problems().map((problem): SourceItem => ({ kind: 'problem', problem }));
  return record === null ? items : [...items, { kind: 'paper', record }];
}

function orcidPaper(work: OrcidWork, owner: OrcidOwner, origin: OrcidOrigin, notes: RecordNotes): PaperRecord | null {
  const orcid = normalizePersonId('orcid', owner.orcid);
  const code = /^\d{1,15}$/.exec(work.putCode.trim())?.[0];
  // Two records: importing one after the other takes nothing from what either says.
  if (orcid !== null && code !== undefined) notes.key = `orcid:${orcid}/${work.layer === 'WHOLE' ? 'work/' : ''}${code}`;
  const title = titleOf(work, notes);
  if (title === null) return null;
  notes.key ??= localRecordKey('orcid', orcid ?? '', title);
  const type = work.type.trim().toLowerCase().replaceAll('_', '-');
  if (work.layer === 'WHOLE' && work.contributors.length === 0 && ownName(owner) === '') {
    return notes.drop('MISSING_AUTHORS', 'contributors', orcid, 'The work names no contributors and the file does not name its owner: it is left out; import the owner\'s record, which has the work and the name.');
  }
  const authors = orcidAuthors(work.contributors, type, owner, orcid, notes);
  const venue = notes.fold(work.journalTitle.slice(0, 2_000), 'journal-title');
  const abstract = notes.fold(work.abstract, 'short-description');
  const url = work.url.trim();
  return {
    key: notes.key,
    externalIds: paperIds(work, notes),
    title,
    abstract: abstract === '' ? null : abstract,
    date: writtenDate(work.year, work.month, work.month.trim() === '' ? '' : work.day, notes),
    venue: venue === '' ? null : venue,
    type: type === '' ? null : WORK_TYPES.get(type) ?? 'OTHER',
    fields: [],
    mentions: authors.mentions,
    authorListComplete: authors.complete,
    citationCount: null,
    links: /^https?:\/\/[^\s\p{Cc}\p{Cs}]+$/u.test(url) ? [{ kind: 'LANDING_PAGE', url }] : [],
    scores: [],
    source: { format: origin.format, file: origin.file, line: work.line, byte: work.byte, retrievedAt: null, url: null },
  };
}

function titleOf(work: OrcidWork, notes: RecordNotes): string | null {
  const title = work.title.trim();
  const subtitle = work.subtitle.trim();
  const isSaid = subtitle === '' || title === '' || title.toLowerCase().includes(subtitle.toLowerCase());
  return notes.title(isSaid ? title : `${title}: ${subtitle}`, 'title');
}

function paperIds(work: OrcidWork, notes: RecordNotes): PaperRecord['externalIds'] {
  const ids: { [scheme in PaperIdScheme]?: string } = {};
  for (const { type, value, relationship } of work.externalIds) {
    const scheme = PAPER_IDS.get(type.trim().toLowerCase());
    if (scheme === undefined || value.trim() === '' || !/^\s*(?:self\s*)?$/i.test(relationship)) continue;
    const stated = notes.fold(value, 'external-id');
    const id = normalizePaperId(scheme, scheme === 'pmcid' ? stated.replace(/^(?=\d)/, 'PMC') : stated);
    if (id === null) notes.add('INVALID_IDENTIFIER', 'external-id', value, `This is no valid ${scheme} identifier; the paper is kept without it.`);
    else ids[scheme] ??= id;
  }
  return ids;
}
