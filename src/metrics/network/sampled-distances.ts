/**
 * The distribution of distances from sampled authors, by the sweep that serves all (paths/hop-sweep.ts): its lanes start
 * from the sample. How many pairs no way connects is known without a search, and pairs within a vertex of the sweep's
 * graph (twins at one hop, leaves of the same neighbours at two) are counted exactly; the rest is estimated.
 *
 * Each author drawn gives, for each distance, the share of the others who are there: a number in 0 … 1, whose mean over
 * the authors is what is looked for. So Chernoff's bound (centrality/mean-confidence.ts) holds for the mean of the sample,
 * at all n − 1 distances that there may be at once.
 */
import { randomBelow, seededRandom } from '../../graph/prng.js';
import { achievedError } from '../centrality/mean-confidence.js';
import { sourcesFor } from '../centrality/sampled-closeness.js';
import { componentSizes } from '../components/component-size.js';
import { dividedBy } from '../kernel.js';
import type { BlockedKernel, KernelInput, KernelOutput, Parameters } from '../metric.js';
import { numberOf } from '../parameters.js';
import type { PreparedSweep } from '../paths/hop-sweep.js';
import { sweepBlock, sweepBlockCount } from '../paths/hop-sweep.js';
import type { SweepBatches } from '../paths/sweep-batches.js';
import { WORDS_PER_BATCH } from '../paths/sweep-batches.js';
import type { SweepGraph } from '../paths/sweep-graph.js';
import { sweepGraph } from '../paths/sweep-graph.js';

const LANES_PER_WORD = 64;
const LANES = WORDS_PER_BATCH * LANES_PER_WORD;

interface Sample extends PreparedSweep {
  /** Authors drawn, with replacement; 0 where there is nobody whose distances have to be searched. */
  readonly drawn: number;
  /** Authors drawn from: those of components of more than one vertex. */
  readonly population: number;
}

/** Authors to draw; their number is bounded for all distances as sampled closeness bounds it for all authors. */
function drawsFor(nodeCount: number, parameters: Parameters): number {
  return sourcesFor(nodeCount, numberOf(parameters, 'epsilon'), numberOf(parameters, 'delta'));
}

/** Estimated elementary steps: those of the exact distribution (paths/all-distances.ts) for so many sources. O(1). */
export function sampledDistancesCost(nodeCount: number, edgeCount: number, parameters: Parameters): number {
  return Math.ceil(drawsFor(nodeCount, parameters) / LANES) * (80 * nodeCount + 3 * edgeCount) + 40 * (nodeCount + edgeCount);
}

function prepare({ graph, parameters }: KernelInput): Sample {
  const swept = sweepGraph(graph);
  const { vertexCount, weight, componentStarts } = swept;
  const authorsBefore = new Float64Array(vertexCount + 1);
  for (let component = 0; component + 1 < componentStarts.length; component++) {
    const [from, to] = [componentStarts[component], componentStarts[component + 1]];
    for (let vertex = from; vertex < to; vertex++) authorsBefore[vertex + 1] = authorsBefore[vertex] + (to - from > 1 ? weight[vertex] : 0);
  }
  const population = authorsBefore[vertexCount];
  const drawn = population === 0 ? 0 : drawsFor(graph.nodeCount, parameters);
  const random = seededRandom(numberOf(parameters, 'seed'));
  const places = Float64Array.from({ length: drawn }, () => randomBelow(random, population)).sort();
  let vertex = 0;
  const sources = Uint32Array.from(places, (place) => {
    while (authorsBefore[vertex + 1] <= place) vertex++;
    return vertex;
  });
  return { graph: swept, batches: batchesFrom(swept, sources), drawn, population };
}

/** The lanes of a sweep from the sources, ascending: a batch never across components, each lane one author. O(components + sources). */
function batchesFrom({ componentStarts, offsets }: SweepGraph, sources: Uint32Array): SweepBatches {
  const wordStarts = [0];
  const batchStarts = [0];
  const components: number[] = [];
  const work: number[] = [];
  let component = 0;
  for (let at = 0; at < sources.length;) {
    while (componentStarts[component + 1] <= sources[at]) component++;
    const [from, to] = [componentStarts[component], componentStarts[component + 1]];
    let end = at;
    while (end < sources.length && end < at + LANES && sources[end] < to) end++;
    for (let word = at; word < end; word += LANES_PER_WORD) wordStarts.push(Math.min(word + LANES_PER_WORD, end));
    batchStarts.push(wordStarts.length - 1);
    components.push(component);
    work.push(to - from + offsets[to] - offsets[from]);
    at = end;
  }
  return {
    laneVertices: sources,
    wordStarts: Uint32Array.from(wordStarts),
    wordWeights: new Uint32Array(wordStarts.length - 1).fill(1),
    batchStarts: Uint32Array.from(batchStarts),
    components: Uint32Array.from(components),
    work: Float64Array.from(work),
  };
}

/** Ordered pairs at each distance from the sources to authors of other vertices: what stands behind the folds of each partial. O(blocks × levels). */
function pairsSwept(partials: readonly Float64Array[], vertexCount: number): Float64Array {
  const longest = partials.reduce((most, partial) => Math.max(most, partial.length - 3 * vertexCount), 0);
  const pairs = new Float64Array(Math.max(3, longest));
  for (const partial of partials) for (let at = 3 * vertexCount; at < partial.length; at++) pairs[at - 3 * vertexCount] += partial[at];
  return pairs;
}

/** Ordered pairs of authors within one vertex at one hop, and at two. O(n). */
function pairsWithinVertices({ classOf, classSize, vertexOf, weight }: SweepGraph): readonly [number, number] {
  let [twins, fellows] = [0, 0];
  for (const own of classOf) {
    twins += classSize[own] - 1;
    fellows += weight[vertexOf[own]] - classSize[own];
  }
  return [twins, fellows];
}

function combine({ graph, parameters }: KernelInput, partials: readonly Float64Array[], { graph: swept, drawn, population }: Sample): KernelOutput {
  const n = graph.nodeCount;
  const pairs = pairsSwept(partials, swept.vertexCount);
  const [twins, fellows] = pairsWithinVertices(swept);
  const connected = componentSizes({ graph }).reduce((sum, size) => sum + size - 1, 0);
  const met = pairs.reduce((sum, count) => sum + count, 0);
  // So that all add up to the pairs that are connected, whose number is known.
  const scale = met === 0 ? 0 : (connected - twins - fellows) / met;
  const values = pairs.map((count) => (count * scale) / 2);
  values[0] = (n * (n - 1) - connected) / 2;
  values[1] += twins / 2;
  values[2] += fellows / 2;
  const longest = values.findLastIndex((value, hops) => hops === 0 || value > 0);
  const known = values.subarray(0, longest + 1).slice();
  return {
    values: known,
    normalized: dividedBy(known, (n * (n - 1)) / 2),
    method: 'SAMPLED',
    iterations: drawn,
    converged: true,
    errorBound: drawn === 0 ? 0 : errorOf(pairs, scale, { nodeCount: n, drawn, population, delta: numberOf(parameters, 'delta') }),
  };
}

/** What any share of all pairs may be off by: the sample's error, and what scaling moved the shares by. */
function errorOf(pairs: Float64Array, scale: number, { nodeCount, drawn, population, delta }: { readonly nodeCount: number; readonly drawn: number; readonly population: number; readonly delta: number }): number {
  // The last mean, 0, stands for all distances that no author drawn is at.
  const means = Float64Array.from({ length: pairs.length + 1 }, (_, hops) => (hops < pairs.length ? pairs[hops] / drawn / (nodeCount - 1) : 0));
  const even = new Float64Array(means.length).fill(1 / (2 * nodeCount));
  const error = achievedError({ means, samples: drawn, plan: { above: even, below: even }, delta });
  const share = population / nodeCount;
  const ordered = nodeCount * (nodeCount - 1);
  return means.reduce((most, mean, hops) => Math.max(most, error * share + Math.abs(mean * share - ((pairs[hops] ?? 0) * scale) / ordered)), 0);
}

/**
 * The kernel: values at each distance, [0] the pairs that no way connects; normalised by all pairs. `iterations` is the
 * number of authors drawn. Reads `epsilon`, `delta`, `seed`. O((n + m) drawn / 512) for a level each.
 */
export const sampledDistances: BlockedKernel<Sample> = {
  kind: 'blocked',
  prepare,
  blockCount: (_, prepared) => sweepBlockCount(prepared),
  runBlock: (input, block, prepared) => sweepBlock(input, block, prepared),
  combine,
};
