/** What a crawl is asked, and what it says at its end. */
import type { YearRange } from './service.js';

export interface CrawlQuestion {
  /** As the service's `author` and `paper` spell them. */
  readonly authors: readonly string[];
  readonly papers: readonly string[];
  readonly search: string | null;
  /** 0: the papers asked for; 1: also those of their authors; … */
  readonly radius: number;
  /** Papers of other years, and undated ones, are left out and counted, whatever brought them. */
  readonly years: YearRange;
  /** Most co-authors whose papers are asked for, over all radii. */
  readonly maxAuthors: number;
  /** When this many papers have come no further pages are asked for. */
  readonly maxPapers: number;
}

/** A file for the import, and where its content came from. */
export interface FetchedFile {
  readonly path: string;
  readonly url: string;
  /** ISO date and time. */
  readonly retrievedAt: string;
  /** Keys of records that another file has as well, or has whole where this one has a cut list of authors. */
  readonly passOver: ReadonlySet<string>;
}

/** Papers that a service answered and that are not taken because of the years asked for. */
export interface LeftOut {
  readonly outsideYears: number;
  /** Papers without a year, of which nobody can say that they belong. */
  readonly undated: number;
}

/** A limit that was met: nothing is left out in silence. */
export interface LimitMet {
  readonly limit: 'maxAuthors' | 'maxPapers';
  readonly value: number;
  readonly reason: string;
}

export interface CrawlResult {
  readonly files: readonly FetchedFile[];
  readonly papers: number;
  /** Distinct authors of those papers, as the service tells them apart. */
  readonly authors: number;
  /** Authors whose papers were asked for. */
  readonly authorsAsked: number;
  readonly authorListsCompleted: number;
  readonly leftOut: LeftOut;
  readonly limits: readonly LimitMet[];
  /** What the service does not know, of what was asked for by name. */
  readonly notFound: readonly string[];
  readonly notes: readonly string[];
  /** Addresses of what is not in the cache, where the network may not be used. */
  readonly missing: readonly string[];
}

export interface CrawlProgress {
  /** 0 … 1 of the requests known to be needed for the radius in hand. */
  readonly share: number | null;
  readonly radius: number;
  readonly papers: number;
  readonly authorsAsked: number;
}
