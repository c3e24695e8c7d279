/** Writing records in Coterie's own format, so that what was read can be read again. */
import { dateText } from '../records/dates.js';
import type { Affiliation, LedgerEntry, Mention, PaperRecord, PersonRecord, RecordSource } from '../records/record.js';
import { localRecordKey, titleKey } from '../records/titles.js';
import { JSONL_FORMAT, JSONL_VERSION } from './jsonl.js';

export interface HeaderFacts {
  /** ISO date. */
  readonly retrievedAt?: string;
  readonly url?: string;
  readonly description?: string;
}

/** The header line, without a line end. */
export function formatHeader(facts: HeaderFacts = {}): string {
  return JSON.stringify({ format: JSONL_FORMAT, version: JSONL_VERSION, ...facts });
}

/**
 * One paper as one line without a line end. Fields that hold their default are left out; reading the line back gives
 * the same record but for `source.format`, `file`, `line` and `byte`, which are the reader's to say.
 */
export function formatPaper(record: PaperRecord): string {
  return JSON.stringify({
    kind: 'paper',
    key: record.key === localRecordKey('coterie', '', record.title) ? undefined : record.key,
    title: record.title,
    authors: record.mentions.map(author),
    authorListComplete: record.authorListComplete ? undefined : false,
    date: record.date === null ? undefined : dateText(record.date),
    venue: orAbsent(record.venue),
    type: orAbsent(record.type),
    fields: filled(record.fields),
    externalIds: filledObject(record.externalIds),
    abstract: orAbsent(record.abstract),
    citationCount: record.citationCount === null ? undefined : withoutNulls(record.citationCount),
    links: filled(record.links.map(withoutNulls)),
    scores: filled(record.scores.map(withoutNulls)),
    relatedIds: filled(record.relatedIds ?? []),
    ...origin(record.source),
  });
}

/** One person as one line without a line end; reading it back gives the same record but for its place. */
export function formatPerson(record: PersonRecord): string {
  return JSON.stringify({
    kind: 'person',
    key: record.key === `coterie:${titleKey(record.names[0] ?? '')}` ? undefined : record.key,
    names: record.names,
    externalIds: filledObject(record.externalIds),
    affiliations: filled(record.affiliations.map(affiliation)),
    fields: filled(record.fields),
    reported: filled(record.reported.map(withoutNulls)),
    ...origin(record.source),
  });
}

/** One entry of the ledger as one line without a line end; its id follows from its content. */
export function formatLedgerEntry(entry: LedgerEntry): string {
  const { id: _id, op, source: _source, ...content } = entry;
  return JSON.stringify({ kind: op, ...withoutNulls(content) });
}

function author(mention: Mention, index: number): object {
  return {
    name: mention.rawName,
    position: mention.position === index + 1 ? undefined : mention.position,
    kind: mention.kind === 'PERSON' ? undefined : mention.kind,
    parts: mention.parts === null ? undefined : withoutNulls(mention.parts),
    externalIds: filledObject(mention.externalIds),
    affiliations: filled(mention.affiliations.map(affiliation)),
    emailDomain: mention.emailDomain,
    isCorresponding: orAbsent(mention.isCorresponding),
  };
}

function affiliation(value: Affiliation): object {
  return withoutNulls(value);
}

function origin(source: RecordSource): object {
  return { retrievedAt: orAbsent(source.retrievedAt), url: orAbsent(source.url) };
}

function orAbsent<T>(value: T | null): T | undefined {
  return value === null ? undefined : value;
}

function filled<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

function filledObject<T extends object>(value: T): T | undefined {
  return Object.keys(value).length === 0 ? undefined : value;
}

function withoutNulls(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null));
}
