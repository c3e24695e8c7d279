/** How far the network's shortest paths run through one author. */
import { BETWEENNESS, exactBetweenness } from '../centrality/betweenness.js';
import { exactScalar } from '../kernel.js';
import type { KernelOutput, MetricDescriptor, Parameters } from '../metric.js';
import { defaultParameters } from '../parameters.js';

/** Σ (largest − own) / ((n − 1)²(n − 2) / 2), what a star's values sum to; NaN below three nodes. O(n). */
function centralization({ values }: KernelOutput): KernelOutput {
  const n = values.length;
  const inStar = ((n - 1) * (n - 1) * (n - 2)) / 2;
  const most = values.reduce((max, value) => Math.max(max, value), 0);
  const sum = values.reduce((total, value) => total + (most - value), 0);
  return exactScalar(n < 3 ? NaN : sum / inStar);
}

/** The exact betweenness that this metric ends otherwise: at its defaults for whatever this one does not take. */
function ofBetweenness(parameters: Parameters): Parameters {
  return { ...defaultParameters(BETWEENNESS), ...parameters, method: 'EXACT' };
}

const kernel: typeof exactBetweenness = {
  ...exactBetweenness,
  combine: (input, partials, prepared) => centralization(exactBetweenness.combine(input, partials, prepared)),
};

export const BETWEENNESS_CENTRALIZATION: MetricDescriptor = {
  id: 'BETWEENNESS_CENTRALIZATION',
  scope: 'NETWORK',
  family: 'NETWORK',
  title: 'Betweenness centralisation',
  definition:
    'Σ (largest betweenness − betweenness) over all authors, divided by its value in a star, (n − 1)²(n − 2) / 2: 1 for a star, 0 where all have the same betweenness. Betweenness as the metric `BETWEENNESS` defines it.',
  range: '[0, 1]',
  normalization: null,
  nullMeaning: 'the network has fewer than three authors',
  needs: 'PROJECTION',
  parameters: BETWEENNESS.parameters.filter(({ name }) => name === 'distance'),
  complexity: BETWEENNESS.complexity,
  reference: 'Freeman 1978, doi:10.1016/0378-8733(78)90021-7; Freeman 1977, doi:10.2307/3033543',
  cost: (nodeCount, edgeCount, parameters) => BETWEENNESS.cost(nodeCount, edgeCount, ofBetweenness(parameters)),
  memory: (nodeCount, edgeCount, parameters) => BETWEENNESS.memory?.(nodeCount, edgeCount, ofBetweenness(parameters)) ?? 0,
  bundle: (parameters) => BETWEENNESS.bundle?.(ofBetweenness(parameters)),
  kernel,
};
