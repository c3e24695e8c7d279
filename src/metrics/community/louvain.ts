/** Communities by the Louvain method, seeded: the same seed gives the same communities on every machine. */
import { seededRandom } from '../../graph/prng.js';
import type { CsrGraph } from '../../graph/types.js';
import type { Control, Communities, CommunityOptions } from './communities.js';
import { communitiesOf, optimised } from './communities.js';
import type { Ground } from './ground.js';
import type { LevelRoom } from './level.js';
import { aggregated, roomAbove } from './level.js';
import { moveNodes } from './local-moves.js';
import { eachAlone, numberFromZero, relabel } from './numbering.js';
import type { Workspace } from './workspace.js';

/** Another climb from the communities found must add at least this share of all strength (that is, so much modularity) to be worth one more. */
const LEAST_CLIMB = 1e-5;

/**
 * Louvain communities: nodes in seeded order move to the neighbouring community of largest gain until none gains,
 * communities become nodes, and so on until nothing merges; then once more with single nodes from the communities
 * found, as long as that helps, because a node that merged early may be better off elsewhere now. A node without edges
 * is a community of its own. Closed twins move as one (see groundOf). About O(m) per level, a few levels per
 * climb, a few climbs; beside the graph some 50 bytes per class of twins and 24 per edge between classes.
 * Blondel et al. 2008, doi:10.1088/1742-5468/2008/10/P10008.
 * Throws a RangeError for a resolution that is not above 0, a CancelledError when asked to stop.
 */
export function louvain(graph: CsrGraph, options: CommunityOptions, control: Control = {}): Communities {
  const stage = optimised(graph, options, control, seededRandom(options.seed));
  const { ground, space, seeded } = stage;
  return communitiesOf(graph, options, stage, seeded ? climbs(ground, space) : eachAlone(ground.level.nodeCount));
}

function climbs(ground: Ground, space: Workspace): Int32Array {
  const labels = eachAlone(ground.level.nodeCount);
  const rooms: LevelRoom[] = [];
  while (climb(ground, labels, rooms, space) > LEAST_CLIMB * ground.all);
  return labels;
}

/** From the communities given, up through the levels until nothing merges. Returns the gain. */
function climb({ level: ground, penalty, all }: Ground, labels: Int32Array, rooms: LevelRoom[], space: Workspace): number {
  let total = moveNodes(ground, labels, penalty, space);
  let level = ground;
  let moved = labels;
  let count = numberFromZero(moved);
  if (total <= LEAST_CLIMB * all) return total;
  for (let depth = 0; count < level.nodeCount; depth++) {
    level = aggregated(level, moved, count, roomAbove(level, depth, rooms));
    const merged = eachAlone(level.nodeCount);
    const gain = moveNodes(level, merged, penalty, space);
    if (gain === 0) break;
    total += gain;
    count = numberFromZero(merged);
    relabel(labels, merged);
    moved = merged;
  }
  return total;
}
