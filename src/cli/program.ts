/** The command line as a whole: its commands, their shared options, and what becomes of errors. */
import { Command, CommanderError } from 'commander';
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
  coterie snapshot push s3://b/coterie   what replicas fetch; "snapshot pull", "serve --follow" there
  coterie config                         the settings of the server, and where each comes from
  coterie works works.parquet            the corpus as works, of which "pipeline" makes tables past memory
  coterie keys add zofia --role curator  a key of the API, which "keys list" and "keys revoke" list and end
  coterie audit                          who changed what
  coterie serve --sample                 look around in the bundled corpus`;

/** Every command, in the order of the help. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  import: async () => (await import('./commands/import.js')).importCommand(),
  watch: async () => (await import('./commands/watch.js')).watchCommand(),
  fetch: async () => (await import('./commands/fetch.js')).fetchCommand(),
  serve: async () => (await import('./commands/serve.js')).serveCommand(),
  status: async () => (await import('./commands/status.js')).statusCommand(),
  problems: async () => (await import('./commands/problems.js')).problemsCommand(),
  search: async () => (await import('./commands/search.js')).searchCommand(),
  author: async () => (await import('./commands/author.js')).authorCommand(),
  top: async () => (await import('./commands/top.js')).topCommand(),
  series: async () => (await import('./commands/series.js')).seriesCommand(),
  path: async () => (await import('./commands/path.js')).pathCommand(),
  distances: async () => (await import('./commands/distances.js')).distancesCommand(),
  suggest: async () => (await import('./commands/suggest.js')).suggestCommand(),
  metrics: async () => (await import('./commands/metrics.js')).metricsCommand(),
  export: async () => (await import('./commands/export.js')).exportCommand(),
  identity: async () => (await import('./commands/identity.js')).identityCommand(),
  pack: async () => (await import('./commands/pack.js')).packCommand(),
  verify: async () => (await import('./commands/verify.js')).verifyCommand(),
  repair: async () => (await import('./commands/repair.js')).repairCommand(),
  backup: async () => (await import('./commands/backup.js')).backupCommand(),
  restore: async () => (await import('./commands/backup.js')).restoreCommand(),
  snapshot: async () => (await import('./commands/snapshot.js')).snapshotCommand(),
  formats: async () => (await import('./commands/formats.js')).formatsCommand(),
  generate: async () => (await import('./commands/generate.js')).generateCommand(),
  config: async () => (await import('./commands/config.js')).configCommand(),
  keys: async () => (await import('./commands/keys.js')).keysCommand(),
  audit: async () => (await import('./commands/audit.js')).auditCommand(),
  works: async () => (await import('./commands/works.js')).worksCommand(),
  pipeline: async () => (await import('./commands/pipeline.js')).pipelineCommand(),
  aliases: async () => (await import('./commands/aliases.js')).aliasesCommand(),
};
/** Kept for scripts, shown in no help. */
const HIDDEN = 'aliases';
const OPTIONS_WITH_VALUES: ReadonlySet<string> = new Set(['-d', '--data', '--config']);

/** The first word that is no option of the program, nor the value of one; null where there is none. */
function commandIn(args: readonly string[]): string | null {
  for (let at = 0; at < args.length; at += 1) {
    if (OPTIONS_WITH_VALUES.has(args[at])) at += 1;
    else if (!args[at].startsWith('-')) return args[at];
  }
  return null;
}

/** Errors of a command, and of the commands below it, are treated as those of the program. */
function inheriting(command: Command, parent: Command): Command {
  command.exitOverride().copyInheritedSettings(parent);
  for (const child of command.commands) inheriting(child, command);
  return command;
}

async function makeProgram(args: readonly string[]): Promise<Command> {
  const program = new Command('coterie')
    .description('Who writes with whom: imports bibliographies, builds the co-authorship graph, answers over GraphQL.')
    .version(programVersion())
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('  (--help shows what is accepted)')
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(errorText([text.replace(/^error: /, '')])) })
    .exitOverride();
  withCorpusOptions(program);
  const asked = commandIn(args);
  // One command alone is loaded where it is known which: the server's engine would double the time that `formats` takes.
  const names = asked !== null && Object.hasOwn(COMMANDS, asked) ? [asked] : Object.keys(COMMANDS);
  for (const name of names) program.addCommand(inheriting(await COMMANDS[name](), program), { hidden: name === HIDDEN });
  return program.addHelpText('after', EXAMPLES).addHelpText('afterAll', EXIT_CODES_HELP);
}

/**
 * Runs a command line to its end.
 * @param args what follows the program's name
 * @returns the exit code; errors have been printed, as one sentence on stderr and, under --json, as JSON on stdout
 */
export async function runProgram(args: readonly string[]): Promise<ExitCode> {
  try {
    const program = await makeProgram(args);
    await program.parseAsync(args, { from: 'user' });
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
