/** `coterie works FILE`: the corpus as works for the pipeline. */
import { Command } from 'commander';
import { worksOf } from '../../packing/works-of-snapshot.js';
import { worksFile, type WorkRow } from '../../pipeline/works-file.js';
import type { Snapshot } from '../../snapshot/types.js';
import { dataDirOf, withSnapshot, type CorpusOptions } from '../corpus.js';
import { CliError, EXIT } from '../errors.js';
import { refuseTarget, STDOUT, Writing } from '../exporting/target.js';
import { formatNumber, printable, printJson, printLine } from '../output.js';
import { startProgress, type Progress } from '../progress.js';

interface WorksOptions extends CorpusOptions {
  readonly force?: boolean;
}

const EXAMPLES = `
Example:
  coterie works works.parquet && coterie pipeline works.parquet --out tables`;

function* watched(snapshot: Snapshot, progress: Progress): Generator<WorkRow> {
  const { paperCount } = snapshot.incidence;
  let done = 0;
  for (const row of worksOf(snapshot)) {
    yield row;
    done += 1;
    progress.update('Writing works', done / paperCount, `${formatNumber(done)} of ${formatNumber(paperCount)}`);
  }
}

async function works(file: string, options: WorksOptions): Promise<void> {
  if (file === STDOUT) throw new CliError('works are written to a file: name one, such as works.parquet', EXIT.usage);
  refuseTarget(file, options.force === true, dataDirOf(options));
  await withSnapshot(options, async (snapshot) => {
    const progress = startProgress();
    const writing = new Writing(options.force === true);
    try {
      await writing.write(file, worksFile(watched(snapshot, progress)));
      writing.finish();
    } catch (error) {
      writing.abandon();
      throw error;
    } finally {
      progress.stop();
    }
    const { paperCount, authorCount } = snapshot.incidence;
    if (options.json === true) printJson({ file, works: paperCount, authors: authorCount, snapshot: snapshot.id });
    else printLine(printable(`${file}: ${formatNumber(paperCount)} works by ${formatNumber(authorCount)} authors`));
  });
}

export function worksCommand(): Command {
  return new Command('works')
    .summary('write the corpus as works for "pipeline"')
    .description('Writes the papers of the corpus as one Parquet file of works, with the authors that were decided on: what "coterie pipeline" reads.')
    .argument('<file>', 'the file to write, such as works.parquet')
    .option('--force', 'replace the file where it exists')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, _options, command: Command) => works(file, command.optsWithGlobals<WorksOptions>()));
}
