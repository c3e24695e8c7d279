/** The first rule: records that share an external id are one paper, unless their titles are entirely different. */
import type { PaperIdScheme } from '../records/record.js';
import type { DisjointSets } from './disjoint-sets.js';
import type { DuplicateJoin, IdConflict, RecordHead } from './record-head.js';
import { contentWords, titleOverlap } from './duplicates-titles.js';

/** From this many different titles on, one common word is no longer enough: the id may be the volume's. */
const SUSPICIOUS_TITLES = 3;
const SUSPICIOUS_OVERLAP = 0.5;
/** With more titles than this the id says nothing about papers: only equal titles join. Bounds the pairs compared. */
const MAX_COMPARED_TITLES = 200;

/** Joins what shares a value of `scheme`; conflicts and joins are appended. The outcome is independent of record order. */
export function joinSharedIds(
  heads: readonly RecordHead[],
  scheme: PaperIdScheme,
  sets: DisjointSets,
  joins: DuplicateJoin[],
  conflicts: IdConflict[],
): void {
  const blocks = new Map<string, number | number[]>();
  for (const head of heads) {
    const value = head.externalIds[scheme];
    if (value === undefined) continue;
    const block = blocks.get(value);
    if (block === undefined) blocks.set(value, head.index);
    else if (typeof block === 'number') blocks.set(value, [block, head.index]);
    else block.push(head.index);
  }
  for (const [value, block] of blocks) {
    if (typeof block === 'number') continue;
    for (const group of groupsByTitle(heads, block)) {
      const [first, ...others] = group;
      if (first !== block[0]) conflicts.push({ record: first, other: block[0], scheme, value });
      for (const record of others) {
        if (sets.find(record) === sets.find(first)) continue;
        sets.union(record, first);
        joins.push({ record, joinedTo: first, reason: { kind: 'SHARED_ID', scheme, value } });
      }
    }
  }
}

/** The block's records in groups whose titles are alike, directly or through another; ascending, by first record. */
function groupsByTitle(heads: readonly RecordHead[], block: readonly number[]): number[][] {
  const byTitle = new Map<string, number[]>();
  for (const record of block) {
    const key = heads[record].titleKey;
    const same = byTitle.get(key);
    if (same === undefined) byTitle.set(key, [record]);
    else same.push(record);
  }
  if (byTitle.size === 1) return [[...block]];
  const words = [...byTitle.keys()].map(contentWords);
  const titles = words.filter(({ size }) => size > 0).length;
  const groupOf = words.map((_, at) => at);
  const groupFor = (at: number): number => (groupOf[at] === at ? at : (groupOf[at] = groupFor(groupOf[at])));
  if (words.length <= MAX_COMPARED_TITLES) {
    for (let a = 0; a < words.length; a++) {
      for (let b = a + 1; b < words.length; b++) {
        // A record without a title is like any other, and must not join two that are unlike.
        if (words[a].size === 0 || words[b].size === 0) continue;
        const overlap = titleOverlap(words[a], words[b]);
        const alike = titles >= SUSPICIOUS_TITLES ? overlap >= SUSPICIOUS_OVERLAP : overlap > 0;
        if (alike) groupOf[groupFor(b)] = groupFor(a);
      }
    }
  }
  const untitled = words.findIndex(({ size }) => size === 0);
  const others = new Set(words.flatMap(({ size }, at) => (size === 0 ? [] : [groupFor(at)])));
  if (untitled !== -1 && others.size === 1) for (const other of others) groupOf[untitled] = other;
  const groups = new Map<number, number[]>();
  let title = 0;
  for (const records of byTitle.values()) {
    const group = groups.get(groupFor(title));
    if (group === undefined) groups.set(groupFor(title), records);
    else group.push(...records);
    title++;
  }
  return [...groups.values()].map((group) => group.toSorted((a, b) => a - b)).toSorted((a, b) => a[0] - b[0]);
}
