/** Sets of papers whose authors are known: what is labelled, and whose the labels are. The labels are seen by the scores alone. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { nameKey, parseName } from '../../src/identity/names.js';
import { PERSON_ID_SCHEMES, type Mention, type PaperRecord } from '../../src/records/record.js';
import { openFile } from '../../src/sources/open.js';
import { detectSource } from '../../src/sources/registry.js';
import { readAminerFile } from './aminer.js';

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

/** The labelled sets below a folder laid out as ../shared/data; those that are not there are left out. */
export async function findLabelledSets(folder: string): Promise<LabelledSet[]> {
  const sets: LabelledSet[] = [];
  const aminer = filesOf(path.join(folder, 'disambiguation', 'aminer'), '.xml').map((file) => readAminerFile(file));
  if (aminer.length > 0) {
    sets.push({ id: 'aminer', title: 'AMiner, each name alone', corpora: aminer });
    sets.push({ id: 'aminer-pooled', title: 'AMiner, all names in one corpus', corpora: [aminer.flat()] });
  }
  const acl = await recordsOf(filesOf(path.join(folder, 'acl-anthology', 'xml'), '.xml'));
  if (acl.length > 0) sets.push({ id: 'acl', title: 'ACL Anthology, by ids', corpora: [acl.map((record) => labelledById(record))] });
  const dblp = await recordsOf([...filesOf(path.join(folder, 'dblp'), '.xml'), ...filesOf(path.join(folder, 'dblp'), '.bib')]);
  if (dblp.length > 0) sets.push({ id: 'dblp', title: 'DBLP, by homonym numbers', corpora: [dblp.map((record) => labelledById(record))] });
  const openalex = await recordsOf(filesOf(path.join(folder, 'openalex'), '.json'));
  if (openalex.length > 0) sets.push({ id: 'openalex', title: 'OpenAlex, by ORCID or its own id', corpora: [openalex.map((record) => labelledById(record))] });
  return sets;
}

function filesOf(folder: string, extension: string): string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith(extension)).toSorted().map((file) => path.join(folder, file));
  } catch {
    return [];
  }
}

async function recordsOf(files: readonly string[]): Promise<PaperRecord[]> {
  const records = new Map<string, PaperRecord>();
  for (const place of files) {
    const opened = await openFile(place);
    const source = detectSource(opened.head, opened.file);
    if (source === null) continue;
    for await (const item of source.read({ file: opened.file, bytes: opened.bytes })) {
      if (item.kind === 'paper') records.set(item.record.key, item.record);
    }
  }
  return [...records.values()];
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
