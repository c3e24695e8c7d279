/** Every metric there is. The schema's enums, the CLI and the documentation follow this list. */
import { CITATION_COUNT, FRACTIONAL_CITATION_COUNT } from './bibliometric/citation-counts.js';
import { G_INDEX, H_INDEX, I10_INDEX, M_INDEX } from './bibliometric/citation-indices.js';
import { DOMINANCE_FACTOR, INTERNATIONAL_PAPER_SHARE, NEW_COLLABORATORS_PER_YEAR } from './bibliometric/collaboration-habits.js';
import {
  FIRST_AUTHOR_COUNT, FRACTIONAL_PAPER_COUNT, LAST_AUTHOR_COUNT, MEAN_COAUTHORS_PER_PAPER, PAPER_COUNT, SOLO_PAPER_COUNT,
} from './bibliometric/paper-counts.js';
import { BETWEENNESS } from './centrality/betweenness.js';
import { CLOSENESS } from './centrality/closeness.js';
import { DEGREE, STRENGTH } from './centrality/degree.js';
import { ECCENTRICITY } from './centrality/eccentricity.js';
import { EIGENVECTOR } from './centrality/eigenvector.js';
import { HARMONIC_CLOSENESS } from './centrality/harmonic-closeness.js';
import { KATZ } from './centrality/katz.js';
import { PAGERANK } from './centrality/pagerank.js';
import { CORE_NUMBER } from './cohesion/core-number.js';
import { CONSTRAINT, EFFECTIVE_SIZE } from './cohesion/structural-holes.js';
import { LOCAL_CLUSTERING, TRIANGLES } from './cohesion/triangles.js';
import { BARRAT_CLUSTERING, ONNELA_CLUSTERING } from './cohesion/weighted-clustering.js';
import { COLLABORATION_STRENGTH, JOINT_PAPER_COUNT } from './collaboration/joint-papers.js';
import { BRIDGE } from './collaboration/bridge.js';
import { DISPARITY } from './collaboration/disparity.js';
import { EDGE_BETWEENNESS } from './collaboration/edge-betweenness.js';
import { NEIGHBOURHOOD_OVERLAP } from './collaboration/neighbourhood-overlap.js';
import { SIMMELIAN_STRENGTH } from './collaboration/simmelian-strength.js';
import { ASSOCIATION_STRENGTH, INCLUSION, JACCARD, SALTON } from './collaboration/similarity.js';
import { ARTICULATION_POINT, BLOCKS } from './components/articulation.js';
import { COMMUNITY } from './community/community.js';
import { PARTICIPATION_COEFFICIENT, WITHIN_COMMUNITY_Z } from './community/roles.js';
import { COMPONENT_SIZE } from './components/component-size.js';
import type { MetricDescriptor } from './metric.js';
import { nearestTo } from './near-matches.js';
import { BETWEENNESS_CENTRALIZATION } from './network/betweenness-centralization.js';
import { MAX_CORE, MEAN_CLUSTERING, TRANSITIVITY, TRIANGLE_COUNT } from './network/cohesion.js';
import {
  COLLABORATION_COEFFICIENT, COLLABORATION_INDEX, DEGREE_OF_COLLABORATION, MEAN_AUTHORS_PER_PAPER,
} from './network/collaboration-indices.js';
import { CLOSENESS_CENTRALIZATION, DIAMETER, EFFECTIVE_DIAMETER, MEAN_DISTANCE, RADIUS } from './network/distances.js';
import { DEGREE_ASSORTATIVITY, DEGREE_CENTRALIZATION } from './network/mixing.js';
import { ARTICULATION_POINT_COUNT, BLOCK_COUNT, BRIDGE_COUNT } from './network/robustness.js';
import { DISTANCE_DISTRIBUTION } from './network/distance-distribution.js';
import { COMMUNITY_COUNT, MODULARITY } from './network/modularity.js';
import {
  COMPONENT_COUNT, DENSITY, GIANT_COMPONENT_SHARE, GIANT_COMPONENT_SIZE, ISOLATES, MAX_DEGREE, MEAN_DEGREE, NETWORK_AUTHORS,
  NETWORK_COLLABORATIONS, NETWORK_PAPERS,
} from './network/size.js';

/** A value per author. */
export const AUTHOR_METRICS: readonly MetricDescriptor[] = [
  PAPER_COUNT, SOLO_PAPER_COUNT, FIRST_AUTHOR_COUNT, LAST_AUTHOR_COUNT, FRACTIONAL_PAPER_COUNT, MEAN_COAUTHORS_PER_PAPER,
  CITATION_COUNT, FRACTIONAL_CITATION_COUNT, H_INDEX, G_INDEX, I10_INDEX, M_INDEX,
  NEW_COLLABORATORS_PER_YEAR, DOMINANCE_FACTOR, INTERNATIONAL_PAPER_SHARE,
  DEGREE, STRENGTH, COMPONENT_SIZE, ARTICULATION_POINT, BLOCKS, CLOSENESS, HARMONIC_CLOSENESS, BETWEENNESS, ECCENTRICITY, PAGERANK, EIGENVECTOR, KATZ,
  CORE_NUMBER, LOCAL_CLUSTERING, BARRAT_CLUSTERING, ONNELA_CLUSTERING, TRIANGLES, CONSTRAINT, EFFECTIVE_SIZE,
  COMMUNITY, PARTICIPATION_COEFFICIENT, WITHIN_COMMUNITY_Z,
];

/** A value per pair of collaborators. */
export const COLLABORATION_METRICS: readonly MetricDescriptor[] = [
  JOINT_PAPER_COUNT, COLLABORATION_STRENGTH, ASSOCIATION_STRENGTH, SALTON, JACCARD, INCLUSION, NEIGHBOURHOOD_OVERLAP,
  SIMMELIAN_STRENGTH, DISPARITY, BRIDGE, EDGE_BETWEENNESS,
];

/** One value for the whole network. */
export const NETWORK_METRICS: readonly MetricDescriptor[] = [
  NETWORK_AUTHORS, NETWORK_PAPERS, NETWORK_COLLABORATIONS, DENSITY, COMPONENT_COUNT, GIANT_COMPONENT_SIZE, GIANT_COMPONENT_SHARE,
  ISOLATES, MEAN_DEGREE, MAX_DEGREE, DEGREE_CENTRALIZATION, DEGREE_ASSORTATIVITY, TRIANGLE_COUNT, TRANSITIVITY, MEAN_CLUSTERING,
  ARTICULATION_POINT_COUNT, BRIDGE_COUNT, BLOCK_COUNT, BETWEENNESS_CENTRALIZATION,
  CLOSENESS_CENTRALIZATION,
  MAX_CORE, DIAMETER, RADIUS, MEAN_DISTANCE, EFFECTIVE_DIAMETER, MODULARITY, COMMUNITY_COUNT,
  MEAN_AUTHORS_PER_PAPER, COLLABORATION_INDEX, COLLABORATION_COEFFICIENT, DEGREE_OF_COLLABORATION,
];

/** How many of each in the whole network. */
export const DISTRIBUTION_METRICS: readonly MetricDescriptor[] = [DISTANCE_DISTRIBUTION];

export const METRICS: readonly MetricDescriptor[] = [...AUTHOR_METRICS, ...COLLABORATION_METRICS, ...NETWORK_METRICS, ...DISTRIBUTION_METRICS];

const BY_ID: ReadonlyMap<string, MetricDescriptor> = new Map(METRICS.map((metric) => [metric.id, metric]));

/** Asked for a metric that does not exist. */
export class UnknownMetricError extends Error {
  /** Ids that the asker may have meant, the likeliest first; may be empty. */
  readonly candidates: readonly string[];

  constructor(id: string, candidates: readonly string[]) {
    const hint = candidates.length === 0 ? 'list the registry for all ids' : `did you mean ${candidates.join(' or ')}?`;
    super(`there is no metric "${id}"; ${hint}`);
    this.name = 'UnknownMetricError';
    this.candidates = candidates;
  }
}

/** The metric of an id as it stands in the schema, e.g. `BETWEENNESS`. Throws an UnknownMetricError naming near matches. O(1). */
export function metricById(id: string): MetricDescriptor {
  const metric = BY_ID.get(id);
  if (metric === undefined) throw new UnknownMetricError(id, nearestTo(id, [...BY_ID.keys()]));
  return metric;
}
