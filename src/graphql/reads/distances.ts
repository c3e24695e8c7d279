/** How far everybody is from one author, in hops, by whichever search suits the graph. */
import { authorHopLevels, nodeHopLevels, type HopLevels } from '../../graph/hops.js';
import type { GraphInUse } from '../graph-in-use.js';
import { inPieces } from './pieces.js';

/**
 * Authors by hops from `author`, up to `maxDistance` (all if absent); null where the author is no node of the graph.
 * On the incidence where it has all edges, else on the projection. Cost as those searches state.
 */
export async function distancesFrom(graph: GraphInUse, author: number, maxDistance?: number): Promise<HopLevels | null> {
  const { selection, snapshot } = graph;
  if (selection.nodeOf[author] === -1) return null;
  if (graph.hasAllEdges) return inPieces(authorHopLevels(snapshot.incidence, selection.paperMask, author, maxDistance), graph.patience);
  const projection = await graph.projection();
  const { order, starts } = await inPieces(nodeHopLevels(projection, projection.nodeOf[author], maxDistance), graph.patience);
  // Nodes ascend with their authors, so the levels stay sorted.
  return { order: order.map((node) => projection.nodes[node]), starts };
}

/** The authors at a distance, ascending; empty beyond the largest. */
export function authorsAtDistance({ order, starts }: HopLevels, distance: number): Uint32Array {
  return distance + 1 < starts.length ? order.subarray(starts[distance], starts[distance + 1]) : new Uint32Array(0);
}

/** Authors at each distance from 1 up. */
export function countsByDistance({ starts }: HopLevels): { distance: number; authorCount: number }[] {
  return Array.from({ length: starts.length - 2 }, (_, i) => ({ distance: i + 1, authorCount: starts[i + 2] - starts[i + 1] }));
}

/** Mean over the others who were reached; null where nobody was. */
export function meanDistance(levels: HopLevels): number | null {
  const others = levels.order.length - 1;
  const sum = countsByDistance(levels).reduce((total, { distance, authorCount }) => total + distance * authorCount, 0);
  return others === 0 ? null : sum / others;
}

/** Hops by author, −1 for those not reached. O(A). */
export function distanceByAuthor({ order, starts }: HopLevels, authorCount: number): Int32Array {
  const distances = new Int32Array(authorCount).fill(-1);
  for (let distance = 0; distance + 1 < starts.length; distance++) {
    for (let at = starts[distance]; at < starts[distance + 1]; at++) distances[order[at]] = distance;
  }
  return distances;
}
