/** A worker thread: runs one task at a time and answers each with one reply, progress reports in between. */
import { getPriority, platform, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { BlockedKernel, KernelInput, KernelOutput, MetricDescriptor, Prepared } from '../metrics/metric.js';
import { sizeOf } from '../metrics/input-size.js';
import { decidedParameters } from '../metrics/parameters.js';
import { Borrower, opened, sealed } from './lent-arrays.js';
import { refuseWhatWillNotFit } from './memory.js';
import { PROGRESS_INTERVAL_MS, toPlainError } from './protocol.js';
import type { RoutineMessage, SharedInput, TaskMessage, WorkerData, WorkerMessage, WorkerReply } from './protocol.js';
import { ROUTINES } from './routines.js';
import type { RoutineControl } from './routines.js';
import { sharePrepared, sharedDeeply } from './shared-input.js';

interface Registry {
  metricById(id: string): MetricDescriptor | undefined;
}

if (!parentPort) throw new Error('the compute worker must be started by a ComputePool, as a worker thread');
const port = parentPort;
const { registryUrl, threads, memoryLimit, niceness } = workerData as WorkerData;
// Linux gives each thread a priority of its own, and 0 means the calling one; elsewhere it would be the whole process's.
if (niceness > 0 && platform() === 'linux') setPriority(0, Math.max(getPriority(0), niceness));
const registry = (await import(registryUrl)) as Registry;

const borrower = new Borrower((map, given) => port.postMessage({ kind: 'DROPPED', map, given } satisfies WorkerReply));

/** Buffers to move instead of copying: those that belong to the array alone and are not shared. */
function movable(arrays: readonly Float64Array[]): ArrayBuffer[] {
  const buffers = arrays.flatMap((array) =>
    array.buffer instanceof ArrayBuffer && array.byteLength === array.buffer.byteLength ? [array.buffer] : [],
  );
  return [...new Set(buffers)];
}

interface Kept {
  readonly input: SharedInput;
  readonly round: number;
  readonly prepared: Prepared;
}

/** What was first received of each job's present round: kernels keep scratch memory by these objects. */
const kept = new Map<number, Kept>();

function keptOf({ jobId, round, input, prepared }: TaskMessage, metric: MetricDescriptor): Kept {
  const known = kept.get(jobId);
  if (known?.round === round) return known;
  const fresh = { input: known?.input ?? decided(opened(input), metric), round, prepared: opened(prepared) };
  kept.set(jobId, fresh);
  return fresh;
}

/** With parameters as kernels need them. Every worker of a job decides alike: by the descriptor and the size of the graph alone. */
function decided(input: SharedInput, metric: MetricDescriptor): SharedInput {
  return { ...input, parameters: decidedParameters(metric, sizeOf(input), input.parameters) };
}

function controlOf({ cancelFlag }: TaskMessage | RoutineMessage): RoutineControl {
  let last = performance.now();
  return {
    isCancelled: () => Atomics.load(cancelFlag, 0) !== 0,
    onProgress: (share) => {
      const now = performance.now();
      if (now - last < PROGRESS_INTERVAL_MS) return;
      last = now;
      port.postMessage({ kind: 'PROGRESS', share } satisfies WorkerReply);
    },
  };
}

/** On shared memory: ranking and storing values then takes no copy on the main thread. */
function replyOutput(output: KernelOutput): void {
  port.postMessage({ kind: 'OUTPUT', output: sealed(sharedDeeply(output) as KernelOutput).value } satisfies WorkerReply);
}

function plan(kernel: BlockedKernel, input: KernelInput, prepared: Prepared, share: number): void {
  const shared = sharePrepared(prepared);
  const blockCount = kernel.blockCount(input, shared);
  port.postMessage({ kind: 'PLAN', blockCount, prepared: sealed(shared).value, share } satisfies WorkerReply);
}

function perform(message: TaskMessage): void {
  const { metricId, task } = message;
  const metric = registry.metricById(metricId);
  if (!metric) throw new Error(`there is no metric ${metricId} in the registry`);
  const { kernel } = metric;
  const known = keptOf(message, metric);
  const input: KernelInput = { ...known.input, ...controlOf(message) };
  if (task.kind === 'START') refuseWhatWillNotFit(metric, known.input, threads, memoryLimit ?? undefined);
  if (kernel.kind === 'whole') {
    replyOutput(kernel.run(input));
  } else if (task.kind === 'START') {
    plan(kernel, input, kernel.prepare?.(input) ?? {}, 0);
  } else if (task.kind === 'BLOCK') {
    const values = kernel.runBlock(input, task.block, known.prepared);
    port.postMessage({ kind: 'PARTIAL', block: task.block, values } satisfies WorkerReply, movable([values]));
  } else {
    const next = kernel.nextRound?.(input, task.partials, known.prepared) ?? null;
    if (next === null) replyOutput(kernel.combine(input, task.partials, known.prepared));
    else plan(kernel, input, next.prepared, next.share);
  }
}

/** The table types each routine by its name; here any may come. */
async function performRoutine(message: RoutineMessage): Promise<void> {
  const routine = ROUTINES[message.routine] as (given: unknown, control: RoutineControl) => unknown;
  const result = sharedDeeply(await routine(opened(message.given), controlOf(message)));
  port.postMessage({ kind: 'RESULT', result: sealed(result).value } satisfies WorkerReply);
}

function fail(error: unknown): void {
  port.postMessage({ kind: 'FAILED', error: toPlainError(error) } satisfies WorkerReply);
}

port.on('message', (message: WorkerMessage) => {
  if (message.kind === 'FORGET') {
    kept.delete(message.jobId);
    return;
  }
  borrower.receive(message.lent);
  if (message.kind === 'ROUTINE') {
    performRoutine(message).catch(fail);
  } else {
    try {
      perform(message);
    } catch (error) {
      fail(error);
    }
  }
});
