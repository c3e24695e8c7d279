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
  if (!Number.isInteger(authorCount) || authorCount < 0 || authorCount > MAX_INT32) {
    throw new RangeError(`authorCount is ${authorCount}, which is not an integer from 0 to ${MAX_INT32}`);
  }
  const expected = counts.papers ?? 1024;
  const paperOffsets = new GrowableArray(Uint32Array, expected + 1);
  const paperAuthors = new GrowableArray(Uint32Array, counts.incidences ?? expected * 3);
  const paperYear = new GrowableArray(Int16Array, expected);
  const paperDate = new GrowableArray(Int32Array, expected);
  const paperType = new GrowableArray(Int8Array, expected);
  const paperVenue = new GrowableArray(Int32Array, expected);
  const paperFieldOffsets = new GrowableArray(Uint32Array, expected + 1);
  const paperFields = new GrowableArray(Uint32Array, counts.fields ?? expected);
  const paperCitations = new GrowableArray(Int32Array, expected);
  const paperFlags = new GrowableArray(Uint8Array, expected);
  const authorOffsets = sharedArray(Uint32Array, authorCount + 1);
  const lastPaperOf = new Int32Array(authorCount).fill(-1);

  paperOffsets.push(0);
  paperFieldOffsets.push(0);
  let paper = 0;
  for (const { authors, year, monthDay = 0, type, venue, fields, citations, flags } of papers) {
    for (const author of authors) {
      requireInteger(paper, 'author', author, 0, authorCount - 1);
      if (lastPaperOf[author] === paper) throw new Error(`paper ${paper} lists author ${author} twice`);
      lastPaperOf[author] = paper;
      authorOffsets[author + 1] += 1;
      paperAuthors.push(author);
    }
    if (paperAuthors.length > MAX_UINT32) {
      throw new RangeError(`the papers up to ${paper} hold ${paperAuthors.length} mentions, more than ${MAX_UINT32}`);
    }
    paperOffsets.push(paperAuthors.length);
    if (year !== null) requireInteger(paper, 'year', year, UNKNOWN_YEAR + 1, 32767);
    paperYear.push(year ?? UNKNOWN_YEAR);
    requireInteger(paper, 'month and day', monthDay, 0, 1231);
    paperDate.push(year === null ? UNKNOWN : year * 10_000 + monthDay);
    requireInteger(paper, 'type', type, UNKNOWN, 127);
    paperType.push(type);
    requireInteger(paper, 'venue', venue, UNKNOWN, MAX_INT32);
    paperVenue.push(venue);
    for (const field of fields) {
      requireInteger(paper, 'field', field, 0, MAX_UINT32);
      paperFields.push(field);
    }
    paperFieldOffsets.push(paperFields.length);
    if (citations !== null) requireInteger(paper, 'citation count', citations, 0, MAX_INT32);
    paperCitations.push(citations ?? UNKNOWN);
    requireInteger(paper, 'flags', flags, 0, 255);
    paperFlags.push(flags);
    paper += 1;
  }

  const offsets = paperOffsets.finish();
  const members = paperAuthors.finish();
  return {
    authorCount,
    paperCount: paper,
    paperOffsets: offsets,
    paperAuthors: members,
    authorOffsets,
    authorPapers: transpose(offsets, members, authorOffsets),
    paperYear: paperYear.finish(),
    paperDate: paperDate.finish(),
    paperType: paperType.finish(),
    paperVenue: paperVenue.finish(),
    paperFieldOffsets: paperFieldOffsets.finish(),
    paperFields: paperFields.finish(),
    paperCitations: paperCitations.finish(),
    paperFlags: paperFlags.finish(),
  };
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
