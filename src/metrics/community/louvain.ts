/** Communities by the Louvain method, seeded: the same seed gives the same communities on every machine. */
import { randomBelow, seededRandom } from '../../graph/prng.js';
import type { CsrGraph } from '../../graph/types.js';
import { checkpoint } from '../kernel.js';
import type { KernelInput } from '../metric.js';
import { modularity } from './modularity.js';
import type { WeightedLevel } from './weighted-level.js';
import { aggregated, groundLevel } from './weighted-level.js';

/** A move must gain at least this share of the total weight: anything less is rounding, and could go back and forth. */
const LEAST_GAIN = 1e-12;
/** Another climb from the communities found must add at least this much modularity to be worth one more. */
const LEAST_CLIMB = 1e-9;

export interface LouvainOptions {
  /** Any safe integer: decides in which order nodes are visited. */
  readonly seed: number;
  /** γ of modularity, > 0: above 1 finds smaller communities, below 1 larger. */
  readonly resolution: number;
  /** Weigh collaborations by strength; false counts each 1. */
  readonly weighted: boolean;
}

export interface Communities {
  /** [n] community of each node, numbered by size descending, then by smallest node. */
  readonly labels: Int32Array;
  /** [communities] members of each. */
  readonly sizes: Uint32Array;
  /** Modularity under the given options; NaN where the graph has no edge. */
  readonly modularity: number;
  /** How many times communities were merged into the nodes of a coarser graph. */
  readonly levels: number;
}

/**
 * Louvain communities: nodes in seeded order move to the neighbouring community of largest modularity gain until none
 * gains, communities become nodes, and so on until nothing merges; then once more with single nodes from the communities
 * found, as long as that helps, because a node that merged early may be better off elsewhere now. A node without edges
 * is a community of its own. About O(m) per level, a few levels per climb, a few climbs. Blondel et al. 2008, doi:10.1088/1742-5468/2008/10/P10008.
 * Throws a RangeError for a resolution that is not above 0, a CancelledError when asked to stop.
 */
export function louvain(
  graph: CsrGraph,
  options: LouvainOptions,
  control: Pick<KernelInput, 'onProgress' | 'isCancelled'> = {},
): Communities {
  const { seed, resolution, weighted } = options;
  if (!(resolution > 0 && resolution < Infinity)) throw new RangeError(`the resolution is ${resolution}, but must be a number above 0.`);
  const random = seededRandom(seed);
  const pass = checkpoint(control, 1);
  const ground = groundLevel(graph, weighted);
  let labels = eachAlone(graph.nodeCount);
  let quality = modularity(graph, labels, options);
  let levels = 0;
  while (ground.all > 0) {
    const climbed = climb(ground, labels, resolution, random, pass);
    const reached = modularity(graph, climbed.labels, options);
    if (reached <= quality) break;
    const gain = reached - quality;
    [labels, quality, levels] = [climbed.labels, reached, levels + climbed.levels];
    if (gain < LEAST_CLIMB) break;
  }
  pass(1);
  const { labels: ordered, sizes } = numberedBySize(labels);
  return { labels: ordered, sizes, modularity: modularity(graph, ordered, { weighted, resolution }), levels };
}

/** From the communities given, up through the levels until nothing merges. */
function climb(
  ground: WeightedLevel,
  start: Int32Array,
  resolution: number,
  random: () => number,
  pass: (done: number) => void,
): { labels: Int32Array; levels: number } {
  let moved = numberedFromZero(localMoves(ground, start, resolution, random, pass));
  let labels = moved.labels;
  let level = ground;
  let levels = 0;
  while (moved.count < level.nodeCount) {
    level = aggregated(level, moved.labels, moved.count);
    levels++;
    const merged = numberedFromZero(localMoves(level, eachAlone(level.nodeCount), resolution, random, pass));
    labels = labels.map((label) => merged.labels[label]);
    moved = merged;
  }
  return { labels, levels };
}

function eachAlone(nodeCount: number): Int32Array {
  return Int32Array.from({ length: nodeCount }, (_, node) => node);
}

/** Moves single nodes while it pays; a node is looked at again once a neighbour has moved elsewhere. */
function localMoves(
  level: WeightedLevel,
  start: Int32Array,
  resolution: number,
  random: () => number,
  pass: (done: number) => void,
): Int32Array {
  const { nodeCount: n, offsets, neighbours, weights, total, all } = level;
  const community = start.slice();
  const communityTotal = new Float64Array(n);
  for (let node = 0; node < n; node++) communityTotal[community[node]] += total[node];
  // Ring buffer: never holds a node twice, so n places suffice.
  const queue = shuffledNodes(n, random);
  const queued = new Uint8Array(n).fill(1);
  const weightTo = new Float64Array(n);
  const touched = new Int32Array(n);
  let head = 0;
  let length = n;
  for (let visits = 0; length > 0; visits++) {
    if ((visits & 1023) === 0) pass(0);
    const node = queue[head];
    head = head + 1 === n ? 0 : head + 1;
    length--;
    queued[node] = 0;
    const own = community[node];
    let touchedCount = 0;
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      const other = community[neighbours[slot]];
      if (weightTo[other] === 0) touched[touchedCount++] = other;
      weightTo[other] += weights[slot];
    }
    communityTotal[own] -= total[node];
    const expected = (resolution * total[node]) / all;
    let best = own;
    let bestGain = weightTo[own] - expected * communityTotal[own] + LEAST_GAIN * all;
    for (let i = 0; i < touchedCount; i++) {
      const candidate = touched[i];
      const gain = weightTo[candidate] - expected * communityTotal[candidate];
      if (candidate !== own && gain > bestGain) {
        best = candidate;
        bestGain = gain;
      }
    }
    communityTotal[best] += total[node];
    for (let i = 0; i < touchedCount; i++) weightTo[touched[i]] = 0;
    if (best === own) continue;
    community[node] = best;
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      const neighbour = neighbours[slot];
      if (queued[neighbour] === 1 || community[neighbour] === best) continue;
      queue[(head + length) % n] = neighbour;
      length++;
      queued[neighbour] = 1;
    }
  }
  return community;
}

function shuffledNodes(n: number, random: () => number): Uint32Array {
  const nodes = Uint32Array.from({ length: n }, (_, node) => node);
  for (let i = n - 1; i > 0; i--) {
    const j = randomBelow(random, i + 1);
    [nodes[i], nodes[j]] = [nodes[j], nodes[i]];
  }
  return nodes;
}

/** The same partition with labels 0 … count − 1 in order of first appearance. */
function numberedFromZero(labels: Int32Array): { labels: Int32Array; count: number } {
  const renumbered = new Int32Array(labels.length).fill(-1);
  let count = 0;
  return {
    labels: labels.map((label) => {
      if (renumbered[label] < 0) renumbered[label] = count++;
      return renumbered[label];
    }),
    count,
  };
}

/** The same partition numbered by size descending; communities of one size by their smallest node. */
function numberedBySize(partition: Int32Array): { labels: Int32Array; sizes: Uint32Array } {
  const { labels, count } = numberedFromZero(partition);
  const sizes = new Uint32Array(count);
  for (const label of labels) sizes[label]++;
  // First appearance is order of smallest node, and sorting is stable.
  const order = Array.from(sizes.keys()).toSorted((a, b) => sizes[b] - sizes[a]);
  const rank = new Int32Array(count);
  for (let place = 0; place < count; place++) rank[order[place]] = place;
  return { labels: labels.map((label) => rank[label]), sizes: Uint32Array.from(order, (label) => sizes[label]) };
}
