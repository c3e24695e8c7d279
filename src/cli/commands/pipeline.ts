/** `coterie pipeline WORKS…`: the tables of a snapshot made by a database engine, past what memory holds. */
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { claimFor, DEFAULT_PARAMETERS, finishedAlready, runPipeline, type PipelineOptions, type PipelineResult, type StepReport, type WorksInput } from '../../pipeline/driver.js';
import type { SqlEngine } from '../../pipeline/engine.js';
import { FETCHED_WORKS, removeFetchedWorks, type Claim } from '../../pipeline/own-folders.js';
import { namedFiles } from '../../pipeline/named-works.js';
import { isAddress } from '../../pipeline/places.js';
import { MADE_TABLES, type PipelineParameters } from '../../pipeline/tables.js';
import { shownAddress } from '../../pipeline/spark-connect/address.js';
import { CliError, EXIT } from '../errors.js';
import { asS3a, isBucketPlace, toldByAddress, worksOfBucket } from '../from-bucket.js';
import { collect, COUNTING_CHOICES, parseCounting, positiveNumber, wholeNumber } from '../graph-options.js';
import { formatNumber, printable, printJson, printLine } from '../output.js';
import { formatDuration, startProgress, type Progress } from '../progress.js';
import { refuseEndpoint, targetOption } from '../replicating.js';
import { worksInputs } from '../works-inputs.js';

interface PipelineCommandOptions extends Pick<PipelineParameters, 'counting' | 'minStrength' | 'damping' | 'labelRounds'> {
  readonly out: string;
  readonly engine: 'duckdb' | 'spark';
  readonly master?: string;
  readonly state?: string;
  readonly endpoint?: string;
  readonly memory?: number;
  readonly spill?: string;
  readonly threads?: number;
  readonly maxAuthors?: number;
  readonly from?: number;
  readonly to?: number;
  readonly type?: readonly string[];
  readonly venue?: readonly string[];
  readonly field?: readonly string[];
  readonly giant?: boolean;
  readonly restart?: boolean;
  readonly steps?: boolean;
  readonly json?: boolean;
}

const HELP = `
Works are what "coterie works" writes (.parquet), or OpenAlex's snapshot as JSON lines (.jsonl, .gz) or Parquet; a folder is read
with all below it. Works may lie beside the tables in --out's folder, and stay as they are. Works of a bucket (s3://…) are
fetched first for DuckDB, and read by the workers themselves on Spark. The tables are described in src/pipeline/tables.ts;
tables.json, written last, says that they are whole. A run that was ended is taken up where it was by the same command,
which says so where the tables are whole already.

Examples:
  coterie works works.parquet && coterie pipeline works.parquet --out tables
  coterie pipeline openalex-snapshot/data/works --out /data/tables --memory 16G --spill /scratch
  coterie pipeline s3://openalex/data/works --out /data/tables
  coterie pipeline 's3://bucket/works/*.parquet' --engine spark --master sc://cluster:15002 --out s3://bucket/tables --state state`;

const UNITS: Readonly<Record<string, number>> = { M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** DuckDB starts with less, and then has no room for any table. */
const LEAST_MEMORY = 16 * UNITS.M;
const MOST_MEMORY = 1024 * UNITS.T;

function parseMemory(text: string): number {
  const parts = /^(\d+(?:\.\d+)?)([MGT])B?$/i.exec(text.trim());
  if (parts === null) throw new InvalidArgumentError('It must be a number of megabytes, gigabytes or terabytes, such as 500M or 16G.');
  const bytes = Number(parts[1]) * UNITS[parts[2].toUpperCase()];
  if (bytes < LEAST_MEMORY || bytes > MOST_MEMORY) throw new InvalidArgumentError(`It must be from ${LEAST_MEMORY / UNITS.M}M to ${MOST_MEMORY / UNITS.T}T.`);
  return bytes;
}

/** DuckDB starts them all at once, and more than the system has ends the process without a word. */
const MOST_THREADS = 1024;

function threadCount(text: string): number {
  const threads = wholeNumber(1)(text);
  if (threads > MOST_THREADS) throw new InvalidArgumentError(`It must be a whole number from 1 to ${MOST_THREADS}.`);
  return threads;
}

async function openEngine({ engine, master, memory, spill, threads }: PipelineCommandOptions): Promise<SqlEngine> {
  if (engine === 'spark') {
    if (master === undefined) throw new CliError('--engine spark needs to know where: name the Spark Connect server with --master, such as sc://127.0.0.1:15002', EXIT.usage);
    const { openSparkEngine } = await import('../../pipeline/spark-engine.js');
    return openSparkEngine(master);
  }
  if (master !== undefined) throw new CliError(`--master ${shownAddress(master)} is for --engine spark: leave one of them out, or add the other`, EXIT.usage);
  const { openDuckdb } = await import('../../pipeline/duckdb-engine.js');
  return openDuckdb({
    temporaryFolder: spill ?? path.join(tmpdir(), `coterie-pipeline-${process.pid}`),
    ...(memory === undefined ? {} : { memoryBytes: memory }),
    ...(threads === undefined ? {} : { threads }),
  });
}

/** Rounds of one step are told as that step: `pagerank_12` as "pagerank, round 12". */
function told(name: string): string {
  const parts = /^(.*)_(\d+)$/.exec(name);
  return (parts === null ? name : `${parts[1]}, round ${parts[2]}`).replaceAll('_', ' ');
}

function watching(progress: Progress, isListed: boolean): (report: StepReport) => void {
  return ({ name, rows, milliseconds, wasThere }) => {
    progress.update('Making tables', null, told(name));
    if (!isListed || rows === null) return;
    process.stderr.write(`${told(name)}: ${formatNumber(rows)} rows${wasThere ? ', from an earlier run' : ` in ${(milliseconds / 1000).toFixed(1)} s`}\n`);
  };
}

/** Where works fetched from a bucket lie, until the tables are whole. */
function fetchedWorks({ state, out }: PipelineCommandOptions): string {
  return path.join(state ?? out, FETCHED_WORKS);
}

/** The works that are named; those of buckets fetched first, where no cluster looks for them itself. */
async function inputsOf(places: readonly string[], options: PipelineCommandOptions, progress: Progress): Promise<WorksInput[]> {
  const { engine, endpoint } = options;
  if (engine === 'spark') return await worksInputs(places.map(asS3a), engine);
  const inputs: WorksInput[] = [];
  for (const place of places) {
    if (isBucketPlace(place)) inputs.push(...(await worksOfBucket(place, { endpoint, folder: fetchedWorks(options), progress })));
    else inputs.push(...(await worksInputs([place], engine)));
  }
  return inputs;
}

function placesOf({ out, state, restart }: PipelineCommandOptions): Pick<PipelineOptions, 'out' | 'stateDir' | 'restarts'> {
  return { out, ...(state === undefined ? {} : { stateDir: state }), restarts: restart === true };
}

/** @throws CliError for what can't be meant, before anything is made */
function refuseOptions(places: readonly string[], { engine, out, state, spill, endpoint }: PipelineCommandOptions): void {
  for (const [option, given] of Object.entries({ '--out': out, '--state': state, '--spill': spill })) {
    if (given?.trim() === '') throw new CliError(`${option} is an empty text: name a folder`, EXIT.usage);
  }
  if (engine === 'duckdb' && isAddress(out)) throw new CliError(`${out} is no folder of this machine, where DuckDB writes: name one, or use --engine spark`, EXIT.usage);
  if (isAddress(state ?? out)) throw new CliError(`${state ?? out} is no folder of this machine: name one for the state of the work with --state`, EXIT.usage);
  if (engine === 'spark') refuseEndpoint(endpoint, false, 'it is the cluster that reads and writes there, by its own configuration (`spark.hadoop.fs.s3a.endpoint`), leave it out');
  else refuseEndpoint(endpoint, places.some(isBucketPlace), 'leave it out, or name works such as s3://bucket/prefix');
  if (spill !== undefined) refuseSpill(path.resolve(spill));
}

/** DuckDB looks at the folder only when memory is full. */
function refuseSpill(folder: string): void {
  let known = folder;
  while (!existsSync(known)) known = path.dirname(known);
  if (!statSync(known).isDirectory()) throw new CliError(`--spill ${folder} can't be a folder, since ${known} is a file: name another`, EXIT.usage);
  try {
    accessSync(known, constants.W_OK);
  } catch (error) {
    throw new CliError(`nothing can be written to ${known}, where --spill is (${(error as Error).message}): name a folder that can be written to`, EXIT.usage);
  }
}

/** The same command was given before, and has ended. @param areSeen whether the works lie where changes of them are seen */
function tellFinished({ manifest, manifestFile }: PipelineResult, { out, state, json }: PipelineCommandOptions, areSeen: boolean): void {
  if (json === true) printJson({ ...manifest, out, manifestFile, wasThere: true });
  else {
    const packed = `coterie pack ${out}${state === undefined ? '' : ` --state ${state}`}`;
    const works = areSeen ? 'the same works' : 'works at the same places (it is the cluster that looks there, so whether they have changed since is not known)';
    printLine(printable(`${out}: whole already, ${MADE_TABLES.length} tables made of ${works} with the same options: pack them with \`${packed}\`, or make them anew with --restart`));
  }
}

async function pipeline(places: readonly string[], given: PipelineCommandOptions): Promise<void> {
  const options = given.engine === 'spark' ? { ...given, out: asS3a(given.out) } : given;
  const { counting, minStrength, damping, labelRounds, maxAuthors = null, from = null, to = null, type: types = [], venue: venues = [], field: fields = [] } = options;
  const parameters: Partial<PipelineParameters> = { counting, minStrength, damping, labelRounds, maxAuthors, yearFrom: from, yearTo: to, types, venues, fields, component: options.giant === true ? 'GIANT' : 'ALL' };
  const started = performance.now();
  const progress = startProgress();
  let engine: SqlEngine | null = null;
  let claim: Claim | null = null;
  try {
    refuseOptions(places, options);
    // Before anything is made or fetched: what is named at this machine.
    const looked = options.engine === 'spark' ? places.map(asS3a) : places.filter((place) => !isBucketPlace(place));
    const here = await worksInputs(looked, options.engine);
    const done = options.restart === true || (options.engine === 'duckdb' && places.some(isBucketPlace)) ? null : finishedAlready(options.engine, { ...placesOf(options), inputs: here, parameters });
    if (done !== null) {
      tellFinished(done, options, here.every((input) => 'files' in namedFiles(input)));
      return;
    }
    const files = here.flatMap(({ path: place, files: found }) => found ?? [place]);
    engine = await openEngine(options);
    claim = claimFor({ ...placesOf(options), parameters, inputs: [...looked, ...files] });
    const inputs = await inputsOf(places, options, progress);
    const { manifest, manifestFile } = await runPipeline(engine, {
      ...placesOf(options), inputs, isClaimed: true,
      parameters,
      onStep: watching(progress, options.steps === true),
    });
    progress.stop();
    removeFetchedWorks(options.state ?? options.out);
    const { rows, leftOut, unsettledLabels } = manifest;
    if (options.json === true) {
      printJson({ ...manifest, out: options.out, manifestFile, wasThere: false });
      return;
    }
    printLine(printable(`${options.out}: ${MADE_TABLES.length} tables in ${formatDuration(performance.now() - started)}: ${formatNumber(rows.papers)} papers, ${formatNumber(rows.authors)} authors, ${formatNumber(rows.pairs)} collaborations`));
    if (leftOut.untitled > 0) process.stderr.write(`note: ${formatNumber(leftOut.untitled)} works have no title and are left out\n`);
    if (leftOut.unnamed > 0) process.stderr.write(`note: ${formatNumber(leftOut.unnamed)} entries of author lists name nobody and are left out; these lists count as incomplete\n`);
    if (leftOut.repeated > 0) process.stderr.write(`note: ${formatNumber(leftOut.repeated)} entries of author lists repeat an author whom the list has under that spelling before, and are left out\n`);
    if (leftOut.cleaned > 0) process.stderr.write(`note: control characters were taken out of ${formatNumber(leftOut.cleaned)} works and entries of author lists\n`);
    if (unsettledLabels > 0) process.stderr.write(`note: label propagation was stopped after ${labelRounds} rounds, when ${formatNumber(unsettledLabels)} authors still wanted another label; --label-rounds gives it more\n`);
  } catch (error) {
    throw toldByAddress(error, places, fetchedWorks(options));
  } finally {
    progress.stop();
    await engine?.close();
    claim?.release();
  }
}

export function pipelineCommand(): Command {
  const { damping, labelRounds } = DEFAULT_PARAMETERS;
  return new Command('pipeline')
    .summary('make the tables of a snapshot from works, past what memory holds')
    .description('Makes the tables that a snapshot is packed from (papers, authors, collaborations, figures of every author) out of works, on DuckDB in this process or on a Spark cluster.')
    .argument('<works...>', 'files, folders or patterns of works')
    .requiredOption('-o, --out <dir>', 'folder of the tables; with --engine spark also an address such as s3a://…')
    .addOption(new Option('--engine <name>', 'what computes').choices(['duckdb', 'spark']).default('duckdb'))
    .option('--master <address>', 'the Spark Connect server, such as sc://127.0.0.1:15002')
    .option('--state <dir>', 'folder of this machine for the state and tables.json; needed where --out is an address')
    .addOption(targetOption())
    .option('--memory <size>', 'most memory that DuckDB takes before it writes to disk, such as 16G; 80 % of the machine\'s if absent', parseMemory)
    .option('--spill <dir>', 'where DuckDB writes what memory does not hold; the system\'s temporary folder if absent')
    .option('--threads <n>', 'threads of DuckDB; one for each core if absent', threadCount)
    .option('--restart', 'begin anew whatever is there')
    .option('--steps', 'list every step with its rows and time on stderr')
    .optionsGroup('Which graph:')
    .addOption(new Option('--counting <way>', `strength that a paper of k authors gives a pair: ${COUNTING_CHOICES.join(', ')}`).argParser(parseCounting).default('FULL', 'full'))
    .option('--max-authors <n>', 'leave out papers with more authors', wholeNumber(1))
    .option('--from <year>', 'papers of this year or later', wholeNumber(0))
    .option('--to <year>', 'papers of this year or earlier', wholeNumber(0))
    .option('--type <type>', 'papers of this type, for example ARTICLE (repeatable)', collect)
    .option('--venue <name>', 'papers of this venue (repeatable)', collect)
    .option('--field <name>', 'papers of this field (repeatable)', collect)
    .option('--min-strength <x>', 'leave out weaker collaborations', positiveNumber, 0)
    .option('--giant', 'only the largest component')
    .option('--damping <d>', 'PageRank\'s damping, 0 to 0.99', positiveNumber, damping)
    .option('--label-rounds <n>', 'most rounds of label propagation, up to 1000', wholeNumber(1), labelRounds)
    .addHelpText('after', HELP)
    .action(async (places: string[], _options, command: Command) => pipeline(places, command.optsWithGlobals<PipelineCommandOptions>()));
}
