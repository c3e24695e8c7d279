/**
 * OAI-PMH records of arXiv to paper records, in three formats: `arXiv` (names in parts), `arXivRaw` (one text of authors in
 * TeX, as submitted), `oai_dc` ("Family, Given"). A deleted record has a header alone.
 */
import type { NameParts, PaperRecord } from '../../records/record.js';
import { nameInOrder } from '../../records/scripts.js';
import { Affiliations } from '../affiliation-text.js';
import { AuthorList, namePartsOf } from '../author-list.js';
import { isoDate } from '../iso-dates.js';
import type { RecordNotes } from '../record-notes.js';
import { childElements, childNamed, childrenNamed, descend, textOf } from '../xml-element.js';
import type { XmlElement } from '../xml-element.js';
import { namesInText } from './arxiv-raw-authors.js';
import { addArxivName, ArxivText, arxivId, arxivLinks, arxivRecord } from './arxiv-record.js';
import type { ArxivFacts } from './arxiv-record.js';
import { plainTex } from './plain-tex.js';

/** The id of a record by its header, or null. */
export function arxivIdOfHeader(record: XmlElement): string | null {
  return arxivId(textOf(descend(record, 'header', 'identifier')));
}

/** Maps one record. Null (and noted) for deleted records, records of other repositories and of other formats. */
export function arxivOaiRecord(record: XmlElement, retrievedAt: string | null, notes: RecordNotes): PaperRecord | null {
  const header = childNamed(record, 'header');
  const written = textOf(childNamed(header ?? record, 'identifier')).trim();
  const metadata = childElements(childNamed(record, 'metadata'))[0] ?? null;
  const id = arxivId(written) ?? arxivId(textOf(metadata === null ? null : childNamed(metadata, 'id')));
  if (id !== null) notes.key = `arxiv:${id}`;
  if (header?.attributes.status === 'deleted') {
    return notes.drop('DELETED_RECORD', 'header/@status', written, 'arXiv says that this record is withdrawn; a record of an earlier import stays until you remove it.');
  }
  if (id === null) return notes.drop('MISSING_KEY', 'header/identifier', written, 'A record without an arXiv identifier is not one of arXiv\'s and is left out.');
  const read = metadata === null ? undefined : FORMATS.get(metadata.name);
  if (metadata === null || read === undefined) {
    return notes.drop('UNSUPPORTED_RECORD', 'metadata', metadata?.name ?? null, 'The metadata is in none of the formats arXiv, arXivRaw and oai_dc; the record is left out.');
  }
  const text = new ArxivText(notes);
  const authors = new AuthorList(notes, 'author');
  const { title, ...facts } = read(metadata, text, authors, notes);
  const usable = notes.title(title, 'title');
  return usable === null ? null : arxivRecord(id, usable, authors, text, notes, { ...facts, links: arxivLinks(id, []), retrievedAt });
}

type Facts = Omit<ArxivFacts, 'links' | 'retrievedAt'> & { readonly title: string };
type Reader = (metadata: XmlElement, text: ArxivText, authors: AuthorList, notes: RecordNotes) => Facts;

const FORMATS: ReadonlyMap<string, Reader> = new Map<string, Reader>([['arXiv', readArxiv], ['arXivRaw', readRaw], ['dc', readDublinCore]]);

function readArxiv(metadata: XmlElement, text: ArxivText, authors: AuthorList, notes: RecordNotes): Facts {
  const list = childNamed(metadata, 'authors');
  for (const author of list === null ? [] : childrenNamed(list, 'author')) {
    const part = (name: string): string => notes.fold(text.of(textOf(childNamed(author, name)).slice(0, 4_000)), name);
    const given = part('forenames');
    const family = part('keyname');
    const suffix = part('suffix');
    const affiliations = new Affiliations(notes, 'affiliation');
    for (const affiliation of childrenNamed(author, 'affiliation')) affiliations.add(text.of(textOf(affiliation)));
    addArxivName(authors, [nameInOrder(given, family), suffix].filter((word) => word !== '').join(' '), namePartsOf(given, family, suffix), affiliations);
  }
  return {
    title: text.of(textOf(childNamed(metadata, 'title'))),
    abstract: textOf(childNamed(metadata, 'abstract')),
    date: isoDate(textOf(childNamed(metadata, 'created')), 'created', notes),
    fields: textOf(childNamed(metadata, 'categories')).split(/\s+/),
    doi: textOf(childNamed(metadata, 'doi')),
  };
}

function readRaw(metadata: XmlElement, text: ArxivText, authors: AuthorList, notes: RecordNotes): Facts {
  for (const { name, affiliation } of namesInText(plainTex(text.of(textOf(childNamed(metadata, 'authors')))))) {
    const affiliations = new Affiliations(notes, 'authors');
    if (affiliation !== null) affiliations.add(affiliation);
    addArxivName(authors, name, null, affiliations);
  }
  const first = childrenNamed(metadata, 'version').find(({ attributes }) => attributes.version === 'v1') ?? childNamed(metadata, 'version');
  return {
    title: plainTex(text.of(textOf(childNamed(metadata, 'title')))),
    abstract: textOf(childNamed(metadata, 'abstract')),
    date: mailDate(textOf(first === null ? null : childNamed(first, 'date')), notes),
    fields: textOf(childNamed(metadata, 'categories')).split(/\s+/),
    doi: textOf(childNamed(metadata, 'doi')),
  };
}

/** `Mon, 2 Apr 2007 19:18:42 GMT`, as arXivRaw dates versions. */
function mailDate(written: string, notes: RecordNotes): PaperRecord['date'] {
  const text = written.trim();
  const found = /^(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})\b/.exec(text);
  const month = found === null ? -1 : ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].indexOf(found[2]);
  if (found === null || month < 0) return isoDate(text, 'version/date', notes);
  return notes.date(Number(found[3]), month + 1, Number(found[1]), 'version/date', text);
}

function readDublinCore(metadata: XmlElement, text: ArxivText, authors: AuthorList, notes: RecordNotes): Facts {
  const all = (name: string): string[] => childrenNamed(metadata, name).map((element) => text.of(textOf(element)));
  for (const creator of all('creator')) {
    const { name, parts } = invertedName(notes.fold(creator.slice(0, 4_000), 'creator'));
    addArxivName(authors, name, parts, null);
  }
  return {
    title: all('title')[0] ?? '',
    // A comment of the authors stands as a second description.
    abstract: all('description').find((description) => !/^\s*Comments?:/.test(description)) ?? '',
    date: isoDate(all('date')[0] ?? '', 'date', notes),
    fields: all('subject'),
    doi: all('identifier').map((identifier) => identifier.trim()).find((identifier) => /^(?:doi:|https?:\/\/(?:dx\.)?doi\.org\/)/i.test(identifier)) ?? '',
  };
}

/** "Family, Given, Jr." to the order of speech. */
function invertedName(written: string): { name: string; parts: NameParts | null } {
  const [family, given, suffix = '', ...rest] = written.split(',').map((part) => part.trim());
  if (given === undefined || rest.length > 0) return { name: written, parts: null };
  return { name: [nameInOrder(given, family), suffix].filter((part) => part !== '').join(' '), parts: namePartsOf(given, family, suffix) };
}
