/** The command line as a whole: its commands, their shared options, and what becomes of errors. */
import { Command, CommanderError } from 'commander';
import { aliasesCommand } from './commands/aliases.js';
import { auditCommand } from './commands/audit.js';
import { authorCommand } from './commands/author.js';
import { backupCommand, restoreCommand } from './commands/backup.js';
import { configCommand } from './commands/config.js';
import { distancesCommand } from './commands/distances.js';
import { exportCommand } from './commands/export.js';
import { fetchCommand } from './commands/fetch.js';
import { formatsCommand } from './commands/formats.js';
import { generateCommand } from './commands/generate.js';
import { identityCommand } from './commands/identity.js';
import { importCommand } from './commands/import.js';
import { keysCommand } from './commands/keys.js';
import { metricsCommand } from './commands/metrics.js';
import { pathCommand } from './commands/path.js';
import { problemsCommand } from './commands/problems.js';
import { repairCommand } from './commands/repair.js';
import { searchCommand } from './commands/search.js';
import { seriesCommand } from './commands/series.js';
import { serveCommand } from './commands/serve.js';
import { statusCommand } from './commands/status.js';
import { suggestCommand } from './commands/suggest.js';
import { topCommand } from './commands/top.js';
import { verifyCommand } from './commands/verify.js';
import { watchCommand } from './commands/watch.js';
import { withCorpusOptions } from './corpus.js';
import { AnsweredError, asCliError, CliError, errorAsJson, errorText, EXIT, EXIT_CODES_HELP, type ExitCode } from './errors.js';
import { printJson, printable } from './output.js';
import { programVersion } from '../graphql/program-version.js';

const EXAMPLES = `
Examples:
  coterie serve papers.bib               import a library and serve it
  coterie import dblp.xml.gz orcid/      add files and folders to the corpus
  coterie watch incoming/                import what appears and changes in a folder
  coterie fetch openalex A5023888391     papers of an author from a public service
  coterie formats                        what can be imported
  coterie problems --kind INVALID_DATE   what of the imported files could not be taken as it stood
  coterie search maz                     authors and papers by the beginnings of words
  coterie author "Hanna Mazzawi"         one author's figures and collaborators
  coterie top betweenness -n 10          a ranking by any metric
  coterie series degree "Ada One"       how a metric of an author grew over the years
  coterie path "Ada One" "Bo Two"        who connects two authors, and by which papers
  coterie identity suggest               who may be one person under two names, and how to say so
  coterie suggest "Ada One"              with whom an author might work, and who could introduce them
  coterie metrics net.gml --all          every metric of a network file, as CSV
  coterie export network.gexf            the network for Gephi; also VOSviewer, CSV, SVG, BibTeX, …
  coterie verify                         prove that the corpus and its snapshots are whole
  coterie backup /backup/today           a proved copy, which "restore" makes a data directory of
  coterie config                         the settings of the server, and where each comes from
  coterie keys add zofia --role curator  a key of the API, which "keys list" and "keys revoke" list and end
  coterie audit                          who changed what
  coterie serve --sample                 look around in the bundled corpus`;

/** Errors of a command, and of the commands below it, are treated as those of the program. */
function inheriting(command: Command, parent: Command): Command {
  command.exitOverride().copyInheritedSettings(parent);
  for (const child of command.commands) inheriting(child, command);
  return command;
}

function makeProgram(): Command {
  const program = new Command('coterie')
    .description('Who writes with whom: imports bibliographies, builds the co-authorship graph, answers over GraphQL.')
    .version(programVersion())
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('  (--help shows what is accepted)')
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(errorText([text.replace(/^error: /, '')])) })
    .exitOverride();
  withCorpusOptions(program);
  const commands = [
    importCommand, watchCommand, fetchCommand, serveCommand, statusCommand, problemsCommand, searchCommand, authorCommand, topCommand, seriesCommand, pathCommand, distancesCommand, suggestCommand,
    metricsCommand, exportCommand, identityCommand, verifyCommand, repairCommand, backupCommand, restoreCommand, formatsCommand, generateCommand, configCommand, keysCommand, auditCommand,
  ];
  for (const make of commands) program.addCommand(inheriting(make(), program));
  program.addCommand(inheriting(aliasesCommand(), program), { hidden: true });
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
    if (isJson && !(failure instanceof AnsweredError)) printJson(errorAsJson(failure));
    return failure.exitCode;
  }
}
