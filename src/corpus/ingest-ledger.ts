/**
 * The curator's statements among the lines of one file: taken all together or not at all, since half of what somebody
 * meant may say the opposite. They are few and kept until the file's end.
 */
import { contradictionAmong } from '../records/ledger-contradictions.js';
import type { ImportProblem, LedgerEntry } from '../records/record.js';
import { LEDGER_LINE_KINDS } from '../sources/jsonl-ledger.js';
import { importProblem } from '../sources/problems.js';
import type { PreparedBatch } from './prepared.js';

export class LedgerLines {
  readonly entries: LedgerEntry[] = [];
  #firstWrong: ImportProblem | null = null;
  #firstDropped: ImportProblem | null = null;
  #records = 0;

  /** Notes what a batch brings. A file that has papers or persons is no ledger, and its other faults do not touch the statements. */
  add({ records, entries, problems }: PreparedBatch): void {
    this.entries.push(...entries);
    this.#records += records.length;
    for (const problem of problems) {
      if (LEDGER_LINE_KINDS.has(problem.kind)) this.#firstWrong ??= problem;
      if (problem.recordDropped) this.#firstDropped ??= problem;
    }
  }

  /** Why none of the statements can be taken; null where all can. */
  refusal(): ImportProblem | null {
    if (this.entries.length === 0) return null;
    const wrong = this.#firstWrong ?? (this.#records === 0 ? this.#firstDropped : null);
    if (wrong !== null) return this.#refused(wrong.file, wrong.line, null, `line ${wrong.line ?? '?'} is not right in every detail`);
    const twice = repeated(this.entries);
    if (twice !== null) return this.#refused(twice.source.file, twice.source.line, twice.id, `line ${twice.source.line ?? '?'} states what another line states`);
    const contradiction = contradictionAmong(this.entries);
    if (contradiction === null) return null;
    const { entry, other, reason } = contradiction;
    return this.#refused(entry.source.file, entry.source.line, entry.id, `line ${entry.source.line ?? '?'} contradicts line ${other.source.line ?? '?'}, as ${reason}`);
  }

  #refused(file: string, line: number | null, record: string | null, why: string): ImportProblem {
    const count = this.entries.length;
    return importProblem({
      file, line, record, kind: 'LEDGER_REFUSED', recordDropped: true,
      reason: `None of the ${count} other statement(s) of the curator in this file was taken, since ${why}: mend it and import the file again.`,
    });
  }
}

/** The first entry whose id an earlier one of the file has. */
export function repeated(entries: readonly LedgerEntry[]): LedgerEntry | null {
  const seen = new Set<string>();
  for (const entry of entries) {
    if (seen.has(entry.id)) return entry;
    seen.add(entry.id);
  }
  return null;
}

/** Says that an entry, taken back by a curator, does not hold again because its file was imported once more. */
export function staysRevoked(entry: LedgerEntry): ImportProblem {
  return importProblem({
    file: entry.source.file, line: entry.source.line, record: entry.id, kind: 'LEDGER_ENTRY_REVOKED',
    reason: `This statement was taken back and stays so: \`coterie identity add\` with the file makes it hold again.`,
  });
}
