/** PageRank of the undirected co-author graph, walked in proportion to strength. */
import { sharedArray } from '../../graph/shared-arrays.js';
import type { CsrGraph } from '../../graph/types.js';
import { checkpoint, signedView } from '../kernel.js';
import type { KernelInput, KernelOutput, MetricDescriptor, ParameterDescriptor } from '../metric.js';
import { numberOf } from '../parameters.js';
import { paperWalkSystem } from '../papers/paper-walk.js';
import { papersOf } from '../papers/papers.js';
import { totalStrengths } from './degree.js';
import { localGraph } from './local-graph.js';
import type { WalkSystem } from './walk-system.js';
import { plainWalkSystem, walkSystem } from './walk-system.js';

/**
 * What the errors may sum to: so far below what values are told apart by (same-value.ts) that authors of one rank in truth have one
 * here. The solver's sweep treats equal authors differently by their numbers, and the error of one is up to some ten times the mean.
 */
const TOLERANCE = 2e-14;
/** Where rounding lets the errors shrink no further (authors of a million collaborators), a step may at most change so much. */
const CHANGE_BY_ROUNDING = 1e-10;
/** Never reached for a damping of at most 0.99. */
const MAX_ITERATIONS = 10_000;

const DAMPING: ParameterDescriptor = {
  name: 'damping',
  description: 'Probability of walking on to a collaborator instead of jumping to a random author.',
  default: 0.85,
  accepts: [0, 0.99],
};

/**
 * Beyond so many, memory is what a pass takes: then it is worth while to number nodes such that neighbours lie close together, and a copy
 * for WebAssembly saves no more.
 */
const MOST_ENTRIES_IN_PLACE = 2 ** 23;

/**
 * Ranks by conjugate gradients (see walk-system.ts) until one step of the power iteration changes them so little that they are within
 * 2e-14 of the exact ranks in L1, or rounding lets them come no closer. On a shared array. O((n + m) · iterations), an iteration being
 * a pass over all entries. `errorBound` is the L1 distance from the exact ranks that the last change allows at most:
 * change · d / (1 − d), but for the rounding of sums. Without nodes, no values.
 */
export function pageRank(
  graph: CsrGraph,
  damping: number,
  control: Pick<KernelInput, 'onProgress' | 'isCancelled'> = {},
  { system, nodeAt }: PlacedSystem = fastestSystem(graph, damping),
): KernelOutput {
  const n = graph.nodeCount;
  const { diagonal, solution, residual, products } = system;
  let resting = 0;
  let allStrength = 0;
  for (let place = 0; place < n; place++) {
    if (diagonal[place] === 0) resting++;
    allStrength += diagonal[place];
  }
  // Whoever rests has the rank `base`, and base = (1 − d + d · resting · base) / n.
  const base = (1 - damping) / (n - damping * resting);
  // Solved for rank / strength, whose matrix is symmetric; where damping is 1 it is the same for all.
  const share = allStrength > 0 ? (1 - resting * base) / allStrength : 0;
  for (let place = 0; place < n; place++) {
    solution[place] = share;
    residual[place] = base - (1 - damping) * share * diagonal[place];
  }
  const expected = expectedIterations(damping);
  const pass = checkpoint(control, expected);
  const values = sharedArray(Float64Array, n);
  const step = { base, damping };
  let iterations = 0;
  const enough = changeWithin(TOLERANCE, damping);
  let change = n === 0 ? 0 : Infinity;
  let before = Infinity;
  // Each time a quarter is asked for; where that does not even halve the change, the rest is rounding.
  for (let asked = enough; change > enough && change <= before / 2 && iterations < MAX_ITERATIONS; asked /= 4) {
    before = change;
    iterations += solve(system, asked, MAX_ITERATIONS - iterations, (done) => pass(Math.min(iterations + done, expected - 1)));
    // The residual is carried along by recurrence: how far off the ranks are is measured by a step of the power iteration.
    change = powerStep(system, step, (place, rank) => (values[nodeAt === null ? place : nodeAt[place]] = rank));
    iterations++;
    for (let place = 0; place < n; place++) residual[place] = diagonal[place] === 0 ? 0 : base + damping * products[place] - diagonal[place] * solution[place];
  }
  pass(expected);
  const errorBound = (change * damping) / (1 - damping);
  return { values, normalized: null, method: 'EXACT', iterations, converged: change <= CHANGE_BY_ROUNDING, errorBound };
}

/** The L1 change by a step of the power iteration that leaves ranks within `distance` of the exact ones. */
function changeWithin(distance: number, damping: number): number {
  return (distance * (1 - damping)) / Math.max(damping, 0.01);
}

/** A system, and the node of each of its places; null where places are nodes. */
export interface PlacedSystem {
  readonly system: WalkSystem;
  readonly nodeAt: Int32Array | null;
}

function fastestSystem(graph: CsrGraph, damping: number): PlacedSystem {
  if (graph.neighbours.length > MOST_ENTRIES_IN_PLACE) return renumberedSystem(graph, damping);
  const rows = { nodeCount: graph.nodeCount, offsets: signedView(graph.offsets), neighbours: signedView(graph.neighbours), strength: graph.strength };
  return { system: walkSystem(rows, totalStrengths(graph), damping), nodeAt: null };
}

/** The system of a large graph, in TypeScript. O(n + m) time, beside the system 12 bytes a node and 8 to 24 an edge. */
export function renumberedSystem(graph: CsrGraph, damping: number): PlacedSystem {
  const totals = totalStrengths(graph);
  const local = localGraph(graph, true);
  return { system: plainWalkSystem(local, totals.map((_, place) => totals[local.nodeAt[place]]), damping), nodeAt: local.nodeAt };
}

/** Conjugate gradients from the residual that is there, until it is at most `enough` by its estimate; returns the passes made. */
function solve(system: WalkSystem, enough: number, most: number, onPass: (done: number) => void): number {
  let squares = system.begin();
  let passes = 1;
  for (let beta = 0; squares > 0 && passes < most; passes++) {
    onPass(passes);
    system.turn(beta);
    const left = system.step(squares / system.product());
    if (system.lastMoved() <= enough) return passes + 1;
    beta = left / squares;
    squares = left;
  }
  return passes;
}

/** Hands on the ranks that one step makes of rank / strength; returns the L1 change. The ranks sum to 1 as nearly as they are exact. */
function powerStep(
  system: WalkSystem,
  { base, damping }: { readonly base: number; readonly damping: number },
  onRank: (place: number, rank: number) => void,
): number {
  const { diagonal, solution, products } = system;
  system.multiply();
  let change = 0;
  for (let place = 0; place < solution.length; place++) {
    const rank = base + damping * products[place];
    onRank(place, rank);
    if (diagonal[place] > 0) change += Math.abs(rank - diagonal[place] * solution[place]);
  }
  return change;
}

/** Passes that the tolerance takes, with some to spare: the error shrinks at least as fast as for eigenvalues spread from 1 − d² to 1. */
function expectedIterations(damping: number): number {
  const spread = Math.sqrt(1 - damping * damping);
  const shrinking = Math.max((1 - spread) / (1 + spread), 1e-3);
  return 4 + Math.ceil(Math.log(changeWithin(TOLERANCE, damping)) / Math.log(shrinking));
}

export const PAGERANK: MetricDescriptor = {
  id: 'PAGERANK',
  scope: 'AUTHOR',
  family: 'CENTRALITY',
  title: 'PageRank',
  definition:
    'Share of time that a random walker spends at the author: with probability `damping` she moves on to a collaborator chosen in proportion to strength, otherwise to any author, all equally likely; from an author without collaborators she always goes to any author. Sums to 1 over all authors. Iterated (by preconditioned conjugate gradients) until the sum of the errors is at most 2e-14, so that authors who are equal in truth share a rank, or rounding lets them shrink no further. That sum is at most what a last step of the power iteration changes × damping / (1 − damping), see `errorBound`; `converged` says that this step changed at most 1e-10.',
  range: '(0, 1]',
  normalization: null,
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [DAMPING],
  complexity: 'O((n + m) · iterations)',
  reference: 'Page, Brin, Motwani & Winograd 1999, Stanford InfoLab 1999-66; Brin & Page 1998, doi:10.1016/S0169-7552(98)00110-X; solver: Hestenes & Stiefel 1952, doi:10.6028/jres.049.044; Eisenstat 1981, doi:10.1137/0902001',
  cost: (nodeCount, edgeCount, parameters) =>
    2 * (nodeCount + 2 * edgeCount) * expectedIterations(typeof parameters.damping === 'number' ? parameters.damping : 0.85),
  memory: (nodeCount, edgeCount) => 92 * nodeCount + 24 * edgeCount,
  onPapers: {
    cost: ({ nodeCount, papers, authorships }, parameters) => (4 * (nodeCount + papers) + 8 * authorships) * expectedIterations(numberOf(parameters, 'damping')),
  },
  kernel: {
    kind: 'whole',
    run: (input) => {
      const damping = numberOf(input.parameters, 'damping');
      const papers = papersOf(input);
      return pageRank(input.graph, damping, input, papers === null ? undefined : { system: paperWalkSystem(papers, damping), nodeAt: null });
    },
  },
};
