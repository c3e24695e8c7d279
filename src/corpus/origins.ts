/** Where files that a service answered came from; files themselves don't say. */
import type { PaperRecord, SourceItem } from '../records/record.js';
import { standingOf, yearsInWords, type YearRange } from '../records/years.js';
import { problemItem } from '../sources/problems.js';

export interface FileOrigin {
  /** Address that was asked. */
  readonly url: string;
  /** When, as an ISO date or date and time. */
  readonly retrievedAt: string;
  /**
   * Keys of records that are not to be taken: another file of the same import has them as well, or has them whole and this
   * one in part, or whoever fetched the file has said that they are left out.
   */
  readonly passOver: ReadonlySet<string>;
  /** Years of publication asked for; absent where none were. */
  readonly years?: YearRange;
}

/**
 * The same items with their origin in every record, those to be passed over left out with their problems. A paper that is
 * not of the years asked for and that nobody spoke of yet is left out with a problem that says so.
 */
export async function* withOrigin(items: AsyncIterable<SourceItem>, { url, retrievedAt, passOver, years }: FileOrigin): AsyncGenerator<SourceItem> {
  const origin = { url, retrievedAt: retrievedAt.slice(0, 10) };
  for await (const item of items) {
    if (item.kind === 'paper') {
      if (passOver.has(item.record.key)) continue;
      const isWithin = years === undefined || standingOf(item.record.date?.year ?? null, years) === 'WITHIN';
      yield isWithin ? { kind: 'paper', record: { ...item.record, source: { ...item.record.source, ...origin } } } : outsideYears(item.record, years);
    } else if (item.kind === 'person') yield { kind: 'person', record: { ...item.record, source: { ...item.record.source, ...origin } } };
    else if (item.kind !== 'problem' || item.problem.record === null || !passOver.has(item.problem.record)) yield item;
  }
}

function outsideYears({ key, date, source: { file, line, byte } }: PaperRecord, years: YearRange): SourceItem {
  const reason = `Papers ${yearsInWords(years)} were asked for; this one ${date === null ? 'has no date' : `is of ${date.year}`} and is left out.`;
  return problemItem({ file, line, byte, record: key, kind: 'OUTSIDE_YEARS', field: 'date', value: date === null ? null : String(date.year), reason, recordDropped: true });
}
