/** All resolvers, one file per type or family. Types without an entry answer from their parent's properties. */
import type { Resolvers } from '../generated/resolvers.js';
import { Author } from './author.js';
import { Authorship, AuthorshipConnection } from './authorship.js';
import { CoauthorGraph } from './coauthor-graph.js';
import { Collaboration, CollaboratorConnection, CollaboratorEdge, NetworkEdge } from './collaborators.js';
import { Community, CommunityConnection } from './community.js';
import { CommunityMap, CommunityMapNode } from './community-map.js';
import { AuthorConnection, PaperConnection } from './connections.js';
import { Corpus, ImportedSourceConnection, ImportProblemConnection } from './corpus.js';
import { AuthorDistances } from './distances.js';
import { DistanceDistribution } from './distance-distribution.js';
import { ExportFormat } from './export-format.js';
import { Identity } from './identity.js';
import { LedgerConnection } from './ledger.js';
import { CollaborationMetricValue, Metric, MetricValue, NetworkMetricValue } from './metric.js';
import { Mutation } from './mutation.js';
import { NetworkNode, NetworkView } from './network.js';
import { Paper } from './paper.js';
import { CollaborationPath, CollaborationPathAnswer } from './paths.js';
import { PossibleDuplicate, PossibleDuplicateConnection, PossibleDuplicatePair } from './possible-duplicates.js';
import { Query } from './query.js';
import { SearchConnection } from './search.js';
import { SuggestionConnection, SuggestionEdge } from './suggestions.js';
import { Venue } from './venue.js';

export const resolvers: Resolvers = {
  Author,
  AuthorConnection,
  AuthorDistances,
  Authorship,
  AuthorshipConnection,
  CoauthorGraph,
  Collaboration,
  CollaborationMetricValue,
  CollaborationPath,
  CollaborationPathAnswer,
  CollaboratorConnection,
  CollaboratorEdge,
  Community,
  CommunityConnection,
  CommunityMap,
  CommunityMapNode,
  Corpus,
  DistanceDistribution,
  ExportFormat,
  Identity,
  ImportProblemConnection,
  ImportedSourceConnection,
  LedgerConnection,
  Metric,
  MetricValue,
  NetworkEdge,
  Mutation,
  NetworkMetricValue,
  NetworkNode,
  NetworkView,
  Node: { __resolveType: (parent) => (parent.kind === 'author' ? 'Author' : 'Paper') },
  Paper,
  PaperConnection,
  PossibleDuplicate,
  PossibleDuplicateConnection,
  PossibleDuplicatePair,
  Query,
  SearchConnection,
  SearchResult: { __resolveType: ({ kind }) => (kind === 'author' ? 'Author' : kind === 'paper' ? 'Paper' : 'Venue') },
  SuggestionConnection,
  SuggestionEdge,
  Venue,
};
