/** What kernels share: the shape of their answers, and the checkpoint at which they report progress and can be stopped. */
import { sharedArray } from '../graph/shared-arrays.js';
import type { CsrGraph } from '../graph/types.js';
import type { Kernel, KernelInput, KernelOutput } from './metric.js';
import { CancelledError } from './metric.js';

const REPORT_EVERY_MS = 250;

/** An exact answer that needed no iteration. `normalized`, where given, is parallel to `values`. O(1). */
export function exact(values: Float64Array, normalized: Float64Array | null = null): KernelOutput {
  return { values, normalized, method: 'EXACT', iterations: null, converged: null, errorBound: null };
}

/** An exact single value, the shape of a NETWORK metric; NaN where undefined. */
export function exactScalar(value: number): KernelOutput {
  return exact(Float64Array.of(value));
}

/** A kernel that computes an exact array (with its normalised form, if any) in one go. */
export function wholeKernel(run: (input: KernelInput) => KernelOutput): Kernel {
  return { kind: 'whole', run };
}

/** A kernel of a NETWORK metric computed in one go; the function returns the value, NaN where undefined. */
export function scalarKernel(run: (input: KernelInput) => number): Kernel {
  return { kind: 'whole', run: (input) => exactScalar(run(input)) };
}

/**
 * `values` divided by `divisor`; all 0 where the divisor is not positive (a graph too small to have anything to
 * normalise by, such as n − 1 = 0). NaN stays NaN. On a shared array, which no thread has to copy. O(n).
 */
export function dividedBy(values: Float64Array, divisor: number): Float64Array {
  const quotients = sharedArray(Float64Array, values.length);
  if (divisor > 0) for (let i = 0; i < values.length; i++) quotients[i] = values[i] / divisor;
  else for (let i = 0; i < values.length; i++) quotients[i] = Number.isNaN(values[i]) ? NaN : 0;
  return quotients;
}

/**
 * Makes the function that a kernel calls between units of work: it throws a CancelledError once the caller has lost
 * interest, and reports `done / total` at most four times a second, and always at the end.
 */
export function checkpoint(input: Pick<KernelInput, 'onProgress' | 'isCancelled'>, total: number): (done: number) => void {
  const { onProgress, isCancelled } = input;
  let nextReport = performance.now() + REPORT_EVERY_MS;
  return (done) => {
    if (isCancelled?.() === true) throw new CancelledError();
    if (onProgress === undefined) return;
    if (done < total) {
      const now = performance.now();
      if (now < nextReport) return;
      nextReport = now + REPORT_EVERY_MS;
    }
    onProgress(total > 0 ? Math.min(1, done / total) : 1);
  };
}

/** Number of neighbours of each node, as values, on a shared array. O(n). */
export function degrees(graph: CsrGraph): Float64Array {
  const result = sharedArray(Float64Array, graph.nodeCount);
  for (let node = 0; node < graph.nodeCount; node++) result[node] = graph.offsets[node + 1] - graph.offsets[node];
  return result;
}

/** The same memory as signed 32-bit numbers, which the engine reads and indexes with fastest: nodes and entries stay below 2^31. O(1). */
export function signedView(array: Uint32Array): Int32Array {
  return new Int32Array(array.buffer, array.byteOffset, array.length);
}
