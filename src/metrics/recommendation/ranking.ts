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

/** The candidates with a score above 0 in order; scores equal but for rounding go by node. O(c log c). */
export function ranked(candidates: Uint32Array, scoreOf: Float64Array): Pick<Suggestions, 'nodes' | 'scores'> {
  const nodes = candidates.filter((node) => scoreOf[node] > 0).sort((a, b) => scoreOf[b] - scoreOf[a] || a - b);
  for (let start = 0; start < nodes.length; ) {
    let end = start + 1;
    while (end < nodes.length && isSameValue(scoreOf[nodes[end]], scoreOf[nodes[start]])) end++;
    nodes.subarray(start, end).sort();
    start = end;
  }
  return { nodes, scores: Float64Array.from(nodes, (node) => scoreOf[node]) };
}
