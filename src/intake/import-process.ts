/** The process in which a long-running one imports, so that whatever else it does goes on whatever happens here: one import, then it ends. */
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

if (process.send === undefined) throw new Error('the process that imports is started by importInProcess');
const abort = new AbortController();
const send = (message: ImportMessage): void => void process.send?.(message);
// Whoever would hear how it ends has ended: what was read is kept, and the lock must not outlive the service that asked.
process.once('disconnect', () => process.exit(1));
// A terminal's interrupt goes to the service, which says what becomes of its import.
process.on('SIGINT', () => undefined);

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

function work({ files, asked = files, options, actor }: ImportTask): Promise<ImportReport> {
  const told = { ...options, signal: abort.signal, onProgress: tell };
  // Without files it completes what another import, which the audit log tells of, had begun.
  if (files.length === 0) return importFiles(files, told);
  const trail = new AuditLog(options.dataDir, (sentence) => send({ kind: 'notice', sentence }));
  return audited(trail, actor, 'IMPORT', { arguments: [...asked] }, (beforeChange) => importFiles(files, { ...told, beforeChange }), detailsOfImport);
}

process.once('message', (task: ImportTask) => {
  process.on('message', () => abort.abort());
  void work(task).then((report): ImportMessage => ({ kind: 'done', report }), failure).then((message) => {
    process.send?.(message, () => process.exit(0));
  });
});
