/** Bounds that every source holds to, so that no single file can exhaust memory or time. Each refusal names its limit. */
export { MAX_AUTHORS, MAX_STATED_COUNT } from '../records/bounds.js';

/** Longest author field, in UTF-16 code units; beyond it the record is left out with a REFUSED problem. */
export const MAX_AUTHOR_FIELD_LENGTH = 1 << 20;
/** Longest value that `@string` macros and `#` may make, in UTF-16 code units; beyond it the block that holds the value is left out. */
export const MAX_EXPANDED_VALUE = 1 << 20;
/** Most text that the macros of one file may bring in, in UTF-16 code units: as much as twice the largest file. */
export const MAX_EXPANDED_TOTAL = 256 << 20;
/** Deepest nesting of brackets in one JSON line; records need six levels. */
export const MAX_LINE_DEPTH = 200;
/** Longest line of a line-based format, in bytes. */
export const MAX_LINE_BYTES = 64 << 20;
/** Largest file of a format that is read whole (BibTeX needs its crossref parents), in bytes. */
export const MAX_WHOLE_FILE_BYTES = 128 << 20;
/** Largest profile, which is one page and is held as a list of its lines: a page of 128 MB of empty lines exhausted the memory. */
export const MAX_PAGE_BYTES = 8 << 20;
/** How much of a file's beginning is shown to the format detectors, in uncompressed bytes. */
export const HEAD_BYTES = 64 << 10;
/** A gzip stream that unpacks to more than this many times its size (bibliographies come to 5 to 30) … */
export const MAX_GZIP_RATIO = 200;
/** … and to more than this many bytes is refused as a decompression bomb. */
export const GZIP_RATIO_GRACE_BYTES = 100_000_000;
/** Longest value quoted in a problem, in UTF-16 code units. */
export const MAX_QUOTED_VALUE = 200;
