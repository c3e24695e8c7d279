/** What a set of mentions has in common, feature by feature: tokens with counts, papers, years, names. */
import type { FeatureCorpus, Rows } from './features.js';
import { TOKEN_FEATURES } from './weights.js';

/** Tokens ascending, each with how often it occurs. */
export interface TokenCounts {
  readonly tokens: Int32Array;
  readonly counts: Int32Array;
  /** Sum of the counts. */
  readonly total: number;
}

const NO_TOKENS: TokenCounts = { tokens: new Int32Array(0), counts: new Int32Array(0), total: 0 };

export interface Profile {
  /** Mentions. */
  readonly size: number;
  /** Per feature, in the order of TOKEN_FEATURES. */
  readonly features: readonly TokenCounts[];
  /** Papers, ascending; a paper twice where two mentions of it were bound together beforehand. */
  readonly papers: Int32Array;
  /** 0 where no year is known. */
  readonly firstYear: number;
  readonly lastYear: number;
  /** Names (numbers of the corpus), ascending, distinct. */
  readonly names: readonly number[];
}

/** The profile of one mention. O(its tokens). */
export function profileOf(mention: number, corpus: FeatureCorpus): Profile {
  const paper = corpus.mentionPaper[mention];
  const { rows } = corpus;
  const name = corpus.mentionName[mention];
  const year = corpus.paperYear[paper];
  const lists: { readonly [feature in (typeof TOKEN_FEATURES)[number]]: TokenCounts } = {
    COAUTHORS: once(rows.COAUTHOR, paper, corpus.nameToken[name]),
    VENUE: once(rows.VENUE, paper),
    FIELDS: once(rows.FIELD, paper),
    TITLE_WORDS: once(rows.TITLE_WORD, paper),
    ABSTRACT_WORDS: once(rows.ABSTRACT_WORD, paper),
    AFFILIATION: once(rows.AFFILIATION_WORD, mention),
    EMAIL_DOMAIN: once(rows.EMAIL_DOMAIN, mention),
  };
  return {
    size: 1,
    features: TOKEN_FEATURES.map((feature) => lists[feature]),
    papers: Int32Array.of(paper),
    firstYear: year,
    lastYear: year,
    names: [name],
  };
}

function once({ offsets, values }: Rows, row: number, without = -1): TokenCounts {
  const from = offsets[row];
  const to = offsets[row + 1];
  if (from === to) return NO_TOKENS;
  const tokens = new Int32Array(to - from);
  let length = 0;
  for (let at = from; at < to; at++) if (values[at] !== without) tokens[length++] = values[at];
  if (length === 0) return NO_TOKENS;
  return { tokens: tokens.subarray(0, length), counts: new Int32Array(length).fill(1), total: length };
}

/** Both together. O(their tokens). */
export function mergedProfile(a: Profile, b: Profile): Profile {
  const known = [a.firstYear, b.firstYear].filter((year) => year !== 0);
  return {
    size: a.size + b.size,
    features: a.features.map((counts, feature) => mergedCounts(counts, b.features[feature])),
    papers: mergedPapers(a.papers, b.papers),
    firstYear: known.length === 0 ? 0 : Math.min(...known),
    lastYear: Math.max(a.lastYear, b.lastYear),
    names: [...new Set([...a.names, ...b.names])].toSorted((x, y) => x - y),
  };
}

/** The profile of several mentions, joined in pairs so that long lists are not copied again and again. O(tokens · log mentions). Throws a RangeError for none. */
export function clusterProfile(mentions: Iterable<number>, corpus: FeatureCorpus): Profile {
  let profiles = Array.from(mentions, (mention) => profileOf(mention, corpus));
  if (profiles.length === 0) throw new RangeError('A cluster without mentions can\'t be compared.');
  while (profiles.length > 1) {
    const halved: Profile[] = [];
    for (let at = 0; at < profiles.length; at += 2) halved.push(at + 1 < profiles.length ? mergedProfile(profiles[at], profiles[at + 1]) : profiles[at]);
    profiles = halved;
  }
  return profiles[0];
}

function mergedCounts(a: TokenCounts, b: TokenCounts): TokenCounts {
  if (a.total === 0) return b;
  if (b.total === 0) return a;
  const tokens = new Int32Array(a.tokens.length + b.tokens.length);
  const counts = new Int32Array(tokens.length);
  let i = 0;
  let j = 0;
  let length = 0;
  while (i < a.tokens.length || j < b.tokens.length) {
    const left = i < a.tokens.length ? a.tokens[i] : Infinity;
    const right = j < b.tokens.length ? b.tokens[j] : Infinity;
    tokens[length] = Math.min(left, right);
    counts[length++] = (left <= right ? a.counts[i++] : 0) + (right <= left ? b.counts[j++] : 0);
  }
  return { tokens: tokens.slice(0, length), counts: counts.slice(0, length), total: a.total + b.total };
}

function mergedPapers(a: Int32Array, b: Int32Array): Int32Array {
  const merged = new Int32Array(a.length + b.length);
  merged.set(a);
  merged.set(b, a.length);
  return merged.sort();
}

/** True where the two have a paper in common. O(smaller · log larger). */
export function shareAPaper(a: Profile, b: Profile): boolean {
  const [small, large] = a.papers.length <= b.papers.length ? [a.papers, b.papers] : [b.papers, a.papers];
  return small.some((paper) => indexIn(large, paper, 0) >= 0);
}

/** Calls back with the places of tokens that both have. O(smaller · log larger), or O(both) where they are of a size. */
export function forShared(a: TokenCounts, b: TokenCounts, found: (inA: number, inB: number) => void): void {
  if (a.tokens.length > b.tokens.length) {
    forShared(b, a, (inB, inA) => found(inA, inB));
    return;
  }
  if (a.tokens.length * 8 < b.tokens.length) {
    let from = 0;
    for (let i = 0; i < a.tokens.length; i++) {
      const at = indexIn(b.tokens, a.tokens[i], from);
      if (at >= 0) found(i, at);
      from = at >= 0 ? at + 1 : ~at;
    }
    return;
  }
  for (let i = 0, j = 0; i < a.tokens.length && j < b.tokens.length; ) {
    if (a.tokens[i] === b.tokens[j]) found(i++, j++);
    else if (a.tokens[i] < b.tokens[j]) i++;
    else j++;
  }
}

/** The place of a value in an ascending list, or ~place where it would be. */
function indexIn(values: Int32Array, value: number, from: number): number {
  let low = from;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low < values.length && values[low] === value ? low : ~low;
}
