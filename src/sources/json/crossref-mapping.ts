/**
 * Crossref's vocabulary (https://api.crossref.org/swagger-ui, "Work"): what each type is, where dates and venues stand.
 * Relations between a preprint and its published version become related ids; an arXiv id among them is an id of both.
 */
import type { PaperIds, PaperRecord, PaperType, PartialDate, RelatedId } from '../../records/record.js';
import { localRecordKey } from '../../records/titles.js';
import { objectOf, objectsOf, textsOf, textValue, valueAt } from '../json-values.js';
import type { JsonObject } from '../json-values.js';
import type { RecordNotes } from '../record-notes.js';
import { RelatedIdList } from '../related-ids.js';
import { authorsOf, personIds } from './json-authors.js';
import type { AuthorDraft, AuthorsFound } from './json-authors.js';
import { AffiliationList, citationCount, datePartsDate, LinkList, PaperIdList, plainAbstract, plainText, plainTexts, plainTitle, rorOf } from './json-facts.js';

/** https://api.crossref.org/types; what is not here is OTHER. */
const TYPES: ReadonlyMap<string, PaperType> = new Map<string, PaperType>([
  ['journal-article', 'ARTICLE'], ['proceedings-article', 'CONFERENCE_PAPER'], ['posted-content', 'PREPRINT'],
  ['book', 'BOOK'], ['monograph', 'BOOK'], ['edited-book', 'BOOK'], ['reference-book', 'BOOK'], ['book-set', 'BOOK'], ['book-series', 'BOOK'],
  ['book-chapter', 'BOOK_CHAPTER'], ['book-section', 'BOOK_CHAPTER'], ['book-part', 'BOOK_CHAPTER'], ['book-track', 'BOOK_CHAPTER'],
  ['reference-entry', 'REFERENCE_ENTRY'], ['dissertation', 'DISSERTATION'], ['report', 'REPORT'], ['report-component', 'REPORT'], ['report-series', 'REPORT'],
  ['proceedings', 'PROCEEDINGS'], ['proceedings-series', 'PROCEEDINGS'], ['dataset', 'DATASET'], ['database', 'DATASET'], ['software', 'SOFTWARE'],
  ['standard', 'STANDARD'], ['standard-series', 'STANDARD'],
]);

/** `subtype` of posted content that says more than that it was posted. */
const POSTED_TYPES: ReadonlyMap<string, PaperType> = new Map<string, PaperType>([
  ['dissertation', 'DISSERTATION'], ['letter', 'LETTER'], ['report', 'REPORT'],
]);

/** Where a work's date of publication stands, the most telling first. `created` and `deposited` are dates of the entry, not of the work. */
export const CROSSREF_DATES = ['published', 'issued', 'published-online', 'published-print', 'posted', 'approved', 'content-created'] as const;

/** Roles, in the newer answers, of people listed as authors who are none. */
const OTHER_ROLES: ReadonlySet<string> = new Set(['editor', 'chair', 'translator', 'reviewer', 'review-assistant', 'stats-reviewer', 'reviewer-external', 'reader']);

/** Maps one work. Null (and noted) where it has no title. */
export function crossrefWork(work: JsonObject, notes: RecordNotes): PaperRecord | null {
  const ids = new PaperIdList(notes);
  ids.add('doi', work.DOI ?? work.doi, 'DOI');
  const { doi } = ids.ids;
  if (doi !== undefined) notes.key = `crossref:${doi}`;
  const title = titleOf(work, notes);
  if (title === null) return null;
  notes.key ??= localRecordKey('crossref', '', title);
  if (doi === undefined) notes.add('MISSING_KEY', 'DOI', null, 'The work has no usable DOI; it is kept under its title.');
  const type = typeOf(work);
  const authors = authorsOf(work.author, 'author', notes, authorOf);
  if (authors.mentions.length === 0 && authors.complete && !namesEditors(work, authors) && type !== 'PROCEEDINGS') notes.missingAuthors('author');
  return {
    key: notes.key,
    externalIds: idsOf(work, ids),
    title,
    abstract: plainAbstract(work.abstract, notes),
    date: dateOf(work, notes),
    venue: venueOf(work, notes),
    type,
    fields: plainTexts(work.subject, 'subject', notes),
    mentions: authors.mentions,
    authorListComplete: authors.complete,
    // Counts are renewed whenever Crossref indexes the work.
    citationCount: citationCount(work['is-referenced-by-count'], 'is-referenced-by-count', 'crossref', valueAt(work.indexed, 'date-time'), notes),
    links: linksOf(work),
    scores: [],
    ...relatedIds(work).fieldBeside(ids.all()),
    source: { format: 'crossref', file: notes.file, line: notes.line, byte: notes.byte, retrievedAt: null, url: null },
  };
}

function titleOf(work: JsonObject, notes: RecordNotes): string | null {
  const title = plainTitle([work.title, work['original-title'], work['short-title']], 'title', notes);
  const subtitle = plainText(textsOf(work.subtitle)[0], 'subtitle', notes);
  if (title === null || subtitle === null || title.toLowerCase().includes(subtitle.toLowerCase())) return title;
  return notes.title(/[:?!.–—]$/.test(title) ? `${title} ${subtitle}` : `${title}: ${subtitle}`, 'subtitle');
}

function typeOf(work: JsonObject): PaperType | null {
  const type = textValue(work.type)?.toLowerCase() ?? null;
  if (type === null) return null;
  const subtype = type === 'posted-content' ? POSTED_TYPES.get(textValue(work.subtype)?.toLowerCase() ?? '') : undefined;
  return subtype ?? TYPES.get(type) ?? 'OTHER';
}

function authorOf(entry: JsonObject, field: string, notes: RecordNotes): AuthorDraft | 'EDITOR' {
  const roles = objectsOf(entry.role).map((role) => textValue(role.role)?.toLowerCase()).filter((role) => role !== undefined);
  if (roles.length > 0 && roles.every((role) => OTHER_ROLES.has(role))) return 'EDITOR';
  const affiliations = new AffiliationList(`${field}.affiliation`, notes);
  for (const affiliation of objectsOf(entry.affiliation)) {
    const ror = objectsOf(affiliation.id).map((id) => rorOf(id.id)).find((id) => id !== null) ?? null;
    affiliations.add(affiliation.name, ror);
  }
  const isNamedWhole = textValue(entry.family) === null && textValue(entry.given) === null;
  return {
    name: isNamedWhole ? { whole: entry.name ?? entry.literal, kind: 'GROUP' } : entry,
    externalIds: personIds(notes, field, { orcid: entry.ORCID ?? entry.orcid }),
    ...affiliations.facts,
  };
}

function namesEditors(work: JsonObject, authors: AuthorsFound): boolean {
  return authors.hasEditors || objectsOf(work.editor).length > 0 || objectsOf(work.chair).length > 0;
}

function idsOf(work: JsonObject, ids: PaperIdList): PaperIds {
  ids.find(work.URL, ['doi']);
  for (const name of ['has-preprint', 'is-same-as', 'is-identical-to']) {
    for (const related of objectsOf(objectOf(work.relation)?.[name])) {
      const id = textValue(related.id)?.trim() ?? '';
      ids.find(related['id-type'] === 'arxiv' && !/^arxiv:/i.test(id) ? `arxiv:${id}` : id.replace(/^(?:https?:\/\/doi\.org\/)?10\.48550\/arxiv\./i, 'arxiv:'), ['arxiv']);
    }
  }
  return ids.all();
}

/** Crossref's relations between versions. `is-same-as` and the like name the same version under another id. */
const RELATIONS: ReadonlyArray<readonly [string, RelatedId['relation']]> = [
  ['is-preprint-of', 'PUBLISHED'], ['has-preprint', 'PREPRINT'], ['is-version-of', 'VERSION'], ['has-version', 'VERSION'],
];

function relatedIds(work: JsonObject): RelatedIdList {
  const related = new RelatedIdList();
  for (const [name, relation] of RELATIONS) {
    for (const { id, 'id-type': type } of objectsOf(objectOf(work.relation)?.[name])) {
      const written = textValue(id)?.trim() ?? '';
      if (type === 'doi') related.add(written, relation);
      else if (type === 'arxiv') related.add(/^arxiv:/i.test(written) ? written : `arxiv:${written}`, relation);
    }
  }
  return related;
}

function dateOf(work: JsonObject, notes: RecordNotes): PartialDate | null {
  for (const name of CROSSREF_DATES) {
    const date = datePartsDate(work[name], name, notes);
    if (date !== null) return date;
  }
  return null;
}

/** The journal or book; of preprints the server, of theses and reports the institution. */
function venueOf(work: JsonObject, notes: RecordNotes): string | null {
  const institution = objectsOf(Array.isArray(work.institution) ? work.institution : [work.institution])[0];
  return plainText(textsOf(work['container-title'])[0], 'container-title', notes)
    ?? plainText(institution?.name, 'institution', notes)
    ?? plainText(objectOf(work.event)?.name, 'event', notes)
    ?? plainText(work['group-title'], 'group-title', notes);
}

function linksOf(work: JsonObject): PaperRecord['links'] {
  const links = new LinkList();
  links.add('LANDING_PAGE', work.URL ?? valueAt(work.resource, 'primary', 'URL'));
  for (const link of objectsOf(work.link)) if (link['content-type'] === 'application/pdf') links.add('PDF', link.URL);
  return links.list;
}
