/**
 * What a snapshot answers: the contract between the room that builds it and the rooms that read it (graphql,
 * cli). Authors and papers are addressed by index: the same index in the arrays and in the records.
 */
import type { FactConflict, PaperVersion } from '../corpus/merge-facts.js';
import type { Incidence } from '../graph/types.js';
import type { EvidenceKind } from '../identity/author.js';
import type {
  Affiliation, CitationCount, ImportProblem, Link, NameParts, PaperIds, PaperType, PartialDate, PersonIdScheme, RecordSource,
  ReportedFigure, LedgerEntry, PaperIdScheme,
} from '../records/record.js';
import type { PaperId } from '../records/ids.js';
import type { Analytics } from './answers.js';
import type { CapacityStats } from './capacity.js';
import type { Manifest } from './manifest.js';
import type { PossibleDuplicate } from './possible-duplicates.js';

export { MetricComputingError, TooManyComputationsError } from './answers.js';
export type { Analytics, ComputationReport, ComputationState, AuthorMetricTable, AuthorRanks, CommunityTable, NetworkMetricValue, Patience } from './answers.js';

export type { GraphDigests, Manifest, SnapshotCounts, StoredMetric } from './manifest.js';

/** Index vocabularies of the incidence's paperType, paperVenue and paperFields. */
export interface Vocabulary {
  readonly types: readonly PaperType[];
  readonly venues: readonly string[];
  readonly fields: readonly string[];
}

export interface AuthorRow {
  readonly index: number;
  /** Public id, `A…`. */
  readonly id: string;
  readonly displayName: string;
  /** What tells this author from others of the same name (a DBLP homonym number, an id); null where nobody shares it or none is known. */
  readonly disambiguator: string | null;
  /** GROUP for a collaboration or corporate author, where the corpus makes authors of them. */
  readonly kind: 'PERSON' | 'GROUP';
}

export interface NameVariant {
  readonly name: string;
  /** Mentions written so. */
  readonly count: number;
}

/** Why mentions were judged to be one person. */
export interface IdentityEvidence {
  readonly kind: EvidenceKind;
  readonly detail: string;
  readonly ledgerEntryId: string | null;
  readonly mentions: number;
}

export interface ReportedFigureFrom extends ReportedFigure {
  readonly source: RecordSource;
}

export interface AuthorDetails {
  readonly index: number;
  readonly nameVariants: readonly NameVariant[];
  /** Every known value per scheme, the first one preferred. */
  readonly externalIds: Readonly<Partial<Record<PersonIdScheme, readonly string[]>>>;
  readonly affiliations: readonly Affiliation[];
  /** Fields a source states for the person; fields of the papers are computed elsewhere. */
  readonly reportedFields: readonly string[];
  readonly reported: readonly ReportedFigureFrom[];
  readonly evidence: readonly IdentityEvidence[];
  /** [0, 1]; the rule is in identity/. */
  readonly confidence: number;
  readonly ambiguous: boolean;
  readonly mentionCount: number;
  /** Public ids of those from whom a curator told this author apart, ascending; absent where there are none. */
  readonly distinctFrom?: readonly string[];
}

export interface PaperRow {
  readonly index: number;
  /** Public id, `P…`. */
  readonly id: string;
  readonly title: string;
  readonly date: PartialDate | null;
  readonly venue: string | null;
  readonly type: PaperType | null;
  readonly fields: readonly string[];
  readonly externalIds: PaperIds;
  /** Ids that another value of the same scheme displaced (a preprint's DOI beside the published one). */
  readonly otherIds: readonly PaperId[];
  readonly authorListComplete: boolean;
  /** Names that a record lists but the chosen complete author list does not: a contradiction, not authors. */
  readonly unlistedNames: readonly string[];
  /** Groups on the author list, as written. */
  readonly groups: readonly string[];
  /** Mentions on the author list, groups included. */
  readonly mentionCount: number;
  readonly citationCount: CitationCount | null;
  readonly links: readonly Link[];
  readonly scores: readonly ReportedFigure[];
  /** Every record merged into this paper, the one whose facts are preferred first. */
  readonly sources: readonly RecordSource[];
  /** Why the records were judged to be one paper; empty for a single record. */
  readonly mergeReasons: readonly string[];
  /** Facts that some of the records state otherwise than shown; their `sources` are places in `sources`. */
  readonly conflicts: readonly FactConflict[];
  /** What the records say of each version of the paper; empty for a single record, of which the paper is the one version. */
  readonly versions: readonly PaperVersion[];
  /** Indices of papers that are other versions of this one, where the corpus counts versions apart; else empty. */
  readonly otherVersions: readonly number[];
}

export interface AuthorshipRow {
  /** 0-based place in the paper's stored list. */
  readonly listIndex: number;
  /** Author index, or null for a group that is no author. */
  readonly author: number | null;
  readonly rawName: string;
  /** How the source means the name, where its text alone reads otherwise (family name García Márquez); null where it doesn't. */
  readonly parts: NameParts | null;
  /** 1-based place on the author list, or null where unknown. */
  readonly position: number | null;
  readonly kind: 'PERSON' | 'GROUP';
  readonly affiliations: readonly Affiliation[];
  readonly isCorresponding: boolean | null;
  /** Other spellings of the name in the paper's other records; `source` is the place of the first that writes so among the paper's sources. */
  readonly alsoWritten: readonly { readonly name: string; readonly source: number }[];
}

/** A file that was imported. */
export interface ImportedSource {
  readonly file: string;
  readonly format: string;
  /** ISO instant of the last import of this file. */
  readonly importedAt: string;
  /** Of the file as stored; null where it has never been read to its end. */
  readonly sha256: string | null;
  /** False where the last import of this file was interrupted: importing it again brings the rest. */
  readonly completed: boolean;
  readonly bytes: number;
  readonly papers: number;
  readonly persons: number;
  readonly problems: number;
}

/** Result of a look-up by id: the index, and whether the id given had been merged into another. */
export interface Resolved {
  readonly index: number;
  readonly redirectedFrom: string | null;
}

/** Batched, synchronous reads of records.sqlite. Results stand in the order of the keys; unknown keys give null. */
export interface RecordReader {
  authors(indices: readonly number[]): AuthorRow[];
  authorDetails(indices: readonly number[]): AuthorDetails[];
  papers(indices: readonly number[]): PaperRow[];
  abstracts(indices: readonly number[]): Array<string | null>;
  authorships(paperIndices: readonly number[]): AuthorshipRow[][];
  authorsByPublicId(ids: readonly string[]): Array<Resolved | null>;
  papersByPublicId(ids: readonly string[]): Array<Resolved | null>;
  authorsByExternalId(ids: ReadonlyArray<{ scheme: PersonIdScheme; value: string }>): Array<number | null>;
  papersByExternalId(ids: ReadonlyArray<{ scheme: PaperIdScheme; value: string }>): Array<number | null>;
  /** Schemes of which at least one author has an id, in the order of PERSON_ID_SCHEMES. */
  personIdSchemes(): PersonIdScheme[];
  /** Authors one of whose name variants has this normalised name, most papers first. */
  authorsByName(name: string): number[];
  sources(): ImportedSource[];
  problems(options: { kind?: string; offset: number; limit: number }): ImportProblem[];
  problemCounts(): Array<{ kind: string; count: number }>;
  ledger(): LedgerEntry[];
  /** Pairs of authors who may be one person, the likeliest first; none in a snapshot of a program that did not look for them. */
  possibleDuplicates(options: { offset: number; limit: number }): PossibleDuplicate[];
  possibleDuplicateCount(): number;
  /** Those of one author, who is `a` in each. */
  possibleDuplicatesOf(author: number): PossibleDuplicate[];
  possibleDuplicateRemark(): DuplicateRemark;
}

/** What is not among the possible duplicates. */
export interface DuplicateRemark {
  /** Pairs of namesakes that were not compared, being too many. */
  readonly uncompared: number;
  /** Likely pairs that were left out because one of the two has ten likelier ones. */
  readonly leftOut: number;
  /** Why none were sought, a sentence; absent where they were. */
  readonly notSought?: string;
}

export interface SearchHit {
  readonly index: number;
  /** Larger is better; comparable within one answer only. */
  readonly score: number;
}

export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  /** Matches in all; null where counting was cut (`truncated`). */
  readonly total: number | null;
  readonly truncated: boolean;
}

export interface Search {
  /** Prefixes of name words in any order, accents and case folded; ordered by match quality, then importance. */
  authors(query: string, options: { limit: number; offset?: number }): SearchAnswer;
  /** Queries a letter off this one that find authors, for where it finds none; at most `limit`. */
  authorsNear(query: string, limit: number): string[];
  /** Words of title and abstract; a "quoted phrase" must match as such. */
  papers(query: string, options: { limit: number; offset?: number }): SearchAnswer;
}

/** Where a snapshot's arrays stand. */
export interface ArraysPlace {
  /** Of all files of arrays. */
  readonly bytes: number;
  /** Whether they are read through the page cache, which all processes share; else they are in this process's own memory. */
  readonly isMapped: boolean;
  /** Why they are in memory although they are more than was meant to be; null where they are where they were meant to be. */
  readonly whyNotMapped: string | null;
}

export interface Snapshot {
  readonly id: string;
  readonly manifest: Manifest;
  readonly arrays: ArraysPlace;
  readonly incidence: Incidence;
  readonly vocabulary: Vocabulary;
  readonly records: RecordReader;
  readonly search: Search;
  readonly analytics: Analytics;
}

/** A lease on the snapshot that is current now: hold it for one request, then release it. */
export interface SnapshotLease {
  readonly snapshot: Snapshot;
  release(): void;
}

/** The served corpus: hands out the current snapshot and swaps it whole when another is published. */
export interface SnapshotProvider {
  /** Null before any snapshot has been published. */
  acquire(): SnapshotLease | null;
  /** Looks at the pointer now: what was published before the call is handed out afterwards. @throws SnapshotError */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** A served corpus that tells its load. */
export interface MeasuredProvider extends SnapshotProvider {
  /** The load of all its snapshots together: what is computed, what is kept, what the workers do. O(dozens). */
  stats(): CapacityStats;
}
