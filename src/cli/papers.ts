/** Papers as commands list them. */
import type { PaperRow } from '../snapshot/types.js';

export interface PaperLine {
  readonly id: string;
  readonly title: string;
  readonly year: number | null;
  readonly venue: string | null;
  readonly citedByCount: number | null;
  /** Collaborations and corporate authors on the list, as written. */
  readonly groups: readonly string[];
  /** Formats and files of the records that are this paper, the preferred one first. */
  readonly sources: readonly string[];
  /** What the records state otherwise than shown, with the sources that do. */
  readonly conflicts: readonly { readonly field: string; readonly shown: string; readonly values: readonly { readonly value: string; readonly sources: readonly string[] }[] }[];
}

/** A number that grows with the date; an unknown month or day counts as the first, an unknown year as before all. */
function dayNumber({ date }: PaperRow): number {
  return date === null ? -Infinity : date.year * 10_000 + (date.month ?? 1) * 100 + (date.day ?? 1);
}

/** What a list says of a paper. */
export function asPaperLine({ id, title, date, venue, citationCount, groups, sources, conflicts }: PaperRow): PaperLine {
  const named = sources.map(({ format, file }) => `${format} ${file}`);
  return {
    id, title, year: date?.year ?? null, venue, citedByCount: citationCount?.value ?? null, groups, sources: named,
    conflicts: conflicts.map(({ field, shown, values }) => ({ field, shown, values: values.map(({ value, sources: by }) => ({ value, sources: by.map((at) => named[at]) })) })),
  };
}

/** A paper as a row of a table: year, id, and the title with what stands out: groups among its authors, records that disagree. */
export function paperCells({ id, title, year, groups, sources, conflicts }: PaperLine): string[] {
  const fields = [...new Set(conflicts.map(({ field }) => field.toLowerCase()))];
  const notes = [
    ...groups.map((group) => `group: ${group}`),
    ...(sources.length > 1 ? [`${sources.length} records${fields.length > 0 ? `, differing in ${fields.join(', ')}` : ''}`] : []),
  ];
  return [year === null ? '-' : String(year), id, notes.length === 0 ? title : `${title} [${notes.join('; ')}]`];
}

/** The papers, latest first, ties by index. */
export function latestFirst(papers: readonly PaperRow[]): PaperLine[] {
  return papers
    .toSorted((x, y) => (dayNumber(x) === dayNumber(y) ? x.index - y.index : dayNumber(y) - dayNumber(x)))
    .map(asPaperLine);
}
