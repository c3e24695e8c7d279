/** Titles that a file states, told from those that a source had to make up, which say nothing of the paper. */
import type { PaperRecord } from '../records/record.js';
import { titleKey } from '../records/titles.js';

/** Formats without a title of the paper: an author.xml is called after its reference and collaboration (`BPHY-2018-08 (ATLAS)`). */
const WITHOUT_TITLES: ReadonlySet<string> = new Set(['inspire-authors']);

/** Whether the record's title is the paper's own. */
export function statesTitle({ source }: Pick<PaperRecord, 'source'>): boolean {
  return !WITHOUT_TITLES.has(source.format);
}

/** The title by which papers are compared; empty for a made-up one, which neither joins papers nor keeps them apart. */
export function comparedTitle(record: Pick<PaperRecord, 'source' | 'title'>): string {
  return statesTitle(record) ? titleKey(record.title) : '';
}

/** The title shown of records in order of preference: the first that is stated and not all in capitals, else the first stated, else the first. */
export function shownTitle(ordered: readonly PaperRecord[]): string {
  const stated = ordered.filter(statesTitle);
  return (stated.find(({ title }) => !isAllCapitals(title)) ?? stated[0] ?? ordered[0]).title;
}

function isAllCapitals(title: string): boolean {
  return /\p{Lu}{4}/u.test(title) && !/\p{Ll}/u.test(title);
}
