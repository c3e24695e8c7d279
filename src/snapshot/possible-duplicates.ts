/**
 * Authors who may be one person: proposals for a curator, with what speaks for and against each. Names are compared
 * within blocks (family name and first initial), and the evidence is what the graph knows: how rare the name is here,
 * co-authors, venues, fields, years, ids. Nothing is joined by it. Where similarity resolved the corpus (the modes CAUTIOUS
 * and FULL) it weighs the pairs that this finds, by words of titles, affiliations and the rest that stands with mentions.
 *
 * The probability is the logistic of the sum of the reasons' log-odds. The weights are judgement in the order of
 * magnitude that Torvik and Smalheiser (2009, doi:10.1145/1552303.1552304) find for names, co-authors and venues of one
 * person against those of two; they order proposals and are no calibrated frequencies.
 */
import type { Incidence } from '../graph/types.js';
import { UNKNOWN, UNKNOWN_YEAR } from '../graph/types.js';
import type { NameParts, PersonIdScheme } from '../records/record.js';
import { AuthorProfiles, type AuthorProfile, type ProfiledName } from './duplicate-profiles.js';
import { duplicateCandidates } from './duplicate-candidates.js';
import { nameReason } from './duplicate-names.js';
import type { Comparison, Reason } from '../identity/similarity/compare.js';

export const DUPLICATE_REASON_KINDS = [
  'NAME', 'COAUTHORS', 'VENUES', 'FIELDS', 'TITLE_WORDS', 'ABSTRACT_WORDS', 'AFFILIATION', 'EMAIL_DOMAIN', 'YEARS', 'IDS',
] as const;
export type DuplicateReasonKind = (typeof DUPLICATE_REASON_KINDS)[number];

export interface DuplicateReason {
  readonly kind: DuplicateReasonKind;
  /** Natural logarithm of how much likelier this is of one person than of two; negative speaks against. */
  readonly logOdds: number;
  readonly words: string;
}

export interface PossibleDuplicate {
  /** Author indices; `a` has at least as many papers. In answers about one author, `a` is that author. */
  readonly a: number;
  readonly b: number;
  /** In (0, 1). */
  readonly probability: number;
  /** The strongest first. */
  readonly speaksFor: readonly DuplicateReason[];
  readonly speaksAgainst: readonly DuplicateReason[];
}

export interface DuplicatesFound {
  /** The likeliest first, ties by author. */
  readonly pairs: readonly PossibleDuplicate[];
  /** Pairs of one block that were not compared, since the block is large and no co-author or equal name links them. */
  readonly uncompared: number;
  /** Proposals left out because one of the two has MOST_OF_ONE likelier ones. */
  readonly leftOut: number;
}

/** What is known of an author beside the graph. */
export interface NamedAuthor {
  readonly displayName: string;
  /** Every way the name is written. */
  readonly names: readonly string[];
  readonly externalIds: { readonly [scheme in PersonIdScheme]?: readonly string[] };
  /** The parts of those names whose text alone would be read otherwise. */
  readonly meantParts?: ReadonlyMap<string, NameParts>;
}

export interface DuplicateInput {
  readonly authorCount: number;
  readonly authorAt: (author: number) => NamedAuthor;
  readonly incidence: Incidence;
  readonly venues: readonly string[];
  readonly fields: readonly string[];
  /** Whether a curator has said that two authors are different persons. */
  readonly areDistinct: (a: number, b: number) => boolean;
  /** Whether an author is a group, where these do not stand behind all persons: nobody's duplicate, and no witness. */
  readonly isGroup?: (author: number) => boolean;
  /** Weighs two authors by all that stands with their mentions; null leaves it to what the graph knows. */
  readonly weigh?: ((a: number, b: number) => Comparison) | null;
  /** Told now and then how far it is: one half for the names that make pairs, one for weighing these. */
  readonly onProgress?: (share: number) => void;
}

/** Less likely pairs are no proposals. */
export const LEAST_PROBABILITY = 0.3;
/** Proposals kept of one author. */
export const MOST_OF_ONE = 10;
/** What the graph alone makes less likely than this is not weighed by what stands with mentions either. */
const LEAST_WEIGHED = 0.1;
const WEIGHED_BETWEEN_TELLING = 4_096;
/** Names told in a reason. */
const NAMED = 3;
const EXCLUSIVE: readonly PersonIdScheme[] = ['orcid', 'dblp', 'acl'];

/** Finds and weighs the pairs. O(authors + authorships) and, per block, its pairs up to a limit (duplicate-candidates.ts). */
export function findPossibleDuplicates(input: DuplicateInput): DuplicatesFound {
  const profiles = new AuthorProfiles(input);
  const { pairs, pairCount, uncompared, familySize } = duplicateCandidates(profiles, input.authorCount, (share) => input.onProgress?.(share / 2));
  const weigher = new Weigher(input, profiles, familySize);
  const likely: PossibleDuplicate[] = [];
  let done = 0;
  for (const [a, b] of pairs) {
    if (done++ % WEIGHED_BETWEEN_TELLING === 0) input.onProgress?.(0.5 + done / pairCount / 2);
    const weighed = weigher.weigh(a, b);
    if (weighed !== null && weighed.probability >= LEAST_PROBABILITY) likely.push(weighed);
  }
  likely.sort((x, y) => y.probability - x.probability || x.a - y.a || x.b - y.b);
  const kept: PossibleDuplicate[] = [];
  const countOf = new Map<number, number>();
  for (const pair of likely) {
    const [ofA, ofB] = [countOf.get(pair.a) ?? 0, countOf.get(pair.b) ?? 0];
    if (ofA >= MOST_OF_ONE || ofB >= MOST_OF_ONE) continue;
    countOf.set(pair.a, ofA + 1);
    countOf.set(pair.b, ofB + 1);
    kept.push(pair);
  }
  return { pairs: kept, uncompared, leftOut: likely.length - kept.length };
}

class Weigher {
  readonly #venueFrequency: Uint32Array;
  readonly #fieldFrequency: Uint32Array;

  constructor(readonly input: DuplicateInput, readonly profiles: AuthorProfiles, readonly familySize: (names: readonly ProfiledName[]) => number) {
    const { paperVenue, paperFields } = input.incidence;
    this.#venueFrequency = new Uint32Array(input.venues.length);
    for (const venue of paperVenue) if (venue !== UNKNOWN) this.#venueFrequency[venue]++;
    this.#fieldFrequency = new Uint32Array(input.fields.length);
    for (const field of paperFields) this.#fieldFrequency[field]++;
  }

  /** Null for two who can't be one: on one paper together, with two ORCIDs, or told apart by a curator. */
  weigh(first: number, second: number): PossibleDuplicate | null {
    const { incidence, areDistinct } = this.input;
    const papersOf = (author: number): number => incidence.authorOffsets[author + 1] - incidence.authorOffsets[author];
    const [a, b] = papersOf(first) > papersOf(second) || (papersOf(first) === papersOf(second) && first < second) ? [first, second] : [second, first];
    if (areDistinct(a, b) || this.#isGroup(a) || this.#isGroup(b)) return null;
    const [left, right] = [this.profiles.of(a), this.profiles.of(b)];
    const name = nameReason(left, right, Math.max(this.familySize(left.names), this.familySize(right.names)));
    if (name === null || this.#shareAPaper(a, b)) return null;
    const ids = this.#ids(a, b);
    if (ids === 'excluded') return null;
    const reasons = [name, this.#coauthors(left, right), this.#venues(left, right), this.#fields(left, right), years(left, right), ids].filter((each) => each !== null);
    const known = summedUp(a, b, reasons);
    if (this.input.weigh === undefined || this.input.weigh === null || known.probability < LEAST_WEIGHED) return known;
    const weighed = this.input.weigh(a, b);
    if (weighed.speaksAgainst.some(({ feature }) => feature === 'SAME_PAPER')) return null;
    // What similarity holds for names of two persons may still be a slip of a letter, or words in another order.
    if (!Number.isFinite(weighed.logOdds)) return known;
    return summedUp(a, b, [...[...weighed.speaksFor, ...weighed.speaksAgainst].flatMap(asReason), ...(ids === null ? [] : [ids])]);
  }

  /** Groups, where they are authors, stand behind all persons unless the input says otherwise. */
  #isGroup(author: number): boolean {
    return author >= this.input.authorCount || (this.input.isGroup?.(author) ?? false);
  }

  /** By the papers themselves: long author lists are left out of the co-authors. O(papers of both) */
  #shareAPaper(a: number, b: number): boolean {
    const { authorOffsets, authorPapers } = this.input.incidence;
    const papersOf = (author: number): Uint32Array => authorPapers.subarray(authorOffsets[author], authorOffsets[author + 1]);
    const ofB = new Set(papersOf(b));
    return papersOf(a).some((paper) => ofB.has(paper));
  }

  #coauthors(left: AuthorProfile, right: AuthorProfile): DuplicateReason | null {
    const [small, large] = left.coauthors.size <= right.coauthors.size ? [left, right] : [right, left];
    const shared = [...small.coauthors].filter((author) => !this.#isGroup(author) && large.coauthors.has(author));
    if (shared.length === 0) {
      // Who writes with few people may well have met others.
      return small.coauthors.size >= 3 ? reason('COAUTHORS', -1, 'no co-author in common') : null;
    }
    // A co-author of many says less, as in Adamic and Adar's index.
    const weighed = shared.map((author) => ({ author, weight: 3.5 / Math.log(2 + this.profiles.connectionsOf(author)) })).toSorted((x, y) => y.weight - x.weight || x.author - y.author);
    const sum = weighed.reduce((total, { weight }) => total + weight, 0);
    return reason('COAUTHORS', Math.min(6, sum), `${counted(shared.length, 'co-author')} in common: ${listed(weighed.map(({ author }) => this.input.authorAt(author).displayName))}`);
  }

  #venues(left: AuthorProfile, right: AuthorProfile): DuplicateReason | null {
    const shared = [...left.venues].filter((venue) => right.venues.has(venue)).toSorted((x, y) => this.#venueFrequency[x] - this.#venueFrequency[y] || x - y);
    if (shared.length === 0) return null;
    const { paperCount } = this.input.incidence;
    const sum = shared.reduce((total, venue) => total + Math.log(paperCount / this.#venueFrequency[venue]) / 3, 0);
    return reason('VENUES', Math.min(2, sum), `${counted(shared.length, 'venue')} in common: ${listed(shared.map((venue) => this.input.venues[venue]))}`);
  }

  #fields(left: AuthorProfile, right: AuthorProfile): DuplicateReason | null {
    if (left.fields.size === 0 || right.fields.size === 0) return null;
    const shared = [...left.fields].filter((field) => right.fields.has(field)).toSorted((x, y) => this.#fieldFrequency[x] - this.#fieldFrequency[y] || x - y);
    if (shared.length === 0) return reason('FIELDS', -1, 'no field in common');
    const { paperCount } = this.input.incidence;
    const sum = shared.reduce((total, field) => total + Math.log(paperCount / this.#fieldFrequency[field]) / 4, 0);
    return reason('FIELDS', Math.min(1.5, sum), `${counted(shared.length, 'field')} in common: ${listed(shared.map((field) => this.input.fields[field]))}`);
  }

  #ids(a: number, b: number): DuplicateReason | 'excluded' | null {
    const [left, right] = [this.input.authorAt(a).externalIds, this.input.authorAt(b).externalIds];
    for (const scheme of EXCLUSIVE) {
      const [mine] = left[scheme] ?? [];
      const [theirs] = right[scheme] ?? [];
      if (mine === undefined || theirs === undefined) continue;
      if (scheme === 'orcid') return 'excluded';
      return reason('IDS', -6, `two ${scheme} ids: ${mine}, ${theirs}`);
    }
    for (const scheme of ['openalex', 's2'] as const) {
      const [mine] = left[scheme] ?? [];
      const [theirs] = right[scheme] ?? [];
      if (mine !== undefined && theirs !== undefined) return reason('IDS', -1, `two ${scheme} ids: ${mine}, ${theirs}`);
    }
    return null;
  }
}

function summedUp(a: number, b: number, reasons: readonly DuplicateReason[]): PossibleDuplicate {
  const sum = reasons.reduce((total, { logOdds }) => total + logOdds, 0);
  return {
    a,
    b,
    probability: 1 / (1 + Math.exp(-sum)),
    speaksFor: reasons.filter(({ logOdds }) => logOdds >= 0).toSorted((x, y) => y.logOdds - x.logOdds),
    speaksAgainst: reasons.filter(({ logOdds }) => logOdds < 0).toSorted((x, y) => x.logOdds - y.logOdds),
  };
}

/** A reason of similarity's as one of ours. */
function asReason({ feature, logOdds, words }: Reason): DuplicateReason[] {
  if (feature === 'SAME_PAPER') return [];
  return [reason(feature === 'VENUE' ? 'VENUES' : feature, logOdds, words)];
}

function years(left: AuthorProfile, right: AuthorProfile): DuplicateReason | null {
  if (left.firstYear === UNKNOWN_YEAR || right.firstYear === UNKNOWN_YEAR) return null;
  const gap = Math.max(left.firstYear, right.firstYear) - Math.min(left.lastYear, right.lastYear);
  return gap <= 5 ? null : reason('YEARS', -Math.min(3, 0.12 * gap), `${gap} years between their papers`);
}

function reason(kind: DuplicateReasonKind, logOdds: number, words: string): DuplicateReason {
  return { kind, logOdds: Math.round(logOdds * 100) / 100, words };
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function listed(names: readonly string[]): string {
  return names.length > NAMED ? `${names.slice(0, NAMED).join(', ')}, …` : names.join(', ');
}
