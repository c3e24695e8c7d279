/** `coterie import FILE…`: bibliographies into the corpus. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { GROUP_MODES, VERSION_MODES, type GroupMode, type VersionMode } from '../../corpus/choices.js';
import { DEFAULT_IDENTITY_MODE, IDENTITY_MODE_NAMES, modeName, parseMode, type IdentityMode } from '../../identity/mode.js';
import { SOURCES } from '../../sources/registry.js';
import { buildProblems } from '../build-problems.js';
import { dataDirOf, type CorpusOptions } from '../corpus.js';
import { CliError, EXIT } from '../errors.js';
import { importLines, problemsByKind, uselessArguments } from '../import-report.js';
import { runImport, sayMigrated } from '../importing.js';
import { printJson, printLine } from '../output.js';
import { TABLE_HELP, tableSettingsOf, withTableOptions, type TableOptions } from '../table-options.js';
import type { ImportOptions, ImportReport } from '../../snapshot/import.js';

export interface ImportCommandOptions extends CorpusOptions, TableOptions {
  readonly format?: string;
  readonly identity?: IdentityMode;
  readonly versions?: VersionMode;
  readonly groups?: GroupMode;
}

const EXAMPLES = `
Examples:
  coterie import papers.bib
  coterie import ~/library/ more/*.xml.gz --identity full
  coterie import works.json --format openalex --data ./team
  coterie import table.csv --columns title=Titre,authors=Auteurs,year=Annee --author-separator "; "`;

const IDENTITY_HELP = `
Modes of --identity:
  ids-only   ids, person records, the ledger and equal full names; nothing is guessed
  cautious   also initials and spelling variants where it is near-certain
  full       the best estimate: an equal name may be several persons, variants are joined by what speaks for it
The mode is kept with the corpus. Adding files gives what importing all at once would give; only blocks of like names that
they touch are resolved anew.`;

function formatsHelp(): string {
  return `\nFormats (detected from the content):\n${SOURCES.map(({ id, title }) => `  ${id.padEnd(12)} ${title}`).join('\n')}`;
}

/** @throws CliError (usage) for a format that does not exist */
export function checkFormat(format: string | undefined): void {
  if (format === undefined || SOURCES.some(({ id }) => id === format)) return;
  throw new CliError(`there is no format "${format}"; the formats are ${SOURCES.map(({ id }) => id).join(', ')}`, EXIT.usage);
}

/** `--identity MODE`, for every command that fills a corpus. */
export function identityOption(): Option {
  const about = `how far people are resolved, from now on: ${IDENTITY_MODE_NAMES.join(', ')} (as before; ${modeName(DEFAULT_IDENTITY_MODE)} for a new corpus)`;
  return new Option('--identity <mode>', about).argParser((text): IdentityMode => {
    const mode = parseMode(text);
    if (mode === null) throw new InvalidArgumentError(`It must be one of ${IDENTITY_MODE_NAMES.join(', ')}.`);
    return mode;
  });
}

function modeOption(flag: string, about: string, modes: readonly string[]): Option {
  const names = modes.map((mode) => mode.toLowerCase());
  return new Option(`${flag} <mode>`, `${about}: ${names.join(', ')} (as before; ${names[0]} for a new corpus)`).argParser((text): string => {
    const mode = modes[names.indexOf(text.trim().toLowerCase())];
    if (mode === undefined) throw new InvalidArgumentError(`It must be one of ${names.join(', ')}.`);
    return mode;
  });
}

/** `--versions MODE`, for every command that fills a corpus. */
export function versionsOption(): Option {
  return modeOption('--versions', 'how a preprint and its published version count, from now on', VERSION_MODES);
}

/** `--groups MODE`, for every command that fills a corpus. */
export function groupsOption(): Option {
  return modeOption('--groups', 'whether collaborations and corporate authors are nodes of the graph, from now on', GROUP_MODES);
}

/** What of a command's options an import takes. */
export function importOptions(options: ImportCommandOptions, dataDir: string): Pick<ImportOptions, 'dataDir' | 'format' | 'identity' | 'versions' | 'groups' | 'table'> {
  const { format, identity, versions, groups } = options;
  return {
    dataDir,
    ...tableSettingsOf(options),
    ...(format === undefined ? {} : { format }),
    ...(identity === undefined ? {} : { identity }),
    ...(versions === undefined ? {} : { versions }),
    ...(groups === undefined ? {} : { groups }),
  };
}

/**
 * Arguments that led to nothing are the caller's to mend, although everything else has been imported.
 * @throws CliError (usage) naming the first of them
 */
export function refuseUselessArguments(report: ImportReport): void {
  const [reason, ...others] = uselessArguments(report);
  if (reason !== undefined) throw new CliError(reason, EXIT.usage, { others }, others);
}

async function runImportCommand(files: readonly string[], options: ImportCommandOptions): Promise<void> {
  checkFormat(options.format);
  if (options.sample === true && options.data === undefined) {
    throw new CliError('--sample means the bundled corpus, which imports would change for good: leave it out, or add --data DIR for a corpus of your own', EXIT.usage);
  }
  const dataDir = dataDirOf(options);
  let migrated: { readonly from: number; readonly to: number } | null = null;
  const report = await runImport(files, {
    ...importOptions(options, dataDir),
    onMigrated(from, to) {
      migrated = { from, to };
      sayMigrated(dataDir)(from, to);
    },
  });
  const found = await buildProblems(dataDir, report.manifest);
  if (options.json === true) {
    const { manifest, ...rest } = report;
    printJson({ ...rest, corpusMigrated: migrated, problemsByKind: problemsByKind(report, found), problemsInCorpus: found.total, snapshot: manifest?.id ?? null, counts: manifest?.counts ?? null });
  } else if (report.files.length > 0) {
    for (const line of importLines(report, found, true)) printLine(line);
  }
  refuseUselessArguments(report);
}

export function importCommand(): Command {
  const command = new Command('import')
    .summary('read bibliographies into the corpus')
    .description('Reads files, folders and globs into the corpus and publishes what follows. Importing a file again changes nothing but what changed in it.')
    .argument('<files...>', 'files (plain or gzipped), folders, globs')
    .option('--format <id>', 'read every file as this format instead of detecting it')
    .addOption(identityOption())
    .addOption(versionsOption())
    .addOption(groupsOption());
  return withTableOptions(command)
    .addHelpText('after', () => `${formatsHelp()}\n${TABLE_HELP}\n${IDENTITY_HELP}\n${EXAMPLES}`)
    .action(async (files: string[], _options, invoked: Command) => runImportCommand(files, invoked.optsWithGlobals<ImportCommandOptions>()));
}
