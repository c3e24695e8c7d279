/** Making a kernel's input such that any number of threads read it in place. */
import { toShared } from '../graph/shared-arrays.js';
import type { TypedArray } from '../graph/shared-arrays.js';
import type { Prepared } from '../metrics/metric.js';
import type { SharedInput } from './protocol.js';

/**
 * Copies of arrays that were not shared, by the original: jobs on one graph copy it once, and the copy goes with it.
 */
const sharedCopies = new WeakMap<TypedArray, TypedArray>();

function isTypedArray(value: unknown): value is TypedArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function shareArrays<T extends object>(holder: T): T {
  const entries = Object.entries(holder).map(([name, value]: [string, unknown]) => {
    if (!isTypedArray(value)) return [name, value] as const;
    const shared = sharedCopies.get(value) ?? toShared(value);
    if (shared !== value) sharedCopies.set(value, shared);
    return [name, shared] as const;
  });
  return Object.fromEntries(entries) as T;
}

/** What was prepared, with every typed array in it, however deep, on a SharedArrayBuffer. */
export function sharePrepared(prepared: Prepared): Prepared {
  return Object.fromEntries(Object.entries(prepared).map(([name, part]) => [name, sharedDeeply(part)]));
}

/** Plain data with every typed array in it, however deep, on a SharedArrayBuffer. */
export function sharedDeeply(value: unknown): unknown {
  if (isTypedArray(value)) return toShared(value);
  if (Array.isArray(value)) return value.map(sharedDeeply);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return sharePrepared(value as Prepared);
}

/**
 * The input with every typed array on a SharedArrayBuffer: those that are stay as they are, others are copied, each
 * once as long as it lives (so an array must not be written to after its first job).
 */
export function shareInput(input: SharedInput): SharedInput {
  return {
    incidence: shareArrays(input.incidence),
    selection: shareArrays(input.selection),
    graph: shareArrays(input.graph),
    ...(input.papersAsEdges === undefined ? {} : { papersAsEdges: input.papersAsEdges }),
    parameters: input.parameters,
  };
}
