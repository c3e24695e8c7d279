/** What speaks for and against one person, in words. */
import type { FeatureCorpus, TokenKind } from './similarity/features.js';
import { EVIDENCE_FEATURES, KIND_OF_FEATURE, type EvidenceFeature, type PairEvidence } from './similarity/pair-evidence.js';
import { forShared, mergedProfile, profileOf, type Profile } from './similarity/profile.js';
import { TOKEN_FEATURES } from './similarity/weights.js';

export interface Reason {
  readonly feature: EvidenceFeature;
  /** Natural logarithm of how much likelier this is of one person than of two; negative speaks against. */
  readonly logOdds: number;
  /** In words: `co-authors in common: ann lee, bo ek`. */
  readonly words: string;
}

export interface Comparison {
  /** Sum of the reasons' and of the prior; −Infinity for names that can't be one person's. */
  readonly logOdds: number;
  /** Of being one person, in [0, 1). */
  readonly probability: number;
  /** The strongest first. */
  readonly speaksFor: readonly Reason[];
  readonly speaksAgainst: readonly Reason[];
}

/** What adds less is not told. */
const LEAST_TOLD = 0.3;
/** Shared tokens named. */
const MOST_NAMED = 3;

const NOUNS: { readonly [feature in EvidenceFeature]: string } = {
  NAME: 'name', COAUTHORS: 'co-authors', VENUE: 'venue', FIELDS: 'fields', TITLE_WORDS: 'words of titles', ABSTRACT_WORDS: 'words of abstracts',
  AFFILIATION: 'words of affiliations', EMAIL_DOMAIN: 'e-mail domain', YEARS: 'years',
};

/** Weighs two sets of mentions. O(what stands with them). */
export function compareClusters(a: Uint32Array, b: Uint32Array, corpus: FeatureCorpus, evidence: PairEvidence): Comparison {
  const [left, right] = [together(a, corpus), together(b, corpus)];
  const logOdds = evidence.logOdds(left, right);
  if (logOdds === -Infinity) {
    const reason: Reason = { feature: 'NAME', logOdds, words: "names that can't be one person's" };
    return { logOdds, probability: 0, speaksFor: [], speaksAgainst: [reason] };
  }
  const reasons = EVIDENCE_FEATURES.flatMap((feature, at): Reason[] => {
    const part = evidence.parts[at];
    return Math.abs(part) < LEAST_TOLD ? [] : [{ feature, logOdds: part, words: words(feature, at, part, left, right, corpus, evidence) }];
  }).toSorted((x, y) => Math.abs(y.logOdds) - Math.abs(x.logOdds));
  return {
    logOdds, probability: 1 / (1 + Math.exp(-logOdds)),
    speaksFor: reasons.filter((reason) => reason.logOdds > 0), speaksAgainst: reasons.filter((reason) => reason.logOdds < 0),
  };
}

function together(mentions: Uint32Array, corpus: FeatureCorpus): Profile {
  let profile = profileOf(mentions[0], corpus);
  for (const mention of mentions.subarray(1)) profile = mergedProfile(profile, profileOf(mention, corpus));
  return profile;
}

function words(feature: EvidenceFeature, at: number, part: number, left: Profile, right: Profile, corpus: FeatureCorpus, evidence: PairEvidence): string {
  if (feature === 'NAME') return nameWords(part, left, right, evidence);
  if (feature === 'YEARS') {
    const gap = Math.max(left.firstYear, right.firstYear) - Math.min(left.lastYear, right.lastYear);
    return `${gap} years between their papers`;
  }
  const kind = KIND_OF_FEATURE[TOKEN_FEATURES[at - 1]];
  const shared: number[] = [];
  forShared(left.features[at - 1], right.features[at - 1], (inLeft) => shared.push(left.features[at - 1].tokens[inLeft]));
  if (shared.length === 0) return `no ${NOUNS[feature]} in common`;
  const byRarity = shared.toSorted((x, y) => evidence.rarityOf(at - 1, y) - evidence.rarityOf(at - 1, x) || x - y);
  const named = byRarity.slice(0, MOST_NAMED).map((token) => shownToken(kind, corpus.tokens[kind][token]));
  const more = shared.length > MOST_NAMED ? ` and ${shared.length - MOST_NAMED} more` : '';
  return part > 0 ? `${NOUNS[feature]} in common: ${named.join('; ')}${more}` : `little in common in ${NOUNS[feature]}: ${named.join('; ')}${more}`;
}

function nameWords(part: number, left: Profile, right: Profile, { names }: PairEvidence): string {
  const most = Math.max(names.rarestOf(left.names), names.rarestOf(right.names));
  const borne = most >= 1 ? Math.round(most) : Math.round(most * 100) / 100;
  return `${part > 0 ? 'a rare name' : 'a common name'}, borne by about ${borne} of a million authors`;
}

/** A co-author's token is `family|initial|given` (coauthor-tokens.ts); all others are words as they are. */
function shownToken(kind: TokenKind, text: string): string {
  if (kind !== 'COAUTHOR') return text;
  const [family, , given = ''] = text.split('|');
  return `${given} ${family}`.trim();
}
