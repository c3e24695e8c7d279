/** A kernel made of one for each method that its `method` parameter can ask for. */
import type { BlockedKernel, Kernel, KernelInput, MetricMethod } from './metric.js';

/**
 * The kernel that does what the kernel of `parameters.method` does. Throws a TypeError where there is none: AUTO must have been
 * decided before, as runMetric and the pool do (see decidedParameters).
 */
export function kernelByMethod(kernels: Readonly<Partial<Record<MetricMethod, Kernel>>>): BlockedKernel {
  const chosen = ({ parameters }: KernelInput): BlockedKernel => {
    const kernel = kernels[parameters.method as MetricMethod];
    if (kernel === undefined) throw new TypeError(`parameter "method" is ${String(parameters.method)}, but there are kernels for ${Object.keys(kernels).join(', ')} only; pass the output of decidedParameters.`);
    if (kernel.kind === 'whole') throw new TypeError(`the kernel for method ${String(parameters.method)} runs in one go, but only blocked ones can stand beside each other.`);
    return kernel;
  };
  return {
    kind: 'blocked',
    prepare: (input) => chosen(input).prepare?.(input) ?? {},
    blockCount: (input, prepared) => chosen(input).blockCount(input, prepared),
    runBlock: (input, block, prepared) => chosen(input).runBlock(input, block, prepared),
    nextRound: (input, partials, prepared) => chosen(input).nextRound?.(input, partials, prepared) ?? null,
    combine: (input, partials, prepared) => chosen(input).combine(input, partials, prepared),
  };
}
