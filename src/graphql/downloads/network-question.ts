/** What is asked of a network to be carried off: which part of it, and what stands beside its nodes and edges. */
import type { Position } from '../../exports/network.js';
import type { MetricDescriptor, Parameters } from '../../metrics/metric.js';
import type { CommunityAlgorithm, NetworkScope } from '../generated/resolvers.js';

/** Positions by author's id. */
export type GivenPositions = ReadonlyMap<string, Position>;

/** What can stand beside a node without a metric being asked for. Ids are a column for each scheme that the corpus has. */
export const NODE_FACTS = [
  'ids', 'url', 'disambiguator', 'names', 'papers', 'collaborators', 'first_year', 'last_year', 'top_field', 'citations', 'community', 'component', 'distance',
] as const;
export type NodeFact = (typeof NODE_FACTS)[number];

/** What can stand beside an edge; the strength always does. */
export const EDGE_FACTS = ['joint_papers', 'first_year', 'last_year', 'association_strength'] as const;
export type EdgeFact = (typeof EDGE_FACTS)[number];

/** A metric with complete parameters. */
export interface AskedMetric {
  readonly metric: MetricDescriptor;
  readonly parameters: Parameters;
}

export interface NetworkQuestion {
  /** Null for the whole graph. */
  readonly scope: NetworkScope | null;
  /** At most so many authors, those with the first claim; null for all. */
  readonly maxNodes: number | null;
  /** At most so many collaborations, the strongest; null for all. */
  readonly maxEdges: number | null;
  readonly nodeFacts: ReadonlySet<NodeFact>;
  readonly edgeFacts: ReadonlySet<EdgeFact>;
  readonly authorMetrics: readonly AskedMetric[];
  readonly collaborationMetrics: readonly AskedMetric[];
  /** How the communities of the column `community` are found. */
  readonly communities: FoundCommunities;
  /** Null where nobody asks where the nodes are drawn. */
  readonly layout: LayoutQuestion | null;
  /** Year by whose end a drawing is to show it; null or absent for all years. */
  readonly until?: number | null;
  /** What the answer may come to; null for whatever there is. */
  readonly limits: DownloadLimits | null;
}

/** All that says how communities are found. */
export interface FoundCommunities {
  readonly algorithm: CommunityAlgorithm;
  readonly seed: number;
  readonly resolution: number;
}

export interface DownloadLimits {
  /** Authors that may be listed, ranked or laid out. */
  readonly authors: number;
  /** Values of nodes and edges, their ids and names included. */
  readonly values: number;
}

export interface LayoutQuestion {
  readonly seed: number;
  /** Rounds; null for as many as suit the size. */
  readonly iterations: number | null;
  /** Nanoseconds of one core that the rounds may take at most, and where their number is left open. */
  readonly budget: RoundsBudget;
  /** Positions by id that whoever asks has already; null or absent to work them out. */
  readonly given?: GivenPositions | null;
}

export interface RoundsBudget {
  readonly mostNs: number;
  readonly openNs: number;
}
