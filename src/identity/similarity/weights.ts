/**
 * The numbers by which evidence about mentions is weighed. How common a name is has its own in commonness.ts and scope.ts;
 * what is compared at all is bounded in candidates.ts and agglomerate.ts; how sure an author is said to be is weighed in
 * confidence.ts, what the graph knows of possible duplicates in snapshot/.
 *
 * One model serves every feature: the tokens that stand with one person's papers are drawn from a distribution of that person's own, which itself is drawn around the corpus's
 * (Dirichlet-multinomial; Minka 2000, "Estimating a Dirichlet distribution"; for words of texts Madsen, Kauchak & Elkan
 * 2005, doi:10.1145/1102351.1102420). The log-odds that two sets of papers are one person's, and not two persons', follow
 * in closed form, as in Bayesian hierarchical clustering (Heller & Ghahramani 2005, doi:10.1145/1102351.1102389): what both
 * have speaks for it the more, the rarer it is (Fellegi & Sunter 1969, doi:10.1080/01621459.1969.10501049; Torvik &
 * Smalheiser 2009, doi:10.1145/1552303.1552304), what only one has speaks against it, repetition counts less each time.
 *
 * The constants were found by trial against AMiner's names and names merged on purpose (test/bench/merged-names.ts), and rounded;
 * the search is not part of this code, so they are to be read as fitted to these sets, not derived, and scores on the same sets
 * as the scores of a fit. No constant was set for a name, and no label is read at run time. `npm run bench -- identity`
 * shows where they stand, test/identity/similarity/figures.test.ts that they are what they were.
 */

import type { NameFreedom } from './name-compatibility.js';

/** The token features, in the order of a profile's lists. */
export const TOKEN_FEATURES = ['COAUTHORS', 'VENUE', 'FIELDS', 'TITLE_WORDS', 'ABSTRACT_WORDS', 'AFFILIATION', 'EMAIL_DOMAIN'] as const;
export type TokenFeature = (typeof TOKEN_FEATURES)[number];

export interface FeatureWeight {
  /** κ: how many different tokens a person draws from before repeating much; small is faithful (venues), large is varied (words). */
  readonly concentration: number;
  /** Tokens that an imagined corpus around the given one would hold: what is rare in a small corpus is not rarer than that. */
  readonly background: number;
  /**
   * α: log-odds are multiplied by it. Below 1 it damps: the words of one paper are no independent witnesses. Above 1
   * (co-authors) it amplifies: the model, for which authors are drawn at random, makes too little of a shared team.
   */
  readonly temper: number;
  /** The most that can speak against: people move, change teams and fields. */
  readonly floor: number;
}

export const FEATURE_WEIGHTS: { readonly [feature in TokenFeature]: FeatureWeight } = {
  COAUTHORS: { concentration: 100, background: 160_000, temper: 2.2, floor: 3 },
  VENUE: { concentration: 10, background: 2_500, temper: 0.7, floor: 2 },
  FIELDS: { concentration: 10, background: 1_000, temper: 0.5, floor: 2 },
  TITLE_WORDS: { concentration: 1_800, background: 20_000, temper: 0.6, floor: 2 },
  ABSTRACT_WORDS: { concentration: 1_200, background: 60_000, temper: 0.15, floor: 1 },
  AFFILIATION: { concentration: 120, background: 700, temper: 0.5, floor: 3 },
  EMAIL_DOMAIN: { concentration: 3, background: 1_000, temper: 1, floor: 1 },
};

/**
 * Before evidence: β·log of how many persons per million bear the name, against a constant; and, as in a Chinese
 * restaurant process (Pitman 2006, doi:10.1007/b11601500), the larger of two clusters the likelier is everybody's.
 */
export const PRIOR = {
  intercept: -0.2,
  commonness: 1.1,
  /** Added to the bearers reckoned with: nobody's name is so rare that it proves identity, but one that hardly two of a field bear nearly does. */
  smoothing: 0.02,
  larger: 0.7,
  smaller: 0.25,
} as const;

/** Log-odds lost per year between the last paper of one and the first of the other, up to `longest` years. */
export const YEARS = { perYear: 0.1, longest: 20 } as const;

/** Log-odds lost by names that are not equal but may be one person's, the most of what they differ by: people rarely vary their name, programs do. */
export const FREEDOM_PENALTY: { readonly [freedom in NameFreedom]: number } = {
  HYPHENATION: 0,
  TRANSLITERATION: 0.5,
  INITIALS: 1,
  MIDDLE_NAME_MISSING: 1,
  GIVEN_NAME_MISSING: 1,
  NICKNAME: 1,
  PARTICLE: 1,
  DOUBLE_FAMILY_NAME: 1,
  SUFFIX_MISSING: 1,
  HOMONYM_NUMBER_MISSING: 1,
};

/** CAUTIOUS joins different names from this log-odds on: by the model's own reckoning 1 in 150 of such joins is wrong. Judgement; nothing measures how many are. */
export const CAUTIOUS_THRESHOLD = 5;

/** … and, where so many years lie between two, not without a venue, a field, an affiliation or a domain in common. */
export const CAUTIOUS_LONGEST_GAP = 10;

/** … and not where a third name, that can't go with both, is nearly as likely for one of them. */
export const CAUTIOUS_MARGIN = 3;
