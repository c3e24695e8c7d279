/**
 * One paper from its records. Which record is preferred: merge-preference.ts; the author list: merge-authors.ts.
 *
 * | fact | shown |
 * |---|---|
 * | title | the preferred record's whose title isn't all capitals, else the preferred record's; one that a source made up (inspire-authors: the file has none) only where no record states any, and never against another |
 * | abstract, venue | the first that is known, in order of preference |
 * | type | the same, but PREPRINT only where no record knows another |
 * | date | the preferred known one, made more precise by others of the same year (and month) |
 * | ids | all; of two values in a scheme the preferred record's, the other is kept in `otherIds`; then those that records state of other versions of the paper |
 * | citations | the most recently dated count; undated ones last; then by preference. Never a sum |
 * | fields, links, scores | all, in order of preference, without repeats |
 *
 * What the records say otherwise is kept with the records that say it (`conflicts`, merge-facts.ts), names as other records
 * spell them with the mentions (`alsoWritten`), and what each of the paper's versions is with `versions`.
 */
import { PAPER_ID_SCHEMES } from '../records/record.js';
import type {
  CitationCount, Link, Mention, PaperIds, PaperIdScheme, PaperRecord, PaperType, PartialDate, RecordSource, ReportedFigure,
} from '../records/record.js';
import type { PaperId } from '../records/ids.js';
import { mergeAuthorLists, type MergedMention } from './merge-authors.js';
import { citationText, conflictsOf, versionsOf, type FactConflict, type PaperVersion } from './merge-facts.js';
import { inPreferenceOrder } from './merge-preference.js';
import { shownTitle } from './stated-titles.js';

const NONE_DISPUTED: ReadonlySet<string> = new Set();

export interface MergedPaper {
  /**
   * Key of the paper: its strongest undisputed id (`doi:…`, then in the order of PAPER_ID_SCHEMES),
   * else the preferred record's key. `paperIdOf(key)` is its public id.
   */
  readonly key: string;
  /** Every other id and record key that means this paper, so that what was once its key is still found. */
  readonly mergedKeys: readonly string[];
  /** Keys that its records had before their titles were corrected; absent where none had. Other papers may have them by now. */
  readonly formerKeys?: readonly string[];
  readonly externalIds: PaperIds;
  /** Ids of records that another value of the same scheme displaced (the preprint's DOI beside the published one). */
  readonly otherIds: readonly PaperId[];
  readonly title: string;
  readonly abstract: string | null;
  readonly date: PartialDate | null;
  readonly venue: string | null;
  readonly type: PaperType | null;
  readonly fields: readonly string[];
  readonly mentions: readonly MergedMention[];
  /** Names that a record lists but the chosen complete list does not: shown as a contradiction, not as authors. */
  readonly unlistedMentions: readonly Mention[];
  readonly authorListComplete: boolean;
  readonly citationCount: CitationCount | null;
  readonly links: readonly Link[];
  readonly scores: readonly ReportedFigure[];
  /** Facts that some records state otherwise than shown; empty for one record. */
  readonly conflicts: readonly FactConflict[];
  /** The published version and the preprint, as far as records describe them. */
  readonly versions: readonly PaperVersion[];
  /** All records, the preferred one first. */
  readonly sources: readonly { readonly key: string; readonly source: RecordSource }[];
}

/**
 * Merges the records of one paper by the table at the head of this file. The answer does not depend on their order.
 * `disputed` are ids that other papers have too (disputedIds in duplicates.ts): shown, but no key of this paper. Without
 * `adoptsRelated` the ids of other versions are left to those, which are papers of their own.
 * Cost: the records' total length.
 * @throws RangeError for no records.
 */
export function mergeRecords(records: readonly PaperRecord[], disputed: ReadonlySet<string> = NONE_DISPUTED, adoptsRelated = true): MergedPaper {
  if (records.length === 0) throw new RangeError('mergeRecords was given no records; a paper has at least one.');
  const ordered = inPreferenceOrder(records);
  const { externalIds, otherIds } = mergeIds(ordered, adoptsRelated);
  const { listDifferences, ...authors } = mergeAuthorLists(ordered);
  const keys = keysOf(ordered, externalIds, otherIds, disputed);
  const former = [...new Set(ordered.flatMap(({ formerKeys = [] }) => formerKeys))].filter((key) => !keys.includes(key));
  const citationCount = latestCount(ordered);
  const shown = {
    externalIds,
    title: shownTitle(ordered),
    date: mergeDates(ordered),
    venue: firstKnown(ordered, (record) => record.venue),
    type: firstKnown(ordered, (record) => (record.type === 'PREPRINT' ? null : record.type)) ?? firstKnown(ordered, (record) => record.type),
  };
  const personCount = ordered.length === 1 ? 0 : authors.mentions.filter(({ kind }) => kind === 'PERSON').length;
  return {
    key: keys[0],
    mergedKeys: keys.slice(1),
    ...(former.length > 0 ? { formerKeys: former } : {}),
    otherIds,
    ...shown,
    abstract: firstKnown(ordered, (record) => record.abstract),
    fields: withoutRepeats(ordered.flatMap((record) => record.fields), (field) => field.toLowerCase()),
    ...authors,
    citationCount,
    links: mergeLinks(ordered),
    scores: withoutRepeats(ordered.flatMap((record) => record.scores), (score) => `${score.name}|${score.value}|${score.unit ?? ''}`),
    conflicts: conflictsOf(ordered, { ...shown, personCount }, citationText({ citationCount }), listDifferences),
    versions: versionsOf(ordered),
    sources: ordered.map(({ key, source }) => ({ key, source })),
  };
}

function firstKnown<T>(ordered: readonly PaperRecord[], pick: (record: PaperRecord) => T | null): T | null {
  for (const record of ordered) {
    const value = pick(record);
    if (value !== null) return value;
  }
  return null;
}

function withoutRepeats<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const key = keyOf(value);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function mergeIds(ordered: readonly PaperRecord[], adoptsRelated: boolean): { externalIds: PaperIds; otherIds: PaperId[] } {
  const externalIds: { [scheme in PaperIdScheme]?: string } = {};
  const otherIds: PaperId[] = [];
  for (const scheme of PAPER_ID_SCHEMES) {
    for (const record of ordered) {
      const value = record.externalIds[scheme];
      if (value === undefined) continue;
      externalIds[scheme] ??= value;
      if (externalIds[scheme] !== value && !otherIds.some((id) => id.scheme === scheme && id.value === value)) otherIds.push({ scheme, value });
    }
  }
  if (adoptsRelated) {
    for (const { scheme, value } of ordered.flatMap(({ relatedIds = [] }) => relatedIds)) {
      if (externalIds[scheme] === undefined) externalIds[scheme] = value;
      else if (externalIds[scheme] !== value && !otherIds.some((id) => id.scheme === scheme && id.value === value)) otherIds.push({ scheme, value });
    }
  }
  return { externalIds, otherIds };
}

function keysOf(ordered: readonly PaperRecord[], ids: PaperIds, otherIds: readonly PaperId[], disputed: ReadonlySet<string>): string[] {
  const shown = PAPER_ID_SCHEMES.flatMap((scheme) => (ids[scheme] === undefined ? [] : [`${scheme}:${ids[scheme]}`]));
  const displaced = otherIds.map(({ scheme, value }) => `${scheme}:${value}`);
  const own = shown.filter((id) => !disputed.has(id));
  const strongest = own[0] ?? ordered[0].key;
  return [...new Set([strongest, ...own, ...displaced.filter((id) => !disputed.has(id)), ...ordered.map((record) => record.key)])];
}

function mergeDates(ordered: readonly PaperRecord[]): PartialDate | null {
  let date = firstKnown(ordered, (record) => record.date);
  for (const { date: other } of ordered) {
    if (date === null || other === null || other.year !== date.year) continue;
    const refinesMonth = date.month === null && other.month !== null;
    const refinesDay = date.month !== null && date.day === null && other.month === date.month && other.day !== null;
    if (refinesMonth || refinesDay) date = other;
  }
  return date;
}

function latestCount(ordered: readonly PaperRecord[]): CitationCount | null {
  let latest: CitationCount | null = null;
  for (const { citationCount: count } of ordered) {
    if (count === null) continue;
    if (latest === null || (count.asOf ?? '') > (latest.asOf ?? '')) latest = count;
  }
  return latest;
}

function mergeLinks(ordered: readonly PaperRecord[]): Link[] {
  const all = withoutRepeats(ordered.flatMap((record) => record.links), (link) => `${link.kind}|${link.url ?? ''}`);
  // "There is code" says nothing beside the address of the code.
  return all.filter((link) => link.url !== null || !all.some((other) => other.kind === link.kind && other.url !== null));
}
