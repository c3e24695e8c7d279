/** `coterie serve [FILE…]`: the API and the playground over HTTP. */
import { statSync } from 'node:fs';
import { Command } from 'commander';
import { TokenError } from '../../callers/curator-token.js';
import { ManifestError } from '../../graphql/document-manifest.js';
import { ANY_ORIGIN } from '../../serving/framing.js';
import { createLog } from '../../operations/logger.js';
import { AddressError } from '../../serving/listening.js';
import { corpusPath } from '../../corpus/store.js';
import { openTarget } from '../replicating.js';
import { buildProblems } from '../build-problems.js';
import { dataDirOf, importCommandFor } from '../corpus.js';
import { CliError, EXIT } from '../errors.js';
import { importLines } from '../import-report.js';
import { runChoices, runImport } from '../importing.js';
import { formatNumber, printFacts, printJson, printLine } from '../output.js';
import { bringSnapshotUpToDate } from '../outdated-snapshot.js';
import { bringSampleUpToDate } from '../sample.js';
import { servingPartsOf, type ServingParts } from '../serving-parts.js';
import { serveAlone, serveAsWorker, serveByWorkers } from '../serving-run.js';
import { settingsOf, withSettingOptions } from '../setting-options.js';
import type { Settings } from '../../settings/table.js';
import { withTableOptions } from '../table-options.js';
import { refuseMissingFolders } from '../watching.js';
import type { Served } from '../workers/messages.js';
import { workerRole } from '../workers/worker.js';
import { checkFormat, groupsOption, identityOption, importOptions, refuseUselessArguments, versionsOption, type ImportCommandOptions } from './import.js';

type ServeOptions = ImportCommandOptions;

const EXAMPLES = `
Examples:
  coterie serve --sample
  coterie serve papers.bib
  PORT=8080 coterie serve --data ./team
  coterie serve --host 0.0.0.0 --no-introspection
  coterie serve --watch ~/library
  coterie serve --follow s3://library/coterie --data ./replica
  coterie serve --embed-origin https://example.org
  coterie serve --workers 4 --metrics 9464
  coterie serve --access key --trust-proxy loopback
  coterie serve --curator-token-file ~/.coterie-token`;

/** Fills the corpus before serving, as the arguments ask. */
async function prepare(files: readonly string[], dataDir: string, options: ServeOptions): Promise<void> {
  checkFormat(options.format);
  if (options.sample === true) await bringSampleUpToDate(dataDir);
  if (files.length === 0) {
    const { identity, versions, groups } = options;
    if (identity !== undefined || versions !== undefined || groups !== undefined) await runChoices({ identity, versions, groups }, dataDir);
    await bringSnapshotUpToDate(dataDir);
    return;
  }
  const report = await runImport(files, importOptions(options, dataDir));
  if (report.files.length > 0) {
    for (const line of importLines(report, await buildProblems(dataDir, report.manifest), true)) process.stderr.write(`${line}\n`);
  }
  refuseUselessArguments(report);
}

function servingLine(dataDir: string, served: Served | null, follow: string | null): string {
  if (served !== null) return `Serving ${formatNumber(served.papers)} papers by ${formatNumber(served.authors)} authors from ${dataDir}`;
  if (follow !== null) return `Nothing has been fetched from ${follow} yet: it is served as soon as it is here.`;
  return `Nothing has been imported into ${dataDir} yet: run \`${importCommandFor(dataDir)}\` beside this, and it is served at once.`;
}

/** Says where it listens and what it serves. */
function announce(url: string, dataDir: string, served: Served | null, options: ServeOptions, { server: { embedOrigins: origins, playground }, following }: ServingParts): void {
  if (options.json === true) {
    printJson({ url, graphql: `${url}/graphql`, dataDir, snapshot: served?.snapshot ?? null });
    return;
  }
  printLine(servingLine(dataDir, served, following?.target ?? null));
  printFacts([
    ['  explorer', `${url}/`],
    ...(playground ? [['  playground', `${url}/graphql`] as [string, string]] : []),
    ['  API', `POST ${url}/graphql`],
    ['  health', `${url}/health`],
    ...(origins.length === 0 ? [] : [['  embedding', origins.includes(ANY_ORIGIN) ? `${url}/embed/… in pages of any origin` : `${url}/embed/… in pages of ${origins.join(', ')}`] as [string, string]]),
  ]);
  printLine('Ctrl-C ends it.');
}

/** What can't be asked of a replica, which has no corpus. @throws CliError (usage) */
function refuseBesideFollowing(files: readonly string[], options: ServeOptions, { following, watching, importFolder }: ServingParts, dataDir: string): void {
  if (following === null) return;
  const asked = files.length > 0 ? `files to import (${files[0]})` : watching.folders.length > 0 ? '--watch' : importFolder === null ? options.sample === true ? '--sample' : null : '--import-folder';
  if (asked !== null) throw new CliError(`--follow makes this a replica, which has no corpus, and ${asked} would change one: leave one of the two out`, EXIT.usage);
  if ((statSync(corpusPath(dataDir), { throwIfNoEntry: false })?.size ?? 0) > 0) throw new CliError(`--follow makes this a replica, and ${dataDir} has a corpus of its own: name another directory with --data`, EXIT.usage);
  // What can't be a target is said now, and not by a thread later.
  void openTarget(following.target, following.endpoint ?? undefined).close();
}

async function serve(files: readonly string[], options: ServeOptions, settings: Settings): Promise<void> {
  const dataDir = dataDirOf(options);
  const role = workerRole();
  const parts = servingPartsOf(settings);
  refuseBesideFollowing(files, options, parts, dataDir);
  refuseMissingFolders(parts.watching.folders);
  if (parts.importFolder !== null) refuseMissingFolders([parts.importFolder], 'import from');
  if (role === null && parts.following === null) await prepare(files, dataDir, options);
  const log = createLog({ ...parts.log, worker: role?.number ?? null });
  // Of several processes one alone watches folders.
  const own = role === null || role.number === 1 ? parts : { ...parts, watching: { ...parts.watching, folders: [] } };
  const onReady = (url: string, served: Served | null): void => announce(url, dataDir, served, options, parts);
  try {
    if (role !== null) await serveAsWorker({ dataDir, parts: own, log }, role);
    else if (parts.workers > 1) await serveByWorkers({ parts, log }, onReady);
    else await serveAlone({ dataDir, parts: own, log }, onReady);
  } catch (error) {
    if (error instanceof AddressError) throw new CliError(error.message, EXIT.failure, { suggestedPort: error.suggestedPort });
    if (error instanceof TokenError) throw new CliError(error.message, EXIT.usage);
    if (error instanceof ManifestError) throw new CliError(`${error.message}.`, EXIT.usage);
    throw error;
  } finally {
    log.flush();
  }
}

export function serveCommand(): Command {
  const command = new Command('serve')
    .summary('answer over GraphQL, with an explorer and a playground for browsers')
    .description('Serves the corpus over HTTP: the explorer at /, the GraphQL API and its playground at /graphql. Files given are imported first; what another process imports meanwhile is served as soon as it is ready.')
    .argument('[files...]', 'files, folders and globs to import first')
    .option('--format <id>', 'read every given file as this format instead of detecting it')
    .addOption(identityOption())
    .addOption(versionsOption())
    .addOption(groupsOption());
  return withSettingOptions(withTableOptions(command), { port: '-p' })
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], _options, invoked: Command) => serve(files, invoked.optsWithGlobals<ServeOptions>(), settingsOf(invoked).settings));
}
