/**
 * The text in which the corpus keeps a record: JSON of arrays, without names of fields and without what is absent, about
 * half as long as the record's own JSON and so half as dear to write, to hash and to read again. Corpora of earlier
 * versions hold the record's own JSON, an object: both are read.
 */
import { hash } from 'node:crypto';
import type { Row } from './database.js';
import type { Affiliation, Mention, NameParts, PaperRecord, PersonIds, PersonRecord, RecordSource } from '../records/record.js';

/** Raised when the meaning of a place changes; the first element of the array. */
const LAYOUT = 1;

type StoredMention = [
  rawName: string, position: number | null, isGroup: number, externalIds?: PersonIds | null, parts?: NameParts | null,
  affiliations?: readonly Affiliation[] | null, isCorresponding?: boolean | null, emailDomain?: string | null,
];
type StoredSource = [format: string, file: string, line: number | null, byte: number | null, retrievedAt?: string | null, url?: string | null];

const NO_IDS: PersonIds = {};

/** Fields that have a place below: a field added to a record and not here would be lost without a word, so it does not compile. */
type Placed<R, Fields extends keyof R> = [Exclude<keyof R, Fields>] extends [never] ? true : Exclude<keyof R, Fields>;
const PLACED: [
  // formerKeys are no part of what a file says: they have a column of their own (schema.ts).
  Placed<PaperRecord, 'formerKeys' | 'key' | 'externalIds' | 'title' | 'abstract' | 'date' | 'venue' | 'type' | 'fields' | 'mentions' | 'authorListComplete' | 'citationCount' | 'links' | 'scores' | 'relatedIds' | 'source'>,
  Placed<PersonRecord, 'key' | 'externalIds' | 'names' | 'affiliations' | 'fields' | 'reported' | 'source'>,
  Placed<Mention, 'rawName' | 'parts' | 'position' | 'kind' | 'externalIds' | 'affiliations' | 'emailDomain' | 'isCorresponding'>,
  Placed<RecordSource, 'format' | 'file' | 'line' | 'byte' | 'retrievedAt' | 'url'>,
] = [true, true, true, true];
void PLACED;

/** The text of a record and the hash of what it says, whatever its source. O(length). */
export function storedText(record: PaperRecord | PersonRecord): { readonly json: string; readonly hash: string } {
  const { format, file, line, byte, retrievedAt, url } = record.source;
  const source: StoredSource = [format, file, line, byte, retrievedAt, url];
  dropNulls(source, 4);
  const content = JSON.stringify('names' in record ? personContent(record) : paperContent(record));
  const digest = hash('sha256', `${format} ${content}`, 'base64url').slice(0, 22);
  return { json: `[${LAYOUT},${content},${JSON.stringify(source)}]`, hash: digest };
}

function paperContent(record: PaperRecord) {
  const { key, externalIds, title, abstract, date, venue, type, fields, mentions, authorListComplete, citationCount, links, scores, relatedIds } = record;
  const content = [
    key, externalIds, title, mentions.map(storedMention), authorListComplete ? 1 : 0, date === null ? null : [date.year, date.month, date.day], venue, type,
    emptyAsNull(links), emptyAsNull(fields), abstract, citationCount, emptyAsNull(scores), emptyAsNull(relatedIds ?? []),
  ];
  return dropNulls(content, 5);
}

function personContent({ key, externalIds, names, affiliations, fields, reported }: PersonRecord) {
  return [key, externalIds, names, affiliations, fields, reported];
}

/** The person record of a stored text. */
export function restoredPerson(json: string): PersonRecord {
  const stored = JSON.parse(json) as PersonRecord | [number, unknown[], StoredSource];
  if (!Array.isArray(stored)) return stored;
  const [, [key, externalIds, names, affiliations, fields, reported], source] = stored;
  return { key, externalIds, names, affiliations, fields, reported, source: sourceOf(source) } as PersonRecord;
}

/** The paper record of a stored text. */
export function restoredPaper(json: string): PaperRecord {
  const stored = JSON.parse(json) as PaperRecord | [number, unknown[], StoredSource];
  if (!Array.isArray(stored)) return stored;
  const [, content, source] = stored;
  const [key, externalIds, title, mentions, complete, date, venue = null, type = null, links = null, fields = null, abstract = null, citationCount = null, scores = null, relatedIds = null] =
    content as [string, PaperRecord['externalIds'], string, StoredMention[], number, [number, number | null, number | null] | null, ...never[]];
  const record: PaperRecord = {
    key, externalIds, title, abstract, date: date === null || date === undefined ? null : { year: date[0], month: date[1], day: date[2] }, venue, type, fields: fields ?? [],
    mentions: mentions.map(mentionOf), authorListComplete: complete === 1, citationCount, links: links ?? [], scores: scores ?? [], source: sourceOf(source),
  };
  return relatedIds === null ? record : { ...record, relatedIds };
}

/**
 * Whether a row's text can be decoded and says what its hash was made of. Texts of early versions, which are objects,
 * were hashed otherwise and are decoded alone. O(length). @throws Error where the text is no record
 */
export function holdsContent(row: Row): boolean {
  const json = String(row['json']);
  const isPerson = row['kind'] === 'person';
  if (isPerson) restoredPerson(json);
  else restoredPaper(json);
  const stored = JSON.parse(json) as PaperRecord | [number, unknown[], StoredSource];
  if (!Array.isArray(stored)) return true;
  const [, content, source] = stored;
  return hash('sha256', `${source[0]} ${JSON.stringify(content)}`, 'base64url').slice(0, 22) === row['hash'];
}

function storedMention({ rawName, position, kind, externalIds, parts, affiliations, isCorresponding, emailDomain }: Mention): StoredMention {
  const ids = isEmpty(externalIds) ? null : externalIds;
  const mention: StoredMention = [rawName, position, kind === 'GROUP' ? 1 : 0, ids, parts, emptyAsNull(affiliations), isCorresponding, emailDomain ?? null];
  return dropNulls(mention, 3);
}

function mentionOf([rawName, position, isGroup, externalIds = null, parts = null, affiliations = null, isCorresponding = null, emailDomain = null]: StoredMention): Mention {
  const kind = isGroup === 1 ? 'GROUP' : 'PERSON';
  const mention: Mention = { rawName, parts, position, kind, externalIds: externalIds ?? NO_IDS, affiliations: affiliations ?? [], isCorresponding };
  return emailDomain === null ? mention : { ...mention, emailDomain };
}

function sourceOf([format, file, line, byte, retrievedAt = null, url = null]: StoredSource): RecordSource {
  return { format, file, line, byte, retrievedAt, url };
}

function emptyAsNull<T>(list: readonly T[]): readonly T[] | null {
  return list.length === 0 ? null : list;
}

function isEmpty(ids: PersonIds): boolean {
  for (const _ in ids) return false;
  return true;
}

/** Takes nulls off the end, down to `least` elements. */
function dropNulls<T extends unknown[]>(list: T, least: number): T {
  while (list.length > least && list[list.length - 1] === null) list.pop();
  return list;
}
