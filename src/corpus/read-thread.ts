/** The thread that reads a large file, so that what was read is stored meanwhile. */
import { parentPort, workerData } from 'node:worker_threads';
import { openFile } from '../sources/open.js';
import { sourceById } from '../sources/registry.js';
import { preparedBatches, type PreparedBatch } from './prepared.js';
import { itemsOf, type AboutFile } from './reading.js';

export interface ReadTask extends AboutFile {
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
const { path, format, batchItems, batchesAhead, ...about } = workerData as ReadTask;
const send = (message: ReadMessage): void => port.postMessage(message);
const flow = { underWay: 0, wake: (): void => undefined };
/** Resolves once the storing thread has taken so many batches that another may be sent. */
async function roomForAnother(): Promise<void> {
  while (flow.underWay >= batchesAhead) await new Promise<void>((resolve) => (flow.wake = resolve));
}
port.on('message', () => {
  flow.underWay -= 1;
  flow.wake();
});

try {
  const opened = await openFile(path);
  for await (const batch of preparedBatches(itemsOf(opened, sourceById(format), about), batchItems, () => opened.bytesRead())) {
    send({ kind: 'batch', batch });
    flow.underWay += 1;
    await roomForAnother();
  }
  send({ kind: 'end', sha256: await opened.sha256(), bytes: opened.bytesRead() });
} catch (error) {
  send({ kind: 'failed', error: error instanceof Error ? error.message : String(error) });
}
port.close();
