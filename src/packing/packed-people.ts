/** Authors of a pipeline's tables, brought into a snapshot's records. */
import { join } from 'node:path';
import { confidenceOf } from '../identity/confidence.js';
import type { DisplayName } from '../identity/display.js';
import { TABLES } from '../pipeline/tables.js';
import { parsePersonId } from '../records/ids.js';
import { authorIdIn } from '../records/public-ids.js';
import { PERSON_ID_SCHEMES, type PersonIds, type PersonIdScheme } from '../records/record.js';
import { titleKey } from '../records/titles.js';
import { nameKeysOf } from '../snapshot/name-keys.js';
import type { NameIndexBuilder } from '../snapshot/name-index-builder.js';
import { WRITTEN_BETWEEN_WAITS, type RecordsWriter } from '../snapshot/records-writer.js';
import type { AuthorDetails } from '../snapshot/types.js';
import type { PackedDuplicates } from './packed-duplicates.js';
import { displayNameOf, NameRows, type PackedNames } from './packed-names.js';
import { RepeatedTexts } from './repeated-texts.js';
import { inStep } from './rows-in-step.js';
import { Cells, spoiltTables, tableRows } from './table-rows.js';
import { personIdsIn, toldOfAuthor, type ToldAuthor } from './told.js';

/** An author and what it is called. */
interface NamedRow extends PackedNames, DisplayName {
  readonly index: number;
  readonly cells: Cells;
  readonly details: Omit<ToldAuthor, 'nameVariants' | 'displayName' | 'disambiguator'>;
}

interface PackedAuthor extends NamedRow {
  readonly ids: Readonly<Partial<Record<PersonIdScheme, readonly string[]>>>;
}

async function* namedRowsOf(tables: string): AsyncGenerator<NamedRow> {
  const names = inStep(tableRows(join(tables, 'author_names'), Object.keys(TABLES.author_names.columns)), 'author_names', 'author');
  const read = new NameRows();
  let index = 0;
  try {
    for await (const row of tableRows(join(tables, 'authors'), Object.keys(TABLES.authors.columns))) {
      const cells = new Cells('authors', row);
      if (cells.integer('author') !== index) throw spoiltTables(`the table authors has author ${cells.integer('author')} in row ${index + 1}`);
      const written = read.read(await names.of(index));
      if (written.variants.length === 0) throw spoiltTables(`the table author_names has no name of author ${index}`);
      const { nameVariants = [], displayName, disambiguator, ...details } = toldOfAuthor(cells, `author ${cells.text('author_key')}`);
      const shown = displayNameOf(written, displayName, cells.truth('is_group'));
      yield { index, cells, details, displayName: shown.displayName, disambiguator: disambiguator ?? shown.disambiguator, variants: [...written.variants, ...nameVariants], meantParts: written.meantParts };
      index += 1;
    }
    await names.ended();
  } finally {
    await names.close();
  }
}

async function* authorsOf(tables: string): AsyncGenerator<PackedAuthor> {
  const ids = inStep(tableRows(join(tables, 'author_ids'), Object.keys(TABLES.author_ids.columns)), 'author_ids', 'author');
  try {
    for await (const named of namedRowsOf(tables)) {
      const stated = (await ids.of(named.index)).map((each) => new Cells('author_ids', each)).toSorted((one, other) => other.integer('mention_count') - one.integer('mention_count'));
      yield { ...named, ids: byScheme(stated.map((each) => personIdsIn(each, `author ${named.cells.text('author_key')}`))) };
    }
    await ids.ended();
  } finally {
    await ids.close();
  }
}

/** Every value per scheme, that of most mentions first. */
function byScheme(stated: readonly PersonIds[]): PackedAuthor['ids'] {
  const found: Partial<Record<PersonIdScheme, readonly string[]>> = {};
  for (const scheme of PERSON_ID_SCHEMES) {
    const values = [...new Set(stated.flatMap((ids) => ids[scheme] ?? []))];
    if (values.length > 0) found[scheme] = values;
  }
  return found;
}

export interface PeopleReaders {
  /** Given every spelling of every author's name. */
  readonly names: NameIndexBuilder;
  readonly duplicates: PackedDuplicates;
  /** Told now and then which share has been done. */
  readonly onProgress: (share: number) => void;
}

/** What reading the names beforehand takes of the whole, about. */
const SHARE_OF_NAMES = 0.25;

/**
 * Writes the authors; reads their names twice, for those that several bear. Memory: 8 bytes an author.
 * @param authorCount rows of the table `authors`
 * @returns whether any of them is a group
 * @throws TableError where the tables contradict each other
 */
export async function packPeople(tables: string, records: RecordsWriter, authorCount: number, { names, duplicates, onProgress }: PeopleReaders): Promise<{ readonly hasGroups: boolean }> {
  const shared = await sharedNames(tables, authorCount, (share) => onProgress(SHARE_OF_NAMES * share));
  let hasGroups = false;
  for await (const { index, cells, variants, meantParts, ids, details, displayName, ...named } of authorsOf(tables)) {
    const key = cells.text('author_key');
    const id = authorIdIn(key);
    const isGroup = cells.truth('is_group');
    hasGroups ||= isGroup;
    const isShared = !isGroup && shared.has(titleKey(displayName));
    const [firstId = null] = Object.entries(ids).map(([scheme, values]) => `${scheme}:${values[0]}`);
    const disambiguator = named.disambiguator ?? (isShared ? firstId : null);
    const mentionCount = cells.integer('mention_count');
    const spellings = variants.map(({ name }) => name);
    names.add([displayName, ...spellings]);
    duplicates.add({ id, distinctFrom: details.distinctFrom ?? [], displayName, names: isGroup ? [] : spellings, externalIds: ids, isGroup, meantParts });
    records.author(
      { index, id, displayName, disambiguator, kind: isGroup ? 'GROUP' : 'PERSON' },
      {
        affiliations: [], reportedFields: [], reported: [], ambiguous: isShared && disambiguator === null, ...evidenceOf(key, mentionCount), ...details,
        nameVariants: variants, externalIds: ids, mentionCount,
      },
      [{ key: id, redirect: false }, ...Object.entries(ids).flatMap(([scheme, values]) => values.map((value) => ({ key: `${scheme}:${value}`, redirect: false })))],
      nameKeysOf([displayName, ...spellings], meantParts),
    );
    if (index % WRITTEN_BETWEEN_WAITS === 0) {
      await records.drained();
      onProgress(SHARE_OF_NAMES + (1 - SHARE_OF_NAMES) * (index / authorCount));
    }
  }
  return { hasGroups };
}

/** An author whom the works name and say nothing more of: what an import says where the source gives that id with every mention. */
function evidenceOf(key: string, mentions: number): Pick<AuthorDetails, 'confidence' | 'evidence'> {
  const isId = parsePersonId(key) !== null;
  const weight = /^(?:openalex|s2):/.test(key) ? 'ALGORITHMIC_ID' : 'CURATED_ID';
  return { confidence: confidenceOf(new Map([[weight, mentions]]), false), evidence: [{ kind: 'EXPLICIT_ID', detail: isId ? key : `the works name the author ${key}`, ledgerEntryId: null, mentions }] };
}

/** Display names that several persons bear, folded: of groups, nothing but the name is asked. */
async function sharedNames(tables: string, authorCount: number, onProgress: (share: number) => void): Promise<RepeatedTexts> {
  const repeated = new RepeatedTexts(authorCount);
  let read = 0;
  for await (const { displayName, cells } of namedRowsOf(tables)) {
    if (read++ === authorCount) throw spoiltTables(`the table authors has more than the ${authorCount} rows that tables.json says`);
    if (!cells.truth('is_group')) repeated.add(titleKey(displayName));
    if (read % WRITTEN_BETWEEN_WAITS === 0) onProgress(read / authorCount);
  }
  if (read < authorCount) throw spoiltTables(`the table authors has ${read} rows, tables.json says ${authorCount}`);
  repeated.finish();
  return repeated;
}
