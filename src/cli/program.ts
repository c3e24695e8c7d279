/** The command line as a whole: its commands, their shared options, and what becomes of errors. */
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { aliasesCommand } from './commands/aliases.js';
import { authorCommand } from './commands/author.js';
import { generateCommand } from './commands/generate.js';
import { importCommand } from './commands/import.js';
import { pathCommand } from './commands/path.js';
import { searchCommand } from './commands/search.js';
import { serveCommand } from './commands/serve.js';
import { statusCommand } from './commands/status.js';
import { topCommand } from './commands/top.js';
import { withCorpusOptions } from './corpus.js';
import { asCliError, CliError, errorAsJson, errorText, EXIT, EXIT_CODES_HELP, type ExitCode } from './errors.js';
import { printJson, printable } from './output.js';

const EXAMPLES = `
Examples:
  coterie serve papers.bib               import a library and serve it
  coterie import dblp.xml.gz orcid/      add files and folders to the corpus
  coterie search maz                     authors and papers by the beginnings of words
  coterie author "Hanna Mazzawi"         one author's figures and collaborators
  coterie top betweenness -n 10          a ranking by any metric
  coterie path "Ada One" "Bo Two"        who connects two authors, and by which papers
  coterie serve --sample                 look around in the bundled corpus`;

function version(): string {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  return manifest.version;
}

function makeProgram(): Command {
  const program = new Command('coterie')
    .description('Who writes with whom: imports bibliographies, builds the co-authorship graph, answers over GraphQL.')
    .version(version())
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('  (--help shows what is accepted)')
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(errorText([text.replace(/^error: /, '')])) })
    .exitOverride();
  withCorpusOptions(program);
  const commands = [importCommand, serveCommand, statusCommand, searchCommand, authorCommand, topCommand, pathCommand, aliasesCommand, generateCommand];
  for (const make of commands) program.addCommand(make().exitOverride().copyInheritedSettings(program));
  return program.addHelpText('after', EXAMPLES).addHelpText('afterAll', EXIT_CODES_HELP);
}

/**
 * Runs a command line to its end.
 * @param args what follows the program's name
 * @returns the exit code; errors have been printed, as one sentence on stderr and, under --json, as JSON on stdout
 */
export async function runProgram(args: readonly string[]): Promise<ExitCode> {
  try {
    await makeProgram().parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    const isJson = args.includes('--json');
    if (error instanceof CommanderError) {
      // It has printed its own sentence, or the help that was asked for.
      if (error.exitCode === 0) return EXIT.ok;
      if (isJson) printJson(errorAsJson(new CliError(error.message.replace(/^error: /, ''), EXIT.usage)));
      return EXIT.usage;
    }
    const failure = asCliError(error);
    const sentence = failure.message.split('\n').map(printable);
    process.stderr.write(errorText(isJson ? sentence : [...sentence, ...failure.lines]));
    if (isJson) printJson(errorAsJson(failure));
    return failure.exitCode;
  }
}
