/** `coterie backup` and `coterie restore`: a copy of a data directory, proved, and its way back. */
import path from 'node:path';
import { Command } from 'commander';
import { makeBackup, restoreBackup, type BackupReport } from '../../upkeep/backup.js';
import { megabytes } from '../../upkeep/findings.js';
import { dataDirOf, type CorpusOptions } from '../corpus.js';
import { printable, printJson, printLine } from '../output.js';
import { formatDuration } from '../progress.js';
import { requireData, shown } from './verify.js';

const BACKUP_HELP = `
Examples:
  coterie backup /backup/coterie-$(date +%F)
  coterie backup /backup/today --data ./team --json

May run while the corpus is served and imported into. The copy is proved before it bears its name; what is derived,
but for the current snapshot, and damaged files that a repair kept are left out.`;

const RESTORE_HELP = `
Examples:
  coterie restore /backup/coterie-2031-05-06 --data ./restored
  coterie verify --data ./restored

The directory must not exist, or be empty. Every file is proved; of a restoring that fails nothing is left.`;

function told(report: BackupReport, sentence: string, begun: number, json: boolean | undefined): void {
  if (json === true) printJson({ ...report, milliseconds: Math.round(performance.now() - begun) });
  else printLine(printable(`${sentence}: ${report.files} files, ${megabytes(report.bytes)}, snapshot ${report.snapshot ?? 'none'}, proved, in ${formatDuration(performance.now() - begun)}`));
}

export function backupCommand(): Command {
  return new Command('backup')
    .summary('a proved copy of the corpus, while it is served')
    .description('Copies the corpus, its current snapshot and what lies beside them (keys, the audit log) into a new directory, one consistent state, and proves the copy.')
    .argument('<dir>', 'where to; must not exist, or be empty')
    .addHelpText('after', BACKUP_HELP)
    .action(async (dir: string, _options, command: Command) => {
      const options = command.optsWithGlobals<CorpusOptions>();
      const dataDir = path.resolve(dataDirOf(options));
      requireData(dataDir);
      const begun = performance.now();
      const report = await shown((onProgress) => makeBackup(dataDir, path.resolve(dir), onProgress));
      told(report, `backed up ${dataDir} to ${path.resolve(dir)}`, begun, options.json);
    });
}

export function restoreCommand(): Command {
  return new Command('restore')
    .summary('make a data directory of a backup')
    .description('Makes a new data directory of a backup, every file proved.')
    .argument('<dir>', 'the backup')
    .addHelpText('after', RESTORE_HELP)
    .action(async (dir: string, _options, command: Command) => {
      const options = command.optsWithGlobals<CorpusOptions>();
      const dataDir = path.resolve(dataDirOf(options));
      const begun = performance.now();
      const report = await shown((onProgress) => restoreBackup(path.resolve(dir), dataDir, onProgress));
      told(report, `restored ${path.resolve(dir)} to ${dataDir}`, begun, options.json);
    });
}
