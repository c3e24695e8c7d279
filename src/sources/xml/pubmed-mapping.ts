/**
 * PubMed's elements to paper records, after "MEDLINE/PubMed XML Element Descriptions"
 * (https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html). What is particular: titles end in a full stop that is
 * not their own and stand in brackets where they are translated; PubDate is the date of the issue and the one that is cited;
 * AuthorList may hold an entry twice, as printed and as corrected (ValidYN); investigators are no authors.
 */
import { normalizePaperId } from '../../records/ids.js';
import type { PaperIdScheme, PaperRecord, PaperType, PartialDate } from '../../records/record.js';
import { monthOfName } from '../dates.js';
import { pubmedAuthors } from './pubmed-authors.js';
import type { AuthorList } from '../author-list.js';
import type { RecordNotes } from '../record-notes.js';
import { writtenDate } from '../written-dates.js';
import { childNamed, childrenNamed, descend, elementsWithin, textOf } from '../xml-element.js';
import type { XmlElement } from '../xml-element.js';

/** PublicationType → type, the most telling first: an article often has several. Those not here say nothing of the kind. */
const PUBLICATION_TYPES: ReadonlyMap<string, PaperType> = new Map<string, PaperType>([
  ['retraction of publication', 'OTHER'], ['published erratum', 'OTHER'], ['expression of concern', 'OTHER'],
  ['preprint', 'PREPRINT'], ['dataset', 'DATASET'], ['academic dissertation', 'DISSERTATION'], ['technical report', 'REPORT'],
  ['systematic review', 'REVIEW'], ['review', 'REVIEW'], ['editorial', 'EDITORIAL'], ['letter', 'LETTER'],
  ['journal article', 'ARTICLE'], ['case reports', 'ARTICLE'], ['clinical trial', 'ARTICLE'], ['comparative study', 'ARTICLE'],
  ['meta-analysis', 'REVIEW'], ['congress', 'PROCEEDINGS'], ['overall', 'OTHER'], ['comment', 'OTHER'], ['news', 'OTHER'],
  ['newspaper article', 'OTHER'], ['biography', 'OTHER'], ['interview', 'OTHER'], ['guideline', 'OTHER'], ['address', 'OTHER'],
]);

/** ArticleId's IdType → scheme. */
const ARTICLE_IDS: ReadonlyMap<string, PaperIdScheme> = new Map<string, PaperIdScheme>([['doi', 'doi'], ['pmc', 'pmcid'], ['pubmed', 'pmid']]);

/** The PMID of an article or book record, or null. */
export function pubmedId(element: XmlElement): string | null {
  const written = textOf(descend(element, 'MedlineCitation', 'PMID') ?? descend(element, 'BookDocument', 'PMID')).trim();
  return written === '' ? null : normalizePaperId('pmid', written);
}

/** Maps a PubmedArticle. Null (and noted) where it has no title. */
export function pubmedArticle(element: XmlElement, notes: RecordNotes): PaperRecord | null {
  const citation = childNamed(element, 'MedlineCitation');
  const article = descend(citation, 'Article');
  const pmid = keyed(element, notes);
  if (pmid === null) return null;
  const title = titleOf(textOf(descend(article, 'ArticleTitle')), textOf(descend(article, 'VernacularTitle')), notes);
  if (title === null) return null;
  const authors = pubmedAuthors(article === null ? [] : childrenNamed(article, 'AuthorList'), notes);
  const journal = descend(article, 'Journal');
  const venue = textOf(descend(journal, 'Title')) || textOf(descend(journal, 'ISOAbbreviation')) || textOf(descend(citation, 'MedlineJournalInfo', 'MedlineTA'));
  const stated = elementsWithin(article, 'PublicationType').map(textOf);
  return record(pmid, title, authors, notes, {
    externalIds: articleIds(pmid, element, article, notes),
    abstract: abstractOf(descend(article, 'Abstract'), notes),
    date: pubDate(descend(journal, 'JournalIssue', 'PubDate'), notes) ?? pubDate(descend(article, 'ArticleDate'), notes),
    venue: notes.fold(venue, 'Journal/Title'),
    type: typeOf(stated, null),
  });
}

/** Maps a PubmedBookArticle: a chapter where it has a title of its own, else the book. Editors are no authors. */
export function pubmedBook(element: XmlElement, notes: RecordNotes): PaperRecord | null {
  const document = childNamed(element, 'BookDocument');
  const book = descend(document, 'Book');
  const pmid = keyed(element, notes);
  if (pmid === null) return null;
  const bookTitle = textOf(descend(book, 'BookTitle'));
  const chapterTitle = textOf(descend(document, 'ArticleTitle'));
  const title = titleOf(chapterTitle.trim() === '' ? bookTitle : chapterTitle, textOf(descend(document, 'VernacularTitle')), notes);
  if (title === null) return null;
  const ofChapter = document === null ? [] : childrenNamed(document, 'AuthorList');
  const authors = pubmedAuthors(ofChapter.length > 0 || book === null ? ofChapter : childrenNamed(book, 'AuthorList'), notes);
  const isChapter = chapterTitle.trim() !== '' && chapterTitle.trim() !== bookTitle.trim();
  return record(pmid, title, authors, notes, {
    externalIds: articleIds(pmid, element, null, notes),
    abstract: abstractOf(descend(document, 'Abstract'), notes),
    date: pubDate(descend(book, 'PubDate'), notes) ?? pubDate(descend(document, 'ContributionDate'), notes),
    venue: isChapter ? notes.fold(bookTitle, 'BookTitle') : '',
    type: isChapter ? 'BOOK_CHAPTER' : typeOf(elementsWithin(document, 'PublicationType').map(textOf), 'BOOK'),
  });
}

interface Facts extends Pick<PaperRecord, 'externalIds' | 'abstract' | 'date' | 'type'> {
  readonly venue: string;
}

function record(pmid: string, title: string, authors: AuthorList, notes: RecordNotes, { venue, ...facts }: Facts): PaperRecord {
  return {
    key: `pmid:${pmid}`,
    ...facts,
    title,
    venue: venue === '' ? null : venue,
    fields: [],
    mentions: authors.mentions,
    authorListComplete: authors.complete,
    citationCount: null,
    links: [{ kind: 'LANDING_PAGE', url: `https://pubmed.ncbi.nlm.nih.gov/${pmid}/` }],
    scores: [],
    source: { format: 'pubmed', file: notes.file, line: notes.line, byte: null, retrievedAt: null, url: null },
  };
}

function keyed(element: XmlElement, notes: RecordNotes): string | null {
  const pmid = pubmedId(element);
  if (pmid === null) return notes.drop('MISSING_KEY', 'PMID', null, 'A PubMed record without a PMID can\'t be identified and is left out.');
  notes.key = `pmid:${pmid}`;
  return pmid;
}

/** The title without PubMed's full stop and brackets; the original where PubMed has no translation. */
function titleOf(written: string, vernacular: string, notes: RecordNotes): string | null {
  const isMissing = /^(?:[.\s]*|\s*(?:\[\s*)?not available\s*(?:[.\]][.\s]*)?)$/i.test(written.slice(0, 100)) && written.length < 100;
  const title = notes.title(isMissing && vernacular.trim() !== '' ? vernacular : written, 'ArticleTitle');
  if (title === null) return null;
  const plain = /[^.]\.$/.test(title) ? title.slice(0, -1).trimEnd() : title;
  const translated = /^\[([^[\]]*(?:\[[^[\]]*\][^[\]]*)*)\](?:\s*\([^()]*\))?$/.exec(plain)?.[1].trim() ?? '';
  if (translated === '') return plain;
  return /[^.]\.$/.test(translated) ? translated.slice(0, -1).trimEnd() : translated;
}

/** The parts of an abstract in one text, each after its label ("METHODS: …"). */
function abstractOf(abstract: XmlElement | null, notes: RecordNotes): string | null {
  const parts = abstract === null ? [] : childrenNamed(abstract, 'AbstractText').map((part) => {
    const label = (part.attributes.Label ?? '').trim();
    return label === '' || /^unlabelled$/i.test(label) ? textOf(part) : `${label}: ${textOf(part)}`;
  });
  const text = notes.fold(parts.join(' '), 'AbstractText');
  return text === '' ? null : text;
}

function typeOf(stated: readonly string[], otherwise: PaperType | null): PaperType | null {
  const types = new Set(stated.map((type) => type.trim().toLowerCase()));
  for (const [name, type] of PUBLICATION_TYPES) if (types.has(name)) return type;
  return otherwise ?? (types.size === 0 ? null : 'OTHER');
}

/** Year, month and day, or the start of what MedlineDate says ("1998 Dec-1999 Jan", "2000 Spring", "1947-1948"). */
function pubDate(date: XmlElement | null, notes: RecordNotes): PartialDate | null {
  if (date === null) return null;
  const written = textOf(childNamed(date, 'MedlineDate')).trim().slice(0, 200);
  if (written === '') {
    const month = textOf(childNamed(date, 'Month'));
    return writtenDate(textOf(childNamed(date, 'Year')), month, month.trim() === '' ? '' : textOf(childNamed(date, 'Day')), notes);
  }
  const year = /(?<!\d)\d{4}(?!\d)/.exec(written);
  if (year === null) {
    notes.add('INVALID_DATE', 'MedlineDate', written, 'No year can be read from this; the date is left unknown.');
    return null;
  }
  const after = /^\s*([A-Za-z]{3,9})\b(?:\s+(\d{1,2})(?!\d))?/.exec(written.slice(year.index + 4));
  const month = after === null ? null : monthOfName(after[1]);
  if (month === null) return notes.date(Number(year[0]), null, null, 'MedlineDate', written);
  return notes.date(Number(year[0]), month, after?.[2] === undefined ? null : Number(after[2]), 'MedlineDate', written);
}

/** Ids of the article itself: ArticleIdList right below PubmedData, then ELocationID unless marked as wrong. */
function articleIds(pmid: string, element: XmlElement, article: XmlElement | null, notes: RecordNotes): PaperRecord['externalIds'] {
  const ids: { [scheme in PaperIdScheme]?: string } = { pmid };
  const take = (type: string, written: string, field: string): void => {
    const scheme = ARTICLE_IDS.get(type.trim().toLowerCase());
    if (scheme === undefined || written.trim() === '' || ids[scheme] !== undefined) return;
    const id = normalizePaperId(scheme, scheme === 'pmcid' ? written.trim().replace(/^(?=\d)/, 'PMC').replace(/\.\d+$/, '') : written);
    if (id === null) notes.add('INVALID_IDENTIFIER', field, written, `This is no valid ${scheme} identifier; the paper is kept without it.`);
    else ids[scheme] = id;
  };
  const lists = [descend(element, 'PubmedData', 'ArticleIdList'), descend(element, 'PubmedBookData', 'ArticleIdList'), descend(element, 'BookDocument', 'ArticleIdList')];
  for (const list of lists) {
    if (list === null) continue;
    for (const id of childrenNamed(list, 'ArticleId')) take(id.attributes.IdType ?? 'pubmed', textOf(id), 'ArticleId');
  }
  for (const location of article === null ? [] : childrenNamed(article, 'ELocationID')) {
    if (location.attributes.ValidYN !== 'N') take(location.attributes.EIdType ?? '', textOf(location), 'ELocationID');
  }
  return ids;
}
