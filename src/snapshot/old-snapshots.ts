/** Which snapshots stay beside the current one: none that shows a name which has been suppressed since. */
import { join } from 'node:path';
import { openReadOnly, type Row } from '../corpus/database.js';
import type { CorpusStore } from '../corpus/store.js';
import type { LedgerEntry } from '../records/ledger-entry.js';
import { FILES } from './layout.js';
import { removeOldSnapshots } from './publish.js';

/**
 * Removes what killed writers left, and the snapshots that nobody needs or that must not lie about. Only the holder of
 * the writer's lock may call it. O(ledger entries).
 * @param current name of the directory that is current; null where none is
 */
export function removeOutdated(store: CorpusStore, dataDir: string, current: string | null): void {
  const suppressions = store.ledger().flatMap(({ entry, revokedAt }) => (entry.op === 'suppress' && revokedAt === null ? [entry.id] : []));
  removeOldSnapshots(dataDir, current, (dir) => suppressions.length === 0 || knowsAll(dir, suppressions));
}

/** Whether a snapshot was built with all of these statements; false where it can't be read. */
function knowsAll(dir: string, ids: readonly string[]): boolean {
  try {
    const db = openReadOnly(join(dir, FILES.records));
    try {
      const known = new Set((db.prepare('SELECT json FROM ledger').all() as Row[]).map(({ json }) => (JSON.parse(String(json)) as LedgerEntry).id));
      return ids.every((id) => known.has(id));
    } finally {
      db.close();
    }
  } catch {
    return false;
  }
}
