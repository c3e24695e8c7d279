/**
 * CSL-JSON's vocabulary (https://docs.citationstyles.org/en/stable/specification.html, appendices III and IV; the schema
 * csl-data.json). Exports add fields of their own (Crossref's counts and ORCIDs by way of doi.org); they are read where known.
 */
import type { PaperRecord, PaperType, PartialDate } from '../../records/record.js';
import { localRecordKey } from '../../records/titles.js';
import { isObject, objectsOf, textsOf, textValue, valueAt } from '../json-values.js';
import type { JsonObject } from '../json-values.js';
import { KEYWORDS_KEPT, keywordPieces, keywordsOf } from '../keywords.js';
import type { RecordNotes } from '../record-notes.js';
import { addExtraIds } from './extra-ids.js';
import { authorsOf, personIds } from './json-authors.js';
import type { AuthorDraft } from './json-authors.js';
import { AffiliationList, citationCount, datePartsDate, LinkList, PaperIdList, plainAbstract, plainText, plainTitle } from './json-facts.js';
import { looseDate } from './loose-dates.js';

/** Types of CSL 1.0.2, then Crossref's that doi.org lets through; what is not here is OTHER. */
export const CSL_TYPES: ReadonlyMap<string, PaperType> = new Map<string, PaperType>([
  ['article', 'PREPRINT'], ['article-journal', 'ARTICLE'], ['article-magazine', 'ARTICLE'], ['article-newspaper', 'ARTICLE'],
  ['paper-conference', 'CONFERENCE_PAPER'], ['book', 'BOOK'], ['collection', 'BOOK'], ['classic', 'BOOK'], ['chapter', 'BOOK_CHAPTER'],
  ['thesis', 'DISSERTATION'], ['report', 'REPORT'], ['dataset', 'DATASET'], ['software', 'SOFTWARE'], ['standard', 'STANDARD'],
  ['entry', 'REFERENCE_ENTRY'], ['entry-dictionary', 'REFERENCE_ENTRY'], ['entry-encyclopedia', 'REFERENCE_ENTRY'],
  ['review', 'REVIEW'], ['review-book', 'REVIEW'], ['personal_communication', 'LETTER'], ['periodical', 'PROCEEDINGS'],
  ['bill', 'OTHER'], ['broadcast', 'OTHER'], ['document', 'OTHER'], ['event', 'OTHER'], ['figure', 'OTHER'], ['graphic', 'OTHER'], ['hearing', 'OTHER'],
  ['interview', 'OTHER'], ['legal_case', 'OTHER'], ['legislation', 'OTHER'], ['manuscript', 'OTHER'], ['map', 'OTHER'], ['motion_picture', 'OTHER'],
  ['musical_score', 'OTHER'], ['pamphlet', 'OTHER'], ['patent', 'OTHER'], ['performance', 'OTHER'], ['post', 'OTHER'], ['post-weblog', 'OTHER'],
  ['regulation', 'OTHER'], ['song', 'OTHER'], ['speech', 'OTHER'], ['treaty', 'OTHER'], ['webpage', 'OTHER'],
  ['journal-article', 'ARTICLE'], ['proceedings-article', 'CONFERENCE_PAPER'], ['posted-content', 'PREPRINT'], ['book-chapter', 'BOOK_CHAPTER'], ['dissertation', 'DISSERTATION'],
]);

/** Variables that name people who are no authors. */
const OTHER_NAMES = ['editor', 'translator', 'collection-editor', 'editorial-director', 'container-author', 'director', 'chair', 'organizer', 'compiler'] as const;
/** Where a work appeared, the most telling first. */
const VENUES = ['container-title', 'event-title', 'event', 'collection-title', 'publisher', 'archive'] as const;

/** Maps one item. Null (and noted) where it has no title. */
export function cslItem(item: JsonObject, notes: RecordNotes): PaperRecord | null {
  const localKey = plainText(item.id ?? item['citation-key'], 'id', notes)?.slice(0, 500) ?? '';
  if (localKey !== '') notes.key = `csl-json:${localKey}`;
  const title = plainTitle([item.title, item['title-short'], item.shortTitle], 'title', notes);
  if (title === null) return null;
  notes.key = localRecordKey('csl-json', localKey, title);
  const authors = authorsOf(item.author, 'author', notes, authorOf);
  const hasEditors = authors.hasEditors || OTHER_NAMES.some((name) => objectsOf(item[name]).length > 0);
  if (authors.mentions.length === 0 && authors.complete) notes.missingAuthors('author', hasEditors);
  const type = textValue(item.type)?.toLowerCase() ?? null;
  const links = new LinkList();
  links.add(/\.pdf$/i.test(textValue(item.URL) ?? '') ? 'PDF' : 'LANDING_PAGE', item.URL);
  return {
    key: notes.key,
    externalIds: idsOf(item, notes),
    title,
    abstract: plainAbstract(item.abstract, notes),
    date: dateOf(item.issued, notes),
    venue: VENUES.map((name) => plainText(textsOf(item[name])[0], name, notes)).find((venue) => venue !== null) ?? null,
    type: type === null ? null : CSL_TYPES.get(type) ?? 'OTHER',
    fields: fieldsOf(item, notes),
    mentions: authors.mentions,
    authorListComplete: authors.complete,
    citationCount: citationCount(item['is-referenced-by-count'], 'is-referenced-by-count', 'crossref', valueAt(item.indexed, 'date-time'), notes),
    links: links.list,
    scores: [],
    source: { format: 'csl-json', file: notes.file, line: notes.line, byte: notes.byte, retrievedAt: null, url: null },
  };
}

function authorOf(entry: JsonObject, field: string, notes: RecordNotes): AuthorDraft {
  const affiliations = new AffiliationList(`${field}.affiliation`, notes);
  for (const affiliation of objectsOf(entry.affiliation)) affiliations.add(affiliation.name);
  const isWhole = textValue(entry.family) === null && textValue(entry.given) === null;
  const particle = [entry['dropping-particle'], entry['non-dropping-particle']].map(textValue).filter((part) => part !== null).join(' ');
  return {
    name: isWhole ? { whole: entry.literal ?? entry.name, kind: 'GROUP' } : { given: entry.given, particle, family: entry.family, suffix: entry.suffix },
    externalIds: personIds(notes, field, { orcid: entry.ORCID ?? entry.orcid }),
    ...affiliations.facts,
  };
}

function idsOf(item: JsonObject, notes: RecordNotes): PaperRecord['externalIds'] {
  const ids = new PaperIdList(notes);
  ids.add('doi', item.DOI, 'DOI');
  ids.add('pmid', item.PMID, 'PMID');
  ids.add('pmcid', item.PMCID, 'PMCID');
  // Zotero exports an arXiv paper's id as its number, and what it has no variable for as lines of the note.
  ids.find(item.number, ['arxiv']);
  ids.find(textsOf(item['container-title'])[0]?.split('[', 1)[0].trimEnd(), ['arxiv']);
  ids.find(item.URL);
  addExtraIds(item.note, ids);
  return ids.all();
}

/** CSL has one text of keywords; some programs write a list of them. */
function fieldsOf(item: JsonObject, notes: RecordNotes): readonly string[] {
  const texts = textsOf(item.keyword).map((text) => plainText(text, 'keyword', notes) ?? '');
  const { list, leftOut } = keywordsOf(texts.flatMap((text) => (Array.isArray(item.keyword) ? [text] : keywordPieces(text, false))));
  if (leftOut > 0) notes.add('EXCESS_KEYWORDS', 'keyword', texts.join('; '), `${leftOut} keywords are too long or too many and are left out: ${KEYWORDS_KEPT}.`);
  return list;
}

function dateOf(issued: unknown, notes: RecordNotes): PartialDate | null {
  const parts = datePartsDate(issued, 'issued', notes);
  if (parts !== null) return parts;
  const text = isObject(issued) ? textValue(issued.raw) ?? textValue(issued.literal) : textValue(issued);
  return text === null ? null : looseDate(text, 'issued', notes);
}
