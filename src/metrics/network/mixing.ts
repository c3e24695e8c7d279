/** How unequal the authors' places are, and whether like collaborates with like. */
import type { CsrGraph } from '../../graph/types.js';
import { collaboratorsOf, collaboratorsOnPapersCost } from '../centrality/degree.js';
import { degrees } from '../kernel.js';
import { networkMetric } from './network-metric.js';

/**
 * Pearson correlation of the degrees at the two ends of the edges; NaN where all ends have one degree or there is no
 * edge. Moments about the mean, so that no digits are lost to cancellation. O(n + m).
 */
function degreeAssortativity(graph: CsrGraph): number {
  const { nodeCount, offsets, neighbours } = graph;
  const degree = degrees(graph);
  const ends = neighbours.length;
  let total = 0;
  for (const d of degree) total += d * d;
  const mean = total / ends;
  let variance = 0;
  let covariance = 0;
  for (let node = 0; node < nodeCount; node++) {
    const deviation = degree[node] - mean;
    variance += degree[node] * deviation * deviation;
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) covariance += deviation * (degree[neighbours[slot]] - mean);
  }
  return variance > 0 ? covariance / variance : NaN;
}

export const DEGREE_ASSORTATIVITY = networkMetric(
  {
    id: 'DEGREE_ASSORTATIVITY',
    title: 'Degree assortativity',
    definition:
      'Pearson correlation, over all collaborations of the network in both directions, of the numbers of collaborators of the two ends. Positive where the well connected collaborate among themselves.',
    range: '[−1, 1]',
    nullMeaning: 'there is no collaboration, or all authors who have one have equally many',
    reference: 'Newman 2002, doi:10.1103/PhysRevLett.89.208701',
  },
  ({ graph }) => degreeAssortativity(graph),
);

export const DEGREE_CENTRALIZATION = networkMetric(
  {
    id: 'DEGREE_CENTRALIZATION',
    title: 'Degree centralisation',
    definition: 'Σ (largest degree − degree) over all authors, divided by its value in a star, (n − 1)(n − 2): 1 for a star, 0 where all have equally many collaborators.',
    range: '[0, 1]',
    nullMeaning: 'the network has fewer than three authors',
    onPapers: { cost: collaboratorsOnPapersCost },
    reference: 'Freeman 1978, doi:10.1016/0378-8733(78)90021-7',
  },
  (input) => {
    const n = input.graph.nodeCount;
    if (n < 3) return NaN;
    const values = collaboratorsOf(input);
    const most = values.reduce((max, degree) => Math.max(max, degree), 0);
    return values.reduce((total, degree) => total + most - degree, 0) / ((n - 1) * (n - 2));
  },
);
