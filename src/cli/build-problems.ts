/** Problems that no file shows by itself: building the snapshot finds them, by setting everything side by side. */
import type { ImportProblem } from '../records/record.js';
import { LEDGER_KINDS } from '../snapshot/ledger-problems.js';
import type { Manifest } from '../snapshot/types.js';
import { withCurrentSnapshot } from './corpus.js';

const KINDS: ReadonlySet<string> = new Set([...LEDGER_KINDS, 'SHARED_ID_DIFFERENT_TITLES', 'TITLE_TOO_COMMON', 'REPEATED_AUTHOR', 'METRIC_FAILED']);

export interface BuildProblems {
  readonly byKind: ReadonlyArray<{ readonly kind: string; readonly count: number }>;
  readonly problems: readonly ImportProblem[];
  /** Problems of the whole corpus, those of its files included. */
  readonly total: number;
}

/** What building the current snapshot found; nothing where there is none yet. */
export async function buildProblems(dataDir: string, manifest: Manifest | null): Promise<BuildProblems> {
  if (manifest === null) return { byKind: [], problems: [], total: 0 };
  return withCurrentSnapshot(dataDir, ({ records }) => {
    const counts = records.problemCounts();
    const byKind = counts.filter(({ kind }) => KINDS.has(kind));
    const problems = byKind.flatMap(({ kind, count }) => records.problems({ kind, offset: 0, limit: count }));
    return { byKind, problems, total: counts.reduce((sum, { count }) => sum + count, 0) };
  });
}
