/** Two clusters weighed against each other in words: for explanations and suggested duplicates. */
import { rowOf, type FeatureCorpus } from './features.js';
import type { NameFacts } from './name-facts.js';
import { EVIDENCE_FEATURES, KIND_OF_FEATURE, type EvidenceFeature, type PairEvidence } from './pair-evidence.js';
import { clusterProfile, forShared, shareAPaper, type Profile, type TokenCounts } from './profile.js';
import { TOKEN_FEATURES, type TokenFeature } from './weights.js';

export interface Reason {
  readonly feature: EvidenceFeature | 'SAME_PAPER';
  /** Natural logarithm of how much likelier this is of one person than of two; negative speaks against, −Infinity forbids. */
  readonly logOdds: number;
  /** In words: `2 co-authors in common: Ada Kowalczyk, Tim Oduya`. */
  readonly words: string;
}

export interface Comparison {
  /** Sum of all reasons; −Infinity where the two can't be one person. */
  readonly logOdds: number;
  /** Of being one person, in [0, 1], as the model sees it. */
  readonly probability: number;
  /** The strongest first. */
  readonly speaksFor: readonly Reason[];
  readonly speaksAgainst: readonly Reason[];
}

/** Of log-odds between these nothing is said. */
const SILENT = 0.05;
/** So many examples are named. */
const EXAMPLES = 5;

/**
 * Weighs two sets of mentions (numbers of the corpus), each taken for one person. Symmetric. O(their tokens). Throws a
 * RangeError where one is empty.
 */
export function compareClusters(a: Iterable<number>, b: Iterable<number>, corpus: FeatureCorpus, evidence: PairEvidence): Comparison {
  return comparisonOf(clusterProfile(a, corpus), clusterProfile(b, corpus), corpus, evidence);
}

function comparisonOf(a: Profile, b: Profile, corpus: FeatureCorpus, evidence: PairEvidence): Comparison {
  const logOdds = evidence.logOdds(a, b);
  if (logOdds === -Infinity) return forbidden('NAME', `${nameList(a, corpus)} and ${nameList(b, corpus)} can't be one person's names`);
  const parts = evidence.parts.slice();
  if (shareAPaper(a, b)) return forbidden('SAME_PAPER', 'both are authors of one paper');
  const reasons = EVIDENCE_FEATURES.map((feature, at): Reason => ({ feature, logOdds: parts[at], words: wordsFor(feature, parts[at], a, b, corpus, evidence) }));
  return {
    logOdds,
    probability: 1 / (1 + Math.exp(-logOdds)),
    speaksFor: reasons.filter((reason) => reason.logOdds > SILENT).toSorted((x, y) => y.logOdds - x.logOdds),
    speaksAgainst: reasons.filter((reason) => reason.logOdds < -SILENT).toSorted((x, y) => x.logOdds - y.logOdds),
  };
}

function forbidden(feature: Reason['feature'], words: string): Comparison {
  return { logOdds: -Infinity, probability: 0, speaksFor: [], speaksAgainst: [{ feature, logOdds: -Infinity, words }] };
}

function wordsFor(feature: EvidenceFeature, part: number, a: Profile, b: Profile, corpus: FeatureCorpus, evidence: PairEvidence): string {
  if (feature === 'NAME') return nameWords(part, a, b, corpus, evidence);
  if (feature === 'YEARS') return `nothing between ${Math.min(a.lastYear, b.lastYear)} and ${Math.max(a.firstYear, b.firstYear)}`;
  const at = TOKEN_FEATURES.indexOf(feature);
  const shared = sharedTokens(at, a.features[at], b.features[at], evidence);
  const { one, many } = NOUNS[feature];
  if (shared.length === 0) return `no ${one} in common`;
  const shown = shared.slice(0, EXAMPLES).map((token) => (feature === 'COAUTHORS' ? coauthorWords(token, a, b, corpus) : corpus.tokens[KIND_OF_FEATURE[feature]][token]));
  const list = `${shown.join(', ')}${shared.length > EXAMPLES ? ', …' : ''}`;
  return part < 0 ? `few ${many} in common: ${list}` : `${shared.length} ${shared.length === 1 ? one : many} in common: ${list}`;
}

const NOUNS: { readonly [feature in TokenFeature]: { readonly one: string; readonly many: string } } = {
  COAUTHORS: { one: 'co-author', many: 'co-authors' },
  VENUE: { one: 'venue', many: 'venues' },
  FIELDS: { one: 'field', many: 'fields' },
  TITLE_WORDS: { one: 'word of titles', many: 'words of titles' },
  ABSTRACT_WORDS: { one: 'word of abstracts', many: 'words of abstracts' },
  AFFILIATION: { one: 'word of affiliations', many: 'words of affiliations' },
  EMAIL_DOMAIN: { one: 'e-mail domain', many: 'e-mail domains' },
};

/** The tokens that both have, the rarest first. */
function sharedTokens(feature: number, a: TokenCounts, b: TokenCounts, evidence: PairEvidence): number[] {
  const found: number[] = [];
  forShared(a, b, (inA) => found.push(a.tokens[inA]));
  return found.toSorted((x, y) => evidence.rarityOf(feature, y) - evidence.rarityOf(feature, x) || x - y);
}

/** A co-author as the papers of the one write him, and as those of the other do where that is not the same. */
function coauthorWords(token: number, a: Profile, b: Profile, corpus: FeatureCorpus): string {
  const [left, right] = [a, b].map((profile) => writtenAs(token, profile, corpus));
  const inBoth = left.find((name) => right.includes(name));
  if (inBoth !== undefined) return inBoth;
  const [fuller, other] = left[0].length >= right[0].length ? [left[0], right[0]] : [right[0], left[0]];
  return `${fuller} (${other})`;
}

/** The names that stand for a co-author's token on a profile's papers, the longest first. */
function writtenAs(token: number, { papers }: Profile, { paperNames, nameToken, names }: FeatureCorpus): string[] {
  const found = new Set<string>();
  for (const paper of papers) for (const name of rowOf(paperNames, paper)) if (nameToken[name] === token) found.add(names[name].parsed.display);
  return [...found].toSorted((x, y) => y.length - x.length || (x < y ? -1 : 1));
}

/** What names say, worded by whether it speaks for one person: the same rarity may do either beside how the names differ. */
function nameWords(part: number, a: Profile, b: Profile, corpus: FeatureCorpus, { names, isOneField }: PairEvidence): string {
  const perMillion = Math.max(rarest(a.names, names), rarest(b.names, names));
  const so = `about ${rounded(perMillion)} of a million authors ${perMillion === 1 ? 'is' : 'are'} called so${isOneField ? inCorpus(a, b, names) : ''}${sizes(a, b)}`;
  const bearers = part >= 0 ? `and only ${so}` : perMillion < 1 ? `which is not enough by itself, though only ${so}` : `but ${so}`;
  const shared = a.names.filter((name) => b.names.includes(name));
  if (shared.length > 0) return `equal names, ${bearers}`;
  const comparison = names.compare(a.names[0], b.names[0]);
  const by = comparison.verdict === 'COMPATIBLE' ? comparison.by.map((freedom) => freedom.toLowerCase().replaceAll('_', ' ')).join(', ') : '';
  return `${nameList(a, corpus)} and ${nameList(b, corpus)} may be one name (${by}), ${bearers}`;
}

/** How many of a field's authors bear the name, where they are fewer: what the prior reckons with. */
function inCorpus(a: Profile, b: Profile, names: NameFacts): string {
  const here = Math.max(names.rarestOf(a.names), names.rarestOf(b.names));
  return here < Math.max(rarest(a.names, names), rarest(b.names, names)) / 2 ? `, ${rounded(here)} to be expected among those here` : '';
}

/** The larger of two is the likelier everybody's, which the prior reckons with too. */
function sizes({ size: a }: Profile, { size: b }: Profile): string {
  return Math.max(a, b) === 1 ? '' : ` (${Math.max(a, b)} and ${Math.min(a, b)} mentions)`;
}

function rarest(ofCluster: readonly number[], names: NameFacts): number {
  return Math.min(...ofCluster.map((name) => names.perMillionOf(name)));
}

function nameList({ names }: Profile, corpus: FeatureCorpus): string {
  const shown = names.slice(0, EXAMPLES).map((name) => corpus.names[name].parsed.display);
  return `${shown.join(', ')}${names.length > EXAMPLES ? ', …' : ''}`;
}

function rounded(value: number): string {
  return value >= 10 ? value.toFixed(0) : value.toPrecision(1);
}
