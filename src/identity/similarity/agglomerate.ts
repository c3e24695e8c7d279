/**
 * Constrained agglomerative clustering: the two clusters that are most likely one person are joined, again and again, until
 * none is likelier one than two. Their profiles are joined too, so that what is learnt of a person by one join speaks in the next.
 */
import { PairHeap } from './pair-heap.js';
import { mergedProfile, shareAPaper, type Profile } from './profile.js';

/** A pair so much below the threshold is not looked at again until one of the two has another reason to be. Judgement: that what joins either would make up for so much is rare, not impossible. */
const HOPELESS = 6;

export interface Cluster {
  readonly profile: Profile;
  /** Place of its first mention in the block's order; what ties are broken by. */
  readonly rank: number;
  /** Per exclusive scheme the cluster's id number, −1 for none. */
  readonly exclusiveIds: readonly number[];
  /** Units in it, for what a curator keeps apart. */
  readonly units: readonly number[];
}

export interface Merge {
  /** Ranks of the two clusters joined, the smaller first. */
  readonly a: number;
  readonly b: number;
  readonly score: number;
  /** What each feature added. */
  readonly parts: Float64Array;
}

export interface AgglomerationRules {
  /** Joins are made above this score. */
  readonly threshold: number;
  /** A join is not made where one of the two could be joined with a third that the other can't be, at a score less than this below; 0: never asked. */
  readonly margin: number;
  /** Scores two profiles; −Infinity forbids. `parts` is of the last call. */
  readonly scorer: { logOdds(a: Profile, b: Profile): number; readonly parts: Float64Array };
  /** True where a curator keeps two units apart. */
  keptApart(a: number, b: number): boolean;
}

/**
 * Joins clusters along the pairs given. Answers the merges in order; every cluster is named by its rank. Deterministic: ties
 * go to the smaller ranks. O(merges · partners · profile + pairs · log pairs).
 */
export function agglomerate(start: readonly Cluster[], pairs: readonly (readonly [number, number])[], rules: AgglomerationRules): Merge[] {
  const clusters: (Cluster | null)[] = [...start];
  const partners: (Map<number, number> | null)[] = start.map(() => new Map());
  const heap = new PairHeap((cluster) => clusters[cluster]?.rank ?? -1);
  const offer = (a: number, b: number): void => {
    const score = scoreOf(clusters[a]!, clusters[b]!, rules);
    if (score <= rules.threshold - HOPELESS) return;
    partners[a]!.set(b, score);
    partners[b]!.set(a, score);
    if (score > rules.threshold) heap.push({ a, b, score });
  };
  for (const [a, b] of pairs) offer(a, b);

  const merges: Merge[] = [];
  for (let best = heap.pop(); best !== undefined; best = heap.pop()) {
    const { a, b, score } = best;
    const left = clusters[a];
    const right = clusters[b];
    if (left === null || right === null) continue;
    if (rules.margin > 0 && (isContested(a, b, score) || isContested(b, a, score))) continue;
    rules.scorer.logOdds(left.profile, right.profile);
    const [first, second] = left.rank < right.rank ? [left, right] : [right, left];
    merges.push({ a: first.rank, b: second.rank, score, parts: rules.scorer.parts.slice() });
    const joined = clusters.push(joinedCluster(first, second)) - 1;
    const others = new Set([...partners[a]!.keys(), ...partners[b]!.keys()]);
    partners.push(new Map());
    for (const gone of [a, b]) {
      for (const other of partners[gone]!.keys()) partners[other]?.delete(gone);
      clusters[gone] = null;
      partners[gone] = null;
    }
    for (const other of others) if (clusters[other] !== null) offer(joined, other);
  }
  return merges;

  /** Whether a third that can't be with `b` is nearly as likely for `a`. */
  function isContested(a: number, b: number, score: number): boolean {
    for (const [third, other] of partners[a]!) {
      if (third !== b && other > score - rules.margin && scoreOf(clusters[b]!, clusters[third]!, rules) === -Infinity) return true;
    }
    return false;
  }
}

function scoreOf(a: Cluster, b: Cluster, rules: AgglomerationRules): number {
  if (a.exclusiveIds.some((id, scheme) => id >= 0 && b.exclusiveIds[scheme] >= 0 && b.exclusiveIds[scheme] !== id)) return -Infinity;
  if (shareAPaper(a.profile, b.profile)) return -Infinity;
  if (a.units.some((left) => b.units.some((right) => rules.keptApart(left, right)))) return -Infinity;
  return rules.scorer.logOdds(a.profile, b.profile);
}

function joinedCluster(first: Cluster, second: Cluster): Cluster {
  return {
    profile: mergedProfile(first.profile, second.profile),
    rank: first.rank,
    exclusiveIds: first.exclusiveIds.map((id, scheme) => (id >= 0 ? id : second.exclusiveIds[scheme])),
    units: [...first.units, ...second.units],
  };
}
