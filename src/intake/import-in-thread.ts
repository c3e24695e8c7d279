/** An import off the event loop. */
import { CorpusLockedError } from '../corpus/lock.js';
import { startThread } from '../corpus/thread.js';
import type { ImportProgress, ImportReport } from '../snapshot/import.js';
import type { ImportMessage, ImportTask } from './import-thread.js';

export interface ImportInThreadOptions extends ImportTask {
  /** Called with what the log should know. */
  readonly onNotice?: (sentence: string) => void;
  readonly onProgress?: (step: ImportProgress) => void;
  /** Ends the reading after the batch in hand; an import that is building its snapshot already goes on to its end. */
  readonly signal?: AbortSignal;
  /**
   * Whether the signal ends an import that is building its snapshot, too: for a process that ends. What was read is in the
   * corpus, the snapshot before goes on serving, and the next import builds the one that follows.
   */
  readonly endsBuilding?: boolean;
}

/** What runs an import; importInThread, or in tests something quicker to start. */
export type ImportRunner = (options: ImportInThreadOptions) => Promise<ImportReport>;

/**
 * Imports in a thread of its own.
 * @throws CorpusLockedError at once where somebody else is writing; Error with the sentence of whatever else importFiles throws
 */
export const importInThread: ImportRunner = ({ files, options, actor, onProgress, onNotice, signal, endsBuilding = false }) =>
  new Promise((resolve, reject) => {
    const task: ImportTask = { files, options, actor };
    const thread = startThread(new URL('./import-thread.js', import.meta.url), { workerData: task });
    let phase: ImportProgress['phase'] = 'reading';
    const stop = (): void => {
      if (phase === 'reading' || !endsBuilding) thread.postMessage('stop', []);
      else void thread.terminate();
    };
    if (signal?.aborted === true) stop();
    else signal?.addEventListener('abort', stop, { once: true });
    thread.on('message', (message: ImportMessage) => {
      if (message.kind === 'progress') {
        phase = message.step.phase;
        onProgress?.(message.step);
        // Asked to end while the reading came to its end by itself.
        if (phase !== 'reading' && endsBuilding && signal?.aborted === true) stop();
      } else if (message.kind === 'notice') onNotice?.(message.sentence);
      else if (message.kind === 'done') resolve(message.report);
      else if (message.kind === 'locked') reject(new CorpusLockedError(message.message));
      else reject(Object.assign(new Error(message.message), message.stack === null ? {} : { stack: message.stack }));
    });
    thread.once('error', reject);
    thread.once('exit', () => {
      signal?.removeEventListener('abort', stop);
      reject(new Error('the thread that imported ended before it answered'));
    });
  });
