/**
 * Among how many authors the bearers of a name are to be counted. The proceedings of a field have fewer persons called Wei
 * Wang than the world has. A corpus that was gathered by name, or one person's bibliography, says nothing of the kind:
 * there a name is far more frequent than its share of authors would make it.
 */
import { step } from './rarity.js';

/** A name so many times as frequent as expected is a sure sign of selection; one as frequent as expected, or less, is none. */
const SELECTED = 4;
/** However few papers of it are at hand, a field is taken to have so many authors; like the others here, judgement. */
const SMALLEST_FIELD = 10_000;
/** One author may write this share of a field's papers: that a rare name is frequent says that its bearer is prolific, and not that names were selected. */
const PROLIFIC = 0.003;
/** Bearers per million of a name that is rare in this sense. */
const RARE = 1;

export interface NameInCorpus {
  /** Bearers per million authors. */
  readonly perMillion: number;
  /** Distinct names of the corpus, for its authors. */
  readonly names: number;
  /** Mentions in the corpus. */
  readonly mentions: number;
  /** Papers in the corpus. */
  readonly papers: number;
  /** Mentions with the name. */
  readonly ofName: number;
}

/** The share of a million authors that counts, in (0, 1]: the corpus's own number of authors where the name is as frequent as expected, 1 where it was selected. In steps. O(1). */
export function scopeOf({ perMillion, names, mentions, papers, ofName }: NameInCorpus): number {
  const share = Math.min(1, Math.max(SMALLEST_FIELD, rounded(names)) / 1e6);
  const expected = (perMillion * rounded(mentions)) / 1e6 + 1 + (PROLIFIC * rounded(papers)) / (1 + (perMillion / RARE) ** 2);
  const excess = rounded(ofName) / expected;
  const selected = Math.min(1, Math.max(0, Math.log(excess) / Math.log(SELECTED)));
  return share ** (1 - selected);
}

function rounded(count: number): number {
  return 2 ** (step(count) / 2);
}
