/** What an audit log says of a change of the corpus: ids, counts and names of files, and no name that somebody may want to be forgotten. */
import type { CurationReport, LedgerChange } from './curation.js';
import type { ImportReport } from './import.js';

/** Files that are told one by one. */
const MAX_FILES = 50;

type Details = Readonly<Record<string, unknown>>;

/** What is to be done to the ledger. */
export function detailsOfLedgerChange(change: LedgerChange): Details {
  return change.kind === 'UNDO' ? { undo: change.id, who: change.who } : { entries: change.entries.map(({ id, op, who }) => ({ id, op, who })) };
}

/** What came of it. */
export function outcomeOfLedgerChange({ entries, manifest }: CurationReport): Details {
  return { outcomes: entries.map(({ entry: { id, op }, outcome }) => ({ id, op, outcome })), snapshot: manifest?.id ?? null };
}

/** What an import read, and the snapshot that serves after it. */
export function detailsOfImport({ files, argumentProblems, manifest, interrupted }: ImportReport): Details {
  const total = (count: (file: ImportReport['files'][number]) => number): number => files.reduce((sum, file) => sum + count(file), 0);
  return {
    fileCount: files.length,
    files: files.slice(0, MAX_FILES).map(({ file, format, added, updated, unchanged, dropped }) => ({ file, format, added, updated, unchanged, dropped })),
    added: total(({ added }) => added), updated: total(({ updated }) => updated), unchanged: total(({ unchanged }) => unchanged), dropped: total(({ dropped }) => dropped),
    ...(argumentProblems.length === 0 ? {} : { argumentProblems: argumentProblems.length }),
    ...(interrupted ? { interrupted } : {}),
    snapshot: manifest?.id ?? null,
  };
}
