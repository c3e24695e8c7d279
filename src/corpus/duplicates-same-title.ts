/** The last rule: equal distinctive titles, compatible authors and years, no contradicting ids (see duplicates.ts). */
import type { DisjointSets } from './disjoint-sets.js';
import { ClusterFacts } from './duplicates-clusters.js';
import type { DuplicateJoin, RecordHead } from './record-head.js';
import { authorAgreement } from './duplicates-authors.js';
import { stageOf, type PublicationStage } from './duplicates-ids.js';
import { isDistinctiveTitle } from './duplicates-titles.js';
import { PAPER_ID_SCHEMES } from '../records/record.js';

/** How many records of one title, family name and year a record is compared with. */
const MAX_COMPARED = 128;
const STAGE_ORDER: Record<PublicationStage, number> = { PUBLISHED: 0, UNKNOWN: 1, PREPRINT: 2 };

/** Joins what rule 4 allows; joins are appended. Answers the titles where MAX_COMPARED was met. */
export function joinEqualTitles(
  heads: readonly RecordHead[],
  sets: DisjointSets,
  joins: DuplicateJoin[],
): { titleKey: string; records: number }[] {
  const clusters = new ClusterFacts(heads, sets);
  const oversized: { titleKey: string; records: number }[] = [];
  for (const [titleKey, block] of blocksOfTitle(heads)) {
    const records = inCanonicalOrder(block.map((index) => heads[index]));
    if (joinBlock(records, sets, clusters, joins)) oversized.push({ titleKey, records: block.length });
  }
  return oversized;
}

/** Distinctive titles with two or more records, in lexicographic order. */
function blocksOfTitle(heads: readonly RecordHead[]): [string, number[]][] {
  const first = new Map<string, number>();
  const blocks = new Map<string, number[]>();
  for (const { titleKey, index } of heads) {
    const seen = first.get(titleKey);
    if (seen === undefined) {
      first.set(titleKey, index);
      continue;
    }
    const block = blocks.get(titleKey);
    if (block !== undefined) block.push(index);
    else if (isDistinctiveTitle(titleKey)) blocks.set(titleKey, [seen, index]);
  }
  return [...blocks].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function inCanonicalOrder(records: readonly RecordHead[]): RecordHead[] {
  const keyed = records.map((head) => ({ head, key: canonicalKey(head) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.head.index - b.head.index));
  return keyed.map(({ head }) => head);
}

function canonicalKey(head: RecordHead): string {
  const ids = PAPER_ID_SCHEMES.map((scheme) => head.externalIds[scheme] ?? '').join('|');
  const completeness = head.authorListComplete ? 0 : 1;
  return `${STAGE_ORDER[stageOf(head.externalIds)]}|${String(head.year ?? 99999).padStart(6, '0')}|${completeness}|${ids}|${head.authorKeys.join(',')}`;
}

/** Records of one title, each joined to the first cluster before it that it fits. True where some went uncompared. */
function joinBlock(
  records: readonly RecordHead[],
  sets: DisjointSets,
  clusters: ClusterFacts,
  joins: DuplicateJoin[],
): boolean {
  const seen = new SeenRecords();
  for (let at = 0; at < records.length; at++) {
    const head = records[at];
    const refused = new Set<number>();
    let joinedTo: RecordHead | null = null;
    for (const place of seen.candidatesFor(head)) {
      const other = records[place];
      const root = sets.find(other.index);
      if (root === sets.find(head.index) || refused.has(root) || !fits(head, other)) continue;
      if (!clusters.fit(sets.find(head.index), root)) {
        refused.add(root);
        continue;
      }
      clusters.join(head.index, other.index);
      joins.push({ record: head.index, joinedTo: other.index, reason: { kind: 'TITLE', titleKey: head.titleKey } });
      joinedTo = other;
      break;
    }
    // A record that says what its match said leads to the same cluster: one of them is enough to be found by.
    if (joinedTo === null || !saysTheSame(head, joinedTo)) seen.add(head, at);
  }
  return seen.capped;
}

/** The records of one title met so far, found by family name and year. */
class SeenRecords {
  /** True once a list was longer than what is compared. */
  capped = false;
  readonly #places = new Map<string, number[]>();

  add(head: RecordHead, place: number): void {
    for (const family of new Set(head.authorKeys)) {
      for (const key of [`${family}|${head.year ?? ''}`, `${family}|any`]) {
        const places = this.#places.get(key);
        if (places === undefined) this.#places.set(key, [place]);
        else places.push(place);
      }
    }
  }

  /** Places of records that share a family name and may fit by year, ascending; the first MAX_COMPARED per name and year. */
  candidatesFor(head: RecordHead): number[] {
    const years = head.year === null ? ['any'] : ['', head.year - 1, head.year, head.year + 1];
    const found = new Set<number>();
    for (const family of new Set(head.authorKeys)) {
      for (const year of years) {
        const places = this.#places.get(`${family}|${year}`) ?? [];
        if (places.length > MAX_COMPARED) this.capped = true;
        for (let at = 0; at < places.length && at < MAX_COMPARED; at++) found.add(places[at]);
      }
    }
    return [...found].toSorted((a, b) => a - b);
  }
}

function saysTheSame(a: RecordHead, b: RecordHead): boolean {
  return (
    a.year === b.year &&
    a.authorListComplete === b.authorListComplete &&
    a.authorKeys.length === b.authorKeys.length &&
    a.authorKeys.every((key, at) => key === b.authorKeys[at])
  );
}

function fits(a: RecordHead, b: RecordHead): boolean {
  const agreement = authorAgreement(a, b);
  if (agreement === 'NONE') return false;
  if (a.year === null || b.year === null) return agreement === 'FULL';
  return Math.abs(a.year - b.year) <= 1;
}
