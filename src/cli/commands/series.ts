/** `coterie series METRIC AUTHOR`: a metric of one author, year by year. */
import { Command, Option } from 'commander';
import { resolveParameters } from '../../metrics/parameters.js';
import { SERIES_KINDS, type SeriesKind } from '../../snapshot/series-types.js';
import { nameOf } from '../author-name.js';
import { withSnapshot, type CorpusOptions } from '../corpus.js';
import { findAuthor, printNote } from '../find-author.js';
import { collect, graphAsJson, graphOf, wholeNumber, withGraphOptions, type GraphOptions } from '../graph-options.js';
import { estimateText } from '../measuring/readable.js';
import { awaitMetric, metricNamed, parametersOf } from '../metric-choice.js';
import { formatNumber, printable, printJson, printLine, printTable } from '../output.js';

interface SeriesOptions extends CorpusOptions, GraphOptions {
  readonly window: SeriesKind;
  readonly span: number;
  readonly param?: readonly string[];
}

const READING = `
How to read it:
  years        the papers that count: by default all up to the year (--window cumulative)
  rank         1 is the largest value among the authors of that year's graph; equal values share a rank
  -            no value: the author has no paper in the window yet, or the metric is not defined for it
  --from, --to bound the years of the series, and the papers that count`;

const EXAMPLES = `
Examples:
  coterie series betweenness "Hanna Mazzawi" --sample
  coterie series degree mazzawi --window yearly --sample
  coterie series pagerank mazzawi --window sliding --span 5 --sample --json`;

async function series(name: string, text: string, options: SeriesOptions): Promise<void> {
  const metric = metricNamed(name, 'AUTHOR');
  const parameters = parametersOf(metric, options.param ?? []);
  await withSnapshot(options, async (snapshot) => {
    const graph = await graphOf(options, snapshot);
    const found = findAuthor(snapshot, text);
    const window = { kind: options.window, span: options.span, from: null, to: null };
    const known = await awaitMetric(metric.title, (patience) => snapshot.analytics.authorSeries(metric.id, graph.spec, parameters, window, patience));
    const points = [];
    for (const { yearFrom, yearTo, nodeCount, answer } of known) {
      const { method, errorBound, standardError = null } = answer;
      const ranks = await answer.ranks();
      points.push({ yearFrom, yearTo, value: answer.value(found.index), normalized: answer.normalized(found.index), rank: ranks.rank(found.index), nodeCount, parameters: answer.parameters, method, errorBound, standardError, estimate: estimateText(metric, answer, answer.parameters) });
    }
    const [author] = snapshot.records.authors([found.index]);
    if (options.json === true) {
      printJson({ snapshot: snapshot.id, metric: metric.id, parameters: resolveParameters(metric, parameters), graph: graphAsJson(graph), window: options.window, author: { id: author.id, displayName: author.displayName }, points });
      return;
    }
    printNote(found);
    printLine(printable(`${metric.title} of ${nameOf(author)}`));
    if (points.length === 0) {
      printLine('no paper of this graph is of known year');
      return;
    }
    printTable(
      [{ title: 'years' }, { title: metric.title, align: 'right' }, { title: 'rank', align: 'right' }, { title: 'authors', align: 'right' }],
      points.map(({ yearFrom, yearTo, value, rank, nodeCount }) => [yearsText(yearFrom, yearTo), formatNumber(value), formatNumber(rank), formatNumber(nodeCount)]),
    );
    for (const { yearFrom, yearTo, estimate } of points) if (estimate !== null) printLine(`${yearsText(yearFrom, yearTo)}: ${estimate}`);
  });
}

function yearsText(from: number | null, to: number): string {
  if (from === null) return `to ${to}`;
  return from === to ? String(to) : `${from}–${to}`;
}

const WINDOWS = SERIES_KINDS.map((kind) => kind.toLowerCase());

export function seriesCommand(): Command {
  return withGraphOptions(
    new Command('series')
      .summary("one author's metric, year by year")
      .description("Says how a metric of an author changed over the years: in the graph of each year's papers, of all up to it, or of the last few years.")
      .argument('<metric>', '`coterie top --help` lists those there are')
      .argument('<name-or-id>', 'an author, as `coterie author` takes them')
      .addOption(
        new Option('--window <kind>', `which papers each year counts: ${WINDOWS.join(', ')}`)
          .choices(WINDOWS)
          .default('cumulative'),
      )
      .option('--span <years>', 'years of a sliding window', wholeNumber(1), 5)
      .option('--param <name=value>', 'a parameter of the metric (repeatable)', collect),
  )
    .addHelpText('after', `${READING}\n${EXAMPLES}`)
    .action(async (metric: string, author: string, _options, command: Command) => {
      const options = command.optsWithGlobals<Omit<SeriesOptions, 'window'> & { window: string }>();
      await series(metric, author, { ...options, window: options.window.toUpperCase() as SeriesKind });
    });
}
