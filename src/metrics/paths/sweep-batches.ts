/**
 * How the sources of a sweep are laid out as lanes. A batch has eight words of 64 lanes; a lane of a word stands for as many
 * authors as the word's weight says, so that authors with the same distances share lanes and arrivals are counted by
 * words. A vertex of five authors has a lane in a word of weight 4 and one in a word of weight 1.
 */
import { sourceOrder } from './source-order.js';
import type { SweepGraph } from './sweep-graph.js';

export const WORDS_PER_BATCH = 8;
const LANES_PER_WORD = 64;

/** Word w holds lanes wordStarts[w] … wordStarts[w+1] − 1, bit by bit; batch b the words batchStarts[b] … batchStarts[b+1] − 1. */
export interface SweepBatches {
  /** [lanes] the vertex that a lane starts from. */
  readonly laneVertices: Uint32Array;
  readonly wordStarts: Uint32Array;
  /** [words] authors per lane. */
  readonly wordWeights: Uint32Array;
  readonly batchStarts: Uint32Array;
  /** [batches] component of the batch. */
  readonly components: Uint32Array;
  /** [batches] share of the work: vertices and edges of the component. */
  readonly work: Float64Array;
}

interface Word {
  readonly weight: number;
  readonly vertices: readonly number[];
  /** Where its middle lane stands in the order of the sources. */
  readonly middle: number;
}

/** Lays the vertices of all components out as lanes, a batch never across components. O(v log v + edges). */
export function sweepBatches(graph: SweepGraph): SweepBatches {
  const { offsets, componentStarts } = graph;
  const laneVertices: number[] = [];
  const wordStarts = [0];
  const wordWeights: number[] = [];
  const batchStarts = [0];
  const components: number[] = [];
  const work: number[] = [];
  for (let component = 0; component + 1 < componentStarts.length; component++) {
    const [from, to] = [componentStarts[component], componentStarts[component + 1]];
    // A component of one vertex is a clique: there is nowhere to go.
    if (to - from === 1) continue;
    const words = wordsOf(graph, sourceOrder(graph, component, WORDS_PER_BATCH * LANES_PER_WORD));
    for (let at = 0; at < words.length; at += WORDS_PER_BATCH) {
      for (const { weight, vertices } of words.slice(at, at + WORDS_PER_BATCH)) {
        for (const vertex of vertices) laneVertices.push(vertex);
        wordStarts.push(laneVertices.length);
        wordWeights.push(weight);
      }
      batchStarts.push(wordWeights.length);
      components.push(component);
      work.push(to - from + offsets[to] - offsets[from]);
    }
  }
  return {
    laneVertices: Uint32Array.from(laneVertices),
    wordStarts: Uint32Array.from(wordStarts),
    wordWeights: Uint32Array.from(wordWeights),
    batchStarts: Uint32Array.from(batchStarts),
    components: Uint32Array.from(components),
    work: Float64Array.from(work),
  };
}

/** Words of one weight each, in the order of their middle lanes, so that the searches of a batch overlap. */
function wordsOf({ weight }: SweepGraph, order: Uint32Array): Word[] {
  const placesByWeight = new Map<number, number[]>();
  order.forEach((vertex, place) => {
    for (let left = weight[vertex]; left > 0;) {
      const piece = largestPiece(left);
      const places = placesByWeight.get(piece);
      if (places === undefined) placesByWeight.set(piece, [place]);
      else places.push(place);
      left -= piece;
    }
  });
  const words: Word[] = [];
  for (const [piece, places] of placesByWeight) {
    for (let at = 0; at < places.length; at += LANES_PER_WORD) {
      const own = places.slice(at, at + LANES_PER_WORD);
      words.push({ weight: piece, vertices: own.map((place) => order[place]), middle: own[own.length >> 1] });
    }
  }
  return words.toSorted((a, b) => a.middle - b.middle || a.weight - b.weight);
}

/** The largest of 1, 2, 3, 4, 6, 8, 12, 16, … that is not above `weight`: few weights, and few pieces of each vertex. */
function largestPiece(weight: number): number {
  const power = 2 ** (31 - Math.clz32(weight));
  return power >= 2 && power * 1.5 <= weight ? power * 1.5 : power;
}
