/** What the incidence says of an author at a glance: enough to tell namesakes apart. */
import { UNKNOWN, UNKNOWN_YEAR } from '../graph/types.js';
import { PERSON_ID_SCHEMES } from '../records/record.js';
import type { Snapshot } from './types.js';

export interface AuthorFacts {
  readonly id: string;
  readonly displayName: string;
  readonly disambiguator: string | null;
  readonly paperCount: number;
  readonly firstYear: number | null;
  readonly lastYear: number | null;
  /** Most frequent first, ties by name. */
  readonly venues: readonly string[];
  /** Names, most joint papers first. */
  readonly topCoauthors: readonly string[];
  /** Ids of other services, with their prefixes (`orcid:…`), the strongest first. */
  readonly externalIds: readonly string[];
}

/** Keys by count, largest first, ties by key: indices ascending, names by their characters. */
function mostFrequent<K extends string | number>(items: Iterable<K>, limit: number): K[] {
  const counts = new Map<K, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, limit).map(([item]) => item);
}

/** Facts of several authors, in their order; O(their papers' author lists). */
export function authorFacts(snapshot: Snapshot, authors: readonly number[], most = 3): AuthorFacts[] {
  const { incidence, records, vocabulary } = snapshot;
  const details = records.authorDetails(authors);
  return records.authors(authors).map((row, at) => {
    const { externalIds } = details[at];
    const papers = [...incidence.authorPapers.subarray(incidence.authorOffsets[row.index], incidence.authorOffsets[row.index + 1])];
    const years = papers.map((paper) => incidence.paperYear[paper]).filter((year) => year !== UNKNOWN_YEAR);
    const venues = papers.map((paper) => incidence.paperVenue[paper]).filter((venue) => venue !== UNKNOWN);
    const others = papers.flatMap((paper) =>
      [...incidence.paperAuthors.subarray(incidence.paperOffsets[paper], incidence.paperOffsets[paper + 1])].filter((other) => other !== row.index),
    );
    return {
      id: row.id,
      displayName: row.displayName,
      disambiguator: row.disambiguator,
      paperCount: papers.length,
      firstYear: years.length > 0 ? years.reduce((a, b) => Math.min(a, b)) : null,
      lastYear: years.length > 0 ? years.reduce((a, b) => Math.max(a, b)) : null,
      venues: mostFrequent(venues.map((venue) => vocabulary.venues[venue]), most),
      topCoauthors: records.authors(mostFrequent(others, most)).map((other) => other.displayName),
      externalIds: PERSON_ID_SCHEMES.flatMap((scheme) => (externalIds[scheme] ?? []).map((value) => `${scheme}:${value}`)),
    };
  });
}
