/** The second rule: equal distinctive titles, compatible authors and years, no contradicting ids (see duplicates.ts). */
import type { DisjointSets } from './disjoint-sets.js';
import type { DuplicateJoin, RecordHead } from './duplicates.js';
import { authorAgreement } from './duplicates-authors.js';
import { contradictingScheme, stageOf, type PublicationStage } from './duplicates-ids.js';
import { isDistinctiveTitle } from './duplicates-titles.js';
import { PAPER_ID_SCHEMES } from '../records/record.js';

/** How many records of one title, family name and year a record is compared with. */
const MAX_COMPARED = 128;
const MAX_YEARS_SPANNED = 2;
const STAGE_ORDER: Record<PublicationStage, number> = { PUBLISHED: 0, UNKNOWN: 1, PREPRINT: 2 };

/** Clusters as rings of records, so that the members of a root can be walked: the ids of all must not contradict. */
class Rings {
  readonly #next: Uint32Array;

  constructor(heads: readonly RecordHead[], sets: DisjointSets) {
    this.#next = new Uint32Array(heads.length);
    for (let at = 0; at < heads.length; at++) this.#next[at] = at;
    for (let at = 0; at < heads.length; at++) {
      const root = sets.find(at);
      if (root !== at) this.join(root, at);
    }
  }

  /** Joins two different rings. */
  join(a: number, b: number): void {
    [this.#next[a], this.#next[b]] = [this.#next[b], this.#next[a]];
  }

  *members(of: number): Iterable<number> {
    let at = of;
    do {
      yield at;
      at = this.#next[at];
    } while (at !== of);
  }
}

/** Joins what rule 2 allows; joins are appended. Answers the titles where MAX_COMPARED was met. */
export function joinEqualTitles(
  heads: readonly RecordHead[],
  sets: DisjointSets,
  joins: DuplicateJoin[],
): { titleKey: string; records: number }[] {
  const rings = new Rings(heads, sets);
  const oversized: { titleKey: string; records: number }[] = [];
  for (const [titleKey, block] of blocksOfTitle(heads)) {
    const records = inCanonicalOrder(block.map((index) => heads[index]));
    if (joinBlock(heads, records, sets, rings, joins)) oversized.push({ titleKey, records: block.length });
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
  heads: readonly RecordHead[],
  records: readonly RecordHead[],
  sets: DisjointSets,
  rings: Rings,
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
      if (!clustersFit(heads, rings, head.index, root)) {
        refused.add(root);
        continue;
      }
      sets.union(head.index, other.index);
      rings.join(head.index, other.index);
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

function clustersFit(heads: readonly RecordHead[], rings: Rings, a: number, b: number): boolean {
  const own = [...rings.members(a)].map((index) => heads[index]);
  const others = [...rings.members(b)].map((index) => heads[index]);
  const spanned = Math.max(MAX_YEARS_SPANNED, yearsSpanned(own), yearsSpanned(others));
  if (yearsSpanned([...own, ...others]) > spanned) return false;
  return own.every((left) => others.every((right) => contradictingScheme(left.externalIds, right.externalIds) === null));
}

function yearsSpanned(records: readonly RecordHead[]): number {
  let low = Infinity;
  let high = -Infinity;
  for (const { year } of records) {
    if (year === null) continue;
    low = Math.min(low, year);
    high = Math.max(high, year);
  }
  return high < low ? 0 : high - low;
}
