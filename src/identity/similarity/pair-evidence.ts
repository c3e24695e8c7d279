/** The log-odds that two profiles are one person's, and what each feature adds to them. */
import { grained, tokenOdds, type TokenOdds } from './dirichlet.js';
import type { FeatureCorpus } from './features.js';
import type { NameFacts } from './name-facts.js';
import { forShared, type Profile, type TokenCounts } from './profile.js';
import { rarityLevel } from './rarity.js';
import { FEATURE_WEIGHTS, PRIOR, TOKEN_FEATURES, YEARS, type TokenFeature } from './weights.js';
import type { TokenKind } from './features.js';

/** The features by which a comparison is explained: the name (with the prior), the token features, the years. */
export const EVIDENCE_FEATURES = ['NAME', ...TOKEN_FEATURES, 'YEARS'] as const;
export type EvidenceFeature = (typeof EVIDENCE_FEATURES)[number];

/** Where the tokens of a feature come from. */
export const KIND_OF_FEATURE: { readonly [feature in TokenFeature]: TokenKind } = {
  COAUTHORS: 'COAUTHOR',
  VENUE: 'VENUE',
  FIELDS: 'FIELD',
  TITLE_WORDS: 'TITLE_WORD',
  ABSTRACT_WORDS: 'ABSTRACT_WORD',
  AFFILIATION: 'AFFILIATION_WORD',
  EMAIL_DOMAIN: 'EMAIL_DOMAIN',
};

interface Scale {
  readonly odds: TokenOdds;
  /** Rarity level per token. */
  readonly levels: Uint8Array;
  readonly temper: number;
  readonly floor: number;
}

/** Weighs profiles of one corpus. Made once per corpus: O(distinct tokens). */
export class PairEvidence {
  readonly #scales: readonly Scale[];
  /** Per name the log-odds that its commonness gives, NaN before it is asked. */
  readonly #priors: Float64Array;
  readonly #parts = new Float64Array(EVIDENCE_FEATURES.length);

  constructor(corpus: FeatureCorpus, readonly names: NameFacts) {
    this.#priors = new Float64Array(corpus.names.length).fill(Number.NaN);
    this.#scales = TOKEN_FEATURES.map((feature) => {
      const weight = FEATURE_WEIGHTS[feature];
      const frequency = corpus.frequency[KIND_OF_FEATURE[feature]];
      let total = weight.background;
      for (const count of frequency) total += count;
      return {
        odds: tokenOdds(weight),
        levels: Uint8Array.from(frequency, (count) => rarityLevel(count, total)),
        temper: weight.temper,
        floor: weight.floor,
      };
    });
  }

  /**
   * Log-odds that the two are one person, −Infinity for names that can't be. The parts stay readable in `parts` until the
   * next call. Exact to the grain (dirichlet.ts), so the order of arguments and of tokens makes no difference. O(shared and
   * fewer tokens).
   */
  logOdds(a: Profile, b: Profile): number {
    const name = this.#ofNames(a, b);
    if (name === -Infinity) return name;
    this.#parts[0] = name;
    let sum = name;
    for (let feature = 0; feature < this.#scales.length; feature++) {
      const part = this.#ofTokens(feature, a, b);
      this.#parts[feature + 1] = part;
      sum += part;
    }
    const years = this.#ofYears(a, b);
    this.#parts[EVIDENCE_FEATURES.length - 1] = years;
    return sum + years;
  }

  /** What each of EVIDENCE_FEATURES added in the last call. */
  get parts(): Float64Array {
    return this.#parts;
  }

  /** What a shared token of a feature says alone, for words. */
  rarityOf(feature: number, token: number): number {
    return this.#scales[feature].levels[token];
  }

  #ofTokens(feature: number, a: Profile, b: Profile): number {
    const left = a.features[feature];
    const right = b.features[feature];
    if (left.total === 0 || right.total === 0) return 0;
    const { odds, levels, temper, floor } = this.#scales[feature];
    const sum = odds.ofTotals(left.total, right.total) + sharedOdds(odds, levels, left, right);
    return grained(Math.max(temper * sum, -floor));
  }

  #ofNames(a: Profile, b: Profile): number {
    let penalty = 0;
    for (const left of a.names) {
      for (const right of b.names) {
        if (left !== right) penalty = Math.max(penalty, this.names.penaltyOf(left, right));
      }
    }
    if (penalty === Infinity) return -Infinity;
    const [larger, smaller] = a.size > b.size ? [a.size, b.size] : [b.size, a.size];
    const ofName = Math.min(this.#ofCommonness(a.names), this.#ofCommonness(b.names));
    return ofName + grained(PRIOR.larger * Math.log(larger) + PRIOR.smaller * Math.log(smaller) - penalty);
  }

  /** The prior of the rarest of some names. */
  #ofCommonness(names: readonly number[]): number {
    let most = -Infinity;
    for (const name of names) {
      if (Number.isNaN(this.#priors[name])) {
        this.#priors[name] = grained(PRIOR.intercept - PRIOR.commonness * Math.log(this.names.commonnessOf(name) + PRIOR.smoothing));
      }
      most = Math.max(most, this.#priors[name]);
    }
    return most;
  }

  #ofYears(a: Profile, b: Profile): number {
    if (a.firstYear === 0 || b.firstYear === 0) return 0;
    const gap = Math.max(a.firstYear, b.firstYear) - Math.min(a.lastYear, b.lastYear);
    // Last year and this one leave no year between them.
    return gap <= 1 ? 0 : grained(-YEARS.perYear * Math.min(gap, YEARS.longest));
  }
}

/** Sum over the tokens that both have. The loop of loops: no call back where the lists are of a size. */
function sharedOdds(odds: TokenOdds, levels: Uint8Array, a: TokenCounts, b: TokenCounts): number {
  const [left, right] = [a.tokens, b.tokens];
  let sum = 0;
  if (left.length * 8 < right.length || right.length * 8 < left.length) {
    forShared(a, b, (i, j) => {
      sum += odds.ofShared(levels[left[i]], a.counts[i], b.counts[j]);
    });
    return sum;
  }
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const difference = left[i] - right[j];
    if (difference === 0) sum += odds.ofShared(levels[left[i]], a.counts[i++], b.counts[j++]);
    else if (difference < 0) i++;
    else j++;
  }
  return sum;
}
