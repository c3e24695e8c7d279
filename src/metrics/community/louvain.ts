/** Communities by the Louvain method, seeded: the same seed gives the same communities on every machine. */
import type { CsrGraph } from '../../graph/types.js';
import type { Communities, CommunityOptions, Control, Stage } from './communities.js';
import { optimised } from './communities.js';
import { aloneEach, numberFromZero, relabel } from './numbering.js';
import type { Order } from './visits.js';

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
  return optimised(graph, options, control, (stage) => {
    let order: Order = 'GATHERED';
    while (climb(stage, order) > LEAST_CLIMB * stage.all) order = 'ASCENDING';
  });
}

/** From the communities given, up through the levels until nothing merges. Returns the gain. */
function climb({ ground, steps, labels, penalty, all }: Stage, order: Order): number {
  let total = steps.moveNodes(ground, labels, penalty, order);
  let level = ground;
  let moved = labels;
  let count = numberFromZero(labels, ground.nodeCount);
  if (total <= LEAST_CLIMB * all) return total;
  for (let depth = 0; count < level.nodeCount; depth++) {
    const room = steps.space.above[depth % 2];
    level = steps.aggregated(level, moved, count, room);
    moved = room.labels;
    aloneEach(moved, level.nodeCount);
    const gain = steps.moveNodes(level, moved, penalty, 'GATHERED');
    if (gain === 0) break;
    total += gain;
    count = numberFromZero(moved, level.nodeCount);
    relabel(labels, ground.nodeCount, moved);
  }
  return total;
}
