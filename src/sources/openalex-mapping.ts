/**
 * OpenAlex's work object to a paper record. Fields of study are OpenAlex's "field" level (older dumps: concepts of level
 * 0). The abstract comes as an inverted index (openalex-abstract.ts). `author_position` is first, middle or last: places
 * are those of the list. Dates are kept as stated; OpenAlex writes 1 January where it knows only the year.
 */
import { dayAtStart } from '../records/days.js';
import { arxivIdOfDoi, normalizePaperId, parsePaperId } from '../records/ids.js';
import { OPENALEX_TYPES } from '../records/openalex-types.js';
import type { CitationCount, Link, PaperIdScheme, PaperRecord, PaperType, PartialDate } from '../records/record.js';
import { localRecordKey } from '../records/titles.js';
import { LinkList } from './json/json-facts.js';
import type { JsonLayout } from './json-stream-scanner.js';
import { MAX_STATED_COUNT } from './limits.js';
import { openalexAbstract } from './openalex-abstract.js';
import { notedAuthorships, openalexAuthors } from './openalex-authorships.js';
import { numberValue, objectOf, objectsOf, textValue } from './json-values.js';
import type { JsonObject } from './json-values.js';
import type { RecordNotes } from './record-notes.js';
import { RelatedIdList } from './related-ids.js';

const VENUE_FIELD = 'primary_location.source.display_name';

/** Maps one work. Null (and noted) for other entities, and for works without a title. `layout` tells lists of the API from snapshots. */
export function openalexWork(work: JsonObject, layout: JsonLayout, notes: RecordNotes): PaperRecord | null {
  const written = textValue(work.id) ?? textValue(objectOf(work.ids)?.openalex);
  const id = written === null ? null : normalizePaperId('openalex', written);
  if (id !== null) notes.key = `openalex:${id}`;
  else if (written !== null || (work.authorships === undefined && work.title === undefined && work.display_name === undefined)) {
    return notes.drop('UNSUPPORTED_RECORD', 'id', written, 'This is no OpenAlex work (their ids are W and four digits or more; authors, institutions and other entities are not read); it is left out.');
  }
  const title = notes.title(textValue(work.title) ?? textValue(work.display_name) ?? '', 'title');
  if (title === null) return null;
  if (id === null) {
    notes.key = localRecordKey('openalex', '', title);
    notes.add('MISSING_KEY', 'id', null, 'The work has no OpenAlex id; it is kept under its title.');
  }
  const externalIds = paperIds(work, id, notes);
  const { mentions, complete } = openalexAuthors(work, layout, notes);
  const primary = objectOf(work.primary_location) ?? objectOf(work.host_venue);
  const source = objectOf(primary?.source) ?? objectOf(work.host_venue);
  const venue = notes.fold(textValue(source?.display_name) ?? '', VENUE_FIELD);
  const impact = numberValue(work.fwci);
  return {
    key: notes.key ?? localRecordKey('openalex', '', title),
    externalIds,
    title,
    abstract: openalexAbstract(work, notes),
    date: dateOf(work, notes),
    venue: venue === '' ? null : venue,
    type: typeOf(work, source),
    fields: fieldsOf(work, notes),
    mentions,
    authorListComplete: complete,
    citationCount: citationsOf(work, notes),
    links: linksOf(work, primary),
    scores: impact === null ? [] : [{ name: 'FWCI', value: impact, unit: null }],
    ...relatedIds(work).fieldBeside(externalIds),
    source: { format: 'openalex', file: notes.file, line: notes.line, byte: notes.byte, retrievedAt: null, url: null },
  };
}

/** Notes what of a work's title, venue, abstract, author list, ids, date and citation count is not usable as it stands. Its venue's name stands as `venue`. */
export function noteUnusable(work: JsonObject, notes: RecordNotes): void {
  const texts = { title: 'title', venue: VENUE_FIELD, abstract: 'abstract' };
  for (const [name, field] of Object.entries(texts)) notes.fold(textValue(work[name]) ?? '', field);
  notedAuthorships(work, notes);
  paperIds(work, null, notes);
  dateOf(work, notes);
  citationsOf(work, notes);
}

function paperIds(work: JsonObject, openalexId: string | null, notes: RecordNotes): PaperRecord['externalIds'] {
  const ids: { [scheme in PaperIdScheme]?: string } = {};
  if (openalexId !== null) ids.openalex = openalexId;
  const stated = objectOf(work.ids);
  const candidates: readonly (readonly [PaperIdScheme, string | null])[] = [
    ['doi', textValue(work.doi) ?? textValue(stated?.doi)],
    ['pmid', textValue(stated?.pmid)],
    ['pmcid', textValue(stated?.pmcid)?.replace(/^(https?:\/\/\S+\/)?(\d+)\/?$/, 'PMC$2') ?? null],
    ['mag', textValue(stated?.mag)],
    ['arxiv', textValue(stated?.arxiv)],
  ];
  for (const [scheme, written] of candidates) {
    if (written === null) continue;
    const id = normalizePaperId(scheme, written);
    if (id === null) notes.add('INVALID_IDENTIFIER', `ids.${scheme}`, written, `This is no valid ${scheme} identifier; the work is kept without it.`);
    else ids[scheme] = id;
  }
  const arxiv = arxivIdOfDoi(ids.doi);
  if (arxiv !== null) ids.arxiv ??= arxiv;
  const addresses: (string | null)[] = [];
  for (const location of objectsOf(work.locations)) addresses.push(textValue(location.landing_page_url), textValue(location.pdf_url));
  for (const address of addresses) {
    const found = address === null ? null : parsePaperId(address);
    // Other schemes' addresses may be those of another version of the work, with an id of its own.
    if (found?.scheme === 'arxiv' || found?.scheme === 'acl') ids[found.scheme] ??= found.value;
  }
  return ids;
}

/** DOIs of the places where OpenAlex found the work: those that are not its own are other versions'. */
function relatedIds(work: JsonObject): RelatedIdList {
  const related = new RelatedIdList();
  for (const location of objectsOf(work.locations)) {
    const address = textValue(location.landing_page_url) ?? '';
    if (/^https?:\/\/(?:dx\.)?doi\.org\//i.test(address)) related.add(address, 'VERSION');
  }
  return related;
}

function typeOf(work: JsonObject, source: JsonObject | null): PaperType | null {
  const type = textValue(work.type)?.toLowerCase() ?? null;
  const crossref = textValue(work.type_crossref)?.toLowerCase() ?? null;
  if (type === null) return crossref === null ? null : OPENALEX_TYPES.get(crossref) ?? 'OTHER';
  const isConference = crossref === 'proceedings-article' || (crossref === null && source?.type === 'conference');
  // OpenAlex calls both papers of journals and of conferences articles.
  if (type === 'article' && isConference) return 'CONFERENCE_PAPER';
  return OPENALEX_TYPES.get(type) ?? 'OTHER';
}

function dateOf(work: JsonObject, notes: RecordNotes): PartialDate | null {
  const date = textValue(work.publication_date);
  const parts = date === null ? null : /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T.*)?$/.exec(date.trim());
  if (date !== null && parts !== null) {
    return notes.date(Number(parts[1]), parts[2] === undefined ? null : Number(parts[2]), parts[3] === undefined ? null : Number(parts[3]), 'publication_date', date);
  }
  const stated = work.publication_year;
  const year = typeof stated === 'number' ? String(stated) : textValue(stated);
  if (date !== null) {
    notes.add('INVALID_DATE', 'publication_date', date, `This is no date of the form YYYY-MM-DD; ${year === null ? 'the date is left unknown' : 'the publication year is used'}.`);
  }
  return year === null ? null : notes.date(Number(year), null, null, 'publication_year', year);
}

function fieldsOf(work: JsonObject, notes: RecordNotes): string[] {
  const topics = [objectOf(work.primary_topic), ...objectsOf(work.topics)];
  const fields = new Set<string>();
  const add = (name: string | null, field: string): void => {
    const folded = name === null ? '' : notes.fold(name, field);
    if (folded !== '') fields.add(folded);
  };
  for (const topic of topics) add(textValue(objectOf(topic?.field)?.display_name), 'topics.field.display_name');
  if (fields.size === 0) {
    for (const concept of objectsOf(work.concepts)) {
      if (concept.level === 0) add(textValue(concept.display_name), 'concepts.display_name');
    }
  }
  return [...fields];
}

function citationsOf(work: JsonObject, notes: RecordNotes): CitationCount | null {
  const written = work.cited_by_count ?? null;
  if (written === null) return null;
  const value = numberValue(written);
  if (value === null || !Number.isInteger(value) || value < 0 || value > MAX_STATED_COUNT) {
    notes.add('INVALID_VALUE', 'cited_by_count', writtenOut(written), `This is no whole number from 0 to ${MAX_STATED_COUNT}; the citation count is taken as unknown.`);
    return null;
  }
  return { value, source: 'openalex', asOf: dayAtStart(textValue(work.updated_date) ?? '') };
}

/** JSON has no way to write the Infinity that it is read as when a number is too large (1e999). */
function writtenOut(value: unknown): string | null {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function linksOf(work: JsonObject, primary: JsonObject | null): Link[] {
  const links = new LinkList();
  links.add('LANDING_PAGE', primary?.landing_page_url);
  links.add('PDF', primary?.pdf_url);
  links.add('PDF', objectOf(work.best_oa_location)?.pdf_url);
  return links.list;
}
