/** Papers as commands list them. */
import type { PaperRow } from '../snapshot/types.js';

export interface PaperLine {
  readonly id: string;
  readonly title: string;
  readonly year: number | null;
  readonly venue: string | null;
  readonly citedByCount: number | null;
}

/** A number that grows with the date; an unknown month or day counts as the first, an unknown year as before all. */
function dayNumber({ date }: PaperRow): number {
  return date === null ? -Infinity : date.year * 10_000 + (date.month ?? 1) * 100 + (date.day ?? 1);
}

/** What a list says of a paper. */
export function asPaperLine({ id, title, date, venue, citationCount }: PaperRow): PaperLine {
  return { id, title, year: date?.year ?? null, venue, citedByCount: citationCount?.value ?? null };
}

/** The papers, latest first, ties by index. */
export function latestFirst(papers: readonly PaperRow[]): PaperLine[] {
  return papers
    .toSorted((x, y) => (dayNumber(x) === dayNumber(y) ? x.index - y.index : dayNumber(y) - dayNumber(x)))
    .map(asPaperLine);
}
