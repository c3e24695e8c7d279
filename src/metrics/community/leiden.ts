/** Communities by the Leiden method, seeded: as good as Louvain's or better, and each of them connected. */
import { seededRandom } from '../../graph/prng.js';
import type { CsrGraph } from '../../graph/types.js';
import type { Control, Communities, CommunityOptions } from './communities.js';
import { communitiesOf, optimised } from './communities.js';
import { connectedParts } from './connected-parts.js';
import type { Ground } from './ground.js';
import type { Level, LevelRoom } from './level.js';
import { aggregated, roomAbove } from './level.js';
import { moveNodes } from './local-moves.js';
import { eachAlone, numberFromZero, relabel } from './numbering.js';
import type { Refinery } from './refine.js';
import { refined, refinery } from './refine.js';
import type { Workspace } from './workspace.js';

/** An iteration that adds less than this share of all strength (or of modularity) ends them. */
const LEAST_ITERATION = 1e-12;

export interface LeidenOptions extends CommunityOptions {
  /** How often to begin anew from the communities found, at least 1; ends before when nothing changes. 4 unless given, where leidenalg and igraph take 2: it costs less here. */
  readonly iterations?: number;
  /** θ: how freely refinement merges what gains less than the best, in mean strengths of a collaboration; 0.01 unless given. */
  readonly theta?: number;
}

/**
 * Leiden communities: moves of single nodes as in Louvain, then each community is refined into connected parts by seeded
 * random merges, and the parts, not the communities, become the nodes of the next level, so that what was put together
 * wrongly can come apart. Every community is connected. Closed twins move as one (see groundOf). About O(m) per level, a few
 * levels per iteration; beside the graph some 80 bytes per class of twins and 24 per edge between classes.
 * Traag, Waltman & van Eck 2019, doi:10.1038/s41598-019-41695-z.
 * Throws a RangeError for options out of their range, a CancelledError when asked to stop.
 */
export function leiden(graph: CsrGraph, options: LeidenOptions, control: Control = {}): Communities {
  const { iterations = 4, theta = 0.01 } = options;
  if (!(Number.isInteger(iterations) && iterations >= 1)) throw new RangeError(`the iterations are ${iterations}, but must be a whole number from 1.`);
  if (!(theta > 0 && theta < Infinity)) throw new RangeError(`theta is ${theta}, but must be a number above 0.`);
  const stage = optimised(graph, options, control, seededRandom(options.seed));
  const { ground, space, seeded } = stage;
  const labels = eachAlone(ground.level.nodeCount);
  if (seeded) {
    // In units of weight, so that the choices are the same whatever unit strengths are in.
    const refining = refinery(ground.level.nodeCount, (theta * ground.all) / graph.neighbours.length);
    const rooms: LevelRoom[] = [];
    for (let done = 0; done < iterations; done++) {
      if (iterate(ground, labels, rooms, space, refining) <= LEAST_ITERATION * ground.all) break;
    }
  }
  return communitiesOf(graph, options, stage, labels);
}

/** One iteration from the communities given, in place: afterwards each is connected. Returns the gain. */
function iterate({ level: ground, penalty }: Ground, labels: Int32Array, rooms: LevelRoom[], space: Workspace, refining: Refinery): number {
  let level = ground;
  let community = labels;
  // What node of the level each node of the ground is part of; null while they are the same.
  let partOf: Int32Array | null = null;
  let total = 0;
  for (let depth = 0; ; depth++) {
    total += moveNodes(level, community, penalty, space);
    const count = numberFromZero(community);
    if (count === level.nodeCount) break;
    const { parts, partCount } = partsOf(level, community, count, penalty, space, refining);
    if (partCount === level.nodeCount) {
      // No two members of a community are even adjacent: they are better off apart.
      community.set(parts);
      break;
    }
    const above = new Int32Array(partCount);
    for (let node = 0; node < level.nodeCount; node++) above[parts[node]] = community[node];
    level = aggregated(level, parts, partCount, roomAbove(level, depth, rooms));
    if (partOf === null) partOf = parts;
    else relabel(partOf, parts);
    community = above;
  }
  if (partOf !== null) for (let node = 0; node < labels.length; node++) labels[node] = community[partOf[node]];
  return total;
}

/** The communities' refined parts; where refinement merges nothing, their connected parts, so that there is always a way up. */
function partsOf(
  level: Level,
  community: Int32Array,
  count: number,
  penalty: number,
  space: Workspace,
  refining: Refinery,
): { parts: Int32Array; partCount: number } {
  const parts = refined(level, community, count, penalty, space, refining);
  const partCount = numberFromZero(parts);
  if (partCount < level.nodeCount) return { parts, partCount };
  return connectedParts(level, community);
}
