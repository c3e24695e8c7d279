/**
 * Building a snapshot: the one place where records become papers, mentions become authors, both become a graph, and
 * the graph becomes numbers. Everything is written into a directory of its own; publishing it is another matter.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ComputePool } from '../compute/pool.js';
import { groupModeOf, versionModeOf } from '../corpus/choices.js';
import type { CorpusStore } from '../corpus/store.js';
import { identityModeOf } from '../identity/mode.js';
import type { SimilarityCounts } from '../identity/similarity-step.js';
import type { Suppressions } from '../identity/suppressions.js';
import type { ImportProblem, LedgerEntry } from '../records/record.js';
import { assemblePeople } from './assemble-people.js';
import { ENGINE } from '../identity/similarity-engine.js';
import { assemblePapers } from './assemble-papers.js';
import { carriedFrom } from './carried-metrics.js';
import { BUILDER_VERSION, PRODUCT } from './builder-version.js';
import { completeSnapshot, type BuildPhase, type CompletedSnapshot } from './complete-snapshot.js';
import { FILES, SNAPSHOT_FORMAT } from './layout.js';
import { PaperTable } from './paper-table.js';
import { shownEntry, shownProblem } from './shown-names.js';
import { findPossibleDuplicates } from './possible-duplicates.js';
import { RecordsWriter, WRITTEN_BETWEEN_WAITS } from './records-writer.js';

export type { BuildPhase } from './complete-snapshot.js';

export interface BuildOptions {
  /** Called as phases begin and move on; share is 0..1 of the phase. */
  readonly onProgress?: (phase: BuildPhase, share: number) => void;
  /** Worker threads for metrics; every processor where absent. */
  readonly threads?: number;
  /** Where outcomes of similarity are kept from one build to the next (identity/block-outcomes.ts); nowhere if absent. */
  readonly outcomesPath?: string;
  /** Directory of the snapshot before, whose numbers are taken where they hold; none if absent. */
  readonly previousDir?: string | null;
  /** The ledger's entries to build with, where not those in force: what if these held. */
  readonly ledger?: readonly LedgerEntry[];
}

export interface BuildReport extends CompletedSnapshot {
  /** Records that were merged into papers with others: records − papers. */
  readonly mergedRecords: number;
  /** How much similarity had to decide; null in the mode IDS_ONLY. */
  readonly similarity: SimilarityCounts | null;
}

/**
 * The id that a snapshot of this corpus has: known before it is built.
 * @param engine the version of the similarity that guesses
 */
export function snapshotIdOf(store: CorpusStore, engine: string = ENGINE.version): string {
  // Who is guessed to be who changes with the engine; where nothing is guessed, it doesn't.
  const guessedBy = identityModeOf(store) === 'IDS_ONLY' ? '' : engine;
  return createHash('sha256').update(`${BUILDER_VERSION}\n${SNAPSHOT_FORMAT}\n${guessedBy}\n${store.digest()}`).digest('hex').slice(0, 16);
}

/**
 * Builds the snapshot of a corpus, whose id is snapshotIdOf(store), into `dir`, which must not exist. On failure the directory is removed.
 * Cost: O(records + mentions) and the stored metrics' cost; memory: heads of all records and all mentions.
 */
export async function buildSnapshot(store: CorpusStore, dir: string, id: string, options: BuildOptions = {}): Promise<BuildReport> {
  mkdirSync(dir, { recursive: true });
  const pool = new ComputePool({ threads: options.threads ?? availableParallelism() });
  try {
    return await build(store, dir, id, pool, options);
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  } finally {
    await pool.close();
  }
}

/** The curator's statements that hold. */
export function entriesInForce(store: CorpusStore): LedgerEntry[] {
  return store.ledger().filter(({ revokedAt }) => revokedAt === null).map(({ entry }) => entry);
}

async function build(
  store: CorpusStore,
  dir: string,
  id: string,
  pool: ComputePool,
  options: BuildOptions,
): Promise<BuildReport> {
  const onProgress = options.onProgress ?? (() => undefined);
  const records = new RecordsWriter(join(dir, FILES.records));
  const mode = identityModeOf(store);
  const ledger = options.ledger ?? entriesInForce(store);
  const groupMode = groupModeOf(store);
  const table = new PaperTable(records, { keepsGroups: groupMode === 'AUTHORS', spoolPath: join(dir, 'mentions.spool'), forSimilarity: mode !== 'IDS_ONLY', ledger });
  try {
    onProgress('papers', 0);
    const assembled = assemblePapers(store);
    for (const paper of assembled.papers()) {
      table.add(paper);
      if (table.paperCount % WRITTEN_BETWEEN_WAITS === 0) await records.drained();
      if (table.paperCount % 4_096 === 0) onProgress('papers', table.paperCount / assembled.paperCount);
    }

    onProgress('people', 0);
    const people = assemblePeople(store, table, ledger, { mode, outcomesPath: options.outcomesPath ?? null });
    const incidence = table.incidence(people.authorOf, people.authorCount);
    const { personCount, authorAt, areDistinct } = people;
    records.possibleDuplicates(findPossibleDuplicates({ authorCount: personCount, authorAt, incidence, ...table.vocabulary(), areDistinct, weigh: people.takeWeigher(), onProgress: (share) => onProgress('duplicates', share) }));
    await people.write(records);
    await table.writeAuthorships(people.authorOf, people.shownName);

    const completed = await completeSnapshot({
      dir, id, product: PRODUCT, pool, incidence, vocabulary: table.vocabulary(), names: people.names(), records, onProgress,
      carried: (digests) => carriedFrom(options.previousDir ?? null, PRODUCT, digests),
      writeProvenance: (metricProblems) => writeProvenance(store, records, [...assembled.problems, ...people.problems, ...metricProblems], ledger, people.suppressions),
      recordCount: assembled.recordCount, choices: { identityMode: mode, versionMode: versionModeOf(store), groupMode },
    });
    return { ...completed, mergedRecords: assembled.recordCount - assembled.paperCount, similarity: people.similarity };
  } finally {
    table.close();
    await records.close();
  }
}

/** Files, problems and ledger entries as they stand in the corpus, without suppressed names. Returns the number of problems. */
function writeProvenance(store: CorpusStore, records: RecordsWriter, ownProblems: readonly ImportProblem[], ledger: readonly LedgerEntry[], suppressions: Suppressions): number {
  for (const [position, file] of store.files().entries()) records.source(position, file);
  let problems = 0;
  for (const problem of store.problems()) records.problem(problems++, shownProblem(problem, suppressions));
  for (const problem of ownProblems) records.problem(problems++, shownProblem(problem, suppressions));
  for (const [position, entry] of ledger.entries()) records.ledgerEntry(position, shownEntry(entry, suppressions));
  return problems;
}
