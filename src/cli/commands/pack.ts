/** `coterie pack`: makes a snapshot of the tables that the pipeline wrote. */
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { corpusPath } from '../../corpus/store.js';
import { packTables } from '../../packing/pack.js';
import { TABLES_MANIFEST } from '../../pipeline/tables.js';
import { TableError } from '../../packing/table-rows.js';
import { dataDirOf, type CorpusOptions } from '../corpus.js';
import { CliError, EXIT } from '../errors.js';
import { isBucketPlace, tablesOfBucket } from '../from-bucket.js';
import { counted } from '../import-report.js';
import { printJson, printLine } from '../output.js';
import { startProgress, type Progress } from '../progress.js';
import { refuseEndpoint, targetOption } from '../replicating.js';

const EXAMPLES = `
Examples:
  coterie pack tables --data replica
  coterie pack /mnt/tables --data /srv/coterie --json && coterie serve --data /srv/coterie
  coterie pack s3://bucket/tables --state state --data replica

The tables are those of \`coterie pipeline\`, whichever engine made them. The snapshot that was there serves until the new
one is whole; a directory with a corpus is refused, since its snapshots are made of that.`;

const PHASES = { papers: 'packing papers', people: 'packing authors', duplicates: 'seeking possible duplicates', graph: 'packing the graph', metrics: 'computing metrics', files: 'completing the records and proving the files' } as const;

interface PackCommandOptions extends CorpusOptions {
  readonly state?: string;
  readonly endpoint?: string;
}

/** Where tables of a bucket lie while they are packed. */
const FETCHED_TABLES = 'fetched-tables';

/** The folder of the tables: those of a bucket are fetched, with the manifest that the pipeline left on this machine. */
async function folderOf(tables: string, dataDir: string, { state, endpoint }: PackCommandOptions, progress: Progress): Promise<string> {
  if (tables.trim() === '') throw new CliError('the folder of the tables is an empty text: name the one that `coterie pipeline` was given by --out', EXIT.usage);
  refuseEndpoint(endpoint, isBucketPlace(tables));
  if (!isBucketPlace(tables)) {
    if (state !== undefined) throw new CliError(`--state ${state} is for tables of a bucket, and ${tables} is a folder: leave it out`, EXIT.usage);
    return tables;
  }
  const manifest = state === undefined ? null : path.join(state, TABLES_MANIFEST);
  if (manifest !== null && !existsSync(manifest)) throw new CliError(`${manifest} is not there: name the folder that \`coterie pipeline\` was given by --state, once it has ended`, EXIT.usage);
  if (existsSync(corpusPath(dataDir))) throw new CliError(`${dataDir} has a corpus, of which its snapshots are made: pack into another --data directory`, EXIT.failure);
  const folder = path.join(dataDir, FETCHED_TABLES);
  await tablesOfBucket(tables, manifest !== null, { endpoint, folder, progress });
  if (manifest !== null) copyFileSync(manifest, path.join(folder, TABLES_MANIFEST));
  return folder;
}

async function pack(place: string, options: PackCommandOptions): Promise<void> {
  const dataDir = path.resolve(dataDirOf(options));
  const progress = startProgress();
  try {
    const tables = await folderOf(place, dataDir, options, progress);
    const { manifest, metricsLeft } = await packTables({ tables, dataDir, ...(tables === place ? {} : { cameFrom: place }), onProgress: (phase, share) => progress.update(PHASES[phase], share) });
    progress.stop();
    if (tables !== place) rmSync(tables, { recursive: true, force: true });
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
    .argument('<tables>', 'folder of the tables, or where they lie in a bucket (s3://…)')
    .option('--state <dir>', 'for tables of a bucket: the folder that the pipeline was given by --state, where tables.json is')
    .addOption(targetOption())
    .addHelpText('after', EXAMPLES)
    .action(async (tables: string, _options, command: Command) => pack(tables, command.optsWithGlobals<PackCommandOptions>()));
}
