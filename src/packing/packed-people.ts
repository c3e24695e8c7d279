/** Authors of a pipeline's tables, brought into a snapshot's records. */
import { join } from 'node:path';
import { TABLES } from '../pipeline/tables.js';
import { authorIdOf } from '../records/public-ids.js';
import { PERSON_ID_SCHEMES, type PersonIds, type PersonIdScheme } from '../records/record.js';
import { titleKey } from '../records/titles.js';
import { nameKeysOf } from '../snapshot/name-keys.js';
import type { RecordsWriter } from '../snapshot/records-writer.js';
import type { NameVariant } from '../snapshot/types.js';
import type { PackedDuplicates } from './packed-duplicates.js';
import { inStep, objectOf } from './rows-in-step.js';
import { Cells, TableError, tableRows } from './table-rows.js';

const PUBLIC_ID = /^A[0-9A-HJKMNP-TV-Z]{12}$/;
/** Authors written before it is asked whether the writing has kept up. */
const WRITTEN_BETWEEN_WAITS = 512;

interface PackedAuthor {
  readonly index: number;
  readonly cells: Cells;
  readonly variants: readonly NameVariant[];
  readonly ids: Readonly<Partial<Record<PersonIdScheme, readonly string[]>>>;
}

async function* authorsOf(tables: string): AsyncGenerator<PackedAuthor> {
  const names = inStep(tableRows(join(tables, 'author_names'), Object.keys(TABLES.author_names.columns)), 'author_names', 'author');
  const ids = inStep(tableRows(join(tables, 'author_ids'), Object.keys(TABLES.author_ids.columns)), 'author_ids', 'author');
  let index = 0;
  try {
    for await (const row of tableRows(join(tables, 'authors'), Object.keys(TABLES.authors.columns))) {
      const cells = new Cells('authors', row);
      if (cells.integer('author') !== index) throw new TableError(`the table authors has author ${cells.integer('author')} in row ${index + 1}: run the pipeline again`);
      const variants = (await names.of(index)).map((each) => new Cells('author_names', each)).map((each) => ({ name: each.text('name'), count: each.integer('mention_count') }));
      const stated = (await ids.of(index)).map((each) => new Cells('author_ids', each)).toSorted((one, other) => other.integer('mention_count') - one.integer('mention_count'));
      yield { index, cells, variants: variants.toSorted((one, other) => other.count - one.count), ids: byScheme(stated.map((each) => (objectOf(each, 'external_ids') ?? {}) as PersonIds)) };
      index += 1;
    }
    await names.ended();
    await ids.ended();
  } finally {
    await Promise.all([names.close(), ids.close()]);
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

/** All spellings of every author's name, in order. Memory: one author. */
export async function* namesOfAuthors(tables: string): AsyncGenerator<readonly string[]> {
  for await (const { cells, variants } of authorsOf(tables)) yield [cells.text('display_name'), ...variants.map(({ name }) => name)];
}

/**
 * Writes the authors; reads the table twice, for the names that several bear. Memory: the display names, folded.
 * @param duplicates told every author
 * @returns whether any of them is a group
 * @throws TableError where the tables contradict each other
 */
export async function packPeople(tables: string, records: RecordsWriter, duplicates: PackedDuplicates): Promise<{ readonly hasGroups: boolean }> {
  const shared = await sharedNames(tables);
  let hasGroups = false;
  for await (const { index, cells, variants, ids } of authorsOf(tables)) {
    const key = cells.text('author_key');
    const id = PUBLIC_ID.test(key) ? key : authorIdOf(key);
    const displayName = cells.text('display_name');
    const isShared = shared.has(titleKey(displayName));
    const [firstId = null] = Object.entries(ids).map(([scheme, values]) => `${scheme}:${values[0]}`);
    const mentionCount = cells.integer('mention_count');
    const isGroup = cells.truth('is_group');
    hasGroups ||= isGroup;
    duplicates.add({ displayName, names: isGroup ? [] : variants.map(({ name }) => name), externalIds: ids, isGroup });
    records.author(
      { index, id, displayName, disambiguator: isShared ? firstId : null, kind: isGroup ? 'GROUP' : 'PERSON' },
      {
        nameVariants: variants, externalIds: ids, affiliations: [], reportedFields: [], reported: [], confidence: 1, ambiguous: isShared && firstId === null, mentionCount,
        evidence: [{ kind: 'EXPLICIT_ID', detail: `the works name the author ${key}`, ledgerEntryId: null, mentions: mentionCount }],
      },
      [{ key: id, redirect: false }, ...Object.entries(ids).flatMap(([scheme, values]) => values.map((value) => ({ key: `${scheme}:${value}`, redirect: false })))],
      nameKeysOf([displayName, ...variants.map(({ name }) => name)]),
    );
    if (index % WRITTEN_BETWEEN_WAITS === 0) await records.drained();
  }
  return { hasGroups };
}

/** Display names that several authors bear, folded. */
async function sharedNames(tables: string): Promise<Set<string>> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for await (const row of tableRows(join(tables, 'authors'), ['display_name'])) {
    const key = titleKey(new Cells('authors', row).text('display_name'));
    if (seen.has(key)) shared.add(key);
    seen.add(key);
  }
  return shared;
}
