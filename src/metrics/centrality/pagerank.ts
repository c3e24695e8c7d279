/** PageRank of the undirected co-author graph, walked in proportion to strength. */
import type { CsrGraph } from '../../graph/types.js';
import type { KernelInput, KernelOutput, MetricDescriptor, ParameterDescriptor } from '../metric.js';
import { checkpoint } from '../kernel.js';
import { numberOf } from '../parameters.js';
import { totalStrengths } from './degree.js';

const TOLERANCE = 1e-10;
/** Never reached for a damping of at most 0.99: the change shrinks at least by the damping at each step. */
const MAX_ITERATIONS = 10_000;

const DAMPING: ParameterDescriptor = {
  name: 'damping',
  description: 'Probability of walking on to a collaborator instead of jumping to a random author.',
  default: 0.85,
  accepts: [0, 0.99],
};

/**
 * Ranks by power iteration until the L1 change is at most 1e-10. O((n + m) · iterations).
 * `errorBound` is the L1 distance from the exact ranks that the last change allows at most: change · d / (1 − d).
 */
export function pageRank(
  graph: CsrGraph,
  damping: number,
  control: Pick<KernelInput, 'onProgress' | 'isCancelled'> = {},
): KernelOutput {
  const { nodeCount: n, offsets, neighbours, strength } = graph;
  const total = totalStrengths(graph);
  const share = new Float64Array(n);
  let ranks = new Float64Array(n).fill(1 / n);
  let next = new Float64Array(n);
  let change = n === 0 ? 0 : Infinity;
  let iterations = 0;
  const expected = damping > 0 ? Math.ceil(Math.log(TOLERANCE / 2) / Math.log(damping)) : 1;
  const pass = checkpoint(control, expected);
  while (change > TOLERANCE && iterations < MAX_ITERATIONS) {
    pass(Math.min(iterations, expected - 1));
    let resting = 0;
    for (let node = 0; node < n; node++) {
      if (total[node] > 0) share[node] = ranks[node] / total[node];
      else resting += ranks[node];
    }
    const base = (1 - damping + damping * resting) / n;
    change = 0;
    for (let node = 0; node < n; node++) {
      let received = 0;
      for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) received += strength[slot] * share[neighbours[slot]];
      next[node] = base + damping * received;
      change += Math.abs(next[node] - ranks[node]);
    }
    [ranks, next] = [next, ranks];
    iterations++;
  }
  pass(expected);
  const errorBound = (change * damping) / (1 - damping);
  return { values: ranks, normalized: null, method: 'EXACT', iterations, converged: change <= TOLERANCE, errorBound };
}

export const PAGERANK: MetricDescriptor = {
  id: 'PAGERANK',
  scope: 'AUTHOR',
  family: 'CENTRALITY',
  title: 'PageRank',
  definition:
    'Share of time that a random walker spends at the author: with probability `damping` she moves on to a collaborator chosen in proportion to strength, otherwise to any author, all equally likely; from an author without collaborators she always goes to any author. Sums to 1 over all authors. Iterated until the sum of absolute changes is at most 1e-10; the sum of the errors is then at most the last change × damping / (1 − damping), see `errorBound`.',
  range: '(0, 1]',
  normalization: null,
  nullMeaning: null,
  needs: 'PROJECTION',
  parameters: [DAMPING],
  complexity: 'O((n + m) · iterations)',
  reference: 'Page, Brin, Motwani & Winograd 1999, Stanford InfoLab 1999-66; Brin & Page 1998, doi:10.1016/S0169-7552(98)00110-X',
  cost: (nodeCount, edgeCount, parameters) => {
    const damping = typeof parameters.damping === 'number' && parameters.damping > 0 ? parameters.damping : 0.85;
    return (nodeCount + 2 * edgeCount) * Math.ceil(Math.log(TOLERANCE / 2) / Math.log(damping));
  },
  kernel: { kind: 'whole', run: (input) => pageRank(input.graph, numberOf(input.parameters, 'damping'), input) },
};
