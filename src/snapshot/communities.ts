/** Communities of a projection, addressed by author: Louvain's, or the connected components. */
import type { Projection } from '../graph/types.js';
import { louvain } from '../metrics/community/louvain.js';
import { modularity } from '../metrics/community/modularity.js';
import { connectedComponents } from '../metrics/components/connected.js';
import type { CommunityTable } from './types.js';

/**
 * @param seed order in which Louvain visits nodes; the same seed gives the same communities
 * @param resolution Louvain's γ: larger gives smaller communities
 */
export function communityTable(graph: Projection, algorithm: 'LOUVAIN' | 'COMPONENTS', seed: number, resolution: number): CommunityTable {
  if (algorithm === 'COMPONENTS') {
    const { label, size } = connectedComponents(graph);
    const labels = largestFirst(label, size);
    return table(graph, labels, size.length, { algorithm, seed: null, resolution: null, modularity: orNull(modularity(graph, labels, { weighted: true, resolution: 1 })) });
  }
  const { labels, sizes, modularity: reached } = louvain(graph, { seed, resolution, weighted: true });
  return table(graph, labels, sizes.length, { algorithm, seed, resolution, modularity: orNull(reached) });
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** Labels renumbered so that 0 is the largest group; of equal ones, the one numbered lower. */
function largestFirst(labels: Int32Array, sizes: Uint32Array): Int32Array {
  const order = Uint32Array.from(sizes, (_, i) => i).sort((a, b) => sizes[b] - sizes[a] || a - b);
  const rank = new Int32Array(sizes.length);
  order.forEach((label, i) => (rank[label] = i));
  return labels.map((label) => rank[label]);
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
