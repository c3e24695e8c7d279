/** What every way of finding communities is asked and answers, and what the optimising ones begin and end with. */
import { seededRandom } from '../../graph/prng.js';
import type { CsrGraph } from '../../graph/types.js';
import { checkpoint } from '../kernel.js';
import type { KernelInput } from '../metric.js';
import { groundLevel, planGround } from './ground.js';
import type { Level, Objective } from './level.js';
import type { ModularityOptions } from './modularity.js';
import { modularity } from './modularity.js';
import { aloneEach, numberedBySize } from './numbering.js';
import type { Steps } from './steps.js';
import { stepsFor } from './steps.js';

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
  /**
   * Modularity under the given weights and resolution (1 for CPM, whose resolution is in other units); NaN where the graph has no
   * edge. Computed whenever it is read, O(n + m): not everybody wants it.
   */
  readonly modularity: number;
}

/** A partition (labels below n) as an answer, judged as the options say. O(n log n). */
export function communitiesOf(graph: CsrGraph, partition: Int32Array, judged: ModularityOptions): Communities {
  const { labels, sizes } = numberedBySize(partition);
  return {
    labels,
    sizes,
    get modularity() {
      return modularity(graph, labels, judged);
    },
  };
}

/** Where a climb begins, and what it is judged by. */
export interface Stage {
  readonly ground: Level;
  readonly steps: Steps;
  /** Community of each node of the ground: at first, each is alone. */
  readonly labels: Int32Array;
  /** [n] node of the ground that each node of the graph is part of; null where they are the same. */
  readonly nodeOf: Int32Array | null;
  /** A group of masses a and b gains weight(a, b) − penalty · a · b by staying together. */
  readonly penalty: number;
  /** Sum of all weights of the graph, each edge counted from both ends. */
  readonly all: number;
}

/**
 * Communities as `climb` leaves them in the stage's labels; it is not called where there is no edge, and so nothing to be found.
 * Throws a RangeError for a resolution that is not above 0.
 */
export function optimised(graph: CsrGraph, options: CommunityOptions, control: Control, climb: (stage: Stage) => void): Communities {
  const { seed, resolution, weighted, objective = 'MODULARITY' } = options;
  if (!(resolution > 0 && resolution < Infinity)) throw new RangeError(`the resolution is ${resolution}, but must be a number above 0.`);
  const pass = checkpoint(control, 1);
  const course = { order: seededRandom(seed), merging: seededRandom(seed, 1), pass };
  pass(0);
  const plan = planGround(graph, weighted, objective, resolution);
  const { twins, penalty, all } = plan;
  const steps = stepsFor(plan.nodeCount, plan.entries, course);
  const ground = groundLevel(graph, weighted, plan, steps.space.ground);
  const labels = steps.space.ground.labels;
  aloneEach(labels, ground.nodeCount);
  const nodeOf = twins === null ? null : twins.classOf;
  if (all > 0) climb({ ground, steps, labels, nodeOf, penalty, all });
  pass(1);
  const partition = nodeOf === null ? labels : nodeOf.map((node) => labels[node]);
  return communitiesOf(graph, partition, { weighted, resolution: objective === 'CPM' ? 1 : resolution });
}
