/** Statements of the ledger as the API tells them. */
import type { LedgerEntry as Told, LedgerOp } from '../generated/resolvers.js';
import { referencesOf, type LedgerEntry } from '../../records/ledger-entry.js';

/** One shape for all kinds of statements: what a kind does not have is empty or null. */
export function toldEntry(entry: LedgerEntry): Told {
  const { id, op, who, when, why, source } = entry;
  return {
    id,
    op: op.toUpperCase() as LedgerOp,
    names: [...referencesOf(entry)],
    groups: entry.op === 'split' ? entry.groups.map((group) => [...group]) : [],
    suppressedName: entry.op === 'suppress' ? entry.name : null,
    replacement: entry.op === 'suppress' ? entry.replacement : null,
    who,
    when,
    why,
    source,
  };
}
