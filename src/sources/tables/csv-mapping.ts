/** One row of a table to a paper record; which cell holds what is decided in csv-columns.ts. */
import { PAPER_TYPES } from '../../records/record.js';
import type { Link, PaperIdScheme, PaperRecord, PaperType, PartialDate } from '../../records/record.js';
import { localRecordKey } from '../../records/titles.js';
import { documentType } from '../document-types.js';
import { AuthorDrafts } from '../people/author-drafts.js';
import type { AuthorDraft, NameReading } from '../people/author-drafts.js';
import { initialsLastParts, invertedParts, isWrittenGroup } from '../people/written-names.js';
import { withoutMarkup } from '../markup.js';
import type { RecordNotes } from '../record-notes.js';
import { addIdOfAddress, addImpliedIds, addLink, addStatedId, statedCitations } from '../stated-facts.js';
import type { PaperIdDraft } from '../stated-facts.js';
import { textDate } from '../text-dates.js';
import { authorsOfCell } from './csv-authors.js';
import type { TableField } from './csv-columns.js';

const ID_FIELDS = ['doi', 'arxiv', 'pmid', 'pmcid', 'openalex', 's2', 'wos', 'scopus'] as const satisfies readonly (TableField & PaperIdScheme)[];
/** What programs write into a cell that has no value. */
const BLANK = /^(?:nan|null|none|n\/a|undefined|<na>|-+)$/i;

export interface CsvSettings {
  readonly authorSeparator?: string | undefined;
  /** False where the table has no column of authors, which is said once and not of each row. */
  readonly hasAuthors: boolean;
}

/** Maps one row; null (and noted) where it has no title. `cell` answers '' for fields without a column. */
export function csvPaper(cell: (field: TableField) => string, settings: CsvSettings, notes: RecordNotes): PaperRecord | null {
  const get = (field: TableField): string => {
    const text = cell(field).replace(/[^\S\n]+/g, ' ').trim();
    return BLANK.test(text) ? '' : text;
  };
  const title = notes.title(withoutMarkup(get('title')), 'title');
  if (title === null) return null;
  notes.key = localRecordKey('csv', get('id'), title);
  const ids: PaperIdDraft = {};
  for (const scheme of ID_FIELDS) addStatedId(ids, scheme, wholeNumber(get(scheme)), scheme, notes);
  const links: Link[] = [];
  for (const address of get('url').split(/\s+/)) {
    addIdOfAddress(ids, address);
    addLink(links, 'LANDING_PAGE', address);
  }
  addLink(links, 'PDF', get('pdf'));
  addLink(links, 'CODE', get('code'));
  addImpliedIds(ids);
  const authors = authorsOf(get, settings, notes);
  const abstract = notes.text(withoutMarkup(get('abstract')), 'abstract');
  const venue = notes.text(withoutMarkup(get('venue')), 'venue');
  return {
    key: notes.key,
    externalIds: ids,
    title,
    abstract,
    date: dateOf(get, notes),
    venue,
    type: typeOf(get('type'), notes),
    fields: [...new Set(get('fields').split(/[;|\n]/).map((field) => notes.fold(field, 'fields')))].filter((field) => field !== ''),
    mentions: authors.mentions(),
    authorListComplete: authors.complete,
    citationCount: statedCitations(get('citations'), 'csv', null, 'citations', notes),
    links,
    scores: [],
    source: notes.source('csv'),
  };
}

/** Spreadsheets make numbers of what looks like one: `2019.0`. */
function wholeNumber(text: string): string {
  return /^\d+\.0$/.test(text) ? text.slice(0, -2) : text;
}

/** `date` where it agrees with `year` (it is the more precise), else the year. */
function dateOf(get: (field: TableField) => string, notes: RecordNotes): PartialDate | null {
  const yearText = wholeNumber(get('year'));
  const dateText = wholeNumber(get('date'));
  const year = /^\d{4}$/.test(yearText) ? yearText : null;
  const date = dateText === '' ? null : textDate(dateText, year, 'date', notes);
  if (date !== null && (year === null || date.year === Number(year))) return date;
  if (date !== null) notes.add('CONFLICTING_DATE', 'date', dateText, `The year says ${year ?? ''}; that year is kept.`);
  return yearText === '' ? null : textDate(yearText, null, 'year', notes);
}

function typeOf(text: string, notes: RecordNotes): PaperType | null {
  if (text === '') return null;
  const name = text.toUpperCase().replace(/[\s_/-]+/g, '_');
  const type = PAPER_TYPES.find((known) => known === name) ?? documentType(text);
  if (type === null) notes.add('INVALID_VALUE', 'type', text, `This is no type of paper that is known (${PAPER_TYPES.join(', ')}); the type is taken as unknown.`);
  return type;
}

function readName(name: string): NameReading {
  if (isWrittenGroup(name)) return { parts: null, kind: 'GROUP' };
  return { parts: invertedParts(name) ?? initialsLastParts(name), kind: 'PERSON' };
}

function authorsOf(get: (field: TableField) => string, { authorSeparator, hasAuthors }: CsvSettings, notes: RecordNotes): AuthorDrafts {
  const drafts = new AuthorDrafts(notes, 'authors', 'affiliations');
  const cell = get('authors');
  const { names, doubt } = authorsOfCell(cell, authorSeparator);
  if (doubt !== null) notes.add('AMBIGUOUS_AUTHORS', 'authors', cell, `The author list ${doubt}; say with --author-separator what parts the names, if that is wrong.`);
  for (const name of names) drafts.add(name, readName);
  if (names.length === 0 && hasAuthors) notes.missingAuthors('authors');
  addParallel(get('orcids'), 'orcids', drafts.list, notes, (author, text) => notes.personId(author.ids, 'orcid', text, 'orcids'));
  addParallel(get('affiliations'), 'affiliations', drafts.list, notes, (author, text) => author.addAffiliation(text));
  return drafts;
}

/** Facts in a column of their own, one per author in the same order; of a single author all of them. */
function addParallel(cell: string, field: string, list: readonly AuthorDraft[], notes: RecordNotes, add: (author: AuthorDraft, text: string) => void): void {
  if (cell === '' || list.length === 0) return;
  const facts = cell.split(/[;|\n]/).map((fact) => fact.trim());
  if (list.length === 1) for (const fact of facts) add(list[0], fact);
  else if (facts.length === list.length) facts.forEach((fact, index) => add(list[index], fact));
  else notes.add('UNASSIGNED_FACTS', field, cell, `There are ${facts.length} ${field} and ${list.length} authors, so that it can't be told whose they are; they are left out.`);
}
