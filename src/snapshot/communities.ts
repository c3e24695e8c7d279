/** Communities of a projection, addressed by author. */
import type { Projection } from '../graph/types.js';
import type { CommunityAlgorithm } from '../metrics/community/algorithms.js';
import { findCommunities, takesResolution, takesSeed } from '../metrics/community/algorithms.js';
import type { CommunityTable } from './types.js';

/**
 * @param seed of the algorithm's choices; the same seed gives the same communities
 * @param resolution γ of LOUVAIN and LEIDEN: larger gives smaller communities
 */
export function communityTable(graph: Projection, algorithm: CommunityAlgorithm, seed: number, resolution: number): CommunityTable {
  const { labels, sizes, modularity } = findCommunities(graph, algorithm, { seed, resolution, weighted: true });
  return table(graph, labels, sizes.length, {
    algorithm,
    seed: takesSeed(algorithm) ? seed : null,
    resolution: takesResolution(algorithm) ? resolution : null,
    modularity: Number.isNaN(modularity) ? null : modularity,
  });
}

function table(
  graph: Projection,
  labels: Int32Array,
  communityCount: number,
  facts: Pick<CommunityTable, 'algorithm' | 'seed' | 'resolution' | 'modularity'>,
): CommunityTable {
  let byCommunity: Uint32Array[] | null = null;
  return {
    ...facts,
    communityCount,
    communityOf(author) {
      const node = graph.nodeOf[author] ?? -1;
      return node < 0 ? null : labels[node];
    },
    members: (community) => (byCommunity ??= grouped(graph.nodes, labels, communityCount))[community] ?? new Uint32Array(0),
  };
}

/** Authors per community, ascending; counting sort, O(n). */
function grouped(nodes: Uint32Array, labels: Int32Array, communityCount: number): Uint32Array[] {
  const starts = new Uint32Array(communityCount + 1);
  for (const label of labels) starts[label + 1] += 1;
  for (let c = 0; c < communityCount; c++) starts[c + 1] += starts[c];
  const next = starts.slice();
  const sorted = new Uint32Array(nodes.length);
  labels.forEach((label, node) => (sorted[next[label]++] = nodes[node]));
  return Array.from({ length: communityCount }, (_, c) => sorted.subarray(starts[c], starts[c + 1]));
}
