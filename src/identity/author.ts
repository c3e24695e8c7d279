/** What resolution answers: authors, whose mention is whose, and why. */
import type { Comparison } from './similarity/compare.js';
import type { SimilarityCounts } from './similarity-step.js';
import type { Affiliation, LedgerEntry, Mention, NameParts, PersonIdScheme, RecordSource, ReportedFigure } from '../records/record.js';
import type { Suppressions } from './suppressions.js';

/** A paper as resolution needs it. */
export interface ResolvablePaper {
  /** The paper's key, named in notes; unique. */
  readonly key: string;
  /** Ids of the formats its records came from. */
  readonly formats: readonly string[];
  /** `alsoWritten`: the name in the paper's other records. */
  readonly mentions: readonly (Mention & { readonly alsoWritten?: readonly string[] })[];
  /** What else similarity reads of the paper; absent where nothing but names is known. */
  readonly content?: PaperContent;
  /** Other keys that the paper had, or would have had of some of its records alone. */
  readonly formerKeys?: readonly string[];
  /** True where several records were merged into the paper. */
  readonly isMerged?: boolean;
}

/** What a paper is about and where it stands. */
export interface PaperContent {
  readonly title: string;
  readonly abstract: string | null;
  readonly venue: string | null;
  readonly year: number | null;
  readonly fields: readonly string[];
}

export const EVIDENCE_KINDS = [
  'EXPLICIT_ID', 'PERSON_RECORD', 'LEDGER', 'UNIQUE_NAME_OF_ID', 'FULL_NAME', 'SIMILARITY', 'KEPT_APART',
] as const;
/**
 * EXPLICIT_ID: the source gives the person's id with the mention, or two ids with one mention.
 * PERSON_RECORD: a person record of the mention's format lists the name and no other does.
 * LEDGER: a curator's statement. UNIQUE_NAME_OF_ID: the one author with an id who bears this name.
 * FULL_NAME: equal normalised full names. SIMILARITY: compatible names and what stands with them (co-authors, venues,
 * words, affiliations, years) make one person likelier than two; CAUTIOUS and FULL alone. KEPT_APART: what would have been joined but must not be.
 */
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

export interface Evidence {
  readonly kind: EvidenceKind;
  /** The id, name or statement in words. */
  readonly detail: string;
  /** The ledger's entry where one is concerned. */
  readonly ledgerEntryId: string | null;
  /** How many mentions rest on it. */
  readonly mentions: number;
}

export interface ResolvedAuthor {
  /**
   * Canonical identity key; the rule is in author-keys.ts. `authorIdOf(key)` is the public id.
   */
  readonly key: string;
  /** Every other key that means this author, so that what was once its key is still found. */
  readonly mergedKeys: readonly string[];
  readonly displayName: string;
  /** DBLP's homonym number where the author's name has one, else null. */
  readonly disambiguator: string | null;
  /** Names as written, the most frequent first; those that only a person record gives have count 0. */
  readonly nameVariants: readonly { readonly name: string; readonly count: number }[];
  /** By name as written the parts that say how it is meant, of those whose text alone would be read otherwise; absent where there are none. */
  readonly meantParts?: ReadonlyMap<string, NameParts>;
  /** All values per scheme, ascending. */
  readonly externalIds: { readonly [scheme in PersonIdScheme]?: readonly string[] };
  readonly reported: readonly { readonly figure: ReportedFigure; readonly source: RecordSource }[];
  /** Of person records, without repeats; those of mentions stay with the mentions. */
  readonly fields: readonly string[];
  readonly affiliations: readonly Affiliation[];
  readonly evidence: readonly Evidence[];
  /** Estimate in [0, 1] that all mentions are one human; the rule is in confidence.ts. */
  readonly confidence: number;
  readonly mentionCount: number;
  /** True where mentions are known by a name that several authors with ids bear, or that DBLP numbers. */
  readonly ambiguous: boolean;
}

/** A join that was refused. */
export interface KeptApart {
  readonly authorKeys: readonly [string, string];
  readonly kind: EvidenceKind;
  readonly reason: string;
  readonly ledgerEntryId: string | null;
}

/** What became of a ledger entry. */
export interface LedgerOutcome {
  readonly entry: LedgerEntry;
  /** The authors of whom the entry speaks, ascending; none where the corpus has none of them. */
  readonly authorKeys: readonly string[];
  /** Names, ids or papers that no mention in the corpus has. */
  readonly unmatched: readonly string[];
  /** Names that several authors with ids bear: the entry holds for their mentions without id alone. */
  readonly ambiguous: readonly string[];
  /** What the entry asks for and was refused. */
  readonly refused: number;
  /** Why it was refused, a clause each; absent where nothing was. */
  readonly refusals?: readonly string[];
  /** Where it contradicts other entries, or what stands with the mentions: a sentence each, without a full stop. */
  readonly conflicts: readonly string[];
}

export interface Resolution {
  readonly authorCount: number;
  /** Ascending by key; an author's index is its place. */
  readonly authors: readonly ResolvedAuthor[];
  /** [papers+1] into mentionAuthors. */
  readonly paperOffsets: Uint32Array;
  /** [mentions] author index, −1 for a GROUP. */
  readonly mentionAuthors: Int32Array;
  /**
   * The keys of single mentions (`name:<nameKey>@<paper key>`) that mean this author, its own excepted, in order of
   * arrival: whichever of them was its key before other mentions joined it. Empty unless they were asked for.
   */
  mentionKeysOf(author: number): string[];
  /** The author indices of a paper's mentions in their order (a view, not a copy). */
  authorOf(paper: number): Int32Array;
  readonly keptApart: readonly KeptApart[];
  readonly ledger: readonly LedgerOutcome[];
  /** Names that are not to be shown; `authors` is without them already. */
  readonly suppressions: Suppressions;
  /** How much similarity had to decide; null where it was not asked (IDS_ONLY). */
  readonly similarity: SimilarityCounts | null;
  /**
   * Weighs two authors (indices) against each other by what stands with their mentions; null where similarity was not asked.
   * It keeps all that similarity read alive: whoever has no more use for it lets go of it.
   */
  readonly weigh: ((a: number, b: number) => Comparison) | null;
  /** Keys of person records that belong to no author of the corpus, with the reason. */
  readonly unattachedPersons: readonly { readonly key: string; readonly reason: string }[];
}
