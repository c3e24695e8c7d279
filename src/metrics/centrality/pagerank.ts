/** PageRank of the undirected co-author graph, walked in proportion to strength. */
import type { CsrGraph } from '../../graph/types.js';
import type { KernelInput, KernelOutput, MetricDescriptor, ParameterDescriptor } from '../metric.js';
import { checkpoint } from '../kernel.js';
import { numberOf } from '../parameters.js';
import type { Relaxation } from './relaxation.js';
import { bestRelaxation } from './relaxation.js';
import type { Walk } from './walk.js';
import { edgeWalk, walkOn } from './walk.js';

const TOLERANCE = 1e-10;
/** Never reached for a damping of at most 0.99. */
const MAX_ITERATIONS = 10_000;

const DAMPING: ParameterDescriptor = {
  name: 'damping',
  description: 'Probability of walking on to a collaborator instead of jumping to a random author.',
  default: 0.85,
  accepts: [0, 0.99],
};

/**
 * Ranks by over-relaxed sweeps until one step of the power iteration would change them by at most 1e-10 in L1; that step
 * is then made. O((n + m) · iterations). `errorBound` is the L1 distance from the exact ranks that the last change
 * allows at most: change · d / (1 − d). Without nodes, no values. The graph's edges are walked along unless `walk` says otherwise.
 */
export function pageRank(
  graph: CsrGraph,
  damping: number,
  control: Pick<KernelInput, 'onProgress' | 'isCancelled'> = {},
  walk: Walk = edgeWalk(graph),
): KernelOutput {
  const n = graph.nodeCount;
  const diagonal = walk.totals;
  let resting = 0;
  let allStrength = 0;
  for (const total of diagonal) {
    if (total === 0) resting++;
    allStrength += total;
  }
  // Whoever rests has the rank `base`, and base = (1 − d + d · resting · base) / n.
  const base = (1 - damping) / (n - damping * resting);
  // Solved for rank / strength, whose matrix is symmetric; where damping is 1 it is the same for all.
  const shares = new Float64Array(n).fill(allStrength > 0 ? (1 - resting * base) / allStrength : 0);
  const next = new Float64Array(n);
  const relaxation = { base, factor: damping, diagonal, omega: bestRelaxation(damping) };
  const expected = expectedSweeps(damping);
  const pass = checkpoint(control, expected);
  let iterations = 0;
  let change = n === 0 ? 0 : Infinity;
  let enough = TOLERANCE;
  while (change > TOLERANCE && iterations < MAX_ITERATIONS) {
    let moved = Infinity;
    while (moved > enough && iterations < MAX_ITERATIONS) {
      pass(Math.min(iterations, expected - 1));
      moved = walk.relax(shares, relaxation);
      iterations++;
    }
    // The sweeps tell how far they moved, not how far off they are: that is measured by a step of the power iteration.
    change = powerStep(walk, shares, next, relaxation);
    iterations++;
    for (let place = 0; place < n; place++) if (diagonal[place] > 0) shares[place] = next[place] / diagonal[place];
    enough /= 4;
  }
  const values = new Float64Array(n);
  for (let place = 0; place < n; place++) values[walk.nodeAt(place)] = next[place];
  pass(expected);
  const errorBound = (change * damping) / (1 - damping);
  return { values, normalized: null, method: 'EXACT', iterations, converged: change <= TOLERANCE, errorBound };
}

/** Writes the ranks that one step makes of rank / strength, scaled so that the ranks before it sum to 1; returns the L1 change. */
function powerStep(walk: Walk, shares: Float64Array, next: Float64Array, { base, factor, diagonal }: Relaxation): number {
  let sum = 0;
  for (let place = 0; place < shares.length; place++) sum += diagonal[place] > 0 ? diagonal[place] * shares[place] : base;
  walk.multiply(shares, next);
  let resting = 0;
  for (let place = 0; place < shares.length; place++) if (diagonal[place] === 0) resting += base / sum;
  const teleport = (1 - factor + factor * resting) / shares.length;
  let change = 0;
  for (let place = 0; place < shares.length; place++) {
    next[place] = teleport + (factor * next[place]) / sum;
    const before = (diagonal[place] > 0 ? diagonal[place] * shares[place] : base) / sum;
    change += Math.abs(next[place] - before);
  }
  return change;
}

/** Sweeps that the tolerance takes where relaxation shrinks the error by ω − 1, with some to spare. */
function expectedSweeps(damping: number): number {
  return 4 + Math.ceil((1.4 * Math.log(TOLERANCE)) / Math.log(Math.max(bestRelaxation(damping) - 1, 1e-3)));
}

export const PAGERANK: MetricDescriptor = {
  id: 'PAGERANK',
  scope: 'AUTHOR',
  family: 'CENTRALITY',
  title: 'PageRank',
  definition:
    'Share of time that a random walker spends at the author: with probability `damping` she moves on to a collaborator chosen in proportion to strength, otherwise to any author, all equally likely; from an author without collaborators she always goes to any author. Sums to 1 over all authors. Iterated (by over-relaxed sweeps) until a step of the power iteration changes the ranks by at most 1e-10 in sum; the sum of the errors is then at most that change × damping / (1 − damping), see `errorBound`.',
  range: '(0, 1]',
  normalization: null,
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [DAMPING],
  complexity: 'O((n + m) · iterations)',
  reference: 'Page, Brin, Motwani & Winograd 1999, Stanford InfoLab 1999-66; Brin & Page 1998, doi:10.1016/S0169-7552(98)00110-X; sweeps: Young 1954, doi:10.1090/S0002-9947-1954-0059635-7',
  cost: (nodeCount, edgeCount, parameters) =>
    2 * (nodeCount + 2 * edgeCount) * expectedSweeps(typeof parameters.damping === 'number' ? parameters.damping : 0.85),
  onPapers: {
    cost: ({ nodeCount, papers, authorships }, parameters) => (4 * (nodeCount + papers) + 6 * authorships) * expectedSweeps(numberOf(parameters, 'damping')),
  },
  memory: (nodeCount, edgeCount) => 40 * nodeCount + 24 * edgeCount,
  kernel: { kind: 'whole', run: (input) => pageRank(input.graph, numberOf(input.parameters, 'damping'), input, walkOn(input)) },
};
