/** Networks of papers, large and small, for tests of betweenness, and all searches of a plan at once. */
import * as fc from 'fast-check';
import { seededRandom } from '../../src/graph/prng.js';
import type { CsrGraph } from '../../src/graph/types.js';
import type { BatchSearches } from '../../src/metrics/paths/batch-searches.js';
import type { SearchPlan } from '../../src/metrics/reduction/search-plan.js';
import type { Edge } from '../helpers/graphs.js';
import { slotBack } from './plain-searches.js';

export const cliqueEdges = (authors: readonly number[]): Edge[] => authors.flatMap((a) => authors.filter((b) => a < b).map((b): Edge => [a, b]));
export const upTo = (n: number, from = 0): number[] => Array.from({ length: n }, (_, i) => from + i);

/** Small teams of few people: blocks, twins, side vertices and what is left of them. */
export const teams = fc
  .integer({ min: 2, max: 24 })
  .chain((n) => fc.tuple(fc.constant(n), fc.array(fc.uniqueArray(fc.integer({ min: 0, max: n - 1 }), { minLength: 2, maxLength: 5 }), { maxLength: 18 })));

/** A network of papers as the field's are: most authors on one or two of them. */
export function paperNetwork(n: number, papers: number, seed: number): Edge[] {
  const random = seededRandom(seed);
  return Array.from({ length: papers }, () =>
    cliqueEdges([...new Set(Array.from({ length: 2 + Math.floor(3 * random() ** 2) }, () => Math.floor(n * random() ** 1.5)))]),
  ).flat();
}

export const ring = (n: number): Edge[] => upTo(n).map((i): Edge => [i, (i + 1) % n]);
/** Layers of three, each member linked to two of the next: no twins, no side vertices, 2^layers shortest paths. */
export const braid = (layers: number): Edge[] =>
  upTo(layers - 1).flatMap((layer) => upTo(3).flatMap((i) => upTo(3).filter((j) => j !== i).map((j): Edge => [3 * layer + i, 3 * layer + 3 + j])));

/** A length for each edge, the same both ways, parallel to the graph's neighbours. */
export function randomLengths(graph: CsrGraph, length: () => number): Float64Array {
  const lengths = new Float64Array(graph.neighbours.length);
  lengths.forEach((known, slot) => {
    if (known === 0) lengths[slot] = lengths[slotBack(graph, slot)] = length();
  });
  return lengths;
}

/** All batches from the start, and the same in two goes, the second by a fresh start in the middle. */
export function sumsOf(made: SearchPlan, searches: BatchSearches): { whole: Float64Array; inTwo: Float64Array } {
  const run = (from: number, to: number): Float64Array => {
    searches.begin(from);
    for (let batch = from; batch < to; batch++) searches.run(batch);
    return searches.sums();
  };
  const middle = Math.floor(made.work.length / 2);
  const second = run(middle, made.work.length);
  const first = run(0, middle);
  return { whole: run(0, made.work.length), inTwo: first.map((sum, node) => sum + second[node]) };
}
