/** How strongly communities hold together, and to the rest: sums over the projection. */
import type { CommunityTable } from '../../snapshot/types.js';
import type { GraphInUse } from '../graph-in-use.js';

export interface CommunityStrengths {
  /** Per community: sum of strengths of edges inside it. */
  readonly internal: Float64Array;
  /** Per community: sum of strengths of edges that leave it. */
  readonly external: Float64Array;
}

const known = new WeakMap<CommunityTable, CommunityStrengths>();

/** O(n + m) the first time, for all communities at once; then kept as long as the table is. */
export function communityStrengths(graph: GraphInUse, table: CommunityTable): CommunityStrengths {
  let strengths = known.get(table);
  if (strengths) return strengths;
  const { nodes, nodeCount, offsets, neighbours, strength } = graph.projection;
  const label = Int32Array.from(nodes, (author) => table.communityOf(author) ?? -1);
  const internal = new Float64Array(table.communityCount);
  const external = new Float64Array(table.communityCount);
  for (let node = 0; node < nodeCount; node++) {
    for (let s = offsets[node]; s < offsets[node + 1]; s++) {
      // Every edge stands twice: inside a community it is met twice there, across once on either side.
      if (label[neighbours[s]] === label[node]) internal[label[node]] += strength[s] / 2;
      else external[label[node]] += strength[s];
    }
  }
  strengths = { internal, external };
  known.set(table, strengths);
  return strengths;
}
