/** A synthetic corpus as an incidence: the fast face, without a name or an object per paper. */
import { transpose } from '../graph/incidence.js';
import { sharedArray } from '../graph/shared-arrays.js';
import { FLAG_AUTHOR_LIST_COMPLETE, FLAG_HAS_ABSTRACT } from '../graph/types.js';
import type { Incidence } from '../graph/types.js';
import { paperFacts } from './facts.js';
import type { PaperFacts } from './facts.js';
import { grow } from './growth.js';
import type { SyntheticOptions } from './options.js';

/**
 * The incidence of a synthetic corpus on shared arrays: paper p and author a are those of `syntheticPapers` for the same
 * options. Types index PAPER_TYPES, fields SYNTHETIC_FIELDS, venues are circles. O(Σk) time; at 8 million papers some six
 * seconds and 1 GB. Throws a RangeError naming a bad option.
 */
export function syntheticIncidence(options: SyntheticOptions): Incidence {
  const growth = grow(options);
  const { paperOffsets, paperAuthors, paperCircle, authorCount } = growth;
  const paperCount = growth.options.papers;
  const factsOf = paperFacts(growth);
  const paperYear = sharedArray(Int16Array, paperCount);
  const paperDate = sharedArray(Int32Array, paperCount);
  const paperType = sharedArray(Int8Array, paperCount);
  const paperCitations = sharedArray(Int32Array, paperCount);
  const paperFieldOffsets = sharedArray(Uint32Array, paperCount + 1);
  const fields = sharedArray(Uint32Array, 2 * paperCount);
  let fieldCount = 0;
  for (let paper = 0; paper < paperCount; paper += 1) {
    const { year, month, type, field, secondField, citations }: PaperFacts = factsOf(paper);
    paperYear[paper] = year;
    paperDate[paper] = year * 10_000 + month * 100;
    paperType[paper] = type;
    paperCitations[paper] = citations;
    fields[fieldCount++] = field;
    if (secondField !== -1) fields[fieldCount++] = secondField;
    paperFieldOffsets[paper + 1] = fieldCount;
  }
  const paperFields = sharedArray(Uint32Array, fieldCount);
  paperFields.set(fields.subarray(0, fieldCount));

  const authorOffsets = sharedArray(Uint32Array, authorCount + 1);
  for (const author of paperAuthors) authorOffsets[author + 1] += 1;
  return {
    authorCount,
    paperCount,
    paperOffsets,
    paperAuthors,
    authorOffsets,
    authorPapers: transpose(paperOffsets, paperAuthors, authorOffsets),
    paperYear,
    paperDate,
    paperType,
    paperVenue: paperCircle,
    paperFieldOffsets,
    paperFields,
    paperCitations,
    paperFlags: sharedArray(Uint8Array, paperCount).fill(FLAG_AUTHOR_LIST_COMPLETE | FLAG_HAS_ABSTRACT),
  };
}
