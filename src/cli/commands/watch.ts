/** `coterie watch DIR…`: imports what appears and changes in folders, for as long as it runs. */
import { Command, Option } from 'commander';
import type { WatchNote } from '../../intake/folder-watch.js';
import { SETTINGS } from '../../settings/table.js';
import { dataDirOf, type CorpusOptions } from '../corpus.js';
import { CliError, EXIT } from '../errors.js';
import { linesOfProblems } from '../import-report.js';
import { valueOf } from '../one-setting.js';
import { printable, printJsonLine, printLine } from '../output.js';
import { batchFacts, batchSentence, problemCount, refuseMissingFolders, watchFolders } from '../watching.js';

interface WatchCommandOptions extends CorpusOptions {
  readonly settle?: string;
  readonly poll?: string;
}

/** Examples of each kind of problem that a batch prints. */
const EXAMPLES_SHOWN = 3;

const EXAMPLES = `
Files that appear or change are imported once they have stayed as they are for the settling time. Hidden and temporary
files (.name.swp, name.part, name~) are left alone. A file that goes takes no paper with it. Ctrl-C or SIGTERM ends it:
what is being read is kept up to there, and the next start goes on.

Examples:
  coterie watch ~/library
  coterie watch /srv/incoming /srv/exports --data /var/lib/coterie --settle 10s`;

/** Prints what a watch has to say, with the time. */
function print(note: WatchNote, isJson: boolean): void {
  const at = new Date().toISOString();
  if (note.kind !== 'batch') {
    if (isJson) printJsonLine({ at, kind: note.kind, sentence: note.sentence });
    else printLine(printable(`${at} ${note.sentence}`));
    return;
  }
  const problems = problemCount(note.report);
  const shown = [...note.report.argumentProblems, ...note.report.firstProblems];
  if (isJson) printJsonLine({ at, kind: 'batch', ...batchFacts({ ...note.report, files: note.files, problems }), firstProblems: shown });
  else for (const line of [`${at} ${printable(batchSentence(note.files, note.report))}`, ...linesOfProblems(shown, EXAMPLES_SHOWN)]) printLine(line);
}

async function watchUntilEnd(folders: readonly string[], options: WatchCommandOptions): Promise<void> {
  if (options.sample === true && options.data === undefined) throw new CliError('--sample means the bundled corpus, which a watch would change for good: leave it out, or add --data DIR for a corpus of your own', EXIT.usage);
  const dataDir = dataDirOf(options);
  const settleMs = valueOf(SETTINGS.watchSettle, '--settle', options.settle, options.config);
  const pollMs = valueOf(SETTINGS.watchPoll, '--poll', options.poll, options.config);
  refuseMissingFolders(folders);
  const end = new AbortController();
  const onSignal = (): void => end.abort();
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    if (options.json !== true) printLine(printable(`Watching ${folders.join(', ')} for the corpus in ${dataDir}. Ctrl-C ends it.`));
    await watchFolders(dataDir, { folders, settleMs, pollMs }, (note) => print(note, options.json === true), end.signal);
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

export function watchCommand(): Command {
  const { watchSettle, watchPoll } = SETTINGS;
  return new Command('watch')
    .summary('import what appears and changes in folders, for as long as it runs')
    .description('Watches folders, with all below them, and imports files that appear or change. A server of the same corpus (`coterie serve`) serves each new state by itself.')
    .argument('<folders...>', 'folders to watch')
    .addOption(new Option('--settle <time>', `how long a file must have stayed as it is (default ${watchSettle.kind.write(watchSettle.default)}; $${watchSettle.variable})`))
    .addOption(new Option('--poll <time>', `time between two looks, for file systems that tell of no change (default ${watchPoll.kind.write(watchPoll.default)}; $${watchPoll.variable})`))
    .addHelpText('after', EXAMPLES)
    .action(async (folders: string[], _options, invoked: Command) => watchUntilEnd(folders, invoked.optsWithGlobals<WatchCommandOptions>()));
}
