/**
 * A similarity simple enough to foresee: two units are one person where the initials of their names agree and a paper of
 * each has a co-author of like name in common; three in four for one, nineteen in twenty for more. Pure, and blind to
 * the order of mentions.
 */
import type { BlockOutcome, BlockMentions } from '../../src/identity/similarity/block.js';
import type { Comparison } from '../../src/identity/similarity/compare.js';
import { rowOf, type FeatureCorpus } from '../../src/identity/similarity/features.js';
import type { SimilarityEngine } from '../../src/identity/similarity-engine.js';

const LOG_ODDS = [0, Math.log(3), Math.log(19)];

export function toySimilarity(calls: { blocks: number } = { blocks: 0 }): SimilarityEngine {
  return {
    version: 'toy',
    prepare: (corpus) => ({
      version: 'toy',
      levelOf: (kind, token) => Math.floor(Math.log2(corpus.frequency[kind][token] + 1)),
      commonnessOf: () => 0,
      perMillionOf: () => 0,
      compareClusters: (a, b) => compare([...a], [...b], corpus),
      resolveBlock(block): BlockOutcome {
        calls.blocks += 1;
        return resolve(block, corpus);
      },
    }),
  };
}

/** The co-authors, as the features number them. */
function coauthors(mention: number, corpus: FeatureCorpus): Set<number> {
  const own = corpus.nameToken[corpus.mentionName[mention]];
  const others = rowOf(corpus.rows.COAUTHOR, corpus.mentionPaper[mention]).filter((token) => token !== own);
  return new Set(others);
}

function compatible(a: number, b: number, corpus: FeatureCorpus): boolean {
  const [left, right] = [a, b].map((mention) => corpus.names[corpus.mentionName[mention]].key.split(' '));
  return left.at(-1) === right.at(-1) && (left[0] === right[0] || (left[0][0] === right[0][0] && Math.min(left[0].length, right[0].length) === 1));
}

function shared(a: number, b: number, corpus: FeatureCorpus): number[] {
  const others = coauthors(b, corpus);
  return [...coauthors(a, corpus)].filter((token) => others.has(token));
}

function compare(a: readonly number[], b: readonly number[], corpus: FeatureCorpus): Comparison {
  const common = new Set(a.flatMap((left) => b.flatMap((right) => shared(left, right, corpus))));
  const logOdds = common.size === 0 ? -2 : LOG_ODDS[Math.min(common.size, 2)];
  const reason = { feature: 'COAUTHORS' as const, logOdds, words: common.size === 0 ? 'no co-author in common' : `co-authors in common: ${Array.from(common, (token) => corpus.names[corpus.nameToken.indexOf(token)].parsed.display.toLowerCase()).toSorted().join(', ')}` };
  return {
    logOdds, probability: 1 / (1 + Math.exp(-logOdds)), speaksFor: common.size > 0 ? [reason] : [], speaksAgainst: common.size > 0 ? [] : [reason],
  };
}

function resolve({ mentions, unit, exclusiveIds, apart }: BlockMentions, corpus: FeatureCorpus): BlockOutcome {
  const pairs: { a: number; b: number; logOdds: number; text: string }[] = [];
  const textOf = (at: number): string => `${corpus.paperKeys[corpus.mentionPaper[mentions[at]]]} ${corpus.names[corpus.mentionName[mentions[at]]].key}`;
  for (let a = 0; a < mentions.length; a++) {
    for (let b = 0; b < a; b++) {
      if (unit[a] === unit[b] || !compatible(mentions[a], mentions[b], corpus)) continue;
      const common = shared(mentions[a], mentions[b], corpus).length;
      if (common > 0) pairs.push({ a, b, logOdds: LOG_ODDS[Math.min(common, 2)], text: [textOf(a), textOf(b)].toSorted().join('|') });
    }
  }
  pairs.sort((x, y) => y.logOdds - x.logOdds || (x.text < y.text ? -1 : 1));
  const cluster = Array.from(unit);
  const membersOf = (name: number): number[] => [...cluster.keys()].filter((at) => cluster[at] === name);
  const idsOf = (ids: Int32Array, members: readonly number[]): number[] => members.map((at) => ids[unit[at]]).filter((id) => id >= 0);
  const made: typeof pairs = [];
  for (const pair of pairs) {
    const [left, right] = [membersOf(cluster[pair.a]), membersOf(cluster[pair.b])];
    if (cluster[pair.a] === cluster[pair.b]) continue;
    const papers = new Set(left.map((at) => corpus.mentionPaper[mentions[at]]));
    const clash =
      right.some((at) => papers.has(corpus.mentionPaper[mentions[at]])) ||
      exclusiveIds.some((ids) => idsOf(ids, left).some((id) => idsOf(ids, right).some((other) => other !== id))) ||
      apart.some(([x, y]) => [[left, right], [right, left]].some(([one, two]) => one.some((at) => unit[at] === x) && two.some((at) => unit[at] === y)));
    if (clash) continue;
    made.push(pair);
    for (const at of right) cluster[at] = cluster[pair.a];
  }
  return {
    clusterOf: Int32Array.from(cluster),
    joins: {
      count: made.length, a: Int32Array.from(made, ({ a }) => mentions[a]), b: Int32Array.from(made, ({ b }) => mentions[b]),
      logOdds: Float32Array.from(made, ({ logOdds }) => logOdds), parts: new Float32Array(made.length * 9),
    },
    uncompared: 0,
  };
}
