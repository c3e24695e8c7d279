/** Sets of papers whose authors are known: what is labelled, and whose the labels are. The labels are seen by the scores alone. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { nameKey, parseName } from '../../src/identity/names.js';
import { PERSON_ID_SCHEMES, type Mention, type PaperRecord } from '../../src/records/record.js';
import { openFile } from '../../src/sources/open.js';
import { detectSource } from '../../src/sources/registry.js';
import { readAminerFile } from './aminer.js';
import { withMergedNames } from './merged-names.js';

export interface LabelledPaper {
  /** As read, without the ids and homonym numbers that the labels come from. */
  readonly record: PaperRecord;
  /** Per mention of the record the person it is, null where nothing says. */
  readonly labels: readonly (string | null)[];
}

export interface LabelledSet {
  readonly id: string;
  readonly title: string;
  /** Corpora that are resolved one by one. */
  readonly corpora: readonly (readonly LabelledPaper[])[];
}

type Reader = (folder: string) => Promise<Omit<LabelledSet, 'id'> | null>;

/** Sets by ids that sources give: how each is read from a folder laid out as ../shared/data; null where it is not there. */
const BY_IDS: Readonly<Record<string, Reader>> = {
  acl: async (folder) => present(await acl(folder), (records) => ({ title: 'ACL Anthology, by ids', corpora: [records] })),
  'acl-merged': async (folder) => present(await acl(folder), (records) => ({ title: 'ACL Anthology, rare names merged into common ones', corpora: [withMergedNames(records)] })),
  dblp: async (folder) => present(await dblp(folder), (records) => ({ title: 'DBLP, by homonym numbers', corpora: [records] })),
  'dblp-merged': async (folder) => present(await dblp(folder), (records) => ({ title: 'DBLP, rare names merged into common ones', corpora: [withMergedNames(records)] })),
  openalex: async (folder) => present(await recordsOf(filesOf(path.join(folder, 'openalex'), '.json')), (records) => ({ title: 'OpenAlex, by ORCID or its own id', corpora: [records] })),
};

/** Every folder of files by name below `disambiguation` is two sets: each name alone, and all in one corpus. */
function setsOf(folder: string): Map<string, Reader> {
  const sets = new Map<string, Reader>();
  for (const name of foldersOf(path.join(folder, 'disambiguation'))) {
    const files = (): LabelledPaper[][] => filesOf(path.join(folder, 'disambiguation', name), '.xml').map((file) => readAminerFile(file));
    sets.set(name, async () => present(files(), (names) => ({ title: `${name}, each name alone`, corpora: names })));
    sets.set(`${name}-pooled`, async () => present(files(), (names) => ({ title: `${name}, all names in one corpus`, corpora: [names.flat()] })));
  }
  for (const [id, reader] of Object.entries(BY_IDS)) sets.set(id, reader);
  return sets;
}

export const IDS_OF_SETS = Object.keys(BY_IDS);

/** The labelled sets below a folder, of those wanted (all where none is named); what is not there is left out. Throws a RangeError for an unknown id. */
export async function findLabelledSets(folder: string, wanted: readonly string[] = []): Promise<LabelledSet[]> {
  const sets = setsOf(folder);
  const found: LabelledSet[] = [];
  for (const id of wanted.length === 0 ? sets.keys() : wanted) {
    const reader = sets.get(id);
    if (reader === undefined) throw new RangeError(`There is no set ${id}; the sets are ${[...sets.keys()].join(', ')}.`);
    const set = await reader(folder);
    if (set !== null) found.push({ id, ...set });
  }
  return found;
}

function present<T, R>(items: readonly T[], make: (items: readonly T[]) => R): R | null {
  return items.length === 0 ? null : make(items);
}

const acl = (folder: string): Promise<LabelledPaper[]> => recordsOf(filesOf(path.join(folder, 'acl-anthology', 'xml'), '.xml'));
const dblp = (folder: string): Promise<LabelledPaper[]> => recordsOf([...filesOf(path.join(folder, 'dblp'), '.xml'), ...filesOf(path.join(folder, 'dblp'), '.bib')]);

function foldersOf(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).toSorted();
  } catch {
    return [];
  }
}

function filesOf(folder: string, extension: string): string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith(extension)).toSorted().map((file) => path.join(folder, file));
  } catch {
    return [];
  }
}

async function recordsOf(files: readonly string[]): Promise<LabelledPaper[]> {
  const records = new Map<string, PaperRecord>();
  for (const place of files) {
    const opened = await openFile(place);
    const source = detectSource(opened.head, opened.file);
    if (source === null) continue;
    for await (const item of source.read({ file: opened.file, bytes: opened.bytes })) {
      if (item.kind === 'paper') records.set(item.record.key, item.record);
    }
  }
  return Array.from(records.values(), labelledById);
}

/** The strongest id of a mention, else the name with its homonym number, is its label; both are hidden in the record. */
export function labelledById(record: PaperRecord): LabelledPaper {
  const labels = record.mentions.map((mention) => labelOf(mention));
  return { record: { ...record, mentions: record.mentions.map((mention) => withoutIds(mention)) }, labels };
}

function labelOf({ externalIds, rawName, parts, kind }: Mention): string | null {
  if (kind === 'GROUP') return null;
  for (const scheme of PERSON_ID_SCHEMES) if (externalIds[scheme] !== undefined) return `${scheme}:${externalIds[scheme]}`;
  const parsed = parseName(rawName, parts);
  return parsed.homonym === null ? null : nameKey(parsed);
}

const HOMONYM = / \d{4}(?=$|,)/;

function withoutIds(mention: Mention): Mention {
  const { parts } = mention;
  return {
    ...mention,
    externalIds: {},
    rawName: mention.rawName.replace(HOMONYM, ''),
    parts: parts === null ? null : { ...parts, family: parts.family?.replace(HOMONYM, '') ?? null },
  };
}
