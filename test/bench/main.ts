/** `npm run bench -- metrics|scale|import|pipeline|identity|serving|heavy`: the benchmarks. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { GENERATED } from './graphs.js';
import { WORKER_NICENESS } from '../../src/cli/serving-process.js';
import { benchHeavy } from './heavy.js';
import { benchImport } from './import.js';
import { INPUT_KINDS, type InputKind } from './import-inputs.js';
import { benchIdentity } from './identity.js';
import { IDS_OF_SETS } from './labelled-sets.js';
import { benchMetrics } from './metrics.js';
import { PAIRS } from './pairs.js';
import { benchPipeline, type PipelineBenchOptions } from './pipeline.js';
import { benchScale } from './scale.js';
import { benchServing } from './serving.js';

const METRICS_HELP = `
Graphs:   ${GENERATED.join(', ')}
          (generated, about so many authors), or files *.txt (SNAP edge lists) and *.gml, by path or among ../shared/data/graphs
Metrics:  ${PAIRS.map(({ key }) => key).join(', ')}

Results are compared before times are printed; a disagreement is named and the exit code is 1. Times are medians of the
computation alone; ours includes the messages between threads. Peers: graphology always; graph-tool, igraph, NetworKit and
NetworkX where python3, /usr/bin/python3 or an interpreter of $COTERIE_BENCH_PYTHON (several, separated by ":") has them.

Examples:
  npm run bench -- metrics
  npm run bench -- metrics --graph 20k 20k-hyper --metric betweenness harmonic --patience 120 --json bench.json
  COTERIE_BENCH_PYTHON=~/peers/bin/python npm run bench -- metrics --graph 300k --metric pagerank louvain leiden`;

const SCALE_HELP = `
Generates an incidence (about one author per two papers) into a file, then, in a fresh process, opens and projects it and runs
degree, components, cores, clustering, PageRank, Leiden, harmonic closeness (sketched or sampled) and betweenness (sampled); then
opens, in another, what a served snapshot of it would hold. The limits said at the end are meant for 8,000,000 papers.

Examples:
  npm run bench -- scale --papers 200000
  npm run bench -- scale --folder /var/tmp/scale --json scale.json`;

const IMPORT_HELP = `
Makes a DBLP-shaped XML file (about 450 bytes a record) and an OpenAlex-shaped JSON lines file (about 8 kB a work), imports each
into a new corpus in a process of its own, and says for reading and for each phase of building the snapshot how long it took, what
of the file that makes per second, and the peak of memory. 20 MB/s end to end are wanted of 1 GB.

Examples:
  npm run bench -- import --size 200MB
  npm run bench -- import --size 1GB --kind dblp --json import.json
  npm run bench -- import --size 50MB --node=--cpu-prof --node=--cpu-prof-dir=/tmp/profile`;

const SERVING_HELP = `
Questions: reference (an author, 50 collaborators, five metrics each), small (one author's name and papers), papers (a list of 25).
Each server and the load (autocannon, no compression asked for) run in processes of their own; rounds alternate in order, and
ratios are taken within a round: their median, least and largest are told. "kept" is our server as it comes, "ours" the same
with --answer-cache off. On a machine that is busy otherwise, read the ratios by processor time. Answers are compared before anything is timed.

Examples:
  npm run bench -- serving
  npm run bench -- serving --question reference --rounds 3 --node=--cpu-prof --node=--cpu-prof-dir=/tmp/profile`;

/** `200MB`, `1GB`, `500kB` or plain bytes. */
function byteSize(text: string): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)\s*([kMG]?)B?$/i.exec(text.trim()) ?? [];
  const size = Number(digits) * ({ k: 1e3, m: 1e6, g: 1e9 }[(unit ?? '').toLowerCase()] ?? 1);
  if (!(size >= 1)) throw new InvalidArgumentError('It must be a size such as 200MB or 1GB.');
  return Math.round(size);
}

function inputKind(text: string, before: readonly InputKind[] = []): readonly InputKind[] {
  const kind = INPUT_KINDS.find((known) => known === text.toLowerCase());
  if (kind === undefined) throw new InvalidArgumentError(`It must be one of ${INPUT_KINDS.join(', ')}.`);
  return [...before, kind];
}
const IDENTITY_HELP = `
Sets:     NAME and NAME-pooled for every folder disambiguation/NAME with files in AMiner's layout, one per name: each name's
          papers alone, and all in one corpus; ${IDS_OF_SETS.join(', ')}. Those that the folder has,
          laid out as ../shared/data. -merged: persons of rare names are given a common one together, their own the labels.
Rows:     exact name, and family name with first initial, are what any tool does; cautious and full are the engine alone,
          product cautious and product full what users get: the same engine behind the rules of an import's resolution.
          Ids, homonym numbers and labels are hidden from all of them. A name counts where it has two labelled mentions.

Examples:
  npm run bench -- identity
  npm run bench -- identity --set aminer --names --json identity.json`;

function number(least: number, whole: boolean): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || value < least || (whole && !Number.isInteger(value))) {
      throw new InvalidArgumentError(`It must be a ${whole ? 'whole number' : 'number'} from ${least} up.`);
    }
    return value;
  };
}

interface MetricsFlags {
  readonly graph: readonly string[];
  readonly metric?: readonly string[];
  readonly peer?: readonly string[];
  readonly threads: number;
  readonly patience: number;
  readonly repeat?: number;
  readonly json?: string;
}

const program = new Command('bench').description('Benchmarks of the metrics engine and of the resolution of authors.');
program
  .command('metrics')
  .description('Our metrics against those of other libraries, in turn on the same graphs.')
  .option('--graph <names...>', 'graphs to run on', ['20k'])
  .option('--metric <names...>', 'metrics to run; all if absent')
  .option('--peer <names...>', 'peers to run against; all that are found if absent')
  .option('--threads <n>', 'threads, ours and theirs', number(1, true), Math.min(2, availableParallelism()))
  .option('--patience <seconds>', 'leave out whoever would take longer for one run', number(0, false), 45)
  .option('--repeat <n>', 'measured runs per side; by how long one takes if absent', number(1, true))
  .option('--json <file>', 'write everything measured to a file')
  .addHelpText('after', METRICS_HELP)
  .action(async ({ graph, metric = [], peer = [], threads, patience, repeat = 0, json }: MetricsFlags) => {
    const lower = (names: readonly string[]): string[] => names.map((name) => name.toLowerCase());
    const options = { graph, metric: lower(metric), peer: lower(peer), threads, patience, repeat: repeat === 0 ? null : repeat, json: json ?? null };
    process.exitCode = (await benchMetrics(options)) === 0 ? 0 : 1;
  });

interface ScaleFlags {
  readonly papers: number;
  readonly threads: number;
  readonly patience: number;
  readonly folder?: string;
  readonly json?: string;
}

program
  .command('scale')
  .description('The whole task on millions of papers: time, memory, and how soon the result is served.')
  .option('--papers <n>', 'papers to generate', number(1, true), 8_000_000)
  .option('--threads <n>', 'threads', number(1, true), Math.min(2, availableParallelism()))
  .option('--patience <seconds>', 'give a metric up after so long', number(1, false), 600)
  .option('--folder <dir>', 'where to keep the generated incidence for the next run; a temporary folder if absent')
  .option('--json <file>', 'write everything measured to a file')
  .addHelpText('after', SCALE_HELP)
  .action(({ papers, threads, patience, folder, json }: ScaleFlags) => benchScale({ papers, threads, patience, folder: folder ?? null, json: json ?? null }));

interface ImportFlags {
  readonly size: number;
  readonly kind?: readonly InputKind[];
  readonly folder?: string;
  readonly json?: string;
  readonly node?: readonly string[];
}

program
  .command('import')
  .description('From a large file to a snapshot: MB/s of each phase, and memory.')
  .option('--size <bytes>', 'size of each input, such as 200MB', byteSize, 200e6)
  .option('--kind <kind>', `dblp or openalex (repeatable); both if absent`, inputKind)
  .option('--folder <dir>', 'where to keep the inputs; a temporary folder if absent')
  .option('--node <option>', 'an option of Node for the importing process (repeatable)', (option: string, before?: readonly string[]) => [...(before ?? []), option])
  .option('--json <file>', 'write everything measured to a file')
  .addHelpText('after', IMPORT_HELP)
  .action(({ size, kind = INPUT_KINDS, folder, json, node = [] }: ImportFlags) => benchImport({ size, kinds: kind, folder: folder ?? null, json: json ?? null, nodeOptions: node }));

program
  .command('pipeline')
  .description('What each step of the pipeline takes on DuckDB or Spark: processor time, bytes written, spilled and shuffled, memory.')
  .option('--papers <n>', 'works to generate', number(1, true), 1_000_000)
  .option('--memory-bytes <size>', 'what DuckDB may hold, such as 5GB', byteSize, 5e9)
  .option('--threads <n>', 'threads', number(1, true), Math.min(2, availableParallelism()))
  .option('--folder <dir>', 'where works and tables are kept, so that a run that was ended goes on; a temporary folder if absent')
  .option('--master <address>', 'have Spark do it, on the cluster that `npm run spark:up` started: sc://127.0.0.1:15002')
  .option('--until <table>', 'end before this table, such as component_edges')
  .option('--json <file>', 'add a line to a file for each statement')
  .action(async (flags: Pick<PipelineBenchOptions, 'papers' | 'memoryBytes' | 'threads'>) => {
    await benchPipeline({ master: null, folder: null, until: null, json: null, ...flags });
  });

interface ServingFlags {
  readonly papers: number;
  readonly rounds: number;
  readonly warmUp: number;
  readonly seconds: number;
  readonly connections: number;
  readonly question?: readonly string[];
  readonly json?: string;
  readonly node?: readonly string[];
}

program
  .command('serving')
  .description('Requests per second of our server as built (`npm run build` first), of Apollo Server as it comes, and of plain node:http with the same bytes.')
  .option('--papers <n>', 'papers of the generated corpus', number(1, true), 5_000)
  .option('--rounds <n>', 'rounds that count', number(1, true), 7)
  .option('--warm-up <n>', 'requests that each server answers before it is measured', number(1, true), 4_000)
  .option('--seconds <n>', 'length of each load', number(1, true), 2)
  .option('--connections <n>', 'connections that ask at the same time', number(1, true), 8)
  .option('--question <names...>', 'reference, small or papers; all if absent')
  .option('--node <option>', "an option of Node for our server's process (repeatable)", (option: string, before?: readonly string[]) => [...(before ?? []), option])
  .option('--json <file>', 'write everything measured to a file')
  .addHelpText('after', SERVING_HELP)
  .action(({ question = [], json, node = [], ...rest }: ServingFlags) => benchServing({ ...rest, question, json: json ?? null, nodeOptions: node }));

interface IdentityFlags {
  readonly data: string;
  readonly set?: readonly string[];
  readonly names?: boolean;
  readonly json?: string;
}

program
  .command('identity')
  .description('How well persons are told apart: B-cubed and pairwise precision, recall, F1 on labelled sets, against two baselines.')
  .option('--data <folder>', 'where the labelled sets are', path.resolve(import.meta.dirname, '../../../shared/data'))
  .option('--set <names...>', 'sets to run on; all that are found if absent')
  .option('--names', 'print every name too')
  .option('--json <file>', 'write everything measured to a file')
  .addHelpText('after', IDENTITY_HELP)
  .action(async ({ data, set = [], names = false, json }: IdentityFlags) => {
    process.exitCode = (await benchIdentity({ data, set, names, json: json ?? null })) > 0 ? 0 : 1;
  });

interface HeavyFlags {
  readonly papers: number;
  readonly lookups: number;
  readonly clients: number;
  readonly threads: number;
  readonly niceness: number;
  readonly json?: string;
  readonly profiles?: string;
}

program
  .command('heavy')
  .description('Look-ups of authors while the workers are saturated with metrics that nobody has asked for before, and while they are idle.')
  .option('--papers <n>', 'papers to generate', number(1, true), 20_000)
  .option('--lookups <n>', 'look-ups measured in each state', number(1, true), 1_000)
  .option('--clients <n>', 'clients that ask for metrics', number(1, true), 48)
  .option('--threads <n>', 'worker threads', number(1, true), Math.max(1, availableParallelism() - 1))
  .option('--niceness <n>', 'by how much the workers step back for the thread that answers, as they do when serving', number(0, true), WORKER_NICENESS)
  .option('--json <file>', 'write everything measured to a file')
  .option('--profiles <directory>', 'write a CPU profile of the server to a directory')
  .action(({ papers, lookups, clients, threads, niceness, json, profiles }: HeavyFlags) => benchHeavy({ papers, lookups, clients, threads, niceness, json: json ?? null, profiles: profiles ?? null }));

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  process.stderr.write(`bench: ${error.message}\n`);
  process.exitCode = 2;
}
