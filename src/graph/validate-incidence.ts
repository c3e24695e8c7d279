/** Proving that an incidence, wherever it came from, is what every algorithm takes it for. */
import { UNKNOWN } from './types.js';
import type { Incidence } from './types.js';

function requireLength(name: string, actual: number, expected: number): void {
  if (actual !== expected) throw new Error(`${name} has ${actual} entries where ${expected} are expected`);
}

/**
 * Throws where `offsets` is not [rows + 1] entries from 0, ascending, ending at `filled`. The message names both
 * values. O(rows).
 */
export function validateOffsets(name: string, offsets: Uint32Array, rows: number, filled: number): void {
  requireLength(name, offsets.length, rows + 1);
  if (offsets[0] !== 0) throw new Error(`${name} starts at ${offsets[0]} instead of 0`);
  for (let i = 0; i < rows; i += 1) {
    if (offsets[i + 1] < offsets[i]) {
      throw new Error(`${name} falls from ${offsets[i]} to ${offsets[i + 1]} at row ${i}`);
    }
  }
  if (offsets[rows] !== filled) throw new Error(`${name} ends at ${offsets[rows]} where ${filled} entries are filled`);
}

/**
 * Proves the invariants of types.ts: lengths; offsets from 0, ascending, ending at the filled length; indices within
 * range; no author twice on a paper; papers ascending per author; and that both directions hold the same pairs.
 * O(A + P + Σk). Throws an Error of one sentence with the offending and the expected value.
 */
export function validateIncidence(incidence: Incidence): void {
  const { authorCount, paperCount, paperOffsets, paperAuthors, authorOffsets, authorPapers } = incidence;
  validateOffsets('paperOffsets', paperOffsets, paperCount, paperAuthors.length);
  validateOffsets('authorOffsets', authorOffsets, authorCount, authorPapers.length);
  requireLength('authorPapers', authorPapers.length, paperAuthors.length);
  validateOffsets('paperFieldOffsets', incidence.paperFieldOffsets, paperCount, incidence.paperFields.length);
  requireLength('paperYear', incidence.paperYear.length, paperCount);
  requireLength('paperDate', incidence.paperDate.length, paperCount);
  requireLength('paperType', incidence.paperType.length, paperCount);
  requireLength('paperVenue', incidence.paperVenue.length, paperCount);
  requireLength('paperCitations', incidence.paperCitations.length, paperCount);
  requireLength('paperFlags', incidence.paperFlags.length, paperCount);

  // Papers are walked in ascending order, so each author's next expected paper is under a cursor: equality at every
  // step proves ascending order, distinct authors and the same pairs both ways at once.
  const cursor = authorOffsets.slice(0, -1);
  for (let p = 0; p < paperCount; p += 1) {
    for (let s = paperOffsets[p]; s < paperOffsets[p + 1]; s += 1) {
      const author = paperAuthors[s];
      if (author >= authorCount) throw new Error(`paper ${p} lists author ${author} where there are ${authorCount}`);
      const at = cursor[author]++;
      if (at >= authorOffsets[author + 1] || authorPapers[at] !== p) {
        const listed = at < authorOffsets[author + 1] ? `paper ${authorPapers[at]}` : 'no further paper';
        throw new Error(`paper ${p} lists author ${author}, whose own list has ${listed} in its place`);
      }
    }
    for (const [name, value] of [
      ['type', incidence.paperType[p]], ['venue', incidence.paperVenue[p]], ['citations', incidence.paperCitations[p]],
    ] as const) {
      if (value < UNKNOWN) throw new Error(`paper ${p} has ${name} ${value}, below ${UNKNOWN}`);
    }
  }
}
