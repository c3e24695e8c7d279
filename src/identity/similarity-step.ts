/**
 * The step that guesses: block by block, similarity says which mentions are one person, and the joins that it asks for
 * are made under the same constraints as all others (never two mentions of a paper, never contradicting ids).
 *
 * A block's outcome is a function of its input alone (block-hash.ts), so that blocks whose input is what it was are not
 * resolved anew and the result is the one that resolving all of them would give, without exception. Frequencies are
 * rounded to half doublings, so that a few more papers change the input of few blocks; the size of the corpus is one of
 * them: where it crosses a step, all blocks are resolved anew.
 */
import { BlockHasher } from './block-hash.js';
import type { BlockOutcomes, KeptOutcome } from './block-outcomes.js';
import type { Joins } from './joins.js';
import type { MentionTable } from './mentions.js';
import { meetingBlocks, nameBlocks } from './name-blocks.js';
import { probabilityOf, probabilityText, SimilarJoins } from './similar-joins.js';
import type { PreparedSimilarity } from './similarity-engine.js';
import type { BlockMentions, SimilarityMode } from './similarity/block.js';
import type { FeatureCorpus } from './similarity/features.js';

/** How much there was to decide. */
export interface SimilarityCounts {
  /** Blocks of two or more persons' worth of mentions. */
  readonly blocks: number;
  /** Of these, those whose input was not what it was when last resolved. */
  readonly resolvedAnew: number;
  /** Pairs that were not compared, since their block is too large for all pairs and nothing links them. */
  readonly uncompared: number;
}

export interface SimilarityFindings extends SimilarityCounts {
  readonly corpus: FeatureCorpus;
  readonly similarity: PreparedSimilarity;
  readonly joins: SimilarJoins;
  /** [person mentions] What was one person before similarity was asked: equal numbers. */
  readonly unitOf: Int32Array;
}

/** Joins what similarity finds. Cost: that of the blocks resolved anew, and O(what stands with all mentions). */
export function joinSimilar(
  corpus: FeatureCorpus,
  table: MentionTable,
  joins: Joins,
  { similarity, outcomes, mode }: { similarity: PreparedSimilarity; outcomes: BlockOutcomes; mode: SimilarityMode },
): SimilarityFindings {
  const hasher = new BlockHasher(corpus, mode, similarity);
  const found = new SimilarJoins();
  let [blocks, resolvedAnew, uncompared] = [0, 0, 0];
  // Blocks are formed before any of them is resolved: what one joins (by an id whose bearer has another name too) must
  // not be input of the next, whose outcome would then depend on it.
  const unitOf = Int32Array.from({ length: corpus.mentionCount }, (_, mention) => joins.find(table.node.at(table.personMentions.at(mention))));
  // Where names of several blocks meet, they do so as what their own blocks made of them.
  for (const form of [nameBlocks, meetingBlocks]) {
    for (const { block } of Array.from(form(corpus, table, joins))) {
      const { outcome, isNew } = outcomes.of(hasher.hash(block), () => kept(block, similarity, mode));
      blocks += 1;
      if (isNew) resolvedAnew += 1;
      uncompared += outcome.uncompared;
      apply(outcome, block, table, joins, found);
    }
  }
  return { corpus, similarity, joins: found, unitOf, blocks, resolvedAnew, uncompared };
}

function kept(block: BlockMentions, similarity: PreparedSimilarity, mode: SimilarityMode): KeptOutcome {
  const { joins, uncompared } = similarity.resolveBlock(block, mode);
  const placeOf = (mention: number): number => indexOf(block.mentions, mention);
  return {
    a: Uint32Array.from(joins.a.subarray(0, joins.count), placeOf),
    b: Uint32Array.from(joins.b.subarray(0, joins.count), placeOf),
    logOdds: joins.logOdds.slice(0, joins.count),
    uncompared,
  };
}

function apply(outcome: KeptOutcome, { mentions }: BlockMentions, table: MentionTable, joins: Joins, found: SimilarJoins): void {
  for (const [at, place] of outcome.a.entries()) {
    const [a, b] = [mentions[place], mentions[outcome.b[at]]];
    const [left, right] = [a, b].map((mention) => table.node.at(table.personMentions.at(mention)));
    if (joins.find(left) === joins.find(right)) continue;
    const smaller = Math.min(joins.mentionsOf(left), joins.mentionsOf(right));
    const probability = probabilityOf(outcome.logOdds[at]);
    const detail = (): string => `probability ${probabilityText(probability)} by what stands with their mentions`;
    if (joins.unite(left, right, smaller, detail)) found.add({ a, b, probability, mentions: smaller });
  }
}

/** Place in an ascending array. */
function indexOf(values: Uint32Array, value: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
