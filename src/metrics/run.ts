/** Runs a metric in the calling thread: the plain way, and the yardstick for any parallel one. */
import { sizeOf } from './input-size.js';
import type { KernelInput, KernelOutput, MetricDescriptor, Parameters } from './metric.js';
import { decidedParameters } from './parameters.js';

/**
 * Computes a metric in this thread, blocks one after another: the same bits as on any number of workers.
 * `parameters` may leave out what has a default and leave open what the metric decides. Throws a RangeError for bad parameters and a CancelledError when
 * `isCancelled` says so; progress is reported over all blocks.
 */
export function runMetric(
  descriptor: MetricDescriptor,
  input: Omit<KernelInput, 'parameters'>,
  parameters: Parameters = {},
): KernelOutput {
  const complete: KernelInput = { ...input, parameters: decidedParameters(descriptor, sizeOf(input), parameters) };
  const { kernel } = descriptor;
  if (kernel.kind === 'whole') return kernel.run(complete);
  const { onProgress } = input;
  let prepared = kernel.prepare?.(complete) ?? {};
  for (let done = 0; ; ) {
    const blocks = kernel.blockCount(complete, prepared);
    const from = done;
    const withProgress = (block: number): KernelInput =>
      onProgress === undefined ? complete : { ...complete, onProgress: (share) => onProgress(from + ((1 - from) * (block + share)) / blocks) };
    const partials = Array.from({ length: blocks }, (_, block) => kernel.runBlock(withProgress(block), block, prepared));
    const next = kernel.nextRound?.(complete, partials, prepared) ?? null;
    if (next === null) return kernel.combine(complete, partials, prepared);
    prepared = next.prepared;
    done = next.share;
  }
}
