/**
 * INSPIRE's literature record (https://inspire-schemas.readthedocs.io, "hep"): names are "Family, Given"; collaborations and
 * corporate authors stand beside the author list. A published paper's date is its journal's year; a preprint's its own.
 */
import type { Mention, PaperRecord, PaperType, PartialDate } from '../../records/record.js';
import { localRecordKey } from '../../records/titles.js';
import { emailDomain } from '../email-domains.js';
import { isGroupName } from '../group-names.js';
import { numberValue, objectOf, objectsOf, textsOf, textValue } from '../json-values.js';
import type { JsonObject } from '../json-values.js';
import { isSuffix } from '../people/written-names.js';
import type { RecordNotes } from '../record-notes.js';
import { authorsOf, mentionOf, personIds } from './json-authors.js';
import type { AuthorDraft, AuthorsFound } from './json-authors.js';
import { AffiliationList, citationCount, isoDate, LinkList, PaperIdList, plainAbstract, plainText, plainTexts, plainTitle, rorOf } from './json-facts.js';

/** `document_type`: a record has several; the first of this table that it has decides. */
const TYPES: readonly (readonly [string, PaperType])[] = [
  ['thesis', 'DISSERTATION'], ['proceedings', 'PROCEEDINGS'], ['conference paper', 'CONFERENCE_PAPER'], ['book chapter', 'BOOK_CHAPTER'], ['book', 'BOOK'],
  ['report', 'REPORT'], ['activity report', 'REPORT'], ['note', 'REPORT'], ['article', 'ARTICLE'],
];
/** `material` of a DOI that is one of the paper itself. */
const OWN_DOIS: ReadonlySet<string> = new Set(['', 'publication', 'version', 'preprint', 'part', 'translation']);
/** What may follow family and given name besides `Jr.` and `III`. Right behind the family name these are initials: `Zhang, X.`. */
const LATER_SUFFIX = /^(?:[ivx]{1,4}|\d(?:st|nd|rd|th))\.?$/i;

/** Maps one record. Null (and noted) where it has no title. */
export function inspireRecord(metadata: JsonObject, envelope: JsonObject, notes: RecordNotes): PaperRecord | null {
  const ids = new PaperIdList(notes);
  ids.add('inspire', metadata.control_number ?? envelope.id, 'control_number');
  const { inspire: id } = ids.ids;
  if (id !== undefined) notes.key = `inspire:${id}`;
  const title = titleOf(metadata, notes);
  if (title === null) return null;
  notes.key ??= localRecordKey('inspire', '', title);
  if (id === undefined) notes.add('MISSING_KEY', 'control_number', null, 'The record has no control number; it is kept under its title.');
  for (const doi of objectsOf(metadata.dois)) if (OWN_DOIS.has(textValue(doi.material)?.toLowerCase() ?? '')) ids.add('doi', doi.value, 'dois');
  for (const eprint of objectsOf(metadata.arxiv_eprints)) ids.add('arxiv', eprint.value, 'arxiv_eprints');
  const authors = authorsIn(metadata, notes);
  const type = typeOf(metadata);
  return {
    key: notes.key,
    externalIds: ids.all(),
    title,
    abstract: plainAbstract(objectsOf(metadata.abstracts)[0]?.value, notes),
    date: dateOf(metadata, notes),
    venue: venueOf(metadata, type, notes),
    type,
    fields: plainTexts(objectsOf(metadata.inspire_categories).map(({ term }) => term), 'inspire_categories', notes),
    mentions: authors.mentions,
    authorListComplete: authors.complete,
    citationCount: citationCount(metadata.citation_count, 'citation_count', 'inspire', null, notes),
    links: linksOf(metadata, id),
    scores: [],
    source: { format: 'inspire', file: notes.file, line: notes.line, byte: notes.byte, retrievedAt: null, url: id === undefined ? null : `https://inspirehep.net/literature/${id}` },
  };
}

function titleOf(metadata: JsonObject, notes: RecordNotes): string | null {
  const [first] = objectsOf(metadata.titles);
  const title = plainTitle([first?.title], 'titles', notes);
  const subtitle = plainText(first?.subtitle, 'titles', notes);
  return title === null || subtitle === null ? title : notes.title(`${title}: ${subtitle}`, 'titles');
}

function authorsIn(metadata: JsonObject, notes: RecordNotes): AuthorsFound {
  const found = authorsOf(metadata.authors, 'authors', notes, authorOf);
  const known = new Set(found.mentions.map(({ rawName }) => rawName.toLowerCase()));
  const groups = [...new Set([...textsOf(metadata.corporate_author), ...objectsOf(metadata.collaborations).map(collaborationOf)])]
    .filter((name) => name !== '' && !known.has(name.toLowerCase()))
    .map((whole) => mentionOf({ name: { whole, kind: 'GROUP' } }, null, 'collaborations', notes))
    .filter((mention): mention is Mention => mention !== null && mention !== 'OTHERS');
  const mentions = [...found.mentions, ...groups];
  if (mentions.length === 0 && found.complete && !found.hasEditors) notes.missingAuthors('authors');
  const listed = Array.isArray(metadata.authors) ? metadata.authors.length : 0;
  const stated = numberValue(metadata.author_count);
  if (stated === null || stated <= listed) return { ...found, mentions };
  notes.add('TRUNCATED_AUTHORS', 'author_count', String(stated), `The record says that it has ${stated} authors but lists ${listed}: the list is marked incomplete.`);
  return { ...found, mentions, complete: false };
}

/** INSPIRE leaves the word out that everybody says: "ATLAS" is shown as "ATLAS Collaboration". */
function collaborationOf(collaboration: JsonObject): string {
  const name = textValue(collaboration.value)?.trim() ?? '';
  return name === '' || /collaboration|group|consortium|team|project|experiment|network|community/i.test(name) ? name : `${name} Collaboration`;
}

function authorOf(entry: JsonObject, field: string, notes: RecordNotes): AuthorDraft | 'EDITOR' {
  const roles = textsOf(entry.inspire_roles);
  if (roles.length > 0 && !roles.includes('author')) return 'EDITOR';
  const idOf = (schema: string): unknown => objectsOf(entry.ids).find((id) => id.schema === schema)?.value;
  const [address] = textsOf(entry.emails);
  const domain = address === undefined ? null : emailDomain(address);
  return {
    name: nameOf(textValue(entry.full_name) ?? ''),
    externalIds: personIds(notes, field, { orcid: idOf('ORCID'), inspire: idOf('INSPIRE ID') }),
    ...affiliationsOf(entry, field, notes).facts,
    ...(domain === null ? {} : { emailDomain: domain }),
  };
}

/** "Family, Given", "Family, Given, Jr."; without a comma a person known by one name, or a group. */
function nameOf(written: string): AuthorDraft['name'] {
  const [family = '', ...rest] = written.split(',').map((part) => part.trim());
  if (rest.length === 0) return { whole: written, kind: isGroupName(written) ? 'GROUP' : 'PERSON' };
  const at = rest.findIndex((part, index) => isSuffix(part) || (index > 0 && LATER_SUFFIX.test(part)));
  return { written, family, given: rest.filter((_, index) => index !== at).join(', '), suffix: at < 0 ? null : rest[at] };
}

/** Institutions as INSPIRE names them, with ROR ids where each has one; else the affiliations as written. */
function affiliationsOf(entry: JsonObject, field: string, notes: RecordNotes): AffiliationList {
  const affiliations = new AffiliationList(`${field}.affiliations`, notes);
  const named = objectsOf(entry.affiliations);
  const rors = objectsOf(entry.affiliations_identifiers).filter(({ schema }) => schema === 'ROR').map(({ value }) => rorOf(value));
  for (const [index, { value }] of named.entries()) affiliations.add(value, rors.length === named.length ? rors[index] : null);
  if (named.length === 0) for (const { value } of objectsOf(entry.raw_affiliations)) affiliations.add(value);
  return affiliations;
}

function isPublished(metadata: JsonObject): boolean {
  return objectsOf(metadata.publication_info).some((info) => textValue(info.journal_title) !== null || textValue(info.pubinfo_freetext) !== null || textValue(info.cnum) !== null);
}

function typeOf(metadata: JsonObject): PaperType | null {
  const stated = textsOf(metadata.document_type);
  if (stated.length === 0) return null;
  const type = TYPES.find(([name]) => stated.includes(name))?.[1] ?? 'OTHER';
  if (type !== 'ARTICLE') return type;
  if (!isPublished(metadata) && objectsOf(metadata.arxiv_eprints).length > 0) return 'PREPRINT';
  return textsOf(metadata.publication_type).includes('review') ? 'REVIEW' : type;
}

function dateOf(metadata: JsonObject, notes: RecordNotes): PartialDate | null {
  const imprint = textValue(objectsOf(metadata.imprints)[0]?.date);
  if (imprint !== null) return isoDate(imprint, 'imprints', notes);
  const year = objectsOf(metadata.publication_info).map((info) => textValue(info.year)).find((text) => text !== null) ?? null;
  if (year !== null && isPublished(metadata)) return notes.date(Number(year), null, null, 'publication_info', year);
  const thesis = objectOf(metadata.thesis_info);
  const other = [thesis?.defense_date, thesis?.date, metadata.preprint_date, metadata.earliest_date].map(textValue).find((text) => text !== null) ?? null;
  return other === null ? null : isoDate(other, 'preprint_date', notes);
}

function venueOf(metadata: JsonObject, type: PaperType | null, notes: RecordNotes): string | null {
  for (const info of objectsOf(metadata.publication_info)) {
    const venue = plainText(info.journal_title, 'publication_info', notes) ?? plainText(info.pubinfo_freetext, 'publication_info', notes) ?? plainText(textsOf(info.conf_acronym)[0], 'publication_info', notes);
    if (venue !== null) return venue;
  }
  return plainText(objectsOf(objectOf(metadata.thesis_info)?.institutions)[0]?.name, 'thesis_info', notes) ?? (type === 'PREPRINT' ? 'arXiv' : null);
}

function linksOf(metadata: JsonObject, id: string | undefined): PaperRecord['links'] {
  const links = new LinkList();
  if (id !== undefined) links.add('LANDING_PAGE', `https://inspirehep.net/literature/${id}`);
  for (const { value } of objectsOf(metadata.urls)) links.add(/\.pdf$/i.test(textValue(value) ?? '') ? 'PDF' : 'LANDING_PAGE', value);
  for (const document of objectsOf(metadata.documents)) if (document.fulltext === true) links.add('PDF', document.url);
  return links.list;
}
