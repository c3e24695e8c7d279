/** The mapping from lines of the curator's ledger to entries. A line that is not right in every detail is left out; white space stands as written, since ids of entries are made of it. */
import { isFutureDate, ledgerEntry, statedTextProblem, type Claim, type LedgerEntry, type LedgerOp } from '../records/ledger-entry.js';
import { foldedName, isFullName, referenceKey, referenceProblem } from '../records/person-reference.js';
import type { ImportProblem, RecordSource, SourceItem } from '../records/record.js';
import type { ObjectReader } from './jsonl-fields.js';

/** Problems that only lines of the ledger have. */
export const LEDGER_LINE_KINDS: ReadonlySet<string> = new Set(['INVALID_MERGE', 'INVALID_SPLIT', 'INVALID_DISTINCT', 'INVALID_SUPPRESS']);

/** Reads a line of the kind `op`, in which the field `repeated` (null: none) stands twice; null, with a problem that names the field, where anything of it is not as it must be. */
export function readLedgerLine(op: LedgerOp, reader: ObjectReader, source: RecordSource, problems: ImportProblem[], repeated: string | null): SourceItem | null {
  const before = problems.length;
  const refuse = (field: string, value: unknown, what: string): null => {
    reader.problem(`INVALID_${op.toUpperCase()}`, field, value, `${what}; the ${op} was left out`, true);
    return null;
  };
  const claim = readClaim(op, reader, refuse);
  const who = reader.unfolded('who');
  const when = reader.isoDate('when');
  const why = reader.unfolded('why');
  const id = reader.unfolded('id');
  reader.reportUnknown();
  if (claim === null) return null;
  if (repeated !== null) return refuse(repeated, undefined, 'stands twice in the line, so that it is not known which is meant');
  if (who === null) return refuse('who', undefined, 'is missing');
  if (when === null) return refuse('when', undefined, 'is missing or no date');
  if (why === null) return refuse('why', undefined, 'is missing');
  if (isFutureDate(when)) return refuse('when', when, 'is a day to come');
  for (const [field, value] of Object.entries({ who, why, ...(claim.op === 'suppress' ? { name: claim.name, replacement: claim.replacement } : {}) })) {
    const wrong = value === null ? null : statedTextProblem(value);
    if (wrong !== null) return refuse(field, value, wrong);
  }
  // A misspelt field may have held the half of what was meant.
  const [misread] = problems.slice(before);
  if (misread !== undefined) return refuse(misread.field ?? '', undefined, 'is not as it must be');
  const entry: LedgerEntry = ledgerEntry({ ...claim, who, when, why }, source);
  if (id !== null && id !== entry.id) return refuse('id', id, `is not the id of this content, which is ${entry.id}: leave the id out`);
  return { kind: 'ledger', entry };
}

type Refuse = (field: string, value: unknown, what: string) => null;

function readClaim(op: LedgerOp, reader: ObjectReader, refuse: Refuse): Claim | null {
  if (op === 'suppress') return readSuppress(reader, refuse);
  const names = [...new Set(reader.unfoldedTexts('names'))];
  const wrong = names.map(referenceProblem).find((problem) => problem !== null);
  if (op === 'split') return readSplit(names, wrong ?? null, reader, refuse);
  if (names.length < 2 || new Set(names.map(referenceKey)).size < 2) {
    if (op === 'distinct' || names.length < 2) return refuse('names', names, 'must hold two different names or more');
  }
  if (wrong !== undefined) return refuse('names', names, wrong ?? '');
  return { op, names };
}

function readSplit(names: readonly string[], wrong: string | null, reader: ObjectReader, refuse: Refuse): Claim | null {
  const lists = reader.list('groups');
  if (names.length === 0) return refuse('names', names, 'must hold the author\'s name as written on the papers');
  if (wrong !== null) return refuse('names', names, wrong);
  if (lists.length === 0) return refuse('groups', undefined, 'must hold a list of papers for each person who is to be told from the rest');
  const groups: string[][] = [];
  const seen = new Set<string>();
  for (const [at, list] of lists.entries()) {
    const field = `groups[${at}]`;
    if (!Array.isArray(list) || list.length === 0) return refuse(field, list, 'must be a list of at least one paper');
    const group: string[] = [];
    for (const value of list as readonly unknown[]) {
      if (typeof value !== 'string' || value.trim() === '') return refuse(field, value, 'must hold ids of papers as text');
      if (seen.has(value.trim())) return refuse(field, value, 'holds a paper that is named twice');
      seen.add(value.trim());
      group.push(value.trim());
    }
    groups.push(group);
  }
  return { op: 'split', names, groups };
}

function readSuppress(reader: ObjectReader, refuse: Refuse): Claim | null {
  const name = reader.unfolded('name');
  const replacement = reader.unfolded('replacement');
  const person = reader.unfolded('person');
  if (name === null || !isFullName(name)) {
    return refuse('name', name ?? undefined, 'must hold the full name that is no longer used, of two words or in a script written without spaces: one word stands in many other texts');
  }
  if (replacement !== null && !/\p{L}/u.test(replacement)) return refuse('replacement', replacement, 'holds no name');
  if (replacement !== null && foldedName(replacement) === foldedName(name)) return refuse('replacement', replacement, 'is the suppressed name itself');
  const wrong = person === null ? null : referenceProblem(person);
  return wrong === null ? { op: 'suppress', name, replacement, person } : refuse('person', person, wrong);
}
