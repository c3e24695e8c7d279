/**
 * The rule after stated relations: DOIs that are versions of one (`10.1002/essoar.10504562.1` and `.2`, figshare's
 * `10.26686/wgtn.17068523` and `.v1`) join, of whatever years, where half of the shorter title's words are in common, an author's
 * family name is or one of the lists is empty, and no other id contradicts. The reason names the other version's DOI.
 */
import type { DisjointSets } from './disjoint-sets.js';
import { contradictingScheme, versionlessDoi } from './duplicates-ids.js';
import { contentWords, titleOverlap } from './duplicates-titles.js';
import type { DuplicateJoin, RecordHead } from './record-head.js';

const ALIKE = 0.5;
/** DOIs of one stem that are compared, in their order: no preprint has as many versions. Bounds the pairs. */
const MAX_VERSIONS = 64;

/** Joins versions; joins are appended. Records of one DOI are joined already where they belong together. O(records). */
export function joinDoiVersions(heads: readonly RecordHead[], sets: DisjointSets, joins: DuplicateJoin[]): void {
  for (const records of versionsOfOneStem(heads)) {
    for (let later = 1; later < records.length; later++) {
      for (let earlier = 0; earlier < later; earlier++) {
        const [a, b] = [records[earlier], records[later]];
        if (sets.find(a.index) === sets.find(b.index) || !areOnePaper(a, b)) continue;
        sets.union(b.index, a.index);
        joins.push({ record: b.index, joinedTo: a.index, reason: { kind: 'DOI_VERSION', value: a.externalIds.doi ?? '' } });
      }
    }
  }
}

/** Groups of records with two or more DOIs that differ by their version alone, by DOI, title and index. */
function versionsOfOneStem(heads: readonly RecordHead[]): RecordHead[][] {
  const stems = new Set<string>();
  for (const { externalIds: { doi } } of heads) {
    if (doi === undefined) continue;
    const stem = versionlessDoi(doi);
    if (stem !== doi) stems.add(stem);
  }
  const groups = new Map<string, RecordHead[]>();
  if (stems.size === 0) return [];
  for (const head of heads) {
    const { doi } = head.externalIds;
    if (doi === undefined) continue;
    const stem = versionlessDoi(doi);
    if (!stems.has(stem)) continue;
    const group = groups.get(stem);
    if (group === undefined) groups.set(stem, [head]);
    else group.push(head);
  }
  return [...groups.values()]
    .filter((group) => group.some(({ externalIds }) => externalIds.doi !== group[0].externalIds.doi))
    .map((group) => group.map((head) => ({ head, key: `${head.externalIds.doi} ${head.titleKey}` })).toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.head.index - b.head.index)).slice(0, MAX_VERSIONS).map(({ head }) => head));
}

function areOnePaper(a: RecordHead, b: RecordHead): boolean {
  if (contradictingScheme(a.externalIds, b.externalIds) !== null) return false;
  if (titleOverlap(contentWords(a.titleKey), contentWords(b.titleKey)) < ALIKE) return false;
  const names = new Set(a.authorKeys);
  return names.size === 0 || b.authorKeys.length === 0 || b.authorKeys.some((name) => names.has(name));
}
