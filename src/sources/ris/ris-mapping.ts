/**
 * The vocabulary of RIS in all its dialects (RefMan's specification of 2001 and 2011; EndNote, Zotero, Scopus, Embase,
 * Ovid, ProQuest, Web of Science, IEEE, Springer). Authors and what stands with them: ris-people.ts.
 */
import type { CitationCount, Link, PaperRecord, PaperType, PartialDate } from '../../records/record.js';
import { localRecordKey } from '../../records/titles.js';
import { documentType } from '../document-types.js';
import { withoutMarkup } from '../markup.js';
import { withoutFullStop } from '../full-stops.js';
import type { RecordNotes } from '../record-notes.js';
import { addIdOfAddress, addImpliedIds, addLink, addStatedId, statedCitations } from '../stated-facts.js';
import type { PaperIdDraft } from '../stated-facts.js';
import type { TaggedRecord } from '../tagged/tagged-record.js';
import { textDate } from '../text-dates.js';
import { risAuthors } from './ris-people.js';

/** `TY` and the paper type it stands for; other values are OTHER. */
const TYPES: ReadonlyMap<string, PaperType> = new Map<string, PaperType>([
  ['JOUR', 'ARTICLE'], ['EJOUR', 'ARTICLE'], ['MGZN', 'ARTICLE'], ['NEWS', 'ARTICLE'], ['INPR', 'ARTICLE'], ['ABST', 'ARTICLE'],
  ['CONF', 'CONFERENCE_PAPER'], ['CPAPER', 'CONFERENCE_PAPER'], ['PREPRINT', 'PREPRINT'],
  ['BOOK', 'BOOK'], ['EBOOK', 'BOOK'], ['EDBOOK', 'BOOK'], ['CLSWK', 'BOOK'], ['CHAP', 'BOOK_CHAPTER'], ['ECHAP', 'BOOK_CHAPTER'], ['SER', 'BOOK'],
  ['THES', 'DISSERTATION'], ['RPRT', 'REPORT'], ['GOVDOC', 'REPORT'], ['STAND', 'STANDARD'],
  ['DATA', 'DATASET'], ['AGGR', 'DATASET'], ['DBASE', 'DATASET'], ['COMP', 'SOFTWARE'], ['DICT', 'REFERENCE_ENTRY'], ['ENCYC', 'REFERENCE_ENTRY'],
  ['JFULL', 'PROCEEDINGS'],
]);
/** Types whose `BT` is the title of the work itself and not of what it appeared in. */
const WHOLE_BOOKS: ReadonlySet<string> = new Set(['BOOK', 'EBOOK', 'EDBOOK', 'CLSWK', 'UNPB']);
/** Types that usually have editors only, or nobody. */
const AUTHORLESS: ReadonlySet<string> = new Set(['EDBOOK', 'JFULL', 'SER']);

const TITLE_TAGS = ['TI', 'T1', 'CT'] as const;
const VENUE_TAGS = ['JF', 'T2', 'JO', 'BT', 'JA', 'J2', 'T3'] as const;
const ABSTRACT_TAGS = ['AB', 'N2'] as const;

/** People who are no authors: see ris-people.ts. */
const OTHER_PEOPLE = ['A2', 'A3', 'A4', 'ED'] as const;

/** Maps one record, ended by `ER`; null (and noted) where it has no title or is too long. */
export function risPaper(raw: TaggedRecord, notes: RecordNotes): PaperRecord | null {
  const code = raw.text('TY').toUpperCase();
  if (raw.isRefused) return notes.drop('REFUSED', 'TY', code, 'The record is longer than 16 MiB and is left out.');
  const title = notes.title(withoutFullStop(withoutMarkup(raw.text(...TITLE_TAGS) || (WHOLE_BOOKS.has(code) ? raw.text('BT') : '') || raw.text('ST'))), 'TI');
  if (title === null) return null;
  notes.key = localRecordKey('ris', raw.text('AN'), title);
  if (code === '') notes.add('MISSING_TYPE', 'TY', null, 'The record does not begin with TY; its type is left unknown.');
  const ids = paperIds(raw, notes);
  const exported = exportDate(raw);
  const authors = risAuthors(raw, notes);
  const tags = OTHER_PEOPLE.filter((tag) => raw.all(tag).length > 0);
  if (authors.mentions.length === 0 && authors.complete && (tags.length > 0 || !AUTHORLESS.has(code))) {
    const roles = code === 'CASE' ? 'reporters and counsel of a case in court' : 'editors and translators';
    if (tags.length === 0) notes.missingAuthors('AU');
    else notes.add('MISSING_AUTHORS', tags.join(', '), tags.flatMap((tag) => raw.all(tag)).join('; '), `The record names people in ${tags.join(', ')} alone, which are ${roles} and no authors; it is kept without any. Where they are the authors, write them as AU.`);
  }
  const abstract = notes.text(withoutMarkup(raw.text(...ABSTRACT_TAGS)), 'AB');
  return {
    key: notes.key,
    externalIds: ids,
    title,
    abstract,
    date: dateOf(raw, notes),
    venue: venueOf(raw, code, notes),
    type: typeOf(raw, code),
    fields: [],
    mentions: authors.mentions,
    authorListComplete: authors.complete,
    citationCount: citations(raw, exported, notes),
    links: links(raw),
    scores: [],
    source: notes.source('ris', exported),
  };
}

/** A journal's paper may be a review or an editorial, which databases say in `M3` (others use it for anything). */
function typeOf(raw: TaggedRecord, code: string): PaperType | null {
  const type = code === '' ? null : TYPES.get(code) ?? 'OTHER';
  if (type !== 'ARTICLE' && type !== 'OTHER' && type !== null) return type;
  return documentType(raw.text('M3')) ?? type;
}

function venueOf(raw: TaggedRecord, code: string, notes: RecordNotes): string | null {
  const tags: readonly string[] = WHOLE_BOOKS.has(code) ? VENUE_TAGS.filter((tag) => tag !== 'BT') : VENUE_TAGS;
  const publisher = code === 'THES' || code === 'RPRT' ? raw.text('PB') : '';
  // EndNote has the proceedings of a conference paper in C3, where Web of Science has institutions.
  const proceedings = code === 'CONF' || code === 'CPAPER' ? raw.text('C3') : '';
  return notes.text(withoutMarkup(raw.text(...tags) || proceedings || publisher), 'T2');
}

/** `PY` (once `Y1`) has the year, and either or `DA` more of it; `Y2` is the day of access. The most precise that agrees with the year. */
function dateOf(raw: TaggedRecord, notes: RecordNotes): PartialDate | null {
  const stated = (['PY', 'Y1', 'DA'] as const).map((tag) => ({ tag, text: raw.text(tag) })).filter(({ text }) => text !== '');
  const year = stated.map(({ text }) => /(?<!\d)\d{4}(?!\d)|^\d{4}(?=\d{4}$)/.exec(text)?.[0]).find((digits) => digits !== undefined) ?? null;
  let best: PartialDate | null = null;
  for (const { tag, text } of stated) {
    const date = textDate(text, year, tag, notes);
    if (date === null) continue;
    if (best !== null && date.year !== best.year) {
      notes.add('CONFLICTING_DATE', tag, text, `Another field says ${best.year}; that year is kept.`);
    } else if (best === null || precision(date) > precision(best)) best = date;
  }
  return best;
}

function precision({ month, day }: PartialDate): number {
  return Number(month !== null) + Number(day !== null);
}

function paperIds(raw: TaggedRecord, notes: RecordNotes): PaperRecord['externalIds'] {
  const ids: PaperIdDraft = {};
  const databases = raw.all('DB', 'DP').join(' ').toLowerCase();
  const accession = raw.text('AN');
  for (const doi of raw.all('DO', 'DI')) addStatedId(ids, 'doi', doi, 'DO', notes);
  if (/^wos:/i.test(accession)) addStatedId(ids, 'wos', accession, 'AN', notes);
  else if (/^pmid:|^PMC\d/i.test(accession)) addIdOfAddress(ids, accession);
  else if (/\b(?:nlm|pubmed|medline)\b/.test(databases) && /^\d{1,8}$/.test(accession)) addStatedId(ids, 'pmid', accession, 'AN', notes);
  // Scopus has the PubMed id in C2, Embase in C5.
  const pubmed = /scopus/.test(databases) ? raw.text('C2') : /embase/.test(databases) ? raw.text('C5') : '';
  if (/^\d{1,8}$/.test(pubmed)) ids.pmid ??= pubmed;
  for (const pmcid of raw.all('C2')) if (/^PMC\d+$/i.test(pmcid.trim())) addIdOfAddress(ids, pmcid);
  for (const value of raw.all('UR', 'L2', 'L1', 'L4', 'LK')) {
    // EndNote's link to Web of Science, and PubMed's address of before 2020.
    const addresses = value.replace(/<Go to ISI>:\/\//gi, '').split(/\s+/);
    for (const address of addresses) addIdOfAddress(ids, address.replace(/^https?:\/\/www\.ncbi\.nlm\.nih\.gov\/pubmed\//i, 'pmid:'));
  }
  for (const note of raw.all('N1')) {
    for (const found of note.matchAll(/\b(PMID|PMCID|DOI|arXiv):\s*(\S{4,80})/gi)) addIdOfAddress(ids, `${found[1]}:${found[2].replace(/(?<![.,;)])[.,;)]+$/, '')}`);
  }
  addImpliedIds(ids);
  return ids;
}

/** `Export Date: 18 November 2019` of Scopus, as an ISO date. */
function exportDate(raw: TaggedRecord): string | null {
  for (const note of raw.all('N1')) {
    const found = /Export Date:\s*(\d{1,2}) ([A-Z][a-z]+) (\d{4})/.exec(note);
    const at = found === null ? Number.NaN : Date.parse(`${found[1]} ${found[2]} ${found[3]} UTC`);
    if (!Number.isNaN(at)) return new Date(at).toISOString().slice(0, 10);
  }
  return null;
}

/** Scopus writes `Cited By :2`, Web of Science `Times Cited in Web of Science Core Collection:  5`. */
function citations(raw: TaggedRecord, asOf: string | null, notes: RecordNotes): CitationCount | null {
  for (const note of raw.all('N1')) {
    const scopus = /\bCited By\s*:\s*([\d,]+)/i.exec(note);
    if (scopus !== null) return statedCitations(scopus[1], 'scopus', asOf, 'N1', notes);
    const wos = /\bTimes Cited in Web of Science Core Collection:\s*([\d,]+)/i.exec(note);
    if (wos !== null) return statedCitations(wos[1], 'wos', asOf, 'N1', notes);
  }
  return null;
}

function links(raw: TaggedRecord): Link[] {
  const found: Link[] = [];
  for (const value of raw.all('UR')) for (const address of value.split(/\s+/)) addLink(found, 'LANDING_PAGE', address);
  for (const value of raw.all('L1', 'L4')) for (const address of value.split(/\s+/)) if (/\.pdf(?:$|[?#])|\/pdf(?:\/|$)/i.test(address)) addLink(found, 'PDF', address);
  return found;
}
