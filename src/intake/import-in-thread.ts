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
  /** Ends the reading after the batch in hand, and the building at once, whatever `endsBuilding` says. */
  readonly processEnds?: AbortSignal;
}

/** What runs an import; importInThread, or in tests something quicker to start. */
export type ImportRunner = (options: ImportInThreadOptions) => Promise<ImportReport>;

/**
 * Imports in a thread of its own.
 * @throws CorpusLockedError at once where somebody else is writing; Error with the sentence of whatever else importFiles throws
 */
export const importInThread: ImportRunner = ({ files, asked, options, actor, onProgress, onNotice, signal, endsBuilding = false, processEnds }) =>
  new Promise((resolve, reject) => {
    const task: ImportTask = { files, options, actor, ...(asked === undefined ? {} : { asked }) };
    const thread = startThread(new URL('./import-thread.js', import.meta.url), { workerData: task });
    let phase: ImportProgress['phase'] = 'reading';
    const endsNow = (): boolean => processEnds?.aborted === true || (endsBuilding && signal?.aborted === true);
    const stop = (): void => {
      if (phase === 'reading' || !endsNow()) thread.postMessage('stop', []);
      else void thread.terminate();
    };
    const signals = [signal, processEnds].filter((each) => each !== undefined);
    if (signals.some(({ aborted }) => aborted)) stop();
    for (const each of signals) each.addEventListener('abort', stop, { once: true });
    thread.on('message', (message: ImportMessage) => {
      if (message.kind === 'progress') {
        phase = message.step.phase;
        onProgress?.(message.step);
        // Asked to end while the reading came to its end by itself.
        if (phase !== 'reading' && endsNow()) stop();
      } else if (message.kind === 'notice') onNotice?.(message.sentence);
      else if (message.kind === 'done') resolve(message.report);
      else if (message.kind === 'locked') reject(new CorpusLockedError(message.message));
      else reject(Object.assign(new Error(message.message), message.stack === null ? {} : { stack: message.stack }));
    });
    thread.once('error', reject);
    thread.once('exit', () => {
      for (const each of signals) each.removeEventListener('abort', stop);
      reject(new Error('the thread that imported ended before it answered'));
    });
  });
