/** `coterie metrics [FILE]`: the engine as a tool by itself, on network files and on corpora. */
import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError, Option } from 'commander';
import { costOn, sizeOf } from '../../metrics/input-size.js';
import { CancelledError } from '../../metrics/metric.js';
import { WEIGHT_READINGS, type WeightReading } from '../../networks/network.js';
import type { CorpusOptions } from '../corpus.js';
import { CliError, EXIT } from '../errors.js';
import { collect, wholeNumber, withGraphOptions, type GraphOptions } from '../graph-options.js';
import { answerForm, DEFAULT_TOP, filesOf, putAnswer, type AnswerOptions } from '../measuring/answer.js';
import { computationOf, openCheckpoint, type Checkpoint } from '../measuring/checkpoint.js';
import { decidedParameters } from '../../metrics/parameters.js';
import { chooseMetrics, SCOPES, type ChoiceOptions, type ChosenMetric } from '../measuring/chosen-metrics.js';
import { withCorpusSubject } from '../measuring/corpus-subject.js';
import { identify, type Identified } from '../measuring/identify.js';
import { interruptible, type Interruption } from '../measuring/interruption.js';
import { failureOf, measure } from '../measuring/measure.js';
import { aboutMetrics, metricsHelp } from '../measuring/metrics-help.js';
import { networkSubject } from '../measuring/network-subject.js';
import type { Subject } from '../measuring/subject.js';
import { refuseOverwriting, refuseUnwritable } from '../measuring/writing.js';
import { printLine } from '../output.js';
import { startProgress, type Progress } from '../progress.js';
import { programVersion } from '../../graphql/program-version.js';

interface MetricsOptions extends CorpusOptions, GraphOptions, ChoiceOptions, AnswerOptions {
  readonly format?: string;
  readonly weight?: WeightReading;
  readonly weightAttribute?: string;
  readonly threads?: number;
  readonly checkpoint?: string;
}

const EXAMPLES = `
Examples:
  coterie metrics netscience.gml --metric betweenness,closeness > values.csv
  coterie metrics roads.graphml --weight cost --weight-attribute length --metric betweenness --distance cost
  coterie metrics snap/ca-GrQc.txt.gz --all -o grqc.csv
  coterie metrics papers.bib --metric h-index,pagerank --counting fractional --top 10
  coterie metrics --sample --metric betweenness --json
  coterie metrics --about betweenness,pagerank
  coterie metrics big.net --metric betweenness --sampled --epsilon 0.005 -o estimates.csv
  coterie metrics big.net --metric betweenness --exact --checkpoint big.checkpoint -o big.csv

On a terminal the head of the ranking is shown, elsewhere CSV is written: a row per node with its id, its label and a
column per metric. Metrics of the network stand on stderr beside it, or with -o in a file of their own.`;

/** Options that say which papers make the graph. */
const GRAPH_OPTIONS = ['counting', 'maxAuthors', 'from', 'to', 'type', 'venue', 'field', 'minStrength', 'giant', 'componentOf'];

function numberBetween(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= least && value <= most)) throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
    return value;
  };
}

/** Parses one of several words, each with what it stands for. */
function oneOf<T>(choices: Readonly<Record<string, T>>): (text: string) => T {
  return (text) => {
    const found = Object.entries(choices).find(([name]) => name === text.trim().toLowerCase());
    if (found === undefined) throw new InvalidArgumentError(`It must be one of ${Object.keys(choices).join(', ')}.`);
    return found[1];
  };
}

const WEIGHTS = Object.fromEntries(WEIGHT_READINGS.map((reading) => [reading.toLowerCase(), reading])) as Record<string, WeightReading>;
const DISTANCES: Record<string, 'UNWEIGHTED' | 'INVERSE_STRENGTH'> = { hops: 'UNWEIGHTED', cost: 'INVERSE_STRENGTH' };

/** Refuses options that have no meaning for what is measured. */
function refuseStrayOptions(identified: Identified, options: MetricsOptions, command: Command): void {
  const isGiven = (name: string): boolean => command.getOptionValueSource(name) === 'cli';
  const flagOf = (name: string): string => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  if (identified.kind === 'NETWORK') {
    const stray = GRAPH_OPTIONS.find(isGiven);
    if (stray !== undefined) throw new CliError(`${flagOf(stray)} chooses among papers, and ${identified.opened.file} is a network without papers: leave it out`, EXIT.usage);
    if (options.weight === 'NONE' && options.weightAttribute !== undefined) throw new CliError('--weight none reads no attribute: leave --weight-attribute out', EXIT.usage);
  } else if (options.weight !== undefined || options.weightAttribute !== undefined) {
    throw new CliError('--weight and --weight-attribute say how a network file is read: strengths of a corpus follow from --counting', EXIT.usage);
  }
  if (identified.kind === 'NETWORK' || identified.file !== null) {
    if (options.sample === true || options.data !== undefined) throw new CliError('FILE and --sample or --data both say what is measured: use one of them', EXIT.usage);
  }
}

function withSubject(identified: Identified, chosen: readonly ChosenMetric[], options: MetricsOptions, progress: Progress, interruption: Interruption, use: (subject: Subject) => Promise<void>): Promise<void> {
  if (identified.kind === 'CORPUS') {
    const needsProjection = options.giant === true || options.componentOf !== undefined || chosen.some(({ metric }) => metric.needs === 'PROJECTION');
    return withCorpusSubject({ ...identified, needsProjection, options }, progress, interruption, use);
  }
  const reading = { weight: options.weight ?? 'STRENGTH', weightAttribute: options.weightAttribute ?? null } as const;
  return networkSubject(identified.opened, identified.format, reading, progress, interruption.signal).then(use);
}

function checkpointNotes({ checkpoint }: MetricsOptions, chosen: readonly ChosenMetric[]): string[] {
  const isIdle = checkpoint !== undefined && chosen.every(({ metric }) => metric.kernel.kind === 'whole');
  return isIdle ? ['--checkpoint keeps nothing: none of these metrics is computed in blocks'] : [];
}

/** Says of metrics that an error was allowed for, and that are exact since that is affordable, that they are. */
function exactAllTheSame({ epsilon, delta }: MetricsOptions, asked: readonly ChosenMetric[], chosen: readonly ChosenMetric[]): string[] {
  if (epsilon === undefined && delta === undefined) return [];
  const exact = chosen.filter(({ parameters }, i) => asked[i].parameters['method'] === 'AUTO' && parameters['method'] === 'EXACT').map(({ metric }) => metric.id.toLowerCase());
  if (exact.length === 0) return [];
  return [`${exact.join(', ')}: counted exactly, which is within any error, since that is affordable here; --sampled samples all the same`];
}

/** Steps from which counting what could be sampled is said to take its time. */
const LONG_COUNT = 2e9;

/** Says of metrics that are counted, since nobody asked for a sample, and take long, that a sample would not. */
function countedAtLength(asked: readonly ChosenMetric[], chosen: readonly ChosenMetric[], { input }: Subject): string[] {
  const long = chosen.filter(({ metric, parameters }, i) => asked[i].parameters['method'] === 'AUTO' && parameters['method'] === 'EXACT' && costOn(input, metric, parameters) > LONG_COUNT);
  return long.length === 0 ? [] : [`${long.map(({ metric }) => metric.id.toLowerCase()).join(', ')}: counted exactly, which may take minutes; --sampled estimates in seconds`];
}

/** Says of a file whose attribute is a cost that distances do not follow it by themselves. */
function hopsAllTheSame({ weight, distance }: MetricsOptions, chosen: readonly ChosenMetric[]): string[] {
  const byHops = chosen.filter(({ parameters }) => parameters['distance'] === 'UNWEIGHTED').map(({ metric }) => metric.id.toLowerCase());
  if (weight !== 'COST' || distance !== undefined || byHops.length === 0) return [];
  return [`${byHops.join(', ')}: by hops, each edge of length 1; --distance cost goes by the costs`];
}

function openedCheckpoint(options: MetricsOptions, subject: Subject, chosen: readonly ChosenMetric[]): Checkpoint | null {
  if (options.checkpoint === undefined) return null;
  const checkpoint = openCheckpoint(options.checkpoint, computationOf(programVersion(), subject.input, chosen));
  if (checkpoint.kept > 0 && options.json !== true) process.stderr.write(`resuming: ${checkpoint.kept} blocks were kept in ${options.checkpoint}\n`);
  return checkpoint;
}

async function metrics(file: string | undefined, options: MetricsOptions, command: Command): Promise<void> {
  const identified = await identify(file, options.format);
  refuseStrayOptions(identified, options, command);
  const { chosen: asked, left, notes: choiceNotes } = chooseMetrics(options, identified.kind === 'CORPUS');
  const form = answerForm(options, asked);
  if (options.checkpoint !== undefined) refuseUnwritable('checkpoint', options.checkpoint);
  refuseOverwriting(filesOf(form, asked), [
    ...(file === undefined ? [] : [[file, 'the file being read'] as const]),
    ...(options.checkpoint === undefined ? [] : [[options.checkpoint, 'the checkpoint'] as const]),
  ]);
  const notes = [...choiceNotes, ...checkpointNotes(options, asked)];
  const progress = startProgress();
  let checkpoint: Checkpoint | null = null;
  try {
    await interruptible(async (interruption) => {
      const begun = performance.now();
      await withSubject(identified, asked, options, progress, interruption, async (subject) => {
        const ready = performance.now();
        // What is left open (AUTO) is decided by the size of what is measured.
        const chosen = asked.map(({ metric, parameters }) => ({ metric, parameters: decidedParameters(metric, sizeOf(subject.input), parameters) }));
        notes.push(...exactAllTheSame(options, asked, chosen), ...hopsAllTheSame(options, chosen));
        for (const line of countedAtLength(asked, chosen, subject)) process.stderr.write(`${line}\n`);
        checkpoint = openedCheckpoint(options, subject, chosen);
        const { threads = availableParallelism(), exact = false } = options;
        const { measured, failed } = await measure(subject, chosen, { threads, exact, signal: interruption.signal, progress, checkpoint });
        progress.stop();
        const seconds = { reading: (ready - begun) / 1000, computing: (performance.now() - ready) / 1000 };
        if (measured.length > 0) await putAnswer(form, { subject, measured, failed, left, notes, threads, version: programVersion(), seconds }, options.normalized === true);
        if (failed.length > 0) throw failureOf(failed, measured.length > 0 && form.kind === 'JSON' && form.path === null);
        checkpoint?.remove();
      });
    });
  } catch (error) {
    if (!(error instanceof CancelledError) && !(error instanceof Error && error.name === 'AbortError')) throw error;
    const kept = checkpoint === null ? '' : `; what was computed is kept in ${options.checkpoint}: run the same command again to go on`;
    throw new CliError(`interrupted${kept}`, EXIT.failure);
  } finally {
    progress.stop();
    (checkpoint as Checkpoint | null)?.close();
  }
}

export function metricsCommand(): Command {
  return withGraphOptions(
    new Command('metrics')
      .summary('metrics of a network file or a corpus, as CSV or JSON')
      .description('Computes metrics of the nodes, edges or whole of a network file, of a bibliography, or of the stored corpus.')
      .argument('[file]', 'a network file, or a bibliography, folder or glob; the stored corpus if left out')
      .option('--metric <names>', 'metrics, comma-separated (repeatable)', collect)
      .option('--about <names>', 'say what these metrics mean, what parameters they take, and where they come from; compute nothing', collect)
      .option('--all', 'every metric of nodes and network that can be had')
      .option('--scope <scopes>', `with --all, which: ${SCOPES.join(', ').toLowerCase()}; comma-separated (default: author,network)`, collect)
      .option('--param <[metric.]name=value>', 'a parameter, of all metrics that have it or of one (repeatable)', collect)
      .addOption(new Option('--distance <which>', 'length of an edge where metrics have a choice: hops, or cost = 1 / strength').argParser(oneOf(DISTANCES)))
      .option('--exact', 'insist on exact values; else what would take many minutes is sampled, and said to be')
      .option('--sampled', 'insist on sampled values, where a metric can be sampled')
      .option('--epsilon <e>', 'let sampled values be off by up to e; what can be had exactly in minutes still is, being within any error (--sampled samples it too)', numberBetween(1e-4, 0.5))
      .option('--delta <d>', 'probability that a sampled value is off by more than its stated error', numberBetween(1e-9, 0.5))
      .option('--seed <n>', 'seed of sampling', wholeNumber(0))
      .optionsGroup('Which network:')
      .option('--format <id>', 'read the file as this format instead of detecting it')
      .addOption(new Option('--weight <reading>', 'what the attribute of an edge is: strength, cost (strength = 1 / cost), or none (every edge 1)').argParser(oneOf(WEIGHTS)))
      .option('--weight-attribute <name>', 'name of that attribute; else weight, value, strength or collaboration_strength, whichever edges have')
      .optionsGroup('How it is computed and put out:')
      .option('--threads <n>', 'worker threads; one per processor if left out', wholeNumber(1))
      .option('--checkpoint <file>', 'keep finished blocks of long computations there, and go on from what is there')
      .option('-o, --output <file>', 'write there (- is stdout), JSON where the name ends in .json; further tables go to FILE with .edges, .network or .distributions before its ending')
      .option('--top <n>', `show the n largest as a table for people (on a terminal: ${DEFAULT_TOP})`, wholeNumber(1))
      .option('--normalized', 'add normalised values to the CSV'),
  )
    .addHelpText('after', () => `${metricsHelp()}\n${EXAMPLES}`)
    .action(async (file: string | undefined, _options, command: Command) => {
      const { about } = command.opts<{ about?: readonly string[] }>();
      if (about !== undefined) for (const line of aboutMetrics(about)) printLine(line);
      else await metrics(file, command.optsWithGlobals<MetricsOptions>(), command);
    });
}
