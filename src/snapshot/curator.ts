/** The ledger of a served corpus: read at any time, changed off the event loop by the same code as the command line's. */
import { NoRoomError } from '../corpus/disk-full.js';
import { readLedger, type StoredLedgerEntry } from '../corpus/ledger-table.js';
import { CorpusLockedError } from '../corpus/lock.js';
import { corpusPath } from '../corpus/store.js';
import { startThread } from '../threads/start.js';
import { LedgerChangeError, type CurationReport, type LedgerChange } from './curation.js';
import type { CurationReply, CurationTask } from './curation-thread.js';

export interface Curator {
  /** Everything ever stated; null where a snapshot is served without its corpus. */
  ledger(): StoredLedgerEntry[] | null;
  /**
   * Makes a change and publishes what follows, or only tries it. Resolves when the new snapshot is served.
   * @throws LedgerChangeError; CorpusLockedError at once where somebody else is writing; NoRoomError where the disk is full
   */
  change(change: LedgerChange, dryRun: boolean): Promise<CurationReport>;
}

export interface CuratorOptions {
  /** Called once a change has been published, before it is answered. */
  readonly onPublished: () => Promise<void>;
  /** Worker threads for metrics of the snapshot that follows. */
  readonly threads?: number;
}

/** The curator of a data directory. */
export function curatorOf(dataDir: string, { onPublished, threads }: CuratorOptions): Curator {
  return {
    ledger: () => readLedger(corpusPath(dataDir)),
    async change(change, dryRun) {
      const report = await inThread({ change, options: { dataDir, dryRun, ...(threads === undefined ? {} : { threads }) } });
      if (report.snapshotBuilt) await onPublished();
      return report;
    },
  };
}

function inThread(task: CurationTask): Promise<CurationReport> {
  return new Promise((resolve, reject) => {
    const thread = startThread(new URL('./curation-thread.js', import.meta.url), { workerData: task });
    thread.once('message', (reply: CurationReply) => {
      if (reply.kind === 'done') resolve(reply.report);
      else if (reply.kind === 'refused') reject(new LedgerChangeError(reply.message, reply.because, reply.entryId));
      else if (reply.kind === 'locked') reject(new CorpusLockedError(reply.message));
      else if (reply.kind === 'no room') reject(new NoRoomError(reply.message));
      else reject(new Error(reply.message));
    });
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('the thread that changed the ledger ended before it answered')));
  });
}
