/** What a curator said that could not be done, or not in full: problems that the next snapshot tells. */
import type { LedgerOutcome, Resolution } from '../identity/author.js';
import type { ImportProblem } from '../records/record.js';
import { importProblem } from '../sources/problems.js';

/** Kinds of problems about the curator's entries; the value of such a problem holds the names concerned, its record the entry's id. */
export const LEDGER_KINDS: ReadonlySet<string> = new Set([
  'LEDGER_NAME_UNKNOWN', 'LEDGER_NAME_AMBIGUOUS', 'LEDGER_PAPER_UNKNOWN', 'LEDGER_PAPER_AMBIGUOUS', 'LEDGER_MERGE_REFUSED', 'LEDGER_CONFLICT',
]);

/** The problems of all entries, in the order in which these were applied. */
export function ledgerProblems(resolution: Pick<Resolution, 'ledger'>): ImportProblem[] {
  return resolution.ledger.flatMap(problemsOf);
}

function problemsOf({ entry, unmatched, ambiguous, refused, refusals = [], conflicts }: LedgerOutcome): ImportProblem[] {
  const field = entry.op === 'split' ? 'groups' : entry.op === 'suppress' ? 'name' : 'names';
  const about = { file: entry.source.file, line: entry.source.line, record: entry.id, field };
  const problems: ImportProblem[] = [];
  const add = (kind: string, values: readonly string[], reason: string): void => {
    if (values.length > 0) problems.push(importProblem({ ...about, kind, value: values.join('; '), reason }));
  };
  if (entry.op === 'split') {
    add('LEDGER_PAPER_UNKNOWN', unmatched, 'The ledger splits an author on papers that the corpus does not have, or on which nobody is written so; the entry holds for the others.');
    add('LEDGER_PAPER_AMBIGUOUS', ambiguous, 'Several mentions of these papers fit the split; the first of each was told apart.');
  } else {
    add('LEDGER_NAME_UNKNOWN', unmatched, 'The ledger names people that no paper of the corpus mentions; the entry holds for the others.');
    const remedy =
      entry.op === 'suppress'
        ? 'Several authors bear the suppressed name, which is hidden with all of them; say with "person" whose it is.'
        : 'The ledger names people whose name several authors with ids bear, or two of whom are on one paper; it holds for mentions without an id alone. Name an id instead.';
    add('LEDGER_NAME_AMBIGUOUS', ambiguous, remedy);
  }
  if (entry.op === 'merge' && refused > 0) {
    add('LEDGER_MERGE_REFUSED', entry.names, `The ledger would make one person of persons who can't be one, and who were kept apart: ${refusals.join('; ')}.`);
  }
  for (const conflict of conflicts) problems.push(importProblem({ ...about, kind: 'LEDGER_CONFLICT', value: 'names' in entry ? entry.names.join('; ') : entry.name, reason: `The entry contradicts what else is known: ${conflict}.` }));
  return problems;
}
