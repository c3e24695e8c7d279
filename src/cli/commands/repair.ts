/** `coterie repair`: builds anew what is derived and saves what can be read of a damaged corpus. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { repairData } from '../../upkeep/repair.js';
import { corpusPath } from '../../corpus/store.js';
import { replicaMark, replicaNature, replicaRemedy } from '../../snapshot/replica.js';
import { dataDirOf, type CorpusOptions } from '../corpus.js';
import { AnsweredError, CliError, EXIT } from '../errors.js';
import { showImport } from '../importing.js';
import { printable, printJson, printLine } from '../output.js';
import { startProgress } from '../progress.js';
import { findingLines, requireData } from './verify.js';

interface RepairCommandOptions extends CorpusOptions {
  readonly dryRun?: boolean;
}

const EXAMPLES = `
Examples:
  coterie repair --dry-run
  coterie repair
  coterie repair --data ./team --json

Asks nothing. Snapshots are built anew from the corpus; a damaged corpus is saved into a new file as far as it can be
read, the damaged one stays beside it, and what is lost is listed by the file to import again. May run while the corpus
is served, not while somebody imports. Ends with 1 where something is lost, or still broken.`;

async function repair(options: RepairCommandOptions): Promise<void> {
  const dataDir = path.resolve(dataDirOf(options));
  requireData(dataDir);
  const mark = existsSync(corpusPath(dataDir)) ? null : replicaMark(dataDir);
  if (mark !== null) throw new CliError(`${dataDir} is ${replicaNature(mark)}, with no corpus to build anything anew from: ${replicaRemedy(dataDir, mark)}, and \`coterie verify\` says what is broken`, EXIT.usage);
  const progress = startProgress();
  const dryRun = options.dryRun === true;
  const onProgress = (label: string, share: number | null): void => progress.update(label, share);
  const made = await repairData(dataDir, { dryRun, onProgress, onBuild: (step) => showImport(progress, step) }).finally(() => progress.stop());
  if (options.json === true) printJson({ dataDir, ...made });
  else {
    for (const each of made.done) printLine(printable(`${dryRun ? 'would ' : ''}${each}`));
    for (const each of made.lost) printLine(printable(`lost: ${each}`));
    if (!dryRun && !made.after.isSound) for (const line of findingLines(made.after)) printLine(line);
    if (made.done.length === 0) printLine(made.after.isSound ? `${dataDir} is sound: there is nothing to repair` : 'nothing could be done');
    else if (!dryRun && made.after.isSound) printLine(`${dataDir} is sound${made.lost.length > 0 ? ', but for what is lost' : ''}`);
  }
  if (dryRun) return;
  if (!made.after.isSound) throw new AnsweredError(`${dataDir} is still broken: do what is said above, or restore a backup`, EXIT.failure);
  if (made.lost.length > 0) throw new AnsweredError('part of the corpus is lost, as listed: import those files again, or restore a backup', EXIT.failure);
}

export function repairCommand(): Command {
  return new Command('repair')
    .summary('build anew what is damaged and derived, save what can be read of the rest')
    .description('Builds damaged snapshots anew from the corpus, saves what can be read of a damaged corpus, and removes what killed processes left.')
    .option('--dry-run', 'say what would be done, and do nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (_options, command: Command) => repair(command.optsWithGlobals<RepairCommandOptions>()));
}
