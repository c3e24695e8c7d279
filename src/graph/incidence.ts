/**
 * Building the author × paper incidence. Papers get indices in the order in which they are given; what it costs is
 * Σk, the number of (author, paper) pairs, so a paper of 3,000 authors is 3,000 entries.
 */
import { GrowableArray, sharedArray } from './shared-arrays.js';
import { UNKNOWN, UNKNOWN_YEAR } from './types.js';
import type { Incidence } from './types.js';

/** One paper as the incidence takes it. */
export interface IncidencePaper {
  /** Distinct author indices in author-list order, unknown places last; may be empty. */
  readonly authors: readonly number[];
  readonly year: number | null;
  /** month · 100 + day, 0 for what is unknown; absent: both are. Without a year it means nothing. */
  readonly monthDay?: number;
  /** Index into the type vocabulary, or UNKNOWN. */
  readonly type: number;
  /** Index into the venue vocabulary, or UNKNOWN. */
  readonly venue: number;
  /** Indices into the field vocabulary. */
  readonly fields: readonly number[];
  readonly citations: number | null;
  /** FLAG_ bits. */
  readonly flags: number;
}

/** Sizes known beforehand; they only save copies, a wrong one does no harm. */
export interface IncidenceCounts {
  readonly papers?: number;
  /** Σk over all papers. */
  readonly incidences?: number;
  /** Sum of the papers' field counts. */
  readonly fields?: number;
}

const MAX_UINT32 = 2 ** 32 - 1;
const MAX_INT32 = 2 ** 31 - 1;

function requireInteger(paper: number, what: string, value: number, low: number, high: number): void {
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new RangeError(`paper ${paper} has ${what} ${value}, which is not an integer from ${low} to ${high}`);
  }
}

/**
 * Builds the incidence of `papers` over the authors 0 … authorCount − 1, on SharedArrayBuffers.
 *
 * The papers are read once and never held together. O(authorCount + Σk) time and memory.
 * Throws a RangeError naming the paper, the value and the accepted range, or an Error naming the author who stands
 * twice on a paper; nothing is coerced.
 */
export function buildIncidence(
  papers: Iterable<IncidencePaper>,
  authorCount: number,
  counts: IncidenceCounts = {},
): Incidence {
  const builder = new IncidenceBuilder(authorCount, counts);
  for (const paper of papers) builder.add(paper);
  return builder.finish();
}

/** The same paper by paper, for those that come from somewhere that must be waited for. */
export class IncidenceBuilder {
  readonly #authorCount: number;
  readonly #offsets: GrowableArray<Uint32Array>;
  readonly #authors: GrowableArray<Uint32Array>;
  readonly #years: GrowableArray<Int16Array>;
  readonly #dates: GrowableArray<Int32Array>;
  readonly #types: GrowableArray<Int8Array>;
  readonly #venues: GrowableArray<Int32Array>;
  readonly #fieldOffsets: GrowableArray<Uint32Array>;
  readonly #fields: GrowableArray<Uint32Array>;
  readonly #citations: GrowableArray<Int32Array>;
  readonly #flags: GrowableArray<Uint8Array>;
  readonly #authorOffsets: Uint32Array;
  readonly #lastPaperOf: Int32Array;
  #paper = 0;

  /** @throws RangeError for a count of authors that indices can't hold */
  constructor(authorCount: number, counts: IncidenceCounts = {}) {
    if (!Number.isInteger(authorCount) || authorCount < 0 || authorCount > MAX_INT32) {
      throw new RangeError(`authorCount is ${authorCount}, which is not an integer from 0 to ${MAX_INT32}`);
    }
    this.#authorCount = authorCount;
    const expected = counts.papers ?? 1024;
    this.#offsets = new GrowableArray(Uint32Array, expected + 1);
    this.#authors = new GrowableArray(Uint32Array, counts.incidences ?? expected * 3);
    this.#years = new GrowableArray(Int16Array, expected);
    this.#dates = new GrowableArray(Int32Array, expected);
    this.#types = new GrowableArray(Int8Array, expected);
    this.#venues = new GrowableArray(Int32Array, expected);
    this.#fieldOffsets = new GrowableArray(Uint32Array, expected + 1);
    this.#fields = new GrowableArray(Uint32Array, counts.fields ?? expected);
    this.#citations = new GrowableArray(Int32Array, expected);
    this.#flags = new GrowableArray(Uint8Array, expected);
    this.#authorOffsets = sharedArray(Uint32Array, authorCount + 1);
    this.#lastPaperOf = new Int32Array(authorCount).fill(-1);
    this.#offsets.push(0);
    this.#fieldOffsets.push(0);
  }

  /** Gives the paper the next index. @throws as buildIncidence */
  add({ authors, year, monthDay = 0, type, venue, fields, citations, flags }: IncidencePaper): void {
    const paper = this.#paper;
    for (const author of authors) {
      requireInteger(paper, 'author', author, 0, this.#authorCount - 1);
      if (this.#lastPaperOf[author] === paper) throw new Error(`paper ${paper} lists author ${author} twice`);
      this.#lastPaperOf[author] = paper;
      this.#authorOffsets[author + 1] += 1;
      this.#authors.push(author);
    }
    if (this.#authors.length > MAX_UINT32) {
      throw new RangeError(`the papers up to ${paper} hold ${this.#authors.length} mentions, more than ${MAX_UINT32}`);
    }
    this.#offsets.push(this.#authors.length);
    if (year !== null) requireInteger(paper, 'year', year, UNKNOWN_YEAR + 1, 32767);
    this.#years.push(year ?? UNKNOWN_YEAR);
    requireInteger(paper, 'month and day', monthDay, 0, 1231);
    this.#dates.push(year === null ? UNKNOWN : year * 10_000 + monthDay);
    requireInteger(paper, 'type', type, UNKNOWN, 127);
    this.#types.push(type);
    requireInteger(paper, 'venue', venue, UNKNOWN, MAX_INT32);
    this.#venues.push(venue);
    for (const field of fields) {
      requireInteger(paper, 'field', field, 0, MAX_UINT32);
      this.#fields.push(field);
    }
    if (this.#fields.length > MAX_UINT32) throw new RangeError(`the papers up to ${paper} have ${this.#fields.length} fields, more than ${MAX_UINT32}`);
    this.#fieldOffsets.push(this.#fields.length);
    if (citations !== null) requireInteger(paper, 'citation count', citations, 0, MAX_INT32);
    this.#citations.push(citations ?? UNKNOWN);
    requireInteger(paper, 'flags', flags, 0, 255);
    this.#flags.push(flags);
    this.#paper += 1;
  }

  /** The incidence; once, after which nothing is to be added. O(authorCount + Σk) */
  finish(): Incidence {
    const paperOffsets = this.#offsets.finish();
    const paperAuthors = this.#authors.finish();
    return {
      authorCount: this.#authorCount,
      paperCount: this.#paper,
      paperOffsets,
      paperAuthors,
      authorOffsets: this.#authorOffsets,
      authorPapers: transpose(paperOffsets, paperAuthors, this.#authorOffsets),
      paperYear: this.#years.finish(),
      paperDate: this.#dates.finish(),
      paperType: this.#types.finish(),
      paperVenue: this.#venues.finish(),
      paperFieldOffsets: this.#fieldOffsets.finish(),
      paperFields: this.#fields.finish(),
      paperCitations: this.#citations.finish(),
      paperFlags: this.#flags.finish(),
    };
  }
}

/** Turns per-author counts (shifted by one) into offsets, in place, and lists each author's papers, ascending, on a shared array. O(A + Σk). */
export function transpose(paperOffsets: Uint32Array, paperAuthors: Uint32Array, authorOffsets: Uint32Array): Uint32Array {
  for (let a = 1; a < authorOffsets.length; a += 1) authorOffsets[a] += authorOffsets[a - 1];
  const cursor = authorOffsets.slice(0, -1);
  const authorPapers = sharedArray(Uint32Array, paperAuthors.length);
  for (let p = 0; p + 1 < paperOffsets.length; p += 1) {
    for (let s = paperOffsets[p]; s < paperOffsets[p + 1]; s += 1) authorPapers[cursor[paperAuthors[s]]++] = p;
  }
  return authorPapers;
}
