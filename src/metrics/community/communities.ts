/** What every way of finding communities is asked and answers, and what the optimising ones begin and end with. */
import type { Random } from '../../graph/prng.js';
import type { CsrGraph } from '../../graph/types.js';
import { checkpoint } from '../kernel.js';
import type { KernelInput } from '../metric.js';
import type { Ground } from './ground.js';
import { groundOf } from './ground.js';
import type { Objective } from './level.js';
import { modularity } from './modularity.js';
import { numberedBySize } from './numbering.js';
import type { Workspace } from './workspace.js';
import { workspace } from './workspace.js';

export type Control = Pick<KernelInput, 'onProgress' | 'isCancelled'>;

export interface CommunityOptions {
  /** Any safe integer: decides in which order nodes are visited. */
  readonly seed: number;
  /** γ, > 0: above 1 finds smaller communities, below 1 larger. */
  readonly resolution: number;
  /** Weigh collaborations by strength; false counts each 1. */
  readonly weighted: boolean;
  /**
   * MODULARITY unless given; CPM, the constant Potts model, maximises Σ_c (W_c / 2 − γ s_c (s_c − 1) / 2), s_c the members
   * of c: communities denser than γ inside and sparser between (Traag, Van Dooren & Nesterov 2011, doi:10.1103/PhysRevE.84.016114).
   */
  readonly objective?: Objective;
}

export interface Communities {
  /** [n] community of each node, numbered by size descending, then by smallest node. */
  readonly labels: Int32Array;
  /** [communities] members of each. */
  readonly sizes: Uint32Array;
  /** Modularity under the given weights and resolution (1 for CPM, whose resolution is in other units); NaN where the graph has no edge. */
  readonly modularity: number;
}

export interface Optimisation {
  readonly ground: Ground;
  readonly space: Workspace;
  /** False where there is no edge: then nothing is to be found. */
  readonly seeded: boolean;
}

/** Checks the options and sets the stage. Throws a RangeError for a resolution that is not above 0. */
export function optimised(graph: CsrGraph, options: CommunityOptions, control: Control, random: Random): Optimisation {
  const { resolution, weighted, objective = 'MODULARITY' } = options;
  if (!(resolution > 0 && resolution < Infinity)) throw new RangeError(`the resolution is ${resolution}, but must be a number above 0.`);
  const pass = checkpoint(control, 1);
  pass(0);
  const ground = groundOf(graph, weighted, objective, resolution);
  return { ground, space: workspace(ground.level.nodeCount, random, pass), seeded: ground.all > 0 };
}

/** The answer from labels of the ground's nodes, and the last of progress. O(n log n + m). */
export function communitiesOf(
  graph: CsrGraph,
  { weighted, resolution, objective }: CommunityOptions,
  { ground: { nodeOf }, space }: Optimisation,
  groundLabels: Int32Array,
): Communities {
  space.pass(1);
  const found = numberedBySize(nodeOf === null ? groundLabels : nodeOf.map((node) => groundLabels[node]));
  return { ...found, modularity: modularity(graph, found.labels, { weighted, resolution: objective === 'CPM' ? 1 : resolution }) };
}
