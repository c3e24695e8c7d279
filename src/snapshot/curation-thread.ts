/** The thread in which a server changes its ledger: one change, one answer, then it ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { NoRoomError } from '../corpus/disk-full.js';
import { CorpusLockedError } from '../corpus/lock.js';
import { curate, LedgerChangeError, type CurationOptions, type CurationReport, type LedgerChange } from './curation.js';

export interface CurationTask {
  readonly change: LedgerChange;
  readonly options: Pick<CurationOptions, 'dataDir' | 'dryRun' | 'threads'>;
}

export type CurationReply =
  | { readonly kind: 'done'; readonly report: CurationReport }
  | { readonly kind: 'refused'; readonly message: string; readonly because: LedgerChangeError['kind']; readonly entryId: string }
  | { readonly kind: 'locked' | 'no room'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };

function failure(error: unknown): CurationReply {
  if (error instanceof LedgerChangeError) return { kind: 'refused', message: error.message, because: error.kind, entryId: error.entryId };
  if (error instanceof CorpusLockedError) return { kind: 'locked', message: error.message };
  if (error instanceof NoRoomError) return { kind: 'no room', message: error.message };
  return { kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

const { change, options } = workerData as CurationTask;
const reply: CurationReply = await curate(change, options).then((report): CurationReply => ({ kind: 'done', report }), failure);
parentPort?.postMessage(reply, []);
