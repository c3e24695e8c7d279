/** What the records of one paper say differently, and the versions of it that they describe. */
import { dateText } from '../records/dates.js';
import type { PaperIds, PaperIdScheme, PaperRecord, PaperType, PartialDate } from '../records/record.js';
import { PAPER_ID_SCHEMES } from '../records/record.js';
import type { PublicationStage } from './duplicates-ids.js';
import type { ListDifference } from './merge-authors.js';
import { stageOfRecord } from './merge-preference.js';
import { shownTitle, statesTitle } from './stated-titles.js';

/** Facts that are compared. Abstracts are not: no two services cut and clean them alike, and what differs is rarely a fact. */
export const CONFLICT_FIELDS = ['TITLE', 'DATE', 'VENUE', 'TYPE', 'AUTHORS', 'CITATIONS', 'IDENTIFIER'] as const;
export type ConflictField = (typeof CONFLICT_FIELDS)[number];

/** The rule by which the fact that is shown was picked (merge.ts, merge-authors.ts). */
export const CONFLICT_RULES: Readonly<Record<ConflictField, string>> = {
  TITLE: "The preferred record's title, passing over titles all in capitals and those made up for files that state none. Published records are preferred to preprints, then formats in the order of their metadata's origin.",
  DATE: "The preferred record's date, made more precise by records of the same year.",
  VENUE: "The preferred record's venue.",
  TYPE: "The preferred record's type; PREPRINT only where no record knows another.",
  AUTHORS: 'The longest complete list, of equally long ones the preferred record\'s; persons whom other records list besides stay apart.',
  CITATIONS: 'The most recently dated count, of equally recent ones the preferred record\'s; counts are never added.',
  IDENTIFIER: "The preferred record's identifier; the paper is found under every other one too.",
};

export interface StatedFact {
  readonly value: string;
  /** The records that state it, as places in the order of preference, ascending. */
  readonly sources: readonly number[];
}

export interface FactConflict {
  readonly field: ConflictField;
  /** The value that the paper shows, one of `values`. */
  readonly shown: string;
  readonly values: readonly StatedFact[];
}

/** One version of a paper: what the records of one stage say of it. */
export interface PaperVersion {
  readonly stage: PublicationStage;
  readonly title: string;
  readonly date: PartialDate | null;
  readonly venue: string | null;
  readonly type: PaperType | null;
  /** `scheme`, `value` of each id that a record of this version has. */
  readonly ids: readonly { readonly scheme: PaperIdScheme; readonly value: string }[];
  /** The records, as places in the order of preference. */
  readonly sources: readonly number[];
}

/** What the paper shows, as far as it is compared. */
export interface ShownFacts {
  readonly title: string;
  readonly date: PartialDate | null;
  readonly venue: string | null;
  readonly type: PaperType | null;
  readonly externalIds: PaperIds;
  readonly personCount: number;
}

/** The facts on which records, given in order of preference, disagree; none for one record. Cost: the records' lengths. */
export function conflictsOf(ordered: readonly PaperRecord[], shown: ShownFacts, shownCount: string | null, differences: readonly ListDifference[]): FactConflict[] {
  if (ordered.length < 2) return [];
  const conflicts = [
    conflict('TITLE', shown.title, ordered.map((record) => (statesTitle(record) ? record.title : null))),
    dateConflict(ordered, shown.date),
    conflict('VENUE', shown.venue, ordered.map(({ venue }) => venue)),
    conflict('TYPE', shown.type, ordered.map(({ type }) => type)),
    authorConflict(ordered.length, shown.personCount, differences),
    conflict('CITATIONS', shownCount, ordered.map((record) => citationText(record))),
    ...PAPER_ID_SCHEMES.map((scheme) => conflict('IDENTIFIER', idText(scheme, shown.externalIds), ordered.map(({ externalIds }) => idText(scheme, externalIds)))),
  ];
  return conflicts.filter((found) => found !== null);
}

function conflict(field: ConflictField, shown: string | null, stated: readonly (string | null)[]): FactConflict | null {
  const sources = new Map<string, number[]>();
  for (const [record, value] of stated.entries()) {
    if (value === null) continue;
    const known = sources.get(value);
    if (known === undefined) sources.set(value, [record]);
    else known.push(record);
  }
  if (shown === null || sources.size < 2) return null;
  return { field, shown, values: [...sources].map(([value, records]) => ({ value, sources: records })) };
}

/** A year and a day in it agree; two days don't. */
function dateConflict(ordered: readonly PaperRecord[], shown: PartialDate | null): FactConflict | null {
  if (shown === null) return null;
  const text = dateText(shown);
  const stated = ordered.map(({ date }) => (date === null ? null : dateText(date)));
  if (stated.every((date) => date === null || text.startsWith(date))) return null;
  return conflict('DATE', text, stated);
}

/** Names beyond this many are counted. */
const NAMES_SHOWN = 10;

function authorConflict(records: number, persons: number, differences: readonly ListDifference[]): FactConflict | null {
  if (differences.length === 0) return null;
  const shown = `${persons} persons`;
  const stated: string[] = Array.from({ length: records }, () => shown);
  for (const { record, without, besides } of differences) {
    const parts = [...(without.length === 0 ? [] : [`without ${namesText(without)}`]), ...(besides.length === 0 ? [] : [`also ${namesText(besides)}`])];
    stated[record] = `${shown}, ${parts.join(', ')}`;
  }
  return conflict('AUTHORS', shown, stated);
}

function namesText(names: readonly string[]): string {
  const listed = names.slice(0, NAMES_SHOWN).join('; ');
  return names.length > NAMES_SHOWN ? `${listed} and ${names.length - NAMES_SHOWN} more` : listed;
}

/** `123 by openalex as of 2024-08-26`. */
export function citationText({ citationCount: count }: Pick<PaperRecord, 'citationCount'>): string | null {
  if (count === null) return null;
  return `${count.value} by ${count.source}${count.asOf === null ? '' : ` as of ${count.asOf}`}`;
}

function idText(scheme: PaperIdScheme, ids: PaperIds): string | null {
  const value = ids[scheme];
  return value === undefined ? null : `${scheme}:${value}`;
}

const STAGES: readonly PublicationStage[] = ['PUBLISHED', 'PREPRINT', 'UNKNOWN'];

/** The versions that records, in order of preference, describe: one per stage that occurs. Never empty. */
export function versionsOf(ordered: readonly PaperRecord[]): PaperVersion[] {
  const byStage = new Map<PublicationStage, number[]>();
  for (const [record, each] of ordered.entries()) {
    const stage = stageOfRecord(each);
    byStage.set(stage, [...(byStage.get(stage) ?? []), record]);
  }
  return STAGES.flatMap((stage) => {
    const sources = byStage.get(stage);
    if (sources === undefined) return [];
    const records = sources.map((record) => ordered[record]);
    const known = <T>(pick: (record: PaperRecord) => T | null): T | null => records.map(pick).find((value) => value !== null) ?? null;
    const ids = PAPER_ID_SCHEMES.flatMap((scheme) => [...new Set(records.flatMap(({ externalIds }) => externalIds[scheme] ?? []))].map((value) => ({ scheme, value })));
    return [{ stage, title: shownTitle(records), date: known(({ date }) => date), venue: known(({ venue }) => venue), type: known(({ type }) => type), ids, sources }];
  });
}
