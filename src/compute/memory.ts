/** What a computation will need of the machine's memory, and the refusal of what cannot fit. */
import { totalmem } from 'node:os';
import { bytesInMemory } from '../graph/shared-arrays.js';
import type { MetricDescriptor } from '../metrics/metric.js';
import type { SharedInput } from './protocol.js';

/** What kernels without an estimate of their own stay below (see MetricDescriptor.memory). */
const SCRATCH_BYTES_PER_NODE = 100;
const SCRATCH_BYTES_PER_EDGE = 16;
/** Of values and normalised values. */
const OUTPUT_BYTES_PER_VALUE = 16;

/** Estimated bytes, by what they are for. */
export interface MemoryEstimate {
  /** The input's arrays, shared by all threads; none for those on a mapped file, whose pages the system takes back as it needs. */
  readonly input: number;
  readonly output: number;
  readonly perThread: number;
}

/** Thrown (before anything is allocated) for a computation that the machine has not the memory for. */
export class MemoryRefusedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MemoryRefusedError';
  }
}

let askedLimit: number | null = null;

/**
 * Bytes that this process may use: the machine's, or less where the system constrains it (a container). The system is asked
 * once, since that takes longer than many a small metric.
 */
export function memoryLimit(): number {
  if (askedLimit !== null) return askedLimit;
  const constrained = process.constrainedMemory?.() ?? 0;
  // Without a constraint the system answers 0 or a number beyond all machines.
  askedLimit = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  return askedLimit;
}

/** Estimates what computing a metric needs. O(1). */
export function estimateMemory(descriptor: MetricDescriptor, { graph, incidence, selection, papersAsEdges, parameters }: SharedInput): MemoryEstimate {
  const values = descriptor.scope === 'AUTHOR' ? graph.nodeCount : descriptor.scope === 'COLLABORATION' ? 2 * graph.edgeCount : 1;
  // Where papers stand in for edges, they are nodes too, and authorships the edges.
  const nodeCount = papersAsEdges === undefined ? graph.nodeCount : graph.nodeCount + selection.keptPapers;
  const edgeCount = papersAsEdges === undefined ? graph.edgeCount : incidence.paperAuthors.length;
  return {
    input: bytesInMemory(graph) + bytesInMemory(incidence) + bytesInMemory(selection),
    output: values * OUTPUT_BYTES_PER_VALUE,
    perThread: descriptor.memory?.(nodeCount, edgeCount, parameters) ?? nodeCount * SCRATCH_BYTES_PER_NODE + edgeCount * SCRATCH_BYTES_PER_EDGE,
  };
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toPrecision(3)} GB`;
}

/**
 * Refuses a computation that will not fit.
 * @param threads how many threads may work on it; a kernel that runs in one go or in one block uses one
 * @param limit bytes that there are
 * @throws MemoryRefusedError with the need, the limit and, where fewer threads would fit, how many
 */
export function refuseWhatWillNotFit(descriptor: MetricDescriptor, input: SharedInput, threads: number, limit = memoryLimit()): void {
  const estimate = estimateMemory(descriptor, input);
  const { kernel } = descriptor;
  const working = kernel.kind === 'whole' || kernel.isSerial === true ? 1 : threads;
  const shared = estimate.input + estimate.output;
  const needed = shared + working * estimate.perThread;
  if (needed <= limit) return;
  const fitting = Math.floor((limit - shared) / estimate.perThread);
  const remedy = fitting >= 1 ? `with ${fitting} ${fitting === 1 ? 'thread' : 'threads'} it would fit` : 'choose a smaller graph or a machine with more memory';
  const parts = `${gigabytes(estimate.input)} for the graph, ${gigabytes(estimate.output)} for the values, ${gigabytes(estimate.perThread)} for each of ${working} ${working === 1 ? 'thread' : 'threads'}`;
  throw new MemoryRefusedError(`${descriptor.id} would need about ${gigabytes(needed)} (${parts}), but there are ${gigabytes(limit)}: ${remedy}`);
}
