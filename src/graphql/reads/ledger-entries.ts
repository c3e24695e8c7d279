/** Statements of the ledger as the API tells them: suppressed names to curators alone. */
import type { StoredLedgerEntry } from '../../corpus/ledger-table.js';
import { reaches } from '../../callers/caller.js';
import { Suppressions } from '../../identity/suppressions.js';
import type { AuthorState, LedgerEffects } from '../../records/ledger-effects.js';
import { referencesOf, type LedgerEntry } from '../../records/ledger-entry.js';
import { shownEntry } from '../../snapshot/shown-names.js';
import type { RequestContext } from '../context.js';
import type { LedgerEffects as ToldEffects, LedgerEntry as Told, LedgerOp, LedgerRecord } from '../generated/resolvers.js';

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

/** What the asker may not see of the ledger: names that are suppressed, unless it is a curator who asks. */
export function hiddenFrom({ caller }: RequestContext, ledger: readonly StoredLedgerEntry[]): Suppressions {
  return Suppressions.of(reaches(caller.role, 'CURATOR') ? [] : ledger.flatMap(({ entry, revokedAt }) => (revokedAt === null ? [entry] : [])));
}

export function toldEffects(effects: LedgerEffects | null, hidden: Suppressions): ToldEffects | null {
  if (effects === null) return null;
  const named = <S extends AuthorState>(state: S): S => ({ ...state, displayName: hidden.shownBeside(state.displayName) });
  return { ...effects, before: effects.before.map(named), after: effects.after.map((state) => ({ ...named(state), was: [...state.was] })), notes: [...effects.notes] };
}

function toldRecord({ entry, effects, undoEffects, revokedWhy, ...rest }: StoredLedgerEntry, hidden: Suppressions): LedgerRecord {
  return {
    ...rest,
    revokedWhy: revokedWhy === null ? null : hidden.scrub(revokedWhy),
    entry: toldEntry(shownEntry(entry, hidden)),
    effects: toldEffects(effects, hidden),
    undoEffects: toldEffects(undoEffects, hidden),
  };
}

/** The ledger of the corpus, or of the snapshot where there is no corpus. O(entries). */
export function ledgerRecords(context: RequestContext): LedgerRecord[] {
  const stored = context.curator?.ledger() ?? null;
  if (stored !== null) {
    const hidden = hiddenFrom(context, stored);
    return stored.map((record) => toldRecord(record, hidden));
  }
  const nothing = { addedAt: null, revokedAt: null, revokedBy: null, revokedWhy: null, effects: null, undoEffects: null };
  return context.records.ledger().map((entry) => ({ entry: toldEntry(entry), ...nothing }));
}
