/**
 * Collaborators' collaborators, scored by whom they have in common with an author. One walk over the collaborators'
 * rows counts for all candidates at once: Σ of the collaborators' degrees, never a pair of strangers.
 */
import type { CsrGraph } from '../../graph/types.js';
import type { SuggestionMethod, Suggestions } from './ranking.js';
import { ranked } from './ranking.js';

export type TwoHopMethod = Exclude<SuggestionMethod, 'PERSONALISED_PAGERANK'>;

/** Steps of a walk at most, some 100 ms. */
export const MAX_STEPS = 2e7;
/** Steps between two pauses, a few milliseconds. */
const STEPS_PER_PIECE = 5e5;

/** What a common collaborator of degree k ≥ 2 adds. */
const ADDED: Readonly<Record<TwoHopMethod, (degree: number) => number>> = {
  COMMON_NEIGHBOURS: () => 1,
  JACCARD: () => 1,
  ADAMIC_ADAR: (degree) => 1 / Math.log(degree),
  RESOURCE_ALLOCATION: (degree) => 1 / degree,
};

/**
 * Scores of everybody two hops from `source`, by the collaborators z that both have in common, k_z being z's degree:
 * - COMMON_NEIGHBOURS: their number (Newman 2001, doi:10.1103/PhysRevE.64.025102)
 * - JACCARD: their number over that of all who collaborate with either (Liben-Nowell & Kleinberg 2007, doi:10.1002/asi.20591)
 * - ADAMIC_ADAR: Σ 1/ln k_z (Adamic & Adar 2003, doi:10.1016/S0378-8733(03)00009-1)
 * - RESOURCE_ALLOCATION: Σ 1/k_z (Zhou, Lü & Zhang 2009, doi:10.1140/epjb/e2009-00335-8)
 *
 * Unweighted. It yields now and then, so that the caller can let others in between, and returns the answer.
 * O(Σ of the collaborators' degrees + c log c) for c candidates, O(n) memory. Collaborators are taken by ascending
 * degree, then by node, while the sum stays within `maxSteps`: those left out are the ones that say least.
 */
export function* twoHopSuggestions(graph: CsrGraph, source: number, method: TwoHopMethod, maxSteps = MAX_STEPS): Generator<void, Suggestions, void> {
  const { nodeCount, offsets, neighbours } = graph;
  const degree = (node: number): number => offsets[node + 1] - offsets[node];
  const known = neighbours.subarray(offsets[source], offsets[source + 1]);
  const excluded = new Uint8Array(nodeCount);
  excluded[source] = 1;
  for (const node of known) excluded[node] = 1;
  const scoreOf = new Float64Array(nodeCount);
  const found: number[] = [];
  const byDegree = known.slice().sort((a, b) => degree(a) - degree(b) || a - b);
  let steps = 0;
  let paused = 0;
  let taken = 0;
  for (; taken < byDegree.length; taken++) {
    const through = byDegree[taken];
    steps += degree(through);
    if (steps > maxSteps) break;
    // Of degree 1 it has no other collaborator than the author, so nothing is added.
    addThrough(graph, through, ADDED[method](degree(through)), excluded, scoreOf, found);
    if (steps - paused < STEPS_PER_PIECE) continue;
    paused = steps;
    yield;
  }
  const candidates = Uint32Array.from(found);
  if (method === 'JACCARD') for (const node of candidates) scoreOf[node] /= known.length + degree(node) - scoreOf[node];
  const collaboratorsLeftOut = byDegree.length - taken;
  return { ...(yield* ranked(candidates, scoreOf)), errorBound: collaboratorsLeftOut === 0 ? 0 : null, collaboratorsLeftOut };
}

/** Adds to everybody in the row of `through` who is not excluded; notes who had nothing before. */
function addThrough({ offsets, neighbours }: CsrGraph, through: number, added: number, excluded: Uint8Array, scoreOf: Float64Array, found: number[]): void {
  for (let slot = offsets[through], end = offsets[through + 1]; slot < end; slot++) {
    const candidate = neighbours[slot];
    if (excluded[candidate] === 1) continue;
    if (scoreOf[candidate] === 0) found.push(candidate);
    scoreOf[candidate] += added;
  }
}

/** A common neighbour of two nodes, by its slots in the rows of either. */
export interface CommonNeighbour {
  readonly node: number;
  readonly slotOfA: number;
  readonly slotOfB: number;
}

/** The common neighbours of two nodes, ascending. O(degrees of both). */
export function commonNeighbours({ offsets, neighbours }: Pick<CsrGraph, 'offsets' | 'neighbours'>, a: number, b: number): CommonNeighbour[] {
  const common: CommonNeighbour[] = [];
  for (let slotOfA = offsets[a], slotOfB = offsets[b]; slotOfA < offsets[a + 1] && slotOfB < offsets[b + 1]; ) {
    const [ofA, ofB] = [neighbours[slotOfA], neighbours[slotOfB]];
    if (ofA === ofB) common.push({ node: ofA, slotOfA, slotOfB });
    if (ofA <= ofB) slotOfA++;
    if (ofB <= ofA) slotOfB++;
  }
  return common;
}
