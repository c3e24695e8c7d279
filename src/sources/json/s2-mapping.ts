/**
 * Semantic Scholar's vocabulary: the paper of the graph API (https://api.semanticscholar.org/api-docs/graph) and of the bulk
 * datasets, whose fields have the same names in lower case. Names are whole, not in parts. An answer holds only the
 * fields that were asked for, so an absent author list is unknown, not empty.
 */
import { normalizePaperId } from '../../records/ids.js';
import type { PaperIdScheme, PaperRecord, PaperType, PartialDate } from '../../records/record.js';
import { localRecordKey } from '../../records/titles.js';
import { isGroupName } from '../group-names.js';
import { numberValue, objectOf, objectsOf, textsOf, textValue } from '../json-values.js';
import type { JsonObject } from '../json-values.js';
import type { JsonLayout } from '../json-stream-scanner.js';
import type { RecordNotes } from '../record-notes.js';
import { authorsOf, personIds } from './json-authors.js';
import type { AuthorDraft, AuthorsFound } from './json-authors.js';
import { AffiliationList, citationCount, isoDate, LinkList, PaperIdList, plainAbstract, plainText, plainTexts, plainTitle } from './json-facts.js';

/** `externalIds` and the scheme of each; PubMedCentral's numbers lack their PMC. */
const ID_SCHEMES: readonly (readonly [string, PaperIdScheme])[] = [
  ['DOI', 'doi'], ['ArXiv', 'arxiv'], ['PubMed', 'pmid'], ['PubMedCentral', 'pmcid'], ['MAG', 'mag'], ['DBLP', 'dblp'], ['ACL', 'acl'],
];

/** `publicationTypes`: a paper has several; the first of this table that it has decides. */
const TYPES: readonly (readonly [string, PaperType])[] = [
  ['Dataset', 'DATASET'], ['Book', 'BOOK'], ['BookSection', 'BOOK_CHAPTER'], ['Editorial', 'EDITORIAL'], ['LettersAndComments', 'LETTER'],
  ['Review', 'REVIEW'], ['MetaAnalysis', 'REVIEW'], ['Conference', 'CONFERENCE_PAPER'], ['JournalArticle', 'ARTICLE'], ['CaseReport', 'ARTICLE'],
  ['ClinicalTrial', 'ARTICLE'], ['Study', 'ARTICLE'], ['News', 'OTHER'],
];
const VENUE_TYPES: ReadonlyMap<string, PaperType> = new Map<string, PaperType>([['conference', 'CONFERENCE_PAPER'], ['journal', 'ARTICLE']]);
/** Author lists of the API have been seen to be cut at multiples of this. */
const CUT_AT_MULTIPLES_OF = 100;
const PREPRINT_VENUE = /^(?:arxiv(?:\.org)?|biorxiv|medrxiv|chemrxiv|ssrn(?: electronic journal)?|research square)$/i;

/** A field by its name in the graph API, or by the same in lower case as the bulk datasets have it. */
export function s2Field(object: JsonObject, name: string): unknown {
  return object[name] ?? object[name.toLowerCase()];
}

/** Maps one paper. Null (and noted) where it has no title. `layout` tells lists of the API from bulk datasets. */
export function s2Paper(paper: JsonObject, layout: JsonLayout, notes: RecordNotes): PaperRecord | null {
  const ids = new PaperIdList(notes);
  const corpusId = textValue(s2Field(paper, 'corpusId') ?? objectOf(s2Field(paper, 'externalIds'))?.CorpusId);
  ids.add('s2', s2Field(paper, 'paperId'), 'paperId');
  // The bulk datasets give the id in the paper's address alone.
  ids.find(paper.url, ['s2']);
  const key = ids.ids.s2 ?? (corpusId !== null && /^\d{1,12}$/.test(corpusId) ? `CorpusId:${corpusId}` : null);
  if (key !== null) notes.key = `s2:${key}`;
  if (!('title' in paper)) return notes.drop('MISSING_TITLE', 'title', null, 'The paper comes without a title (was it asked for among the fields?) and is left out.');
  const title = plainTitle([paper.title], 'title', notes);
  if (title === null) return null;
  notes.key ??= localRecordKey('s2', '', title);
  if (key === null) notes.add('MISSING_KEY', 'paperId', null, 'The paper has neither a paperId nor a corpusId; it is kept under its title.');
  for (const [name, scheme] of ID_SCHEMES) {
    const value = objectOf(s2Field(paper, 'externalIds'))?.[name];
    const isNumberOfPmc = scheme === 'pmcid' && /^\d+$/.test(textValue(value) ?? '');
    // Papers of dblp's that it calls otherwise than papers (`homepages/…`) are no fault of the record.
    if (scheme === 'dblp' && normalizePaperId('dblp', textValue(value) ?? '') === null) continue;
    ids.add(scheme, isNumberOfPmc ? `PMC${textValue(value) ?? ''}` : value, `externalIds.${name}`);
  }
  const venue = venueOf(paper, notes);
  const authors = authorsOf(paper.authors, 'authors', notes, authorOf);
  const influential = numberValue(s2Field(paper, 'influentialCitationCount'));
  return {
    key: notes.key,
    externalIds: ids.all(),
    title,
    abstract: plainAbstract(paper.abstract, notes),
    date: dateOf(paper, notes),
    venue,
    type: typeOf(paper, venue),
    fields: fieldsOf(paper, notes),
    mentions: authors.mentions,
    authorListComplete: isListComplete(paper, authors, layout, notes),
    citationCount: citationCount(s2Field(paper, 'citationCount'), 'citationCount', 's2', null, notes),
    links: linksOf(paper),
    scores: influential === null ? [] : [{ name: 'INFLUENTIAL_CITATION_COUNT', value: influential, unit: 'citations' }],
    source: { format: 's2', file: notes.file, line: notes.line, byte: notes.byte, retrievedAt: null, url: null },
  };
}

function authorOf(entry: JsonObject, field: string, notes: RecordNotes): AuthorDraft {
  const affiliations = new AffiliationList(`${field}.affiliations`, notes);
  for (const name of textsOf(entry.affiliations)) affiliations.add(name);
  const name = textValue(entry.name) ?? '';
  return {
    name: { whole: name, kind: isGroupName(name) ? 'GROUP' : 'PERSON' },
    externalIds: personIds(notes, field, { s2: s2Field(entry, 'authorId'), orcid: objectOf(s2Field(entry, 'externalIds'))?.ORCID }),
    ...affiliations.facts,
  };
}

/** Lists of the API show a limited number of authors without saying so: a number that looks like a limit is noted, the list taken as whole. */
function isListComplete(paper: JsonObject, { complete, mentions }: AuthorsFound, layout: JsonLayout, notes: RecordNotes): boolean {
  if (paper.authors === undefined) {
    notes.add('MISSING_AUTHORS', 'authors', null, 'The paper comes without an author list (was it asked for among the fields?); it is kept without authors and the list marked incomplete.');
    return false;
  }
  if (complete && mentions.length === 0) notes.missingAuthors('authors');
  if (layout !== 'LINES' && mentions.length > 0 && mentions.length % CUT_AT_MULTIPLES_OF === 0) {
    notes.add('POSSIBLY_TRUNCATED', 'authors', String(mentions.length), `The list has exactly ${mentions.length} authors, where lists of the API may be cut: it is taken as whole (ask for the paper by itself to be sure).`);
  }
  return complete;
}

function dateOf(paper: JsonObject, notes: RecordNotes): PartialDate | null {
  const date = isoDate(s2Field(paper, 'publicationDate'), 'publicationDate', notes);
  if (date !== null) return date;
  const year = textValue(paper.year);
  return year === null ? null : notes.date(Number(year), null, null, 'year', year);
}

/** The venue's full name; the journal's where papers have no venue. */
function venueOf(paper: JsonObject, notes: RecordNotes): string | null {
  return plainText(objectOf(s2Field(paper, 'publicationVenue'))?.name, 'publicationVenue', notes)
    ?? plainText(paper.venue, 'venue', notes)
    ?? plainText(objectOf(paper.journal)?.name, 'journal', notes);
}

function typeOf(paper: JsonObject, venue: string | null): PaperType | null {
  // Whatever S2 calls them: it takes arXiv for a journal.
  if (venue !== null && PREPRINT_VENUE.test(venue)) return 'PREPRINT';
  const stated = textsOf(s2Field(paper, 'publicationTypes'));
  if (stated.length > 0) return TYPES.find(([name]) => stated.includes(name))?.[1] ?? 'OTHER';
  return VENUE_TYPES.get(textValue(objectOf(s2Field(paper, 'publicationVenue'))?.type)?.toLowerCase() ?? '') ?? null;
}

/** The fields that a publisher or S2's model found; older answers have the former only. */
function fieldsOf(paper: JsonObject, notes: RecordNotes): string[] {
  const found = objectsOf(s2Field(paper, 's2FieldsOfStudy')).map(({ category }) => category);
  return plainTexts([...found, ...textsOf(s2Field(paper, 'fieldsOfStudy'))], 'fieldsOfStudy', notes);
}

function linksOf(paper: JsonObject): PaperRecord['links'] {
  const links = new LinkList();
  links.add('LANDING_PAGE', paper.url);
  links.add('PDF', objectOf(s2Field(paper, 'openAccessPdf'))?.url);
  return links.list;
}
