/**
 * Kernels of metrics made of the communities of a graph. Finding them is the work, so it is the one block of all these
 * metrics: whoever wants several on one graph has it done once (`bundle`).
 */
import type { BlockedKernel, KernelInput, KernelOutput, MetricDescriptor, Parameters } from '../metric.js';
import { blockRange } from '../paths/source-blocks.js';
import { COMMUNITY_PARAMETERS, communityCost, communityLabels, communityMemory } from './algorithms.js';

/** What the descriptors of all these metrics have in common. */
export const COMMUNITY_BASED = {
  needs: 'PROJECTION',
  parameters: COMMUNITY_PARAMETERS,
  cost: communityCost,
  memory: communityMemory,
  bundle: (parameters: Parameters) => ['communities', ...COMMUNITY_PARAMETERS.map(({ name }) => parameters[name])].join(' '),
} as const satisfies Partial<MetricDescriptor>;

/**
 * A kernel of what `make` makes of the communities of the nodes, which are numbered as numberedBySize has it. The cost and errors of
 * the algorithm, and those of `make`.
 */
export function communityKernel(make: (input: KernelInput, labels: Int32Array) => KernelOutput): BlockedKernel {
  return {
    kind: 'blocked',
    isSerial: true,
    blockCount: () => 1,
    runBlock(input, block) {
      blockRange(0, 1, block);
      return Float64Array.from(communityLabels(input));
    },
    combine: (input, [labels]) => make(input, Int32Array.from(labels)),
  };
}
