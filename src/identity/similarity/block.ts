/**
 * Who is who within one block: all mentions whose names could be one person's. Pure: the outcome depends on what stands
 * with the block's own mentions, on what is bound and kept apart, and on the corpus's statistics rounded to steps.
 */
import { agglomerate, type Cluster, type Merge } from './agglomerate.js';
import { candidatesOf } from './candidates.js';
import type { FeatureCorpus } from './features.js';
import { EVIDENCE_FEATURES, type EvidenceFeature, type PairEvidence } from './pair-evidence.js';
import { clusterProfile, type Profile } from './profile.js';
import { CAUTIOUS_LONGEST_GAP, CAUTIOUS_MARGIN, CAUTIOUS_THRESHOLD, YEARS } from './weights.js';

/** CAUTIOUS never parts equal full names and joins others only where near certain; FULL is the best estimate of both. */
export type SimilarityMode = 'CAUTIOUS' | 'FULL';

/** The mentions of a block and what is settled about them beforehand. */
export interface BlockMentions {
  /** Mentions as numbers of the feature corpus. */
  readonly mentions: Uint32Array;
  /** [mentions of the block] What is one person already (by id, person record, ledger): equal numbers from 0 up. */
  readonly unit: Int32Array;
  /** Per scheme of ids the number of each unit's id, −1 for none: units with different numbers stay apart. */
  readonly exclusiveIds: readonly Int32Array[];
  /** [mentions of the block] Equal numbers: names that are compared in another block and need not be in this one. Absent where there are none. */
  readonly met?: Int32Array;
  /** Pairs of units that a curator keeps apart. */
  readonly apart: readonly (readonly [number, number])[];
}

/** The joins made, in order; with `unit` they span the clusters. */
export interface BlockJoins {
  readonly count: number;
  /** [joins] A mention of each side (a number of the feature corpus): the first of it in the order of papers' keys. */
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** [joins] Log-odds (natural logarithm) that the two sides are one person. */
  readonly logOdds: Float32Array;
  /** [joins × EVIDENCE_FEATURES] What each feature added to the log-odds; negative speaks against. */
  readonly parts: Float32Array;
}

export interface BlockOutcome {
  /** [mentions of the block] Cluster, numbered from 0 by first mention in the block's order. */
  readonly clusterOf: Int32Array;
  readonly joins: BlockJoins;
  /** Pairs that were never compared because nothing links them and the block is too large for all pairs; 0 in most blocks. */
  readonly uncompared: number;
}

/**
 * Clusters the mentions of one block. O(n²) for up to ALL_PAIRS_LIMIT clusters to start from, near linear beyond
 * (candidates.ts). The order of the mentions makes no difference but to the numbering of clusters.
 * In CAUTIOUS the units hold what equal names are to hold; equal names in two units are so for a reason (namesakes with different ids).
 */
export function resolveBlock(block: BlockMentions, corpus: FeatureCorpus, evidence: PairEvidence, options: { readonly mode: SimilarityMode }): BlockOutcome {
  const order = inOrderOfContent(block, corpus);
  const clusters = unitClusters(block, corpus, order);
  const isCautious = options.mode === 'CAUTIOUS';
  const { pairs, uncompared } = candidatesOf(clusters.map(({ profile }) => profile), evidence.names, block.met === undefined ? null : metOf(block, clusters));
  const merges = agglomerate(clusters, pairs, {
    threshold: isCautious ? CAUTIOUS_THRESHOLD : 0,
    margin: isCautious ? CAUTIOUS_MARGIN : 0,
    scorer: isCautious ? cautiousScorer(evidence) : evidence,
    keptApart: apartTest(block),
  });
  return { clusterOf: clustersOf(block, order, merges), joins: joinsOf(block, order, merges), uncompared };
}

/** What places a person: over a long silence names and co-authors, which others may share, are no near certainty without one of these. */
const PLACING: readonly EvidenceFeature[] = ['VENUE', 'FIELDS', 'AFFILIATION', 'EMAIL_DOMAIN'];

/** Never above CAUTIOUS_THRESHOLD where more than CAUTIOUS_LONGEST_GAP years lie between the two and nothing places them together. */
function cautiousScorer(evidence: PairEvidence): { logOdds(a: Profile, b: Profile): number; readonly parts: Float64Array } {
  const placing = PLACING.map((feature) => EVIDENCE_FEATURES.indexOf(feature));
  const years = EVIDENCE_FEATURES.indexOf('YEARS');
  const longest = -YEARS.perYear * (CAUTIOUS_LONGEST_GAP + 0.5);
  return {
    parts: evidence.parts,
    logOdds(a, b) {
      const sum = evidence.logOdds(a, b);
      const isPlaced = evidence.parts[years] > longest || placing.some((at) => evidence.parts[at] > 0);
      return isPlaced ? sum : Math.min(sum, CAUTIOUS_THRESHOLD);
    },
  };
}

/** Places in the block by paper key, then name, then place on the paper: an order of content alone. */
function inOrderOfContent({ mentions }: BlockMentions, { mentionPaper, mentionName, paperKeys, names }: FeatureCorpus): Int32Array {
  const keys = Array.from(mentions, (mention) => `${paperKeys[mentionPaper[mention]]}\u0000${names[mentionName[mention]].key}`);
  return Int32Array.from(keys.keys()).sort((x, y) => (keys[x] < keys[y] ? -1 : keys[x] > keys[y] ? 1 : mentions[x] - mentions[y]));
}

/** One cluster per unit, ascending by rank. */
function unitClusters({ mentions, unit, exclusiveIds }: BlockMentions, corpus: FeatureCorpus, order: Int32Array): Cluster[] {
  const found = new Map<number, { members: number[]; rank: number }>();
  for (const [rank, place] of order.entries()) {
    const cluster = found.get(unit[place]);
    if (cluster === undefined) found.set(unit[place], { members: [mentions[place]], rank });
    else cluster.members.push(mentions[place]);
  }
  return Array.from(found, ([at, { members, rank }]) => ({ profile: clusterProfile(members, corpus), rank, units: [at], exclusiveIds: exclusiveIds.map((ids) => ids[at]) }));
}

/** Per cluster the number that all its mentions have in `met`; −1 where they have several. */
function metOf({ unit, met }: BlockMentions, clusters: readonly Cluster[]): Int32Array {
  const ofUnit = new Map<number, number>();
  for (const [place, at] of unit.entries()) ofUnit.set(at, (ofUnit.get(at) ?? met![place]) === met![place] ? met![place] : -1);
  return Int32Array.from(clusters, ({ units: [first] }) => ofUnit.get(first)!);
}

function apartTest({ apart }: BlockMentions): (a: number, b: number) => boolean {
  if (apart.length === 0) return () => false;
  const pairs = new Set(apart.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
  return (a, b) => pairs.has(`${a} ${b}`);
}

function clustersOf({ unit }: BlockMentions, order: Int32Array, merges: readonly Merge[]): Int32Array {
  const rankOfUnit = new Map<number, number>();
  for (const [rank, place] of order.entries()) if (!rankOfUnit.has(unit[place])) rankOfUnit.set(unit[place], rank);
  const into = new Map<number, number>(merges.map(({ a, b }) => [b, a]));
  const numbers = new Map<number, number>();
  return Int32Array.from(unit, (at) => {
    let rank = rankOfUnit.get(at)!;
    for (let next = into.get(rank); next !== undefined; next = into.get(rank)) rank = next;
    const number = numbers.get(rank) ?? numbers.size;
    numbers.set(rank, number);
    return number;
  });
}

function joinsOf({ mentions }: BlockMentions, order: Int32Array, merges: readonly Merge[]): BlockJoins {
  const width = EVIDENCE_FEATURES.length;
  const parts = new Float32Array(merges.length * width);
  for (const [at, merge] of merges.entries()) parts.set(merge.parts, at * width);
  return {
    count: merges.length,
    a: Int32Array.from(merges, ({ a }) => mentions[order[a]]),
    b: Int32Array.from(merges, ({ b }) => mentions[order[b]]),
    logOdds: Float32Array.from(merges, ({ score }) => score),
    parts,
  };
}
