/** Whom an author might work with: the shape of the answer, and its order. */
import { isSameValue } from '../same-value.js';

export const SUGGESTION_METHODS = ['COMMON_NEIGHBOURS', 'JACCARD', 'ADAMIC_ADAR', 'RESOURCE_ALLOCATION', 'PERSONALISED_PAGERANK'] as const;
/** How non-collaborators are scored; the formulas are in two-hops.ts and personalised-pagerank.ts. */
export type SuggestionMethod = (typeof SUGGESTION_METHODS)[number];

export interface Suggestions {
  /** Nodes that are neither the author nor a collaborator and have a score above 0, best first, ties by ascending node. */
  readonly nodes: Uint32Array;
  /** Parallel to nodes. */
  readonly scores: Float64Array;
  /** A score is at most so much too small; 0 where scores are exact but for rounding, null where a cut leaves it unknown. */
  readonly errorBound: number | null;
  /** Collaborators through whom nobody was looked for, since the bound on work was reached; 0 where the answer is whole. */
  readonly collaboratorsLeftOut: number;
}

/** Nodes sorted at a time, and merged between two pauses. */
const SORTED_AT_ONCE = 2 ** 13;
const MERGED_PER_PIECE = 2 ** 17;

/**
 * The candidates with a score above 0 in order; scores equal but for rounding go by node. Yields every few milliseconds.
 * O(c log c).
 */
export function* ranked(candidates: Uint32Array, scoreOf: Float64Array): Generator<void, Pick<Suggestions, 'nodes' | 'scores'>, void> {
  const precedes = (a: number, b: number): number => scoreOf[b] - scoreOf[a] || a - b;
  const nodes = yield* mergeSorted(candidates.filter((node) => scoreOf[node] > 0), precedes);
  for (let start = 0; start < nodes.length; ) {
    let end = start + 1;
    while (end < nodes.length && isSameValue(scoreOf[nodes[end]], scoreOf[nodes[start]])) end++;
    nodes.subarray(start, end).sort();
    start = end;
  }
  return { nodes, scores: Float64Array.from(nodes, (node) => scoreOf[node]) };
}

/** Sorted runs of a fixed length, merged two by two until one is left. `precedes` is never 0 for two different nodes. */
function* mergeSorted(nodes: Uint32Array, precedes: (a: number, b: number) => number): Generator<void, Uint32Array, void> {
  let from = nodes;
  for (let start = 0; start < from.length; start += SORTED_AT_ONCE) {
    from.subarray(start, start + SORTED_AT_ONCE).sort(precedes);
    if (start > 0) yield;
  }
  let to: Uint32Array = new Uint32Array(from.length);
  let sincePause = 0;
  for (let run = SORTED_AT_ONCE; run < from.length; run *= 2) {
    for (let start = 0; start < from.length; start += 2 * run) {
      const [middle, end] = [Math.min(start + run, from.length), Math.min(start + 2 * run, from.length)];
      for (let at = start, left = start, right = middle; at < end; at++) {
        to[at] = right === end || (left < middle && precedes(from[left], from[right]) < 0) ? from[left++] : from[right++];
        if (++sincePause < MERGED_PER_PIECE) continue;
        sincePause = 0;
        yield;
      }
    }
    [from, to] = [to, from];
  }
  return from;
}
