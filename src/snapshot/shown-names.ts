/** Texts of a snapshot without the names that a curator suppressed: only the corpus's own ledger has these. */
import { WITHHELD, type Suppressions } from '../identity/suppressions.js';
import type { ImportProblem, LedgerEntry } from '../records/record.js';

export function shownProblem(problem: ImportProblem, suppressions: Suppressions): ImportProblem {
  if (suppressions.isEmpty) return problem;
  const shown = (text: string | null): string | null => (text === null ? null : suppressions.scrub(text, WITHHELD));
  return { ...problem, record: shown(problem.record), value: shown(problem.value), reason: suppressions.scrub(problem.reason, WITHHELD) };
}

/** An entry as everybody may read it. Its id stays that of what was stated. */
export function shownEntry(entry: LedgerEntry, suppressions: Suppressions): LedgerEntry {
  if (suppressions.isEmpty) return entry;
  const shown = (text: string): string => suppressions.scrub(text, WITHHELD);
  const common = { who: shown(entry.who), why: shown(entry.why) };
  if (entry.op === 'suppress') return { ...entry, ...common, name: WITHHELD, person: entry.person === null ? null : shown(entry.person) };
  return { ...entry, ...common, names: entry.names.map(shown) };
}
