/** The thread that reads a large file, so that what was read is stored meanwhile. */
import { parentPort, workerData } from 'node:worker_threads';
import { openFile, readItems } from '../sources/open.js';
import { sourceById } from '../sources/registry.js';
import { preparedBatches, type PreparedBatch } from './prepared.js';

export interface ReadTask {
  readonly path: string;
  /** Id of the format. */
  readonly format: string;
  readonly batchItems: number;
  /** Batches that may be under way to the storing thread. */
  readonly batchesAhead: number;
}
export type ReadMessage =
  | { readonly kind: 'batch'; readonly batch: PreparedBatch }
  | { readonly kind: 'end'; readonly sha256: string; readonly bytes: number }
  | { readonly kind: 'failed'; readonly error: string };

if (!parentPort) throw new Error('the thread that reads files is started by a FileReading');
const port = parentPort;
const { path, format, batchItems, batchesAhead } = workerData as ReadTask;
const send = (message: ReadMessage): void => port.postMessage(message);
let underWay = 0;
let wake: (() => void) | null = null;
port.on('message', () => {
  underWay -= 1;
  wake?.();
});

try {
  const opened = await openFile(path);
  for await (const batch of preparedBatches(readItems(opened, sourceById(format)), batchItems, () => opened.bytesRead())) {
    send({ kind: 'batch', batch });
    underWay += 1;
    while (underWay >= batchesAhead) await new Promise<void>((resolve) => (wake = resolve));
  }
  send({ kind: 'end', sha256: await opened.sha256(), bytes: opened.bytesRead() });
} catch (error) {
  send({ kind: 'failed', error: error instanceof Error ? error.message : String(error) });
}
port.close();
