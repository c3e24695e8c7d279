/**
 * Which clusters of a block are compared. Small blocks: all whose names are compatible. Large ones: those of one rare
 * name, and those that something rare links, so that the work stays near linear in the mentions.
 */
import type { NameFacts } from './name-facts.js';
import type { Profile } from './profile.js';
import { TOKEN_FEATURES, type TokenFeature } from './weights.js';

// These limits trade work for pairs left unseen (which are counted); none was measured to be the best.

/** Up to so many clusters every pair is compared. */
export const ALL_PAIRS_LIMIT = 100;
/** … and up to so many pairs of those that have not met elsewhere. */
const MOST_PAIRS = (ALL_PAIRS_LIMIT * (ALL_PAIRS_LIMIT - 1)) / 2;
/** A token that more clusters of a large block have links none of them. */
export const LONGEST_POSTING = 40;
/** In a large block, equal names with up to so many clusters are compared in all pairs. */
export const SAME_NAME_LIMIT = 60;
/** In a large block a cluster is compared with so many others at most, those first that share most. */
export const MOST_PARTNERS = 40;

/** Features whose shared tokens link clusters of a large block; words of abstracts, fields and common domains link nothing by themselves. */
const LINKING: readonly TokenFeature[] = ['COAUTHORS', 'VENUE', 'TITLE_WORDS', 'AFFILIATION', 'EMAIL_DOMAIN'];

export interface Candidates {
  /** Pairs as places in the list of profiles, smaller first, ascending, distinct. */
  readonly pairs: readonly (readonly [number, number])[];
  /** Pairs that were left out unseen, those of incompatible names among them. */
  readonly uncompared: number;
}

/**
 * The pairs to compare. Clusters of one number in `met` are compared elsewhere. O(n²) up to ALL_PAIRS_LIMIT clusters, then O(n · (tokens · LONGEST_POSTING + MOST_PARTNERS)).
 */
export function candidatesOf(profiles: readonly Profile[], names: NameFacts, met: Int32Array | null = null): Candidates {
  const n = profiles.length;
  const toCompare = pairsToCompare(n, met);
  if (toCompare <= MOST_PAIRS) {
    const pairs: [number, number][] = [];
    for (let a = 0; a < n; a++) for (let b = a + 1; b < n; b++) if (!haveMet(a, b, met) && compatible(profiles[a], profiles[b], names)) pairs.push([a, b]);
    return { pairs, uncompared: 0 };
  }
  const links = linkCounts(profiles);
  const chosen = new Set<number>();
  for (const [a, partners] of links.entries()) {
    // Most shared first; then by place, which follows content.
    const best = [...partners].filter(([b]) => !haveMet(a, b, met) && compatible(profiles[a], profiles[b], names)).toSorted((x, y) => y[1] - x[1] || x[0] - y[0]);
    for (const [b] of best.slice(0, MOST_PARTNERS)) chosen.add(Math.min(a, b) * n + Math.max(a, b));
  }
  for (const group of sameNames(profiles)) {
    if (group.length > SAME_NAME_LIMIT) continue;
    for (let i = 0; i < group.length; i++) for (let j = i + 1; j < group.length; j++) if (!haveMet(group[i], group[j], met)) chosen.add(group[i] * n + group[j]);
  }
  const pairs = [...chosen].toSorted((x, y) => x - y).map((pair) => [Math.floor(pair / n), pair % n] as const);
  return { pairs, uncompared: toCompare - pairs.length };
}

function haveMet(a: number, b: number, met: Int32Array | null): boolean {
  return met !== null && met[a] >= 0 && met[a] === met[b];
}

/** Pairs that have not met. O(n) */
function pairsToCompare(n: number, met: Int32Array | null): number {
  const sizes = new Map<number, number>();
  for (const number of met ?? []) if (number >= 0) sizes.set(number, (sizes.get(number) ?? 0) + 1);
  let pairs = (n * (n - 1)) / 2;
  for (const size of sizes.values()) pairs -= (size * (size - 1)) / 2;
  return pairs;
}

function compatible(a: Profile, b: Profile, names: NameFacts): boolean {
  return a.names.every((left) => b.names.every((right) => names.areCompatible(left, right)));
}

/** Per cluster those that share a token with it, with how many they share. */
function linkCounts(profiles: readonly Profile[]): Map<number, number>[] {
  const links = profiles.map(() => new Map<number, number>());
  for (const feature of LINKING) {
    const at = TOKEN_FEATURES.indexOf(feature);
    const postings = new Map<number, number[]>();
    for (const [place, { features }] of profiles.entries()) {
      for (const token of features[at].tokens) {
        const posting = postings.get(token);
        if (posting === undefined) postings.set(token, [place]);
        else posting.push(place);
      }
    }
    for (const posting of postings.values()) {
      if (posting.length < 2 || posting.length > LONGEST_POSTING) continue;
      for (const a of posting) for (const b of posting) if (a !== b) links[a].set(b, (links[a].get(b) ?? 0) + 1);
    }
  }
  return links;
}

function sameNames(profiles: readonly Profile[]): number[][] {
  const groups = new Map<number, number[]>();
  for (const [place, { names }] of profiles.entries()) {
    for (const name of names) {
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [place]);
      else group.push(place);
    }
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
