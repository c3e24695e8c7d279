/** Communities by the Leiden method, seeded: as good as Louvain's or better, and each of them connected. */
import type { CsrGraph } from '../../graph/types.js';
import type { Communities, CommunityOptions, Control, Stage } from './communities.js';
import { optimised } from './communities.js';
import { connectedParts } from './connected-parts.js';
import type { Level } from './level.js';
import { aloneEach, numberFromZero, relabel } from './numbering.js';

/** An iteration that adds less than this share of all strength (or of modularity) ends them. */
const LEAST_ITERATION = 1e-12;

export interface LeidenOptions extends CommunityOptions {
  /** How often to go through all levels, at least 1, after the first time from the communities found; ends before when nothing changes. 2 unless given, as in leidenalg and igraph. */
  readonly iterations?: number;
  /** θ: how freely refinement merges what gains less than the best, in mean strengths of a collaboration; 0.01 unless given. */
  readonly theta?: number;
}

/**
 * Leiden communities: moves of single nodes as in Louvain, then each community is refined into connected parts by seeded
 * random merges, and the parts, not the communities, become the nodes of the next level, so that what was put together
 * wrongly can come apart. After the iterations single nodes move once more, and what that tears apart is divided: every
 * community is connected. Closed twins move as one (see planGround). About O(m) per level, a few levels per iteration; beside the
 * graph some 130 bytes per class of twins and 36 per entry between classes.
 * Traag, Waltman & van Eck 2019, doi:10.1038/s41598-019-41695-z.
 * Throws a RangeError for options out of their range, a CancelledError when asked to stop.
 */
export function leiden(graph: CsrGraph, options: LeidenOptions, control: Control = {}): Communities {
  const { iterations = 2, theta = 0.01 } = options;
  if (!(Number.isInteger(iterations) && iterations >= 1)) throw new RangeError(`the iterations are ${iterations}, but must be a whole number from 1.`);
  if (!(theta > 0 && theta < Infinity)) throw new RangeError(`theta is ${theta}, but must be a number above 0.`);
  return optimised(graph, options, control, (stage) => {
    // In units of weight, so that the choices are the same whatever unit strengths are in.
    const temperature = (theta * stage.all) / graph.neighbours.length;
    for (let done = 0; done < iterations; done++) {
      if (iterate(stage, temperature, done === 0) <= LEAST_ITERATION * stage.all) break;
    }
    polish(stage);
  });
}

/**
 * One iteration from the communities given, in place: afterwards each is connected. Returns the gain of all moves.
 *
 * In the first iteration, the parts of a level begin by themselves on the next one, not in their communities, which nobody has
 * weighed up as a whole yet: that finds better ones (on 20,000 authors, by up to .004 of modularity after two iterations).
 */
function iterate(stage: Stage, temperature: number, isFirst: boolean): number {
  const { ground, steps, labels, penalty } = stage;
  const { space } = steps;
  let level = ground;
  let community = labels;
  let total = 0;
  for (let depth = 0; ; depth++) {
    total += steps.moveNodes(level, community, penalty, isFirst || depth > 0 ? 'SCATTERED' : 'ASCENDING');
    const count = numberFromZero(community, level.nodeCount);
    if (count === level.nodeCount) break;
    const parts = depth === 0 ? space.parts : space.partsAbove;
    const partCount = divide(stage, level, community, count, temperature, parts);
    if (partCount === level.nodeCount) {
      // No two members of a community are even adjacent: they are better off apart.
      community.set(parts.subarray(0, partCount));
      break;
    }
    const room = space.above[depth % 2];
    const { nodeCount } = level;
    level = steps.aggregated(level, parts, partCount, room);
    if (isFirst) aloneEach(room.labels, partCount);
    else for (let node = 0; node < nodeCount; node++) room.labels[parts[node]] = community[node];
    if (depth > 0) relabel(space.parts, ground.nodeCount, parts);
    community = room.labels;
  }
  // The parts of the ground have been carried up to the level reached.
  if (community !== labels) for (let node = 0; node < ground.nodeCount; node++) labels[node] = community[space.parts[node]];
  return total;
}

/**
 * Single nodes have the last word, which is worth half an iteration and costs a tenth of one. A community that falls apart when
 * somebody leaves counts as several, which only adds to what is maximised: nothing connects them.
 */
function polish({ ground, steps, labels, penalty }: Stage): void {
  if (steps.moveNodes(ground, labels, penalty, 'ASCENDING') > 0) labels.set(connectedParts(ground, labels).parts);
}

/** Writes the communities' refined parts; where refinement merges nothing, their connected parts, so that there is always a way up. Returns how many. */
function divide({ steps, penalty }: Stage, level: Level, community: Int32Array, count: number, temperature: number, parts: Int32Array): number {
  steps.refined(level, community, count, penalty, temperature, parts);
  const partCount = numberFromZero(parts, level.nodeCount);
  if (partCount < level.nodeCount) return partCount;
  const connected = connectedParts(level, community);
  parts.set(connected.parts);
  return connected.partCount;
}
