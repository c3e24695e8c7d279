/**
 * Which records of a file that are no longer in it are there still under a corrected title. A record without a global
 * identifier is told by its own key and its title (localRecordKey in titles.ts), so a corrected title looks like one
 * record gone and another come; the entry's own key (a citation key, an item's id) tells that they are one.
 */
import type { PaperRecord } from '../records/record.js';
import { localKeyOf, titleKey } from '../records/titles.js';
import { authorKeysOf } from './duplicates-authors.js';

/** Formats whose local keys name one entry; elsewhere (the owner of an ORCID record) many entries share one. */
const KEYED_FORMATS: ReadonlySet<string> = new Set(['bibtex', 'csl-json', 'zotero', 'ris', 'csv', 'jats']);
/** Of two titles' words, the share of the shorter one's that a corrected title keeps where nothing else speaks for it. */
const KEPT_WORDS = 0.5;

/** A record of a file, as far as it matters whether it is another one under a corrected title. */
export interface KeyedRecord {
  readonly id: number;
  readonly key: string;
  /** Format and the entry's own key. */
  readonly localKey: string;
  readonly titleKey: string;
  readonly externalIds: PaperRecord['externalIds'];
  readonly authorKeys: readonly string[];
  /** What the record says besides its key and title. */
  readonly rest: string;
}

/** What is to be known of a record; null where its format gives entries no key, or this one has none. O(length) */
export function keyedRecord(id: number, record: PaperRecord): KeyedRecord | null {
  const { key, title, source, externalIds, mentions, date, venue, type, abstract, links } = record;
  if (!KEYED_FORMATS.has(source.format)) return null;
  const local = localKeyOf(source.format, key, title);
  if (local === null || local === '') return null;
  const rest = JSON.stringify([externalIds, mentions.map(({ rawName }) => rawName), date, venue, type, abstract, links]);
  return { id, key, localKey: `${source.format}:${local}`, titleKey: titleKey(title), externalIds, authorKeys: authorKeysOf(mentions), rest };
}

/**
 * Pairs of a record that is gone and the new one that is the same under a corrected title: the only two of their entry's
 * key, with nothing that says they are two works, and neither of them plainly another's under a changed key (a list whose
 * numbers moved). O(n) over both lists.
 */
export function retitledRecords(gone: readonly KeyedRecord[], fresh: readonly KeyedRecord[]): { readonly was: KeyedRecord; readonly is: KeyedRecord }[] {
  const goneOfKey = soleOf(gone, ({ localKey }) => localKey);
  const freshOfKey = soleOf(fresh, ({ localKey }) => localKey);
  const goneOfContent = contents(gone);
  const freshOfContent = contents(fresh);
  const pairs: { was: KeyedRecord; is: KeyedRecord }[] = [];
  for (const [localKey, was] of goneOfKey) {
    const is = freshOfKey.get(localKey) ?? null;
    if (was === null || is === null || !mayBeOne(was, is)) continue;
    const hasMoved = was.rest !== is.rest && (freshOfContent.has(contentOf(was)) || goneOfContent.has(contentOf(is)));
    if (!hasMoved) pairs.push({ was, is });
  }
  return pairs;
}

/** Per key its only record; null where several have it. */
function soleOf(records: readonly KeyedRecord[], keyOf: (record: KeyedRecord) => string): Map<string, KeyedRecord | null> {
  const found = new Map<string, KeyedRecord | null>();
  for (const record of records) found.set(keyOf(record), found.has(keyOf(record)) ? null : record);
  return found;
}

function contents(records: readonly KeyedRecord[]): ReadonlySet<string> {
  return new Set(records.map(contentOf));
}

function contentOf({ titleKey: title, rest }: KeyedRecord): string {
  return `${title}\n${rest}`;
}

/** A key can be given to another work: two works have no id, no author and few words of the title in common, or two ids of one scheme. */
function mayBeOne(was: KeyedRecord, is: KeyedRecord): boolean {
  const schemes = Object.keys(was.externalIds).filter((scheme) => idOf(is, scheme) !== undefined);
  if (schemes.some((scheme) => idOf(was, scheme) === idOf(is, scheme))) return true;
  if (schemes.length > 0) return false;
  if (was.authorKeys.some((author) => is.authorKeys.includes(author))) return true;
  const words = new Set(was.titleKey.split(' '));
  const others = new Set(is.titleKey.split(' '));
  const common = [...words].filter((word) => others.has(word)).length;
  return common >= KEPT_WORDS * Math.min(words.size, others.size);
}

function idOf({ externalIds }: KeyedRecord, scheme: string): string | undefined {
  return (externalIds as Readonly<Record<string, string | undefined>>)[scheme];
}
