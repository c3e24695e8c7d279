/** A worker thread: runs one task at a time and answers each with one reply, progress reports in between. */
import { parentPort, workerData } from 'node:worker_threads';
import type { KernelInput, KernelOutput, MetricDescriptor } from '../metrics/metric.js';
import { PROGRESS_INTERVAL_MS, toPlainError } from './protocol.js';
import type { TaskMessage, WorkerData, WorkerReply } from './protocol.js';

interface Registry {
  metricById(id: string): MetricDescriptor | undefined;
}

if (!parentPort) throw new Error('the compute worker must be started by a ComputePool, as a worker thread');
const port = parentPort;
const registry = (await import((workerData as WorkerData).registryUrl)) as Registry;

/** Buffers to move instead of copying: those that belong to the array alone and are not shared. */
function movable(arrays: readonly (Float64Array | null)[]): ArrayBuffer[] {
  const buffers = arrays.flatMap((array) =>
    array && array.buffer instanceof ArrayBuffer && array.byteLength === array.buffer.byteLength ? [array.buffer] : [],
  );
  return [...new Set(buffers)];
}

function kernelInput(message: TaskMessage): KernelInput {
  let last = performance.now();
  return {
    ...message.input,
    isCancelled: () => Atomics.load(message.cancelFlag, 0) !== 0,
    onProgress: (share) => {
      const now = performance.now();
      if (now - last < PROGRESS_INTERVAL_MS) return;
      last = now;
      port.postMessage({ kind: 'PROGRESS', share } satisfies WorkerReply);
    },
  };
}

function replyOutput(output: KernelOutput): void {
  port.postMessage({ kind: 'OUTPUT', output } satisfies WorkerReply, movable([output.values, output.normalized]));
}

function perform(message: TaskMessage): void {
  const { metricId, task } = message;
  const metric = registry.metricById(metricId);
  if (!metric) throw new Error(`there is no metric ${metricId} in the registry`);
  const { kernel } = metric;
  const input = kernelInput(message);
  if (kernel.kind === 'whole') {
    replyOutput(kernel.run(input));
  } else if (task.kind === 'START') {
    port.postMessage({ kind: 'PLAN', blockCount: kernel.blockCount(input) } satisfies WorkerReply);
  } else if (task.kind === 'BLOCK') {
    const values = kernel.runBlock(input, task.block);
    port.postMessage({ kind: 'PARTIAL', block: task.block, values } satisfies WorkerReply, movable([values]));
  } else {
    replyOutput(kernel.combine(input, task.partials));
  }
}

port.on('message', (message: TaskMessage) => {
  try {
    perform(message);
  } catch (error) {
    port.postMessage({ kind: 'FAILED', error: toPlainError(error) } satisfies WorkerReply);
  }
});
