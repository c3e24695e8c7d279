/** `coterie export FILE`: networks, drawings and papers as files of other programs. */
import { Command } from 'commander';
import type { ExportInput } from '../../exports/format.js';
import { openExport } from '../../exports/open-export.js';
import type { ExportedNetwork } from '../../exports/network.js';
import { RequestContext } from '../../graphql/context.js';
import type { GraphInUse } from '../../graphql/graph-in-use.js';
import { networkOf } from '../../graphql/downloads/network.js';
import { papersNamed, papersOf } from '../../graphql/downloads/papers.js';
import type { Snapshot } from '../../snapshot/types.js';
import { dataDirOf, withSnapshot } from '../corpus.js';
import { CliError, EXIT } from '../errors.js';
import { chosenFormat, formatsHelp, type FormatChoice } from '../exporting/chosen-format.js';
import { asUsage } from '../exporting/failures.js';
import { computeBeforehand, watched, watchedPapers } from '../exporting/progress.js';
import { withExportOptions, type ExportOptions } from '../exporting/options.js';
import { papersNamedBy, questionOf, scopeOf } from '../exporting/question.js';
import { refuseTarget, STDOUT, Writing } from '../exporting/target.js';
import { graphOf } from '../graph-options.js';
import { counted } from '../import-report.js';
import { printable, printJson, printLine } from '../output.js';
import { startProgress, type Progress } from '../progress.js';

const EXAMPLES = `
Examples:
  coterie export network.gexf                                       the whole network, for Gephi
  coterie export network.csv --metric pagerank,betweenness          tables of nodes and edges
  coterie export map.zip --format vosviewer --ego "Ada One" --radius 2 --layout
  coterie export drawing.svg --top betweenness -n 100 --size-by pagerank --colour-by community
  coterie export path.graphml --path "Ada One" --path "Bo Two"
  coterie export papers.bib --author "Ada One"                      an author's papers, for LaTeX
  coterie export paper.bib --paper 10.1234/lanterns                 one paper, by its DOI or P…
  coterie export papers.csl.json --venue "Journal of One" --from 2015
  coterie export - --format gml --community 0 --sample | less`;

/** What is going to be written, and what is to be said of it. */
interface Exported {
  readonly input: ExportInput;
  readonly title: string;
  /** Such as "12 authors, 11 collaborations". */
  readonly size: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
  /** The spec of the graph, in one line; null where papers were named, whatever the graph. */
  readonly graph: string | null;
  /** How each metric was obtained. */
  readonly methods: readonly string[];
}

async function networkExport(context: RequestContext, graph: GraphInUse, options: ExportOptions, choice: FormatChoice, progress: Progress): Promise<Exported> {
  papersNamedBy(options, graph.snapshot, choice.format);
  const { question, drawing, notes } = questionOf(options, choice.format, graph.snapshot);
  await computeBeforehand(graph, question, progress);
  const { network } = await networkOf(context, graph, question);
  return {
    input: { network: watched(network, progress), drawing }, title: network.metadata.title, size: sizeOf(network),
    counts: { nodes: network.nodeCount, edges: network.edgeCount }, notes, graph: network.metadata.graph, methods: network.metadata.methods,
  };
}

function sizeOf({ nodeCount, edgeCount }: ExportedNetwork): string {
  return `${counted(nodeCount, 'author', 'authors')}, ${counted(edgeCount, 'collaboration', 'collaborations')}`;
}

async function papersExport(context: RequestContext, graph: GraphInUse, options: ExportOptions, { format }: FormatChoice, progress: Progress): Promise<Exported> {
  const how = { withAbstracts: options.abstracts, limits: null };
  const ids = papersNamedBy(options, graph.snapshot, format);
  const { title, count, papers, notes, graph: spec } = await (ids === null ? papersOf(context, graph, { scope: scopeOf(options, graph.snapshot), ...how }) : papersNamed(context, { ids, ...how }));
  return { input: { papers: watchedPapers(papers, count, progress) }, title, size: counted(count, 'paper', 'papers'), counts: { papers: count }, notes, graph: spec, methods: [] };
}

async function writeAll({ format, targets }: FormatChoice, { input }: Exported, force: boolean): Promise<string[]> {
  const writing = new Writing(force);
  const notes: string[] = [];
  try {
    for (const { path, part } of targets) {
      const opened = await openExport(format, input, part);
      notes.push(...opened.notes);
      await writing.write(path, opened.chunks);
    }
    writing.finish();
    notes.push(...writing.notes);
  } catch (error) {
    writing.abandon();
    throw error;
  }
  return [...new Set(notes)];
}

async function exportFrom(snapshot: Snapshot, options: ExportOptions, choice: FormatChoice): Promise<void> {
  const { format, targets } = choice;
  const context = new RequestContext({ snapshot, release: () => undefined }, { waitMs: Infinity });
  const progress = startProgress();
  let exported: Exported;
  let written: string[];
  try {
    const graph = await graphOf(options, snapshot);
    exported = format.kind === 'PAPERS' ? await papersExport(context, graph, options, choice, progress) : await networkExport(context, graph, options, choice, progress);
    written = await writeAll(choice, exported, options.force === true);
  } finally {
    progress.stop();
  }
  const notes = [...exported.notes, ...written];
  const files = targets.map(({ path }) => path);
  if (options.json === true) {
    printJson({ files, format: format.id, title: exported.title, snapshot: snapshot.id, graph: exported.graph, ...exported.counts, methods: exported.methods, notes });
    return;
  }
  const line = printable(`${files.join(', ')}: ${exported.title}: ${exported.size} (${format.title})`);
  // Of what goes to stdout nothing else may stand there.
  if (files.includes(STDOUT)) process.stderr.write(`${line}\n`);
  else printLine(line);
  // All of it, since some files have no place for it: tables by themselves, bibliographies.
  const about = [...(exported.graph === null ? [] : [`graph: ${exported.graph}`]), `snapshot: ${snapshot.id}`, ...exported.methods.map((method) => `method: ${method}`), ...notes.map((note) => `note: ${note}`)];
  for (const each of about) process.stderr.write(`${printable(each)}\n`);
}

async function runExport(file: string | undefined, options: ExportOptions): Promise<void> {
  if (file !== undefined && options.output !== undefined) throw new CliError(`both ${file} and --output ${options.output} say where to write: name one of them`, EXIT.usage);
  const path = file ?? options.output;
  if (path === undefined) throw new CliError('nothing says where to write: name a file, such as network.gexf, or - for stdout', EXIT.usage);
  if (path === STDOUT && options.json === true) throw new CliError('--json describes the file written; with - the file itself is printed', EXIT.usage);
  const choice = chosenFormat(path, options);
  if (path === STDOUT && process.stdout.isTTY && (choice.format.isBinary || options.part === 'zip')) {
    throw new CliError(`${choice.format.title} is nothing that a terminal can show: name a file`, EXIT.usage);
  }
  const dataDir = dataDirOf(options);
  for (const target of choice.targets) refuseTarget(target.path, options.force === true, dataDir);
  try {
    await withSnapshot(options, (snapshot) => exportFrom(snapshot, options, choice));
  } catch (error) {
    throw asUsage(error);
  }
}

export function exportCommand(): Command {
  return withExportOptions(
    new Command('export')
      .summary('write the network, a drawing of it, or the papers as a file for another program')
      .description('Writes the network or a part of it, a drawing of it, or its papers in a format of another program. Nothing is left out unless asked for: what is, is told in the file and on stderr; a table by itself (--part), BibTeX and CSL-JSON have no place for it, so that stderr alone tells.')
      .argument('[file]', 'the file to write; its ending tells the format; - for stdout'),
  )
    .addHelpText('after', () => `${formatsHelp()}\n${EXAMPLES}`)
    .action(async (file: string | undefined, _options, command: Command) => {
      const { colorBy, yearFrom, yearTo, ...options } = command.optsWithGlobals<ExportOptions & { readonly colorBy?: string; readonly yearFrom?: number; readonly yearTo?: number }>();
      const otherNames = { colourBy: colorBy, from: yearFrom, to: yearTo };
      const said = Object.fromEntries(Object.entries(otherNames).filter(([, value]) => value !== undefined));
      await runExport(file, { ...said, ...options });
    });
}
