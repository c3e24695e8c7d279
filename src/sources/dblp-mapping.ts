/**
 * DBLP's publication elements to paper records. Documented in "DBLP: Some Lessons Learned" (Ley 2009,
 * doi:10.14778/1687553.1687577). What is particular: titles end in a full stop that is not the title's own, homonyms carry
 * a number ("Wei Wang 0001", kept as written), `mdate` is the date of the entry and not of the paper, editors are no authors.
 */
import { arxivIdOfDoi, normalizePaperId, parsePaperId } from '../records/ids.js';
import type { Link, Mention, PaperIdScheme, PaperRecord, PaperType } from '../records/record.js';
import type { RecordNotes } from './record-notes.js';
import { writtenDate } from './written-dates.js';
import { childNamed, textOf } from './xml-element.js';
import type { XmlElement } from './xml-element.js';

/** What each element is where its `publtype` and key say nothing else. */
export const DBLP_PAPER_TYPES: ReadonlyMap<string, PaperType> = new Map<string, PaperType>([
  ['article', 'ARTICLE'],
  ['inproceedings', 'CONFERENCE_PAPER'],
  ['proceedings', 'PROCEEDINGS'],
  ['book', 'BOOK'],
  ['incollection', 'BOOK_CHAPTER'],
  ['phdthesis', 'DISSERTATION'],
  ['mastersthesis', 'DISSERTATION'],
  ['data', 'DATASET'],
]);

/** `publtype` holds words; the first that is known here decides. */
const PUBLTYPES: ReadonlyMap<string, PaperType> = new Map<string, PaperType>([
  ['informal', 'PREPRINT'],
  ['encyclopedia', 'REFERENCE_ENTRY'],
  ['survey', 'REVIEW'],
  ['software', 'SOFTWARE'],
  ['data', 'DATASET'],
]);

const KEY_TYPES: ReadonlyArray<readonly [string, PaperType]> = [
  ['journals/corr/', 'PREPRINT'],
  ['reference/', 'REFERENCE_ENTRY'],
  ['tr/', 'REPORT'],
];

/**
 * Maps one publication element. Null (and noted) where it has no key or no title. Authors without a usable name are
 * left out and make the list incomplete.
 */
export function dblpPaper(element: XmlElement, notes: RecordNotes): PaperRecord | null {
  const key = notes.fold(element.attributes.key ?? '', 'key');
  if (key === '') return notes.drop('MISSING_KEY', 'key', null, `A DBLP ${element.name} without a key can't be identified and is left out.`);
  notes.key = `dblp:${key}`;
  const title = notes.title(textOf(childNamed(element, 'title')), 'title');
  if (title === null) return null;
  const fields = collect(element, notes);
  if (fields.mentions.length === 0 && fields.complete) notes.missingAuthors('author', fields.hasEditors);
  const venue = notes.fold(textOf(childNamed(element, 'journal') ?? childNamed(element, 'booktitle') ?? childNamed(element, 'series')), 'journal');
  return {
    key: notes.key,
    externalIds: paperIds(key, element, fields.links),
    title: withoutFullStop(title),
    abstract: null,
    date: writtenDate(textOf(childNamed(element, 'year')), textOf(childNamed(element, 'month')), '', notes),
    venue: venue === '' ? null : venue,
    type: typeOf(element, key),
    fields: [],
    mentions: fields.mentions,
    authorListComplete: fields.complete,
    citationCount: null,
    links: fields.links,
    scores: [],
    source: { format: 'dblp', file: notes.file, line: notes.line, byte: null, retrievedAt: null, url: null },
  };
}

interface Collected {
  readonly mentions: Mention[];
  readonly links: Link[];
  complete: boolean;
  hasEditors: boolean;
}

function collect(element: XmlElement, notes: RecordNotes): Collected {
  const collected: Collected = { mentions: [], links: [], complete: true, hasEditors: false };
  let position = 0;
  for (const child of element.children) {
    if (typeof child === 'string') continue;
    if (child.name === 'author') {
      position += 1;
      const mention = mentionOf(child, position, notes);
      if (mention === null) collected.complete = false;
      else collected.mentions.push(mention);
    } else if (child.name === 'ee') {
      const url = textOf(child).trim();
      if (url !== '' && !collected.links.some((link) => link.url === url)) {
        collected.links.push({ kind: /\.pdf$/i.test(url) ? 'PDF' : 'LANDING_PAGE', url });
      }
    } else if (child.name === 'editor') collected.hasEditors = true;
  }
  return collected;
}

function mentionOf(author: XmlElement, position: number, notes: RecordNotes): Mention | null {
  const rawName = notes.name(textOf(author), 'author');
  if (rawName === null) return null;
  const ids = {};
  notes.personId(ids, 'orcid', author.attributes.orcid, 'author/@orcid');
  notes.personId(ids, 'dblp', author.attributes.pid, 'author/@pid');
  return { rawName, parts: null, position, kind: 'PERSON', externalIds: ids, affiliations: [], isCorresponding: null };
}

/** DBLP ends every title with a full stop unless it ends in other punctuation; an ellipsis is the title's own. */
function withoutFullStop(title: string): string {
  return /[^.]\.$/.test(title) ? title.slice(0, -1).trimEnd() : title;
}

function typeOf(element: XmlElement, key: string): PaperType {
  for (const word of (element.attributes.publtype ?? '').toLowerCase().split(/\s+/)) {
    const type = PUBLTYPES.get(word);
    if (type !== undefined) return type;
  }
  if (element.name === 'article' || element.name === 'incollection') {
    for (const [prefix, type] of KEY_TYPES) if (key.startsWith(prefix)) return type;
  }
  return DBLP_PAPER_TYPES.get(element.name) ?? 'OTHER';
}

function paperIds(key: string, element: XmlElement, links: readonly Link[]): PaperRecord['externalIds'] {
  const ids: { [scheme in PaperIdScheme]?: string } = {};
  const dblpKey = normalizePaperId('dblp', key);
  if (dblpKey !== null) ids.dblp = dblpKey;
  for (const { url } of links) {
    const id = parsePaperId(plainAddress(url ?? ''));
    if (id !== null) ids[id.scheme] ??= id.value;
  }
  // An arXiv paper's DOI names it; so does the volume of DBLP's CoRR entries ("abs/1706.03762").
  const volume = key.startsWith('journals/corr/') ? /^abs\/(.+)$/.exec(textOf(childNamed(element, 'volume')).trim())?.[1] : undefined;
  const arxiv = arxivIdOfDoi(ids.doi) ?? (volume === undefined ? null : normalizePaperId('arxiv', volume));
  if (arxiv !== null) ids.arxiv ??= arxiv;
  return ids;
}

/** Addresses by which DBLP's entries of different years name the same paper, in the spelling of today. */
function plainAddress(url: string): string {
  const address = /%[0-9a-f]{2}/i.test(url) ? decoded(url) : url;
  return address.replace(/^https?:\/\/(?:www\.)?(?:aclweb\.org\/anthology(?:-new)?|aclanthology\.info|aclanthology\.coli\.uni-saarland\.de)\/(?:papers\/[^/]+\/|[A-Z]\/[A-Z]\d\d\/)?/, 'acl:');
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
