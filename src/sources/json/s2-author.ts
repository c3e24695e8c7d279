/** Semantic Scholar's author object (graph API, and the bulk dataset `authors`): a statement about a person. */
import { MAX_NAME_LENGTH, namesSomething } from '../../records/bounds.js';
import type { PersonRecord, ReportedFigure } from '../../records/record.js';
import { MAX_STATED_COUNT } from '../limits.js';
import { objectOf, textsOf, writtenOut } from '../json-values.js';
import type { JsonObject } from '../json-values.js';
import type { RecordNotes } from '../record-notes.js';
import { personIds } from './json-authors.js';
import { AffiliationList, plainTexts } from './json-facts.js';
import { s2Field } from './s2-mapping.js';

/** Figures of an author and what they count. */
const FIGURES = [['hIndex', 'H_INDEX', null], ['paperCount', 'PAPER_COUNT', 'papers'], ['citationCount', 'CITATION_COUNT', 'citations']] as const;

/** Whether the object is an author's and no paper's. */
export function isS2Author(object: JsonObject): boolean {
  return s2Field(object, 'authorId') !== undefined && object.name !== undefined && object.title === undefined && s2Field(object, 'paperId') === undefined;
}

/** Maps one author. Null (and noted) where no name or no id is given. */
export function s2Author(author: JsonObject, notes: RecordNotes): PersonRecord | null {
  const ids = personIds(notes, 'author', { s2: s2Field(author, 'authorId'), orcid: objectOf(s2Field(author, 'externalIds'))?.ORCID });
  if (ids.s2 === undefined) return notes.drop('MISSING_KEY', 'authorId', writtenOut(s2Field(author, 'authorId')), 'An author without an authorId can not be identified and is left out.');
  notes.key = `s2:${ids.s2}`;
  const names = plainTexts([author.name, ...textsOf(author.aliases)], 'name', notes).filter((name) => namesSomething(name) && name.length <= MAX_NAME_LENGTH);
  if (names.length === 0) return notes.drop('MISSING_NAME', 'name', null, 'The author has no name and is left out.');
  const affiliations = new AffiliationList('affiliations', notes);
  for (const name of textsOf(author.affiliations)) affiliations.add(name);
  return {
    key: notes.key,
    externalIds: ids,
    names,
    affiliations: affiliations.list,
    fields: [],
    reported: FIGURES.flatMap(([field, name, unit]) => figureOf(s2Field(author, field), field, { name, unit }, notes)),
    source: { format: 's2', file: notes.file, line: notes.line, byte: notes.byte, retrievedAt: null, url: null },
  };
}

function figureOf(value: unknown, field: string, figure: Pick<ReportedFigure, 'name' | 'unit'>, notes: RecordNotes): ReportedFigure[] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_STATED_COUNT) return [{ name: figure.name, value, unit: figure.unit }];
  notes.add('INVALID_VALUE', field, writtenOut(value), `This is no whole number from 0 to ${MAX_STATED_COUNT}; the figure is left out.`);
  return [];
}
