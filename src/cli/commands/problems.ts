/** `coterie problems`: what could not be taken as it stood, one line each. */
import { basename } from 'node:path';
import { Command } from 'commander';
import type { ImportProblem } from '../../records/record.js';
import { isPacked } from '../../snapshot/builder-version.js';
import type { Snapshot } from '../../snapshot/types.js';
import { withSnapshot, type CorpusOptions } from '../corpus.js';
import { CliError, EXIT } from '../errors.js';
import { counted, problemLine } from '../import-report.js';
import { printJson, printLine } from '../output.js';
import { wholeNumber } from '../graph-options.js';

interface ProblemsOptions extends CorpusOptions {
  readonly kind?: string;
  readonly file?: string;
  readonly number: number;
}

const DEFAULT_NUMBER = 20;
const READ_AT_ONCE = 1_000;

const EXAMPLES = `
Examples:
  coterie problems
  coterie problems --kind MISSING_AUTHORS -n 100
  coterie problems --file library.bib --json`;

interface Found {
  readonly total: number;
  readonly problems: readonly ImportProblem[];
}

/** The first `most` problems of a kind and a file, and how many there are. O(problems of the kind) where a file is named. */
export function problemsOf(records: Pick<Snapshot['records'], 'problems' | 'problemCounts'>, kind: string | undefined, file: string | undefined, most: number): Found {
  const ofKind = kind === undefined ? {} : { kind };
  const all = records.problemCounts().filter((each) => kind === undefined || each.kind === kind).reduce((sum, { count }) => sum + count, 0);
  if (file === undefined) return { total: all, problems: records.problems({ ...ofKind, offset: 0, limit: most }) };
  const problems: ImportProblem[] = [];
  let total = 0;
  for (let offset = 0; offset < all; offset += READ_AT_ONCE) {
    for (const problem of records.problems({ ...ofKind, offset, limit: READ_AT_ONCE })) {
      if (problem.file !== file) continue;
      total += 1;
      if (problems.length < most) problems.push(problem);
    }
  }
  return { total, problems };
}

async function listProblems(options: ProblemsOptions): Promise<void> {
  await withSnapshot(options, ({ records, manifest }) => {
    const kind = options.kind?.trim().toUpperCase();
    const kinds = records.problemCounts().map((each) => each.kind);
    if (kind !== undefined && kinds.length > 0 && !kinds.includes(kind)) {
      throw new CliError(`the corpus has no problem of the kind "${options.kind ?? ''}"; it has ${kinds.join(', ')}`, EXIT.notFound, { kinds });
    }
    // Problems know a file by its name alone.
    const file = options.file === undefined ? undefined : basename(options.file);
    if (file !== undefined && !records.sources().some((source) => source.file === file)) {
      throw new CliError(`no file "${file}" has been imported: \`coterie status\` lists those that were`, EXIT.notFound);
    }
    const { total, problems } = problemsOf(records, kind, file, options.number);
    if (options.json === true) {
      printJson({ total, problems });
      return;
    }
    for (const problem of problems) printLine(`${problem.kind}${problemLine(problem).replace(/^ */, '  ')}`);
    const noted = isPacked(manifest.product) ? ' noted in packing' : '';
    if (total === 0) printLine(`no problems${noted}`);
    else printLine(`${counted(total, 'problem', 'problems')}${noted}${problems.length < total ? `, of which these are the first ${problems.length}: -n shows more` : ''}`);
  });
}

export function problemsCommand(): Command {
  return new Command('problems')
    .summary('what of the imported files could not be taken as it stood')
    .description('Lists what of the imported files could not be taken as it stood: kind, file and line, record, and what was done or can be done about it.')
    .option('--kind <kind>', 'only those of this kind, as `coterie status` counts them')
    .option('--file <name>', 'only those of this file')
    .option('-n, --number <n>', 'how many to show', wholeNumber(1), DEFAULT_NUMBER)
    .addHelpText('after', EXAMPLES)
    .action(async (_options, command: Command) => listProblems(command.optsWithGlobals<ProblemsOptions>()));
}
