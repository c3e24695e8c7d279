/** Which snapshots stay beside the current one: none that shows a name which has been suppressed since. */
import { join } from 'node:path';
import { openReadOnly, type Row } from '../corpus/database.js';
import type { CorpusStore } from '../corpus/store.js';
import type { LedgerEntry } from '../records/ledger-entry.js';
import { FILES, snapshotsDir } from './layout.js';
import { removeOldSnapshots } from './publish.js';

/**
 * Removes what killed writers left, and the snapshots that nobody needs or that must not lie about. Only the holder of
 * the writer's lock may call it. O(ledger entries).
 * @param current name of the directory that is current; null where none is
 */
export function removeOutdated(store: CorpusStore, dataDir: string, current: string | null): void {
  const suppressions = store.ledger().flatMap(({ entry, revokedAt }) => (entry.op === 'suppress' && revokedAt === null ? [entry.id] : []));
  removeOldSnapshots(dataDir, current, { mayStay: (dir) => suppressions.length === 0 || knowsAll(dir, suppressions) });
}

/**
 * The same where there is no corpus, whose ledger the current snapshot holds as far as it is in force.
 * @param kept how many others stay at most
 */
export function removeOutdatedBeside(dataDir: string, current: string, kept: number): void {
  const suppressions = ledgerIn(join(snapshotsDir(dataDir), current)).flatMap(({ id, op }) => (op === 'suppress' ? [id] : []));
  removeOldSnapshots(dataDir, current, { kept, mayStay: (dir) => suppressions.length === 0 || knowsAll(dir, suppressions) });
}

/** Whether a snapshot was built with all of these statements; false where it can't be read. */
function knowsAll(dir: string, ids: readonly string[]): boolean {
  try {
    const known = new Set(ledgerIn(dir).map(({ id }) => id));
    return ids.every((id) => known.has(id));
  } catch {
    return false;
  }
}

/** The statements that a snapshot was built with. */
function ledgerIn(dir: string): LedgerEntry[] {
  const db = openReadOnly(join(dir, FILES.records));
  try {
    return (db.prepare('SELECT json FROM ledger').all() as Row[]).map(({ json }) => JSON.parse(String(json)) as LedgerEntry);
  } finally {
    db.close();
  }
}
