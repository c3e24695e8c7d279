/** A file as batches of what is to be stored: read in this thread or, where it is large, in one of its own. */
import type { SourceItem } from '../records/record.js';
import { readItems, type OpenedFile, type TableSettings } from '../sources/open.js';
import type { Source } from '../sources/source.js';
import { startThread } from '../threads/start.js';
import { withOrigin, type FileOrigin } from './origins.js';
import { preparedBatches, type PreparedBatch } from './prepared.js';
import type { ReadMessage, ReadTask } from './read-thread.js';

/** Items of one transaction: what a killed import loses at most of what it has read. */
export const BATCH_ITEMS = 1_000;
/** From this size on, as stored, a thread of its own pays. */
export const LARGE_FILE_BYTES = 4 << 20;
const BATCHES_AHEAD = 4;
/**
 * Space for what has just been made, in MiB. A reader makes much that lives for a batch; with the default of 16 most of
 * it is copied twice before it dies, which was a third of the time of reading DBLP.
 */
const YOUNG_GENERATION_MB = 64;

export interface Reading {
  readonly batches: AsyncIterable<PreparedBatch>;
  /** SHA-256 of the file as stored, and its bytes; once the batches are at their end. */
  finish(): Promise<{ readonly sha256: string; readonly bytes: number }>;
}

/** What is known of a file besides its bytes. */
export interface AboutFile {
  /** Where it came from; undefined where that is unknown. */
  readonly origin: FileOrigin | undefined;
  /** How it is read where it is a table; undefined for the usual way. */
  readonly table: TableSettings | undefined;
}

/** The items of a file, with where it came from where that is known. */
export function itemsOf(opened: OpenedFile, source: Source, { origin, table }: AboutFile): AsyncIterable<SourceItem> {
  const items = readItems(opened, source, table);
  return origin === undefined ? items : withOrigin(items, origin);
}

/** Reads in this thread. */
export function readHere(opened: OpenedFile, items: AsyncIterable<SourceItem>): Reading {
  return {
    batches: preparedBatches(items, BATCH_ITEMS, () => opened.bytesRead()),
    finish: async () => ({ sha256: await opened.sha256(), bytes: Math.max(opened.size, opened.bytesRead()) }),
  };
}

/** Reads in a thread of its own, which ends with the file or when its batches are no longer asked for. */
export function readInThread(path: string, format: string, about: AboutFile): Reading {
  let end: { sha256: string; bytes: number } | null = null;
  async function* batches(): AsyncGenerator<PreparedBatch> {
    const task: ReadTask = { path, format, ...about, batchItems: BATCH_ITEMS, batchesAhead: BATCHES_AHEAD };
    const thread = startThread(new URL('./read-thread.js', import.meta.url), { workerData: task, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB } });
    const waiting: ReadMessage[] = [];
    let wake: (() => void) | null = null;
    const arrive = (message: ReadMessage): void => {
      waiting.push(message);
      wake?.();
    };
    thread.on('message', arrive);
    thread.on('error', (error) => arrive({ kind: 'failed', error: error.message }));
    thread.on('exit', () => arrive({ kind: 'failed', error: 'the thread that read it ended early' }));
    try {
      for (;;) {
        const message = waiting.shift();
        if (message === undefined) {
          await new Promise<void>((resolve) => (wake = resolve));
        } else if (message.kind === 'batch') {
          yield message.batch;
          thread.postMessage('stored', []);
        } else if (message.kind === 'end') {
          end = { sha256: message.sha256, bytes: message.bytes };
          return;
        } else throw new Error(`${path} could not be read: ${message.error}`);
      }
    } finally {
      await thread.terminate();
    }
  }
  return {
    batches: batches(),
    async finish() {
      if (end === null) throw new Error(`${path} was not read to its end`);
      return end;
    },
  };
}
