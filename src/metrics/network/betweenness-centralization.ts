/** How far the network's shortest paths run through one author. */
import { BETWEENNESS } from '../centrality/betweenness.js';
import { exactScalar } from '../kernel.js';
import type { Kernel, KernelInput, KernelOutput, MetricDescriptor } from '../metric.js';
import { defaultParameters } from '../parameters.js';

/** Σ (largest − own) / ((n − 1)²(n − 2) / 2), what a star's values sum to; NaN below three nodes. O(n). */
function centralization({ values }: KernelOutput): KernelOutput {
  const n = values.length;
  const inStar = ((n - 1) * (n - 1) * (n - 2)) / 2;
  const most = values.reduce((max, value) => Math.max(max, value), 0);
  const sum = values.reduce((total, value) => total + (most - value), 0);
  return exactScalar(n < 3 ? NaN : sum / inStar);
}

/** Betweenness' parameters in full: those of it that this metric does not take have their defaults, and it is exact. */
function forBetweenness(input: KernelInput): KernelInput {
  return { ...input, parameters: { ...defaultParameters(BETWEENNESS), ...input.parameters, method: 'EXACT' } };
}

/** The kernel of betweenness with another ending. */
function endedAs(kernel: Kernel, end: (output: KernelOutput) => KernelOutput): Kernel {
  if (kernel.kind === 'whole') return { kind: 'whole', run: (input) => end(kernel.run(forBetweenness(input))) };
  return {
    kind: 'blocked',
    prepare: (input) => kernel.prepare?.(forBetweenness(input)) ?? {},
    blockCount: (input, prepared) => kernel.blockCount(forBetweenness(input), prepared),
    runBlock: (input, block, prepared) => kernel.runBlock(forBetweenness(input), block, prepared),
    nextRound: (input, partials, prepared) => kernel.nextRound?.(forBetweenness(input), partials, prepared) ?? null,
    combine: (input, partials, prepared) => end(kernel.combine(forBetweenness(input), partials, prepared)),
  };
}

/** Betweenness' own estimates, at its defaults for whatever this metric does not take. */
const estimates: Pick<MetricDescriptor, 'cost' | 'memory'> = {
  cost: (nodeCount, edgeCount, parameters) => BETWEENNESS.cost(nodeCount, edgeCount, { ...defaultParameters(BETWEENNESS), ...parameters, method: 'EXACT' }),
  ...('memory' in BETWEENNESS && {
    memory: (nodeCount, edgeCount, parameters) => BETWEENNESS.memory?.(nodeCount, edgeCount, { ...defaultParameters(BETWEENNESS), ...parameters, method: 'EXACT' }) ?? 0,
  }),
};

export const BETWEENNESS_CENTRALIZATION: MetricDescriptor = {
  ...estimates,
  id: 'BETWEENNESS_CENTRALIZATION',
  scope: 'NETWORK',
  family: 'NETWORK',
  title: 'Betweenness centralisation',
  definition:
    'Σ (largest betweenness − betweenness) over all authors, divided by its value in a star, (n − 1)²(n − 2) / 2: 1 for a star, 0 where all have the same betweenness. Betweenness as BETWEENNESS defines it.',
  range: '[0, 1]',
  normalization: null,
  nullMeaning: 'the network has fewer than three authors',
  needs: 'PROJECTION',
  parameters: BETWEENNESS.parameters.filter(({ name }) => name === 'distance'),
  complexity: BETWEENNESS.complexity,
  reference: 'Freeman 1978, doi:10.1016/0378-8733(78)90021-7; Freeman 1977, doi:10.2307/3033543',
  kernel: endedAs(BETWEENNESS.kernel, centralization),
};
