/**
 * Web of Science's field tags (https://webofscience.help.clarivate.com, "Core Collection field tags") to paper records.
 * Authors and what stands with them: wos-people.ts. `DA` is the day of the export, `PD` and `PY` that of publication.
 */
import type { PaperRecord, PaperType, PartialDate } from '../../records/record.js';
import { localRecordKey } from '../../records/titles.js';
import { documentType } from '../document-types.js';
import { withoutMarkup } from '../markup.js';
import type { RecordNotes } from '../record-notes.js';
import { addImpliedIds, addStatedId, statedCitations } from '../stated-facts.js';
import type { PaperIdDraft } from '../stated-facts.js';
import { textDate } from '../text-dates.js';
import { wosAuthors } from './wos-people.js';
import { partedBySemicolons } from './wos-record.js';
import type { WosRecord } from './wos-record.js';

/** `PT` where `DT` says nothing: journal, book, series, patent. */
const PUBLICATION_TYPES: ReadonlyMap<string, PaperType> = new Map<string, PaperType>([['J', 'ARTICLE'], ['B', 'BOOK'], ['S', 'BOOK_CHAPTER'], ['C', 'CONFERENCE_PAPER'], ['P', 'OTHER']]);

/** Maps one record; null (and noted) where it has no title. */
export function wosPaper(raw: WosRecord, format: 'wos' | 'wos-tab', notes: RecordNotes): PaperRecord | null {
  const ids: PaperIdDraft = {};
  addStatedId(ids, 'wos', raw.text('UT'), 'UT', notes);
  if (ids.wos !== undefined) notes.key = `wos:${ids.wos}`;
  const title = notes.title(withoutMarkup(raw.text('TI') || (raw.text('PT') === 'B' ? raw.text('SO') : '')), 'TI');
  if (title === null) return null;
  notes.key ??= localRecordKey(format, '', title);
  // A chapter has a DOI of its own (DI) beside its book's (D2).
  addStatedId(ids, 'doi', raw.text('DI').split(/;\s/)[0] ?? '', 'DI', notes);
  if (ids.doi === undefined && documentTypes(raw).includes('BOOK')) addStatedId(ids, 'doi', raw.text('D2'), 'D2', notes);
  addStatedId(ids, 'pmid', raw.text('PM'), 'PM', notes);
  addImpliedIds(ids);
  const exported = /^\d{4}-\d\d-\d\d$/.exec(raw.text('DA'))?.[0] ?? null;
  const { mentions, complete } = wosAuthors(raw, notes);
  const abstract = notes.text(withoutMarkup(raw.text('AB')), 'AB');
  const venue = notes.text(raw.text('SO') || raw.text('CT') || raw.text('SE'), 'SO');
  return {
    key: notes.key,
    externalIds: ids,
    title,
    abstract,
    date: dateOf(raw, notes),
    venue,
    type: typeOf(raw),
    fields: fieldsOf(raw, notes),
    mentions,
    authorListComplete: complete,
    citationCount: statedCitations(raw.text('TC'), 'wos', exported, 'TC', notes),
    links: [],
    scores: [],
    source: notes.source(format, exported),
  };
}

function documentTypes(raw: WosRecord): PaperType[] {
  return raw.text('DT').split(';').map(documentType).filter((type) => type !== null);
}

/** `DT` may hold several: of `Article; Book Chapter` the chapter counts, of `Article; Proceedings Paper` what the publication is. */
function typeOf(raw: WosRecord): PaperType | null {
  const stated = documentTypes(raw);
  const publication = PUBLICATION_TYPES.get(raw.text('PT')) ?? null;
  if (stated.includes('BOOK_CHAPTER')) return 'BOOK_CHAPTER';
  if (stated.includes('CONFERENCE_PAPER') && publication !== 'ARTICLE') return 'CONFERENCE_PAPER';
  if (stated[0] !== undefined) return stated[0];
  return raw.text('DT') === '' ? publication : 'OTHER';
}

/** `PY` and `PD` (`SEP`, `JUN 19`, `SPR`); before the issue has a date, that of early access (`EA`: `FEB 2020`). */
function dateOf(raw: WosRecord, notes: RecordNotes): PartialDate | null {
  const year = raw.text('PY');
  if (/^\d{4}$/.test(year)) return textDate(raw.text('PD'), year, 'PD', notes);
  if (year !== '') notes.add('INVALID_DATE', 'PY', year, 'This is no year of four digits; the date of early access is taken, if there is one.');
  const early = raw.text('EA');
  return early === '' ? null : textDate(early, null, 'EA', notes);
}

/** Web of Science's categories, else its broader research areas. */
function fieldsOf(raw: WosRecord, notes: RecordNotes): string[] {
  const stated = raw.text('WC') || raw.text('SC');
  return [...new Set(partedBySemicolons(stated).map((field) => notes.fold(field, 'WC')))].filter((field) => field !== '');
}
