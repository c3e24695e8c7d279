/** What resolvers get as the parent of each type: an index with its row, or a page of indices. Never a copy of a record. */
import type { CommunityLinks } from '../compute/routines/community-links.js';
import type { ExportFormat } from '../exports/format.js';
import type { HopLevels } from '../graph/hops.js';
import type { KernelOutput, MetricDescriptor, Parameters } from '../metrics/metric.js';
import type { SuggestionMethod } from '../metrics/recommendation/ranking.js';
import type {
  AuthorDetails, AuthorMetricTable, AuthorRow, AuthorshipRow, CommunityTable, ImportedSource, NetworkMetricValue, PaperRow,
} from '../snapshot/types.js';
import type { DistributionValues } from '../snapshot/answers.js';
import type { PossibleDuplicate } from '../snapshot/possible-duplicates.js';
import type { LedgerRecord } from './generated/resolvers.js';
import type { GraphInUse } from './graph-in-use.js';
import type { IndexPage } from './paging/page.js';
import type { NetworkPicture } from './reads/network-picture.js';
import type { AuthorSuggestions } from './reads/suggestions.js';

export interface AuthorParent {
  readonly kind: 'author';
  readonly index: number;
  readonly id: string;
  readonly displayName: string;
  readonly row: AuthorRow;
  readonly redirectedFrom: string | null;
}

export interface PaperParent {
  readonly kind: 'paper';
  readonly index: number;
  readonly row: PaperRow;
  readonly redirectedFrom: string | null;
}

export interface VenueParent {
  readonly kind: 'venue';
  readonly name: string;
  /** Ascending. */
  readonly papers: Uint32Array;
}

export interface AuthorListParent {
  readonly page: IndexPage;
  readonly graph: GraphInUse;
}

export interface PaperListParent {
  readonly page: IndexPage;
}

export interface AuthorshipParent {
  readonly paper: number;
  readonly row: AuthorshipRow;
}

/** A page of places in `all`. */
export interface AuthorshipListParent {
  readonly page: IndexPage;
  at(place: number): AuthorshipParent | Promise<AuthorshipParent>;
}

export type IdentityParent = AuthorDetails;

/** The facts of a pair, and the graph under which they hold. */
export interface PairFacts {
  readonly a: number;
  readonly b: number;
  readonly graph: GraphInUse;
  readonly paperCount: number;
  readonly strength: number;
  /** UNKNOWN_YEAR where no joint paper's year is known. */
  readonly firstYear: number;
  readonly lastYear: number;
}

export interface CollaboratorEdgeParent extends PairFacts {
  readonly page: IndexPage;
  readonly node: AuthorParent;
}

export interface CollaboratorListParent {
  readonly page: IndexPage;
  readonly graph: GraphInUse;
  pair(collaborator: number): PairFacts;
}

export type CollaborationParent = PairFacts;

export interface NetworkEdgeParent extends PairFacts {
  readonly source: number;
  readonly target: number;
}

export interface DistancesParent {
  /** Names the author among all lists. */
  readonly description: string;
  readonly levels: HopLevels;
  readonly graph: GraphInUse;
}

export interface SuggestionListParent {
  readonly page: IndexPage;
  readonly method: SuggestionMethod;
  readonly suggestions: AuthorSuggestions;
  readonly graph: GraphInUse;
}

export interface SuggestionEdgeParent {
  readonly cursor: string;
  readonly node: AuthorParent;
  readonly score: number;
  /** Authors who have worked with both, in the order in which they are listed; worked out when first asked for. */
  witnesses(): readonly number[];
}

export interface PathParent {
  readonly authors: readonly number[];
  readonly graph: GraphInUse;
}

export interface PathAnswerParent {
  readonly from: AuthorParent;
  readonly to: AuthorParent;
  readonly distance: number | null;
  readonly cost: number | null;
  readonly pathCount: number;
  readonly paths: readonly PathParent[];
  readonly limit: number;
  readonly graph: GraphInUse;
}

export type GraphParent = GraphInUse;

export type ExportFormatParent = ExportFormat;

export type MetricParent = MetricDescriptor;

export interface MetricValueParent {
  readonly author: number;
  readonly value: number | null;
  readonly table: AuthorMetricTable;
  readonly graph: GraphInUse;
}

export interface CollaborationMetricParent {
  readonly metric: MetricDescriptor;
  readonly output: KernelOutput;
  readonly parameters: Parameters;
  /** Place of the pair in the output; −1 where the pair is no edge of the graph. */
  readonly slot: number;
  readonly graph: GraphInUse;
}

export interface NetworkMetricParent {
  readonly value: NetworkMetricValue;
  readonly graph: GraphInUse;
}

export interface DistributionParent {
  readonly distribution: DistributionValues;
  readonly graph: GraphInUse;
}

export interface CommunityParent {
  readonly id: number;
  readonly table: CommunityTable;
  readonly graph: GraphInUse;
}

export interface CommunityListParent {
  readonly page: IndexPage;
  readonly table: CommunityTable;
  readonly graph: GraphInUse;
}

export interface CommunityMapParent {
  /** Communities 0 … count − 1 are shown. */
  readonly count: number;
  readonly table: CommunityTable;
  /** Among the largest communities, strongest first; those shown are of ids below `count`. */
  readonly links: CommunityLinks;
  readonly maxLinks: number;
  readonly seed: number;
  readonly graph: GraphInUse;
}

export interface CommunityMapNodeParent {
  readonly community: CommunityParent;
  readonly map: CommunityMapParent;
}

export interface NetworkViewParent {
  readonly picture: NetworkPicture;
  readonly graph: GraphInUse;
}

export interface NetworkNodeParent {
  readonly picture: NetworkPicture;
  /** Place in the picture. */
  readonly place: number;
  readonly author: AuthorParent;
  readonly graph: GraphInUse;
}

export interface SearchListParent {
  readonly page: IndexPage;
  readonly hits: ReadonlyArray<{ readonly type: 'AUTHOR' | 'PAPER' | 'VENUE'; readonly index: number; readonly score: number }>;
  /** Matches per type; null where not asked for or not counted. */
  readonly authorCount: number | null;
  readonly paperCount: number | null;
  readonly venueCount: number | null;
  /** Queries that find authors, where this one found nothing. */
  readonly suggestions: readonly string[];
  readonly totalCount: number | null;
  readonly truncated: ReadonlyArray<{ readonly reason: string; readonly limit: number; readonly total: number | null }>;
}

/** The corpus has no facts of its own beyond the snapshot's. */
export type CorpusParent = Record<string, never>;

export interface ImportedSourceListParent {
  readonly page: IndexPage;
  readonly sources: readonly ImportedSource[];
}

export interface ProblemListParent {
  readonly page: IndexPage;
  readonly kind: string | null;
}

export type PossibleDuplicateParent = PossibleDuplicate;

export interface PossibleDuplicateListParent {
  readonly page: IndexPage;
}

export interface LedgerListParent {
  readonly page: IndexPage;
  readonly records: readonly LedgerRecord[];
}
