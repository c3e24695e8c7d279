/** Statements that are in the corpus, or were taken back there, without the served snapshot knowing: a change was interrupted. */
import type { StoredLedgerEntry } from '../corpus/ledger-table.js';
import type { LedgerEntry } from '../records/ledger-entry.js';

/** Ids of statements that hold but are not in the snapshot's ledger, and of those that are in it but hold no more. O(entries). */
export function pendingStatements(stored: readonly StoredLedgerEntry[], inSnapshot: readonly Pick<LedgerEntry, 'id'>[]): Set<string> {
  const served = new Set(inSnapshot.map(({ id }) => id));
  return new Set(stored.filter(({ entry, revokedAt }) => served.has(entry.id) !== (revokedAt === null)).map(({ entry }) => entry.id));
}
