/** Communities by the Louvain method, seeded: the same seed and order of nodes give the same communities on every machine. */
import type { CsrGraph } from '../../graph/types.js';
import type { Communities, CommunityOptions, Control, Stage } from './communities.js';
import { optimised } from './communities.js';
import { aloneEach, numberFromZero, relabel } from './numbering.js';

/**
 * Where single nodes have gained less than this share of all strength (that is, so much modularity) since the last climb, another one is
 * not worth it: from 20,000 authors up, one that followed .002 of such gain added less than .00001.
 */
const LEAST_CLIMB = 0.005;

/**
 * Louvain communities: nodes in seeded order move to the neighbouring community of largest gain until none gains,
 * communities become nodes, and so on until nothing merges; then single nodes move once more from the communities found,
 * because a node that merged early may be better off elsewhere now, until none gains; where that helped much, all levels are
 * climbed again. A node without edges is a community of its own. Closed twins move as one (see planGround). About O(m) per level, a
 * few levels per climb, mostly one climb; beside the graph some 130 bytes per class of twins and 36 per entry between classes.
 * Blondel et al. 2008, doi:10.1088/1742-5468/2008/10/P10008.
 * Throws a RangeError for a resolution that is not above 0, a CancelledError when asked to stop.
 */
export function louvain(graph: CsrGraph, options: CommunityOptions, control: Control = {}): Communities {
  return optimised(graph, options, control, (stage) => {
    const { ground, steps, labels, penalty, all } = stage;
    steps.moveNodes(ground, labels, penalty, 'GATHERED');
    do climb(stage);
    while (steps.moveNodes(ground, labels, penalty, 'ASCENDING') > LEAST_CLIMB * all);
  });
}

/** From the communities of single nodes up through the levels, until nothing merges. */
function climb({ ground, steps, labels, penalty }: Stage): void {
  let level = ground;
  let moved = labels;
  let count = numberFromZero(labels, ground.nodeCount);
  for (let depth = 0; count < level.nodeCount; depth++) {
    const room = steps.space.above[depth % 2];
    level = steps.aggregated(level, moved, count, room);
    moved = room.labels;
    aloneEach(moved, level.nodeCount);
    if (steps.moveNodes(level, moved, penalty, 'GATHERED') === 0) break;
    count = numberFromZero(moved, level.nodeCount);
    relabel(labels, ground.nodeCount, moved);
  }
}
