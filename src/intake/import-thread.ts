/** The thread in which a long-running process imports, so that whatever else it does is not slowed: one import, then it ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Actor } from '../callers/audit-entry.js';
import { audited, AuditLog } from '../callers/audit-log.js';
import { CorpusLockedError } from '../corpus/lock.js';
import { detailsOfImport } from '../snapshot/change-details.js';
import { importFiles, type ImportOptions, type ImportProgress, type ImportReport } from '../snapshot/import.js';

export interface ImportTask {
  /** Files, folders and globs. */
  readonly files: readonly string[];
  /** The same as whoever asked said it, for the audit log; the files themselves where absent. */
  readonly asked?: readonly string[];
  /** Whom the corpus's audit log names. */
  readonly actor: Actor;
  readonly options: Pick<ImportOptions, 'dataDir' | 'format' | 'threads'>;
}

export type ImportMessage =
  | { readonly kind: 'progress'; readonly step: ImportProgress }
  /** A sentence for the log. */
  | { readonly kind: 'notice'; readonly sentence: string }
  | { readonly kind: 'done'; readonly report: ImportReport }
  | { readonly kind: 'locked'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string | null };

/** Progress of one phase is told no more often, in ms. */
const TOLD_EVERY_MS = 100;

if (!parentPort) throw new Error('the thread that imports is started by importInThread');
const port = parentPort;
const { files, asked = files, options, actor } = workerData as ImportTask;
const send = (message: ImportMessage): void => port.postMessage(message, []);
const abort = new AbortController();
port.once('message', () => abort.abort());
// The port alone is no reason to go on living.
port.unref();

let toldPhase: string | null = null;
let toldAt = 0;
function tell(step: ImportProgress): void {
  const now = performance.now();
  if (step.phase === toldPhase && now - toldAt < TOLD_EVERY_MS) return;
  toldPhase = step.phase;
  toldAt = now;
  send({ kind: 'progress', step });
}

function failure(error: unknown): ImportMessage {
  if (error instanceof CorpusLockedError) return { kind: 'locked', message: error.message };
  return error instanceof Error ? { kind: 'failed', message: error.message, stack: error.stack ?? null } : { kind: 'failed', message: String(error), stack: null };
}

function work(): Promise<ImportReport> {
  const told = { ...options, signal: abort.signal, onProgress: tell };
  // Without files it completes what another import, which the audit log tells of, had begun.
  if (files.length === 0) return importFiles(files, told);
  const trail = new AuditLog(options.dataDir, (sentence) => send({ kind: 'notice', sentence }));
  return audited(trail, actor, 'IMPORT', { arguments: [...asked] }, (beforeChange) => importFiles(files, { ...told, beforeChange }), detailsOfImport);
}

send(await work().then((report): ImportMessage => ({ kind: 'done', report }), failure));
