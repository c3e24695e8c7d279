/** Texts of a snapshot without the names that a curator suppressed: only the corpus's own ledger has these. */
import type { FactConflict } from '../corpus/merge-facts.js';
import { WITHHELD, WITHHELD_TEXT, type Suppressions } from '../identity/suppressions.js';
import type { Affiliation, ImportProblem, LedgerEntry } from '../records/record.js';

/** A problem as everybody may read it; what it quotes is withheld where a name may be in it in whatever writing. File names stay. */
export function shownProblem(problem: ImportProblem, suppressions: Suppressions): ImportProblem {
  if (suppressions.isEmpty) return problem;
  const shown = (text: string | null): string | null => (text === null ? null : suppressions.scrubWritten(text));
  return { ...problem, record: shown(problem.record), value: shown(problem.value), reason: suppressions.scrubWritten(problem.reason) };
}

/** An affiliation as written may hold its author's address or name. */
export function shownAffiliation(affiliation: Affiliation, suppressions: Suppressions): Affiliation {
  return { ...affiliation, name: suppressions.scrubSaid(affiliation.name) };
}

/** What records of a paper say differently, without suppressed names: only lists of authors name anybody. */
export function shownConflict<C extends FactConflict>(conflict: C, suppressions: Suppressions): C {
  if (conflict.field !== 'AUTHORS' || suppressions.isEmpty) return conflict;
  const shown = (text: string): string => {
    const scrubbed = suppressions.scrubWritten(text);
    return scrubbed === WITHHELD_TEXT ? `${text.split(',')[0]}, and others: ${WITHHELD_TEXT}` : scrubbed;
  };
  return { ...conflict, shown: shown(conflict.shown), values: conflict.values.map((stated) => ({ ...stated, value: shown(stated.value) })) };
}

/** An entry as everybody may read it. Its id stays that of what was stated. */
export function shownEntry(entry: LedgerEntry, suppressions: Suppressions): LedgerEntry {
  if (suppressions.isEmpty) return entry;
  const shown = (text: string): string => suppressions.scrubWritten(text);
  const common = { who: shown(entry.who), why: shown(entry.why) };
  if (entry.op === 'suppress') return { ...entry, ...common, name: WITHHELD, person: entry.person === null ? null : shown(entry.person) };
  return { ...entry, ...common, names: entry.names.map(shown) };
}
