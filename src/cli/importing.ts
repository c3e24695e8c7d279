/** An import as a command runs it: with progress, and with Ctrl-C meaning "finish what is in hand and leave". */
import { importFiles, type ImportProgress, type ImportReport } from '../snapshot/import.js';
import { CliError, EXIT } from './errors.js';
import { formatNumber } from './output.js';
import { startProgress, type Progress } from './progress.js';

const PHASES: Readonly<Record<Exclude<ImportProgress['phase'], 'reading'>, string>> = {
  papers: 'merging papers',
  people: 'resolving people',
  graph: 'building the graph',
  metrics: 'computing metrics',
  files: 'writing the snapshot',
};

const RESUME = 'run the same import again to complete it';

function show(progress: Progress, step: ImportProgress): void {
  if (step.phase !== 'reading') {
    progress.update(PHASES[step.phase], step.share);
    return;
  }
  const share = step.bytesTotal > 0 ? Math.min(1, step.bytesRead / step.bytesTotal) : null;
  const file = step.files > 1 ? `file ${step.fileNumber} of ${step.files}, ` : '';
  progress.update('reading', share, `${file}${formatNumber(step.records)} records`);
}

/**
 * Imports into a data directory. SIGINT and SIGTERM end the reading after the batch in hand; while the snapshot is
 * being built they end the process at once, since everything read is already in the corpus.
 * @throws CliError where it was interrupted, and whatever importFiles throws
 */
export async function runImport(args: readonly string[], options: { dataDir: string; format?: string }): Promise<ImportReport> {
  const progress = startProgress();
  const abort = new AbortController();
  let phase: ImportProgress['phase'] = 'reading';
  const onSignal = (): void => {
    if (phase === 'reading' && !abort.signal.aborted) {
      abort.abort();
      return;
    }
    progress.stop();
    process.stderr.write(`coterie: interrupted; what was read is kept, the snapshot that was there still serves: ${RESUME}\n`);
    process.exit(EXIT.failure);
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    const report = await importFiles(args, {
      dataDir: options.dataDir,
      format: options.format ?? null,
      signal: abort.signal,
      onProgress(step) {
        phase = step.phase;
        show(progress, step);
      },
    });
    if (report.interrupted) throw new CliError(`interrupted; what was read is kept: ${RESUME}`, EXIT.failure);
    return report;
  } finally {
    progress.stop();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}
