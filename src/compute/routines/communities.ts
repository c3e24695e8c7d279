/** Communities of a graph with what is asked of each: members, and strengths within and to the rest. */
import type { Projection } from '../../graph/types.js';
import type { CommunityAlgorithm } from '../../metrics/community/algorithms.js';
import { findCommunities } from '../../metrics/community/algorithms.js';
import type { RoutineControl } from '../routines.js';

export interface CommunityRequest {
  readonly graph: Pick<Projection, 'nodeCount' | 'edgeCount' | 'nodes' | 'offsets' | 'neighbours' | 'paperCount' | 'strength'>;
  readonly algorithm: CommunityAlgorithm;
  /** Of the algorithm's choices; the same seed gives the same communities of the same graph, its nodes in the same order. */
  readonly seed: number;
  /** γ of LOUVAIN and LEIDEN: larger gives smaller communities. */
  readonly resolution: number;
}

export interface CommunityFacts {
  readonly communityCount: number;
  /** [n] community of each node, 0 = largest. */
  readonly labels: Int32Array;
  /** [communities + 1] into members. */
  readonly starts: Uint32Array;
  /** [n] authors by community, ascending within each. */
  readonly members: Uint32Array;
  /** Per community: sum of strengths of edges inside it. */
  readonly internal: Float64Array;
  /** Per community: sum of strengths of edges that leave it. */
  readonly external: Float64Array;
  /** NaN where the graph has no edge. */
  readonly modularity: number;
}

/** The algorithm's cost, and O(n + m). */
export function communitiesOf({ graph, algorithm, seed, resolution }: CommunityRequest, control: RoutineControl): CommunityFacts {
  const { labels, sizes, modularity } = findCommunities(graph, algorithm, { seed, resolution, weighted: true }, control);
  return { ...groups(graph, labels, sizes.length), modularity };
}

/** Members by counting sort and strengths by one pass over the edges: O(n + m). */
function groups({ nodes, nodeCount, offsets, neighbours, strength }: CommunityRequest['graph'], labels: Int32Array, communityCount: number): Omit<CommunityFacts, 'modularity'> {
  const starts = new Uint32Array(communityCount + 1);
  for (const label of labels) starts[label + 1] += 1;
  for (let c = 0; c < communityCount; c++) starts[c + 1] += starts[c];
  const next = starts.slice();
  const members = new Uint32Array(nodeCount);
  const internal = new Float64Array(communityCount);
  const external = new Float64Array(communityCount);
  for (let node = 0; node < nodeCount; node++) {
    const own = labels[node];
    members[next[own]++] = nodes[node];
    for (let slot = offsets[node]; slot < offsets[node + 1]; slot++) {
      // Every edge stands twice: inside a community it is met twice there, across once on either side.
      if (labels[neighbours[slot]] === own) internal[own] += strength[slot] / 2;
      else external[own] += strength[slot];
    }
  }
  return { communityCount, labels, starts, members, internal, external };
}
