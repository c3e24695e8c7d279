/**
 * A line of arXiv's metadata dump (https://www.kaggle.com/datasets/Cornell-University/arxiv): the fields of OAI's arXivRaw,
 * and the names in parts as arXiv's own parser makes them: `[family, given, suffix, affiliations…]`. The date is that of
 * the first version; venue and type are those of the deposit, whatever `journal-ref` says of a later publication.
 */
import { normalizePaperId } from '../../records/ids.js';
import type { PaperRecord, PartialDate } from '../../records/record.js';
import { localRecordKey } from '../../records/titles.js';
import { monthOfName } from '../dates.js';
import { isGroupName } from '../group-names.js';
import { objectsOf, textsOf, textValue, writtenOut } from '../json-values.js';
import type { JsonObject } from '../json-values.js';
import type { RecordNotes } from '../record-notes.js';
import { RelatedIdList } from '../related-ids.js';
import { namesInText } from '../xml/arxiv-raw-authors.js';
import { plainTex } from '../xml/plain-tex.js';
import { authorsOf } from './json-authors.js';
import type { AuthorDraft, AuthorsFound } from './json-authors.js';
import { AffiliationList, isoDate, LinkList, PaperIdList, plainTexts } from './json-facts.js';

/** Longest text that is taken for names where the list of parsed names is missing. */
const MAX_AUTHOR_TEXT = 1 << 20;

/** Maps one line. Null (and noted) where it has no title. */
export function arxivLine(line: JsonObject, notes: RecordNotes): PaperRecord | null {
  const ids = new PaperIdList(notes);
  ids.add('arxiv', line.id, 'id');
  const { arxiv: id } = ids.ids;
  if (id !== undefined) notes.key = `arxiv:${id}`;
  const title = notes.title(plainTex(textValue(line.title) ?? ''), 'title');
  if (title === null) return null;
  if (id === undefined) {
    notes.key = localRecordKey('arxiv', '', title);
    if (line.id === undefined || line.id === null) notes.add('MISSING_KEY', 'id', null, 'The paper has no arXiv id; it is kept under its title.');
  }
  // The DOI is the published version's, not the preprint's.
  const published = new PaperIdList(notes);
  const related = new RelatedIdList();
  for (const doi of (textValue(line.doi) ?? '').split(/(?<![\s;,])[\s;,]+(?=10\.|doi:|http)/i)) {
    published.add('doi', doi, 'doi');
    related.add(doi, 'PUBLISHED');
  }
  const authors = authorsIn(line, notes);
  const abstract = typeof line.abstract === 'string' ? notes.fold(line.abstract, 'abstract') : '';
  const links = new LinkList();
  if (id !== undefined) {
    links.add('LANDING_PAGE', `https://arxiv.org/abs/${id}`);
    links.add('PDF', `https://arxiv.org/pdf/${id}`);
  }
  return {
    key: notes.key ?? localRecordKey('arxiv', '', title),
    externalIds: ids.all(),
    title,
    abstract: abstract === '' ? null : abstract,
    date: dateOf(line, id, notes),
    venue: 'arXiv',
    type: 'PREPRINT',
    fields: plainTexts(textsOf(line.categories).flatMap((text) => text.split(/\s+/)), 'categories', notes),
    mentions: authors.mentions,
    authorListComplete: authors.complete,
    citationCount: null,
    links: links.list,
    scores: [],
    ...related.fieldBeside(ids.all()),
    source: { format: 'arxiv-json', file: notes.file, line: notes.line, byte: notes.byte, retrievedAt: null, url: id === undefined ? null : `https://arxiv.org/abs/${id}` },
  };
}

function authorsIn(line: JsonObject, notes: RecordNotes): AuthorsFound {
  const text = (textValue(line.authors) ?? '').slice(0, MAX_AUTHOR_TEXT);
  const parsed: unknown = line.authors_parsed;
  const found = Array.isArray(parsed) && parsed.length > 0
    ? authorsOf((parsed as unknown[]).map(asObject).filter((entry) => !isPunctuation(entry)), 'authors_parsed', notes, authorOf)
    : authorsOf(namesInText(plainTex(text)), 'authors', notes, ({ name, affiliation }, field) => {
        const affiliations = new AffiliationList(field, notes);
        affiliations.add(affiliation);
        return { name: { whole: name, kind: isGroupName(textValue(name) ?? '') ? 'GROUP' : 'PERSON' }, ...affiliations.facts };
      });
  if (found.mentions.length === 0 && found.complete) notes.missingAuthors('authors');
  // The parser drops the words that stand for others.
  return /\bet\.?\s+al\b|\band others\b/i.test(text) ? { ...found, complete: false } : found;
}

/** `[family, given, suffix, affiliations…]` with names for its places; anything else as it is. */
function asObject(entry: unknown): unknown {
  if (!Array.isArray(entry)) return entry;
  const [family, given, suffix, ...affiliations] = entry as unknown[];
  return { family, given, suffix, affiliations };
}

/** "ATLAS Collaboration: A. One" leaves a colon as if it were an author. */
function isPunctuation(entry: unknown): boolean {
  const { family, given } = typeof entry === 'object' && entry !== null ? (entry as JsonObject) : {};
  return typeof family === 'string' && /^[\s:;,.]+$/.test(family) && textValue(given) === null;
}

function authorOf(entry: JsonObject, field: string, notes: RecordNotes): AuthorDraft {
  const [given, family, suffix] = [entry.given, entry.family, entry.suffix].map((part) => plainTex((textValue(part) ?? '').slice(0, 10_000)));
  const whole = [given, family].filter((part) => part !== '').join(' ');
  const affiliations = new AffiliationList(field, notes);
  for (const name of textsOf(entry.affiliations)) affiliations.add(plainTex(name.slice(0, 10_000)));
  return {
    name: isGroupName(whole) ? { whole, kind: 'GROUP' } : { given, family, suffix },
    ...affiliations.facts,
  };
}

/** Date of the first version; else the month that the id tells; else of the last change, which is a date of the entry. */
function dateOf(line: JsonObject, id: string | undefined, notes: RecordNotes): PartialDate | null {
  const versions = objectsOf(line.versions);
  const first = versions.find((version) => version.version === 'v1') ?? versions[0];
  const created = textValue(first?.created);
  if (created !== null) {
    const found = /(?:^|\s)(\d{1,2})\s+(\p{L}{3,9})\s+(\d{4})\b/u.exec(created.slice(0, 100));
    if (found !== null) return notes.date(Number(found[3]), monthOfName(found[2]), Number(found[1]), 'versions', created);
    return isoDate(created, 'versions', notes);
  }
  const month = /^(?:[^/]+\/)?(\d\d)(\d\d)/.exec(id ?? '');
  if (month === null) {
    if (line.versions !== undefined && line.versions !== null && !Array.isArray(line.versions)) notes.add('INVALID_DATE', 'versions', writtenOut(line.versions), 'The versions are no list; the date is left unknown.');
    return null;
  }
  // Ids of the old form (hep-th/9901001) go back to 1991.
  return notes.date((Number(month[1]) >= 91 ? 1900 : 2000) + Number(month[1]), Number(month[2]), null, 'id', id ?? '');
}

/** Whether an id in any spelling is arXiv's. */
export function isArxivId(text: string): boolean {
  return normalizePaperId('arxiv', text) !== null;
}
