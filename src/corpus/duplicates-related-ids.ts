/**
 * The rule between shared ids and equal titles: a record that states an id of *another version* of its paper (arXiv's DOI,
 * Crossref's `is-preprint-of`) joins the records that have this id, under whatever title, where
 * - an author's family name is common, or one of the lists is empty, or the titles have half of their words in common;
 * - the ids of the two don't contradict each other beyond what versions may;
 * - the id is a paper's: where three or more titles state the same one (a volume's DOI given to each of its papers), only
 *   titles with half of their words in common join.
 * What is so refused is reported as a conflict. Cost: linear in records and stated relations.
 */
import { contradictingScheme } from './duplicates-ids.js';
import type { DisjointSets } from './disjoint-sets.js';
import type { DuplicateJoin, IdConflict, RecordHead } from './record-head.js';
import { contentWords, titleOverlap } from './duplicates-titles.js';

const SUSPICIOUS_TITLES = 3;
const ALIKE = 0.5;
/** Records of one id that are tried: those of one id are joined already, or are kept apart by their titles. */
const MAX_HOLDERS = 16;

/** Joins what states that it is a version of something; joins and conflicts are appended. */
export function joinRelatedIds(heads: readonly RecordHead[], sets: DisjointSets, joins: DuplicateJoin[], conflicts: IdConflict[]): void {
  const titlesOf = new Map<string, Set<string>>();
  for (const { relatedIds, titleKey } of heads) {
    for (const { scheme, value } of relatedIds ?? []) {
      const id = `${scheme}:${value}`;
      const titles = titlesOf.get(id);
      if (titles === undefined) titlesOf.set(id, new Set([titleKey]));
      else titles.add(titleKey);
    }
  }
  if (titlesOf.size === 0) return;
  const holders = new Map<string, number[]>();
  for (const { externalIds, index } of heads) {
    for (const [scheme, value] of Object.entries(externalIds)) {
      const id = `${scheme}:${value}`;
      if (!titlesOf.has(id)) continue;
      const known = holders.get(id);
      if (known === undefined) holders.set(id, [index]);
      else if (known.length < MAX_HOLDERS) known.push(index);
    }
  }
  for (const head of heads) {
    for (const { scheme, value } of head.relatedIds ?? []) {
      const id = `${scheme}:${value}`;
      const suspicious = (titlesOf.get(id)?.size ?? 0) >= SUSPICIOUS_TITLES;
      for (const holder of holders.get(id) ?? []) {
        if (sets.find(holder) === sets.find(head.index)) continue;
        if (mayBeVersions(head, heads[holder], suspicious)) {
          sets.union(head.index, holder);
          joins.push({ record: head.index, joinedTo: holder, reason: { kind: 'RELATED_ID', scheme, value } });
        } else conflicts.push({ record: head.index, other: holder, scheme, value });
      }
    }
  }
}

function mayBeVersions(a: RecordHead, b: RecordHead, suspicious: boolean): boolean {
  if (contradictingScheme(a.externalIds, b.externalIds) !== null) return false;
  const alike = titleOverlap(contentWords(a.titleKey), contentWords(b.titleKey)) >= ALIKE;
  if (alike || suspicious) return alike;
  if (a.authorKeys.length === 0 || b.authorKeys.length === 0) return true;
  const names = new Set(a.authorKeys);
  return b.authorKeys.some((name) => names.has(name));
}
