/** Papers and author lists of a pipeline's tables, brought into a snapshot's records and its incidence. */
import { join } from 'node:path';
import { IncidenceBuilder } from '../graph/incidence.js';
import { FLAG_AUTHOR_LIST_COMPLETE, FLAG_HAS_ABSTRACT, FLAG_HAS_CODE, UNKNOWN, type Incidence } from '../graph/types.js';
import { TABLES } from '../pipeline/tables.js';
import { paperIdIn } from '../records/public-ids.js';
import { PAPER_TYPES, type Affiliation, type ImportProblem, type PartialDate } from '../records/record.js';
import { countryCount, countryFlags } from '../snapshot/paper-table.js';
import { WRITTEN_BETWEEN_WAITS, type Key, type RecordsWriter } from '../snapshot/records-writer.js';
import type { AuthorshipRow, PaperRow, Vocabulary } from '../snapshot/types.js';
import { VocabularyBuilder } from '../snapshot/vocabulary.js';
import { openalexAbstract } from '../sources/openalex-abstract.js';
import type { JsonObject } from '../sources/json-values.js';
import { institutionsOf, noteUnusableMention } from '../sources/openalex-authorships.js';
import { noteUnusable } from '../sources/openalex-mapping.js';
import { RecordNotes } from '../sources/record-notes.js';
import { affiliationsOf, fieldsOf } from './json-columns.js';
import { PapersOfVersions } from './other-versions.js';
import { PackedChoices, type Choices } from './packed-choices.js';
import { inStep } from './rows-in-step.js';
import { Cells, spoiltTables, TableError, tableRows } from './table-rows.js';
import { paperIdsIn, partsIn, personIdsIn, refuseStrangeSources, refuseStrangeSpellings, toldOfAuthor, toldOfMention, toldOfPaper, type ToldPaper } from './told.js';

export interface PackedPapers {
  readonly incidence: Incidence;
  readonly vocabulary: Vocabulary;
  readonly choices: Choices;
}

/**
 * Streams the tables `papers` and `authorships` side by side; memory: the incidence and the vocabulary.
 * @param authorCount rows of the table `authors`
 * @param onProblem told what of a paper is not usable as it stands
 * @throws TableError where the tables contradict each other or hold what no snapshot can
 */
export async function packPapers(tables: string, records: RecordsWriter, authorCount: number, onPaper: (done: number) => void, onProblem: (problem: ImportProblem) => void): Promise<PackedPapers> {
  const vocabulary = new VocabularyBuilder();
  const incidence = new IncidenceBuilder(authorCount);
  const choices = new PackedChoices();
  const versions = new PapersOfVersions();
  const papers = tableRows(join(tables, 'papers'), Object.keys(TABLES.papers.columns));
  const lists = inStep(tableRows(join(tables, 'authorships'), Object.keys(TABLES.authorships.columns)), 'authorships', 'paper');
  let index = 0;
  try {
    for await (const row of papers) {
      const cells = new Cells('papers', row);
      if (cells.integer('paper') !== index) throw spoiltTables(`the table papers has paper ${cells.integer('paper')} in row ${index + 1}`);
      const mentions = (await lists.of(index)).map((mention) => new Cells('authorships', mention));
      const ranked = mentions.flatMap((mention) => {
        const rank = mention.integerOrNull('rank');
        return rank === null ? [] : [{ rank, author: mention.integer('author') }];
      }).toSorted((one, other) => one.rank - other.rank);
      if (ranked.length !== cells.integer('author_count')) throw spoiltTables(`the table papers counts ${cells.integer('author_count')} authors of paper ${index}, authorships lists ${ranked.length}`);
      const notes = new RecordNotes('papers', index + 1, null);
      const { row: shown, abstract, keys, told, others } = paperOf(cells, index, mentions, notes);
      choices.add(told);
      if (others.length > 0) versions.add({ row: shown, abstract, keys, others });
      else records.paper(shown, abstract, keys);
      const entries = mentions.map((mention) => authorshipOf(mention, shown.sources.length, notes));
      records.authorships(index, entries.map(({ entry }) => entry));
      for (const problem of notes.problems()) onProblem(problem);
      const countries = entries.some(({ hasInstitutions }) => hasInstitutions) ? countryCount(entries.map(({ entry }) => entry)) : cells.integerOrNull('country_count') ?? 0;
      incidence.add({ ...factsOf(cells, shown, abstract, vocabulary, countries), authors: ranked.map(({ author }) => author) });
      index += 1;
      if (index % WRITTEN_BETWEEN_WAITS === 0) {
        await records.drained();
        onPaper(index);
      }
    }
    await lists.ended();
    versions.write(records);
  } finally {
    await lists.close();
  }
  onPaper(index);
  return { incidence: incidence.finish(), vocabulary: vocabulary.finish(), choices: choices.finish() };
}

function paperOf(cells: Cells, index: number, mentions: readonly Cells[], notes: RecordNotes): { row: PaperRow; abstract: string | null; keys: readonly Key[]; told: ToldPaper['choices']; others: readonly string[] } {
  const key = cells.text('work_id');
  notes.key = key;
  const id = paperIdIn(key);
  const details = toldOfPaper(cells, workOf(notes));
  const externalIds = paperIdsIn(cells, workOf(notes));
  const type = cells.textOrNull('type');
  const citations = cells.integerOrNull('citations');
  const source = { format: 'works', file: '', line: null, byte: null, retrievedAt: null, url: null };
  const row: PaperRow = {
    index, id,
    title: cells.text('title'),
    date: dateOf(cells, notes),
    venue: cells.textOrNull('venue'),
    type: PAPER_TYPES.find((known) => known === type) ?? (type === null ? null : 'OTHER'),
    fields: listed(notes, () => fieldsOf(cells.textOrNull('fields'), (name, field) => notes.fold(name, field))),
    externalIds,
    otherIds: details.otherIds ?? [],
    authorListComplete: cells.truth('author_list_complete'),
    unlistedNames: details.unlistedNames ?? [],
    groups: mentions.filter((mention) => mention.truth('is_group')).map((mention) => mention.text('raw_name')),
    mentionCount: mentions.length,
    citationCount: citations === null ? null : { value: citations, source: cells.textOrNull('citation_source') ?? 'works', asOf: cells.textOrNull('citations_as_of') },
    links: details.links ?? [],
    scores: details.scores ?? [],
    sources: details.sources ?? [source],
    mergeReasons: details.mergeReasons ?? [],
    conflicts: details.conflicts ?? [],
    versions: details.versions ?? [],
    otherVersions: [],
  };
  refuseStrangeSources(details, row.sources.length, workOf(notes));
  const keys = [
    { key: id, redirect: false },
    ...Object.entries(externalIds).map(([scheme, value]) => ({ key: `${scheme}:${value}`, redirect: false })),
    ...row.otherIds.map(({ scheme, value }) => ({ key: `${scheme}:${value}`, redirect: true })),
  ];
  const { abstract_inverted_index: abstractIndex, refused } = details;
  if (refused !== undefined) noteRefused(refused, notes);
  const plain = cells.textOrNull('abstract');
  const abstract = abstractIndex === undefined ? plain : openalexAbstract({ abstract_inverted_index: abstractIndex, abstract: plain }, notes);
  return { row, abstract, keys, told: details.choices, others: details.otherVersions ?? [] };
}

/** How a message names the work. */
function workOf({ key }: RecordNotes): string {
  return `the work ${key}`;
}

/** @throws TableError for what is no list, with the work */
function listed<T>(notes: RecordNotes, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new TableError(`${workOf(notes)}: ${(error as Error).message}`);
  }
}

interface PackedEntry {
  readonly entry: Omit<AuthorshipRow, 'listIndex'>;
  /** Whether its affiliations are OpenAlex's institutions, of which those without a name are left out: the pipeline counts the countries of these too. */
  readonly hasInstitutions: boolean;
}

function authorshipOf(mention: Cells, sourceCount: number, notes: RecordNotes): PackedEntry {
  const position = mention.integerOrNull('position');
  const of = `an entry (${JSON.stringify(mention.text('raw_name').slice(0, 80))}) of the author list of ${workOf(notes)}`;
  const told = toldOfMention(mention, of);
  refuseStrangeSpellings(told, sourceCount, of);
  // Read again by author; here what is wrong with them can be told with the work.
  personIdsIn(mention, of);
  toldOfAuthor(mention, of);
  const field = `authorships[${(position ?? mention.integer('place') + 1) - 1}]`;
  if (told.refused !== undefined) noteUnusableMention(told.refused, field, notes);
  const entry = {
    author: mention.integerOrNull('author'), rawName: mention.text('raw_name'), parts: partsIn(mention, of), position, kind: mention.truth('is_group') ? 'GROUP' as const : 'PERSON' as const,
    affiliations: told.institutions === undefined ? statedAffiliations(mention, `${field}.affiliations`, notes) : institutionsOf(told.institutions, field, notes).list,
    isCorresponding: mention.truthOrNull('is_corresponding'), alsoWritten: told.alsoWritten ?? [],
  };
  return { entry, hasInstitutions: told.institutions !== undefined };
}

function statedAffiliations(mention: Cells, field: string, notes: RecordNotes): Affiliation[] {
  const onNameless = (nameless: string): void => notes.add('MISSING_NAME', field, nameless, 'An affiliation has no name and is left out.');
  return listed(notes, () => affiliationsOf(mention.textOrNull('affiliations'), (name) => notes.fold(name, field), onNameless));
}

function factsOf(cells: Cells, { date, type, venue, fields, authorListComplete }: PaperRow, abstract: string | null, vocabulary: VocabularyBuilder, countries: number) {
  return {
    year: cells.integerOrNull('year'),
    monthDay: (date?.month ?? 0) * 100 + (date?.day ?? 0),
    type: type === null ? UNKNOWN : vocabulary.type(type),
    venue: venue === null ? UNKNOWN : vocabulary.venue(venue),
    fields: vocabulary.fields(fields),
    citations: cells.integerOrNull('citations'),
    flags:
      (authorListComplete ? FLAG_AUTHOR_LIST_COMPLETE : 0) |
      (cells.truth('has_code') ? FLAG_HAS_CODE : 0) |
      (abstract === null ? 0 : FLAG_HAS_ABSTRACT) |
      countryFlags(countries),
  };
}

/** In the words of the import; what it would have taken is noted all the same, since the tables don't have it. */
function noteRefused(refused: JsonObject, notes: RecordNotes): void {
  const before = notes.problems().length;
  noteUnusable(refused, notes);
  if (notes.problems().length === before) notes.add('INVALID_VALUE', Object.keys(refused).join(', '), JSON.stringify(refused), 'The pipeline can\'t read this; the work is kept without it.');
}

/** The date as far as it exists. @throws TableError for a text that is none, or is of another year than the paper */
function dateOf(cells: Cells, notes: RecordNotes): PartialDate | null {
  const [text, year] = [cells.textOrNull('date'), cells.integerOrNull('year')];
  if (text === null) return year === null ? null : { year, month: null, day: null };
  const [, years, months, days] = /^(-?\d{1,4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text) ?? [];
  if (years === undefined || Number(years) !== year) throw new TableError(`the table papers has the date ${JSON.stringify(text.slice(0, 40))} with the year ${year} for the work ${cells.text('work_id')}: correct the work and make the tables anew (\`coterie pipeline --restart\`)`);
  const [month, day] = [months, days].map((part) => (part === undefined ? null : Number(part)));
  return year < 1 ? { year, month, day } : notes.date(year, month, day, 'date', text);
}
