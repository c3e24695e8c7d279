/** The thread that writes the records of a large corpus, so that merging and resolving go on meanwhile. */
import { parentPort, workerData } from 'node:worker_threads';
import { RecordsDatabase, type TableName, type Value } from './records-database.js';

export type RecordsMessage = ReadonlyArray<readonly [TableName, readonly Value[]]> | 'complete' | 'close';
export interface RecordsReply {
  readonly kind: 'written' | 'completed' | 'closed' | 'failed';
  readonly error: string | null;
}

if (!parentPort) throw new Error('the thread that writes records is started by a RecordsWriter');
const port = parentPort;
const database = new RecordsDatabase(workerData as string);
const reply = (kind: RecordsReply['kind'], error: string | null = null): void => port.postMessage({ kind, error } satisfies RecordsReply);
let failed = false;

port.on('message', (message: RecordsMessage) => {
  if (message === 'close') {
    database.close();
    reply('closed');
    port.close();
    return;
  }
  if (failed) return;
  try {
    if (message === 'complete') {
      database.complete();
      reply('completed');
    } else {
      for (const [table, values] of message) database.insert(table, values);
      reply('written');
    }
  } catch (error) {
    failed = true;
    reply('failed', error instanceof Error ? error.message : String(error));
  }
});
