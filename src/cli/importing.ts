/** An import as a command runs it: with progress, and with Ctrl-C meaning "finish what is in hand and leave". */
import { commandLineActor, type AuditAction, type AuditEvent } from '../callers/audit-entry.js';
import { audited, AuditLog } from '../callers/audit-log.js';
import { detailsOfImport, detailsOfLedgerChange, outcomeOfLedgerChange } from '../snapshot/change-details.js';
import type { OnMigrated } from '../corpus/database.js';
import { corpusPath } from '../corpus/store.js';
import { migratedCorpus } from '../corpus/versions.js';
import { setGroupMode, setVersionMode, type GroupMode, type VersionMode } from '../corpus/choices.js';
import { setIdentityMode, type IdentityMode } from '../identity/mode.js';
import { curate, LedgerChangeError, type CurationReport, type LedgerChange as Change } from '../snapshot/curation.js';
import { changeLedger, importFiles, type ImportOptions, type ImportProgress, type ImportReport } from '../snapshot/import.js';
import { CliError, EXIT } from './errors.js';
import { formatNumber } from './output.js';
import { startProgress, type Progress } from './progress.js';

const PHASES: Readonly<Record<Exclude<ImportProgress['phase'], 'reading'>, string>> = {
  papers: 'merging papers',
  people: 'resolving people',
  duplicates: 'seeking possible duplicates',
  graph: 'building the graph',
  metrics: 'computing metrics',
  files: 'writing the snapshot',
};

const RESUME = 'run the same command again to complete it';

/** Choices for a whole corpus; what is absent stays as it was. */
export interface CorpusChoices {
  readonly identity: IdentityMode | undefined;
  readonly versions: VersionMode | undefined;
  readonly groups: GroupMode | undefined;
}

type LedgerChange = Parameters<typeof changeLedger>[0];

/** Makes a change of a corpus that its audit log tells of, as that of whoever runs this command. */
function written<T>(dataDir: string, action: AuditAction, details: AuditEvent['details'], work: (begin: () => void) => Promise<T>, told: (result: T) => AuditEvent['details']): Promise<T> {
  const trail = new AuditLog(dataDir, (sentence) => process.stderr.write(`coterie: ${sentence}\n`));
  return audited(trail, commandLineActor(), action, details, work, told);
}

/** Says on stderr that a corpus of an older version was migrated. */
export function sayMigrated(dataDir: string): OnMigrated {
  return (from, to) => process.stderr.write(`coterie: ${migratedCorpus(corpusPath(dataDir), from, to)}\n`);
}

/** Shows how far an import is. */
export function showImport(progress: Progress, step: ImportProgress): void {
  if (step.phase !== 'reading') {
    progress.update(PHASES[step.phase], step.share);
    return;
  }
  const share = step.bytesTotal > 0 ? Math.min(1, step.bytesRead / step.bytesTotal) : null;
  const file = step.files > 1 ? `file ${step.fileNumber} of ${step.files}, ` : '';
  progress.update('reading', share, `${file}${formatNumber(step.records)} records`);
}

/**
 * Runs `work` with a display of its progress. SIGINT and SIGTERM end the reading after the batch in hand; while the
 * snapshot is being built they end the process at once, since everything read is already in the corpus.
 */
async function watched<T>(work: (signal: AbortSignal, onProgress: (step: ImportProgress) => void) => Promise<T>): Promise<T> {
  const progress = startProgress();
  const abort = new AbortController();
  let phase: ImportProgress['phase'] = 'reading';
  const onSignal = (): void => {
    if (phase === 'reading' && !abort.signal.aborted) {
      abort.abort();
      return;
    }
    progress.stop();
    process.stderr.write(`coterie: interrupted; what was read is kept, and the snapshot that was there, if any, still serves: ${RESUME}\n`);
    process.exit(EXIT.failure);
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    return await work(abort.signal, (step) => {
      phase = step.phase;
      showImport(progress, step);
    });
  } finally {
    progress.stop();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

/**
 * Imports into a data directory.
 * @throws CliError where it was interrupted, and whatever importFiles throws
 */
export async function runImport(args: readonly string[], options: Pick<ImportOptions, 'dataDir' | 'format' | 'identity' | 'versions' | 'groups' | 'origins' | 'table' | 'onMigrated'>): Promise<ImportReport> {
  const { identity, versions, groups } = options;
  const details = { arguments: args, ...chosen({ identity, versions, groups }) };
  const report = await written(options.dataDir, 'IMPORT', details, (beforeChange) => watched((signal, onProgress) => importFiles(args, { onMigrated: sayMigrated(options.dataDir), ...options, signal, onProgress, beforeChange })), detailsOfImport);
  if (report.interrupted) throw new CliError(`interrupted; what was read is kept: ${RESUME}`, EXIT.failure);
  return report;
}

/** What of the choices is said. */
function chosen({ identity, versions, groups }: CorpusChoices): Readonly<Record<string, string>> {
  return { ...(identity === undefined ? {} : { identity }), ...(versions === undefined ? {} : { versions }), ...(groups === undefined ? {} : { groups }) };
}

/** Chooses what the corpus counts how, as far as it is said, and builds the snapshot that follows, if that changes anything. @throws whatever changeLedger throws */
export function runChoices(choices: CorpusChoices, dataDir: string): ReturnType<typeof changeLedger> {
  const { identity, versions, groups } = choices;
  const change: LedgerChange = (store) => {
    if (identity !== undefined) setIdentityMode(store, identity);
    if (versions !== undefined) setVersionMode(store, versions);
    if (groups !== undefined) setGroupMode(store, groups);
  };
  return written(
    dataDir, 'CORPUS_SETTING', chosen(choices),
    (beforeChange) => watched((_signal, onProgress) => changeLedger(change, { dataDir, onProgress, beforeChange, onMigrated: sayMigrated(dataDir) })),
    ({ manifest }) => ({ snapshot: manifest?.id ?? null }),
  );
}

/** Chooses how far resolution goes and builds the snapshot that follows, if that changes anything. @throws whatever changeLedger throws */
export function runModeChange(mode: IdentityMode, dataDir: string): ReturnType<typeof changeLedger> {
  return runChoices({ identity: mode, versions: undefined, groups: undefined }, dataDir);
}

/**
 * Changes the ledger, builds the snapshot that follows and says what changed; with `dryRun` it only says so.
 * @throws CliError where the change contradicts the ledger, and whatever curate throws
 */
export async function runCuration(change: Change, options: { dataDir: string; dryRun?: boolean }): Promise<CurationReport> {
  try {
    return await written(
      options.dataDir, 'LEDGER_CHANGE', detailsOfLedgerChange(change),
      (beforeChange) => watched((_signal, onProgress) => curate(change, { ...options, onProgress, beforeChange, onMigrated: sayMigrated(options.dataDir) })),
      outcomeOfLedgerChange,
    );
  } catch (error) {
    if (!(error instanceof LedgerChangeError)) throw error;
    throw new CliError(error.message, error.kind === 'UNKNOWN_ENTRY' ? EXIT.notFound : EXIT.usage, { entry: error.entryId });
  }
}

/** Builds the current snapshot anew from the corpus as it is, if the one that is there is another's. @throws whatever changeLedger throws */
export function runRebuild(dataDir: string): ReturnType<typeof changeLedger> {
  return watched((_signal, onProgress) => changeLedger(() => undefined, { dataDir, onProgress, onMigrated: sayMigrated(dataDir) }));
}
