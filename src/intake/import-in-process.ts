/** An import beside a long-running process: in a process of its own, so that what ends it, if only a fault in native code, ends nothing else. */
import { constants, setPriority } from 'node:os';
import { CorpusLockedError } from '../corpus/lock.js';
import type { ImportProgress, ImportReport } from '../snapshot/import.js';
import { startProcess } from '../threads/start.js';
import type { ImportMessage, ImportTask } from './import-process.js';

export interface ImportInProcessOptions extends ImportTask {
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

/** The process that imported ended before it answered: killed, out of memory, or by a fault of native code. */
export class ImportEndedError extends Error {
  override readonly name = 'ImportEndedError';
}

/** What runs an import; importInProcess, or in tests something quicker to start. */
export type ImportRunner = (options: ImportInProcessOptions) => Promise<ImportReport>;

/** Of what it writes on stderr by itself the last characters are told, such as those of V8 when memory is over. */
const LAST_WORDS = 2_000;

/**
 * Imports in a process of its own, which yields to whoever else wants the processor.
 * @throws CorpusLockedError at once where somebody else is writing; ImportEndedError where the process ended without an
 * answer; Error with the sentence of whatever else importFiles throws
 */
export const importInProcess: ImportRunner = ({ files, asked, options, actor, onProgress, onNotice, signal, endsBuilding = false, processEnds }) =>
  new Promise((resolve, reject) => {
    const task: ImportTask = { files, options, actor, ...(asked === undefined ? {} : { asked }) };
    const child = startProcess(new URL('./import-process.js', import.meta.url), { serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    if (child.pid !== undefined) yieldToOthers(child.pid);
    let phase: ImportProgress['phase'] = 'reading';
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said = `${said}${text}`.slice(-LAST_WORDS)));
    const endsNow = (): boolean => processEnds?.aborted === true || (endsBuilding && signal?.aborted === true);
    const stop = (): void => {
      if (phase !== 'reading' && endsNow()) child.kill('SIGKILL');
      else if (phase === 'reading' && child.connected) child.send('stop');
    };
    const signals = [signal, processEnds].filter((each) => each !== undefined);
    child.once('spawn', () => {
      child.send(task);
      if (signals.some(({ aborted }) => aborted)) stop();
    });
    for (const each of signals) each.addEventListener('abort', stop, { once: true });
    child.on('message', (message: ImportMessage) => {
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
    child.once('error', reject);
    // By then everything that it sent has come.
    child.once('close', (code, how) => {
      for (const each of signals) each.removeEventListener('abort', stop);
      const words = said.trim() === '' ? '' : `; it said: ${said.trim()}`;
      reject(new ImportEndedError(`the process that imported ended before it answered (${how ?? `exit code ${code}`})${words}`));
    });
  });

function yieldToOthers(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended, or the system does not let it: then it takes what it gets.
  }
}
