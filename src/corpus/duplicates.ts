/**
 * Which records are the same paper.
 *
 * 1. A shared external id joins (any scheme; arXiv and ACL ids that a DOI or a dblp key spells out count), whatever
 *    the other ids say, unless the titles are entirely different: no content word in common or, where three or more
 *    titles carry the id (a proceedings' DOI given to each of its papers), less than half of the shorter title's.
 *    Records so kept apart are reported as conflicts.
 * 2. A stated relation joins: an id of another version of the paper, under any title (duplicates-related-ids.ts).
 * 3. DOIs that are versions of one join (duplicates-versions.ts).
 * 4. Otherwise equal title keys join, where all of this holds:
 *    - the title is distinctive (duplicates-titles.ts): "Editorial" never joins by title;
 *    - some record of the one cluster and some of the other with this title have compatible authors
 *      (duplicates-authors.ts) and years within one; an unknown year asks for two complete, agreeing lists;
 *    - no record of the one cluster contradicts one of the other by id (duplicates-ids.ts): a preprint joins the
 *      published paper; two published ones with different DOIs or dblp keys (the conference and the journal
 *      version) stay apart;
 *    - the joined cluster's years span at most two, or what one part already spanned: a report that appears every year
 *      under one title does not chain into one paper.
 *
 * Processing order: ids by scheme (whose outcome is independent of any order), then titles in lexicographic order
 * and within a title published records first, then by year and content; a preprint that fits two published papers
 * joins the earlier. So the outcome depends on what the records say, not on the order they come in.
 *
 * Cost: near-linear in records; within a title, a record is compared with those that share an author's family name
 * and lie within a year, the first 128 per name and year; titles where that cap was met are reported.
 */
import { PAPER_ID_SCHEMES } from '../records/record.js';
import { DisjointSets } from './disjoint-sets.js';
import { withImpliedIds } from './duplicates-ids.js';
import { joinRelatedIds } from './duplicates-related-ids.js';
import { joinSharedIds } from './duplicates-shared-ids.js';
import { joinEqualTitles } from './duplicates-same-title.js';
import { joinDoiVersions } from './duplicates-versions.js';
import type { DuplicateJoin, IdConflict, RecordHead } from './record-head.js';

export interface PaperClusters {
  /** [n] cluster of each record; clusters are numbered in the order of their first record. */
  readonly clusterOf: Uint32Array;
  readonly clusterCount: number;
  readonly joins: readonly DuplicateJoin[];
  readonly conflicts: readonly IdConflict[];
  /** Titles with so many like records that some pairs went uncompared. */
  readonly oversizedTitles: readonly { readonly titleKey: string; readonly records: number }[];
}

/**
 * Finds the records that are one paper, by the rules at the head of this file. Near-linear time; keeps the heads.
 * @throws RangeError where the indices are not 0 … n−1, each once.
 */
export function findDuplicates(records: Iterable<RecordHead>): PaperClusters {
  const heads = inIndexOrder(records);
  const sets = new DisjointSets(heads.length);
  const joins: DuplicateJoin[] = [];
  const conflicts: IdConflict[] = [];
  for (const scheme of PAPER_ID_SCHEMES) joinSharedIds(heads, scheme, sets, joins, conflicts);
  joinRelatedIds(heads, sets, joins, conflicts);
  joinDoiVersions(heads, sets, joins);
  const oversizedTitles = joinEqualTitles(heads, sets, joins);
  const stillApart = conflicts.filter((conflict) => sets.find(conflict.record) !== sets.find(conflict.other));
  return { ...numberClusters(sets, heads.length), joins, conflicts: stillApart, oversizedTitles };
}

/**
 * The ids (`scheme:value`) that records of different clusters have: they identify no paper and mergeRecords must not
 * name one by them.
 */
export function disputedIds({ conflicts }: PaperClusters): ReadonlySet<string> {
  return new Set(conflicts.map(({ scheme, value }) => `${scheme}:${value}`));
}

function inIndexOrder(records: Iterable<RecordHead>): RecordHead[] {
  const heads: RecordHead[] = [];
  let count = 0;
  for (const record of records) {
    if (!Number.isInteger(record.index) || record.index < 0 || heads[record.index] !== undefined) {
      throw new RangeError(`Record index ${record.index} is not a new whole number from 0; number the records 0 … n−1, each once.`);
    }
    const externalIds = withImpliedIds(record.externalIds);
    heads[record.index] = externalIds === record.externalIds ? record : { ...record, externalIds };
    count++;
  }
  if (count !== heads.length) {
    throw new RangeError(`${count} records have indices up to ${heads.length - 1}; number the records 0 … n−1, each once.`);
  }
  return heads;
}

function numberClusters(sets: DisjointSets, count: number): { clusterOf: Uint32Array; clusterCount: number } {
  const clusterOf = new Uint32Array(count);
  const numberOfRoot = new Int32Array(count).fill(-1);
  let clusterCount = 0;
  for (let record = 0; record < count; record++) {
    const root = sets.find(record);
    if (numberOfRoot[root] === -1) numberOfRoot[root] = clusterCount++;
    clusterOf[record] = numberOfRoot[root];
  }
  return { clusterOf, clusterCount };
}
