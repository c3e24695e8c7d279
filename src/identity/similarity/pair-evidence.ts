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

/** Per token feature from which log-odds on tokens in common place two in one field: any token does, but of abstracts, which have words in common whatever they are about. */
const PLACING_FROM = TOKEN_FEATURES.map((feature) => (feature === 'ABSTRACT_WORDS' ? -2 : -Infinity));

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
  /** Per name the log-odds that its commonness gives, in the corpus's field and at large; NaN before it is asked. */
  readonly #priors: { readonly inField: Float64Array; readonly atLarge: Float64Array };
  /** Whether what was compared last has a token in common that places both in one field. */
  #isOneField = false;
  readonly #parts = new Float64Array(EVIDENCE_FEATURES.length);

  constructor(corpus: FeatureCorpus, readonly names: NameFacts) {
    const unasked = (): Float64Array => new Float64Array(corpus.names.length).fill(Number.NaN);
    this.#priors = { inField: unasked(), atLarge: unasked() };
    this.#scales = TOKEN_FEATURES.map((feature) => {
      const weight = FEATURE_WEIGHTS[feature];
      const frequency = corpus.frequency[KIND_OF_FEATURE[feature]];
      let total = weight.background;
      for (const count of frequency) total += count;
      return {
        odds: tokenOdds(weight),
        levels: feature === 'COAUTHORS' ? levelsOfCoauthors(corpus, names, total) : Uint8Array.from(frequency, (count) => rarityLevel(count, total)),
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
    const penalty = this.#penaltyOf(a, b);
    if (penalty === Infinity) return -Infinity;
    this.#isOneField = false;
    let sum = 0;
    for (let feature = 0; feature < this.#scales.length; feature++) {
      const part = this.#ofTokens(feature, a, b);
      this.#parts[feature + 1] = part;
      sum += part;
    }
    const name = this.#ofNames(a, b, penalty);
    this.#parts[0] = name;
    sum += name;
    const years = this.#ofYears(a, b);
    this.#parts[EVIDENCE_FEATURES.length - 1] = years;
    return sum + years;
  }

  /** Whether the last call reckoned with the bearers of the name in the corpus's field, and not at large. */
  get isOneField(): boolean {
    return this.#isOneField;
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
    const shared = sharedOdds(odds, levels, left, right);
    const sum = odds.ofTotals(left.total, right.total) + shared;
    if (shared > 0 && sum > PLACING_FROM[feature]) this.#isOneField = true;
    return grained(Math.max(temper * sum, -floor));
  }

  #penaltyOf(a: Profile, b: Profile): number {
    let penalty = 0;
    for (const left of a.names) {
      for (const right of b.names) {
        if (left !== right) penalty = Math.max(penalty, this.names.penaltyOf(left, right));
      }
    }
    return penalty;
  }

  #ofNames(a: Profile, b: Profile, penalty: number): number {
    const [larger, smaller] = a.size > b.size ? [a.size, b.size] : [b.size, a.size];
    const ofName = Math.min(this.#ofCommonness(a.names), this.#ofCommonness(b.names));
    return ofName + grained(PRIOR.larger * Math.log(larger) + PRIOR.smaller * Math.log(smaller) - penalty);
  }

  /** The prior of the rarest of some names. Two who have nothing in common are not known to be of one field: their namesakes are counted at large. */
  #ofCommonness(names: readonly number[]): number {
    const priors = this.#isOneField ? this.#priors.inField : this.#priors.atLarge;
    let most = -Infinity;
    for (const name of names) {
      if (Number.isNaN(priors[name])) {
        const bearers = this.#isOneField ? this.names.commonnessOf(name) : this.names.perMillionOf(name);
        priors[name] = grained(PRIOR.intercept - PRIOR.commonness * Math.log(bearers + PRIOR.smoothing));
      }
      most = Math.max(most, priors[name]);
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

/**
 * Levels of co-authors: no rarer than the least telling of the names written makes them. Two papers with an R. Smith have
 * hardly a co-author in common, however few of that name the corpus has.
 */
function levelsOfCoauthors({ frequency, nameToken }: FeatureCorpus, names: NameFacts, total: number): Uint8Array {
  const levels = Uint8Array.from(frequency.COAUTHOR, (count) => rarityLevel(count, total));
  for (const [name, token] of nameToken.entries()) levels[token] = Math.min(levels[token], rarityLevel(names.perMillionOf(name), 1e6));
  return levels;
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
