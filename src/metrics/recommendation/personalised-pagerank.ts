/** Where a walk that keeps returning to an author is found: closeness by all ways at once, however long. */
import type { CsrGraph } from '../../graph/types.js';
import type { Suggestions } from './ranking.js';
import { ranked } from './ranking.js';

/** The walk goes on with this probability, as PAGERANK's does, and else returns to the author. */
export const DAMPING = 0.85;
/** Steps along collaborations at most, some 300 ms. */
export const MAX_PUSH_STEPS = 2e7;
/** The answer is good enough once so little of the walk is undecided. */
const TOLERANCE = 1e-8;
/** Residues are pushed on while above a share of the node's strength; the share is lowered by this factor, round by round. */
const SHARPER = 0.1;
/** Steps between two pauses, a few milliseconds. */
const STEPS_PER_PIECE = 2e5;

/** What is decided of the walk, and what is not yet: π = decided + what spreads from the residues. */
interface Walk {
  readonly decided: Float64Array;
  readonly residue: Float64Array;
  /** Nodes that anything was ever handed to, in the order of reaching. */
  readonly reached: number[];
  /** [n] 1 for those in `reached`. */
  readonly isReached: Uint8Array;
  /** [n] 1 for those whose residue is waiting to be pushed on. */
  readonly isQueued: Uint8Array;
  steps: number;
  /** Σ of the residues, up to rounding. */
  undecided: number;
}

/**
 * The share π(v) of its time that a walk from `source` spends at each node v: it goes on along a collaboration in
 * proportion to strength with probability DAMPING, and else returns to `source`. Scores are π of all who are no
 * collaborators (Liben-Nowell & Kleinberg 2007, doi:10.1002/asi.20591, rooted PageRank).
 *
 * By forward push (Andersen, Chung & Lang 2006, doi:10.1109/FOCS.2006.44) with thresholds that sharpen round by round.
 * With residues at most ε·s_v, s being total strengths, each score is at most ε·s_v and at most the sum of all residues
 * too small, never too large (as π_u(v)·s_u = π_v(u)·s_v on undirected graphs); `errorBound` is the largest such bound
 * of anybody who might be suggested. It ends with a sum of residues of 1e-8 or after `maxSteps`, whichever comes first: a walk is followed
 * no farther than that, however large the network. Yields now and then as twoHopSuggestions does.
 * @param strengths [n] total strength of each node
 */
export function* pagerankSuggestions(
  graph: CsrGraph,
  strengths: Float64Array,
  source: number,
  maxSteps = MAX_PUSH_STEPS,
): Generator<void, Suggestions, void> {
  const { nodeCount, offsets, neighbours } = graph;
  const walk: Walk = {
    decided: new Float64Array(nodeCount),
    residue: new Float64Array(nodeCount),
    reached: [source],
    isReached: new Uint8Array(nodeCount),
    isQueued: new Uint8Array(nodeCount),
    steps: 0,
    undecided: 1,
  };
  walk.residue[source] = 1;
  walk.isReached[source] = 1;
  const known = neighbours.subarray(offsets[source], offsets[source + 1]);
  // Without collaborators there is nowhere to go: all of the walk is at the source.
  if (known.length === 0) walk.undecided = walk.residue[source] = 0;
  for (let threshold = SHARPER / strengths[source]; walk.undecided > TOLERANCE && walk.steps < maxSteps; threshold *= SHARPER) {
    yield* pushRound(graph, strengths, walk, threshold, maxSteps);
  }
  const isExcluded = new Uint8Array(nodeCount);
  isExcluded[source] = 1;
  for (const node of known) isExcluded[node] = 1;
  const candidates = Uint32Array.from(walk.reached.filter((node) => isExcluded[node] === 0));
  return { ...(yield* ranked(candidates, walk.decided)), errorBound: errorBound(walk, strengths, isExcluded), collaboratorsLeftOut: 0 };
}

/** The largest bound of anybody who might be suggested, reached or not. O(n). */
function errorBound({ reached, residue, undecided }: Walk, strengths: Float64Array, isExcluded: Uint8Array): number {
  // Not the threshold: a round may end before all residues are below it.
  let perStrength = 0;
  for (const node of reached) if (residue[node] > 0) perStrength = Math.max(perStrength, residue[node] / strengths[node]);
  let strongest = 0;
  for (let node = 0; node < strengths.length; node++) if (isExcluded[node] === 0 && strengths[node] > strongest) strongest = strengths[node];
  return Math.min(undecided, perStrength * strongest);
}

/** Pushes residues on, first come first served, until none exceeds its node's share or the steps are used up. */
function* pushRound(graph: CsrGraph, strengths: Float64Array, walk: Walk, threshold: number, maxSteps: number): Generator<void, void, void> {
  const { isQueued } = walk;
  let queue = walk.reached.filter((node) => walk.residue[node] > threshold * strengths[node]);
  for (const node of queue) isQueued[node] = 1;
  let paused = walk.steps;
  while (queue.length > 0 && walk.steps < maxSteps && walk.undecided > TOLERANCE) {
    const next: number[] = [];
    for (const node of queue) {
      isQueued[node] = 0;
      push(graph, strengths, walk, node, threshold, next);
      if (walk.steps >= maxSteps) break;
      if (walk.steps - paused < STEPS_PER_PIECE) continue;
      paused = walk.steps;
      yield;
    }
    queue = next;
  }
  // Summed anew, so that what was subtracted piece by piece does not gather rounding.
  walk.undecided = walk.reached.reduce((sum, node) => sum + walk.residue[node], 0);
}

/** Decides a share of the residue at a node and hands the rest to its neighbours in proportion to strength. */
function push(graph: CsrGraph, strengths: Float64Array, walk: Walk, node: number, threshold: number, next: number[]): void {
  const { offsets, neighbours, strength } = graph;
  const { decided, residue, reached, isReached, isQueued } = walk;
  const own = residue[node];
  residue[node] = 0;
  decided[node] += (1 - DAMPING) * own;
  walk.undecided -= (1 - DAMPING) * own;
  const perStrength = (DAMPING * own) / strengths[node];
  for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
    const neighbour = neighbours[slot];
    if (isReached[neighbour] === 0) {
      isReached[neighbour] = 1;
      reached.push(neighbour);
    }
    residue[neighbour] += perStrength * strength[slot];
    if (isQueued[neighbour] === 1 || residue[neighbour] <= threshold * strengths[neighbour]) continue;
    isQueued[neighbour] = 1;
    next.push(neighbour);
  }
  walk.steps += offsets[node + 1] - offsets[node];
}
