/**
 * Sums of distances to sampled authors instead of all (Eppstein & Wang 2004, doi:10.7155/jgaa.00081), by the sweep that serves all
 * (hop-sweep.ts): its lanes start from the sample. Since hops are the same both ways, each search counts for everybody
 * it reaches.
 */
import { randomBelow, seededRandom } from '../../graph/prng.js';
import type { EdgeSource } from '../papers/papers.js';
import type { DistanceFolds, PreparedSweep } from './hop-sweep.js';
import { combinedSweep, sweepGraphOf } from './hop-sweep.js';
import type { SweepBatches } from './sweep-batches.js';
import { WORDS_PER_BATCH } from './sweep-batches.js';
import type { SweepGraph } from './sweep-graph.js';

const LANES_PER_WORD = 64;
const LANES = WORDS_PER_BATCH * LANES_PER_WORD;

export interface SampledSweep extends PreparedSweep {
  /** Sources drawn in each sampled component, with replacement. */
  readonly sources: number;
  /** [v] authors of the component of each vertex where it is sampled, 0 where all its authors are sources. */
  readonly sampledFrom: Float64Array;
}

/**
 * Draws `sources` authors of each component that has more of them; of others all are taken. Each component has a random
 * stream of its own. O(n + m + sources).
 */
export function prepareSampledSweep(input: EdgeSource, sources: number, seed: number): SampledSweep {
  const swept = sweepGraphOf(input);
  const { vertexCount, componentStarts, weight, offsets } = swept;
  const sampledFrom = new Float64Array(vertexCount);
  const layout = { laneVertices: [] as number[], wordStarts: [0], wordWeights: [] as number[], batchStarts: [0], components: [] as number[], work: [] as number[] };
  for (let component = 0; component + 1 < componentStarts.length; component++) {
    const [from, to] = [componentStarts[component], componentStarts[component + 1]];
    if (to - from === 1) continue;
    let authors = 0;
    for (let vertex = from; vertex < to; vertex++) authors += weight[vertex];
    const isSampled = authors > sources;
    if (isSampled) sampledFrom.fill(authors, from, to);
    const lanes = isSampled ? drawnVertices(swept, from, to, sources, seed, component) : everyVertex(swept, from, to);
    for (let at = 0; at < lanes.length; at += LANES) {
      const end = Math.min(at + LANES, lanes.length);
      for (let word = at; word < end; word += LANES_PER_WORD) {
        for (let lane = word; lane < Math.min(word + LANES_PER_WORD, end); lane++) layout.laneVertices.push(lanes[lane]);
        layout.wordStarts.push(layout.laneVertices.length);
        layout.wordWeights.push(1);
      }
      layout.batchStarts.push(layout.wordWeights.length);
      layout.components.push(component);
      layout.work.push(to - from + offsets[to] - offsets[from]);
    }
  }
  return { graph: swept, batches: typedLayout(layout), sources, sampledFrom };
}

function typedLayout(layout: { readonly [K in keyof SweepBatches]: readonly number[] }): SweepBatches {
  return {
    laneVertices: Uint32Array.from(layout.laneVertices),
    wordStarts: Uint32Array.from(layout.wordStarts),
    wordWeights: Uint32Array.from(layout.wordWeights),
    batchStarts: Uint32Array.from(layout.batchStarts),
    components: Uint32Array.from(layout.components),
    work: Float64Array.from(layout.work),
  };
}

/** The vertex of each author of a component. */
function everyVertex({ weight }: SweepGraph, from: number, to: number): number[] {
  const vertices: number[] = [];
  for (let vertex = from; vertex < to; vertex++) for (let i = 0; i < weight[vertex]; i++) vertices.push(vertex);
  return vertices;
}

/** The vertices of `count` authors drawn with replacement, in ascending order. */
function drawnVertices(graph: SweepGraph, from: number, to: number, count: number, seed: number, stream: number): Uint32Array {
  const { weight } = graph;
  const authorsBefore = new Float64Array(to - from + 1);
  for (let vertex = from; vertex < to; vertex++) authorsBefore[vertex - from + 1] = authorsBefore[vertex - from] + weight[vertex];
  const random = seededRandom(seed, stream);
  const drawn = Float64Array.from({ length: count }, () => randomBelow(random, authorsBefore[to - from])).sort();
  let vertex = from;
  return Uint32Array.from(drawn, (author) => {
    while (authorsBefore[vertex - from + 1] <= author) vertex++;
    return vertex;
  });
}

/** Folds of the distances to the sources drawn, scaled up to all authors; what is known exactly is not scaled. O(blocks × v + n). */
export function combinedSample(partials: readonly Float64Array[], prepared: SampledSweep): DistanceFolds {
  return combinedSweep(partials.map((partial) => scaledUp(partial, prepared)), prepared);
}

function scaledUp(partial: Float64Array, { sampledFrom, sources }: SampledSweep): Float64Array {
  const scaled = partial.slice();
  for (let vertex = 0; vertex < sampledFrom.length; vertex++) {
    if (sampledFrom[vertex] === 0) continue;
    scaled[3 * vertex] *= sampledFrom[vertex] / sources;
    scaled[3 * vertex + 1] *= sampledFrom[vertex] / sources;
  }
  return scaled;
}

/** [vertices sampled] of each the mean over the sources of what stands at `fold` (0 Σ d, 1 Σ 1/d), and the longest distance met at all. */
export function sampleMeans(partials: readonly Float64Array[], { graph: { weight }, sampledFrom, sources }: SampledSweep, fold: 0 | 1): { readonly means: Float64Array; readonly longest: number; readonly vertices: Uint32Array } {
  const vertices = Uint32Array.from(sampledFrom.keys()).filter((vertex) => sampledFrom[vertex] > 0 && weight[vertex] > 0);
  let longest = 0;
  const means = Float64Array.from(vertices, (vertex) => {
    let sum = 0;
    for (const partial of partials) {
      sum += partial[3 * vertex + fold];
      longest = Math.max(longest, partial[3 * vertex + 2]);
    }
    return sum / sources;
  });
  return { means, longest, vertices };
}
