/** `coterie pack`: makes a snapshot of the tables that the pipeline wrote. */
import path from 'node:path';
import { Command } from 'commander';
import { packTables } from '../../packing/pack.js';
import { TableError } from '../../packing/table-rows.js';
import { dataDirOf, type CorpusOptions } from '../corpus.js';
import { CliError, EXIT } from '../errors.js';
import { counted } from '../import-report.js';
import { printJson, printLine } from '../output.js';
import { startProgress } from '../progress.js';

const EXAMPLES = `
Examples:
  coterie pack tables --data replica
  coterie pack /mnt/tables --data /srv/coterie --json && coterie serve --data /srv/coterie

The tables are those of \`coterie pipeline\`, whichever engine made them. The snapshot that was there serves until the new
one is whole; a directory with a corpus is refused, since its snapshots are made of that.`;

const PHASES = { papers: 'packing papers', people: 'packing authors', graph: 'packing the graph', metrics: 'computing metrics', files: 'writing the manifest' } as const;

async function pack(tables: string, options: CorpusOptions): Promise<void> {
  const dataDir = path.resolve(dataDirOf(options));
  const progress = startProgress();
  try {
    const { manifest, metricsLeft } = await packTables({ tables, dataDir, onProgress: (phase, share) => progress.update(PHASES[phase], share) });
    progress.stop();
    if (options.json === true) printJson({ dataDir, snapshot: manifest.id, counts: manifest.counts, metricsLeft });
    else {
      const { papers, authors, collaborations } = manifest.counts;
      printLine(`${dataDir} serves snapshot ${manifest.id}: ${counted(papers, 'paper', 'papers')}, ${counted(authors, 'author', 'authors')}${collaborations === null ? '' : `, ${counted(collaborations, 'collaboration', 'collaborations')}`}`);
      if (metricsLeft.length > 0) printLine(`computed when first asked for: ${metricsLeft.join(', ')}`);
    }
  } catch (error) {
    throw error instanceof TableError ? new CliError(error.message, EXIT.failure) : error;
  } finally {
    progress.stop();
  }
}

export function packCommand(): Command {
  return new Command('pack')
    .summary('make a snapshot of the tables of `coterie pipeline`')
    .description('Packs the tables of `coterie pipeline` into a snapshot and makes it the current one of the data directory.')
    .argument('<tables>', 'folder of the tables')
    .addHelpText('after', EXAMPLES)
    .action(async (tables: string, _options, command: Command) => pack(tables, command.optsWithGlobals<CorpusOptions>()));
}
