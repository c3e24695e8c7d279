/** `coterie top METRIC`: the ranking of authors by a metric. */
import { Command } from 'commander';
import { leftOutOf } from '../../graphql/downloads/graph-leaves-out.js';
import { nameOf } from '../author-name.js';
import type { AuthorMetricTable } from '../../snapshot/types.js';
import { withSnapshot, type CorpusOptions } from '../corpus.js';
import { collect, graphAsJson, graphOf, wholeNumber, withGraphOptions, type GraphOptions } from '../graph-options.js';
import { printGraph } from '../graph-text.js';
import { estimateText } from '../measuring/readable.js';
import { awaitMetric, metricNamed, metricsOf, parametersOf } from '../metric-choice.js';
import { formatNumber, printJson, printLine, printTable } from '../output.js';

interface TopOptions extends CorpusOptions, GraphOptions {
  readonly number: number;
  readonly param?: readonly string[];
}

const EXAMPLES = `
Examples:
  coterie top degree --sample
  coterie top betweenness -n 10 --param distance=INVERSE_STRENGTH --sample
  coterie top strength --counting fractional --from 2015 --max-authors 50`;

/** Where the largest value is not what people look for at the head of a ranking. */
const LARGEST_IS: Readonly<Record<string, string>> = {
  ECCENTRICITY: 'the most peripheral author',
  CONSTRAINT: 'the most constrained author',
};

/** How the ranking is to be read, and who is not in it. */
function footer({ metric, nodeCount }: AuthorMetricTable, shown: number, ranked: number): string[] {
  const without = nodeCount - ranked;
  const why = metric.nullMeaning === null ? '' : `: ${metric.nullMeaning}`;
  if (ranked === 0) return [nodeCount === 0 ? 'no author is in this graph' : `none of the ${formatNumber(nodeCount)} authors has a value${why}`];
  const rest = without === 0 ? '' : `; ${formatNumber(without)} more ${without === 1 ? 'has' : 'have'} no value${why}`;
  const largest = LARGEST_IS[metric.id];
  return [
    `${formatNumber(shown)} of ${formatNumber(ranked)} authors shown${rest}`,
    ...(metric.isLabel === true ? [] : [`rank 1 is the largest value${largest === undefined ? '' : `: ${largest}`}; equal values share a rank`]),
  ];
}

function metricsHelp(): string {
  const lines = metricsOf('AUTHOR').map(({ id, title, parameters }) => {
    const names = parameters.map((parameter) => parameter.name).join(', ');
    return `  ${id.toLowerCase().padEnd(28)} ${title}${names === '' ? '' : ` (${names})`}`;
  });
  return `\nMetrics (with their parameters; \`coterie metrics --about NAME\` says what they mean and take):\n${lines.join('\n')}`;
}

async function top(name: string, options: TopOptions): Promise<void> {
  const metric = metricNamed(name, 'AUTHOR');
  const parameters = parametersOf(metric, options.param ?? []);
  await withSnapshot(options, async (snapshot) => {
    const graph = await graphOf(options, snapshot);
    const table = await awaitMetric(metric.title, (patience) => snapshot.analytics.authorMetric(metric.id, graph.spec, parameters, patience));
    const ranks = await table.ranks();
    const { ranking } = ranks;
    const shown = [...ranking.subarray(0, options.number)];
    const authors = snapshot.records.authors(shown).map((author) => ({
      rank: ranks.rank(author.index),
      id: author.id,
      displayName: author.displayName,
      disambiguator: author.disambiguator,
      value: table.value(author.index),
      normalized: table.normalized(author.index),
      percentile: ranks.percentile(author.index),
    }));
    if (options.json === true) {
      const { method, basis, iterations, converged, errorBound, standardError = null } = table;
      printJson({
        snapshot: snapshot.id,
        metric: metric.id,
        parameters: table.parameters,
        graph: graphAsJson(graph),
        leavesOut: await leftOutOf(graph),
        method,
        basis,
        iterations,
        converged,
        errorBound,
        standardError,
        total: ranking.length,
        authors,
      });
      return;
    }
    const hasNormalized = metric.normalization !== null;
    if (shown.length > 0) {
      printTable(
        [{ title: 'rank', align: 'right' }, { title: 'author' }, { title: 'id' }, { title: metric.title, align: 'right' }, ...(hasNormalized ? [{ title: 'normalised', align: 'right' } as const] : [])],
        authors.map((author) => [
          author.rank === null ? '-' : String(author.rank),
          nameOf(author),
          author.id,
          formatNumber(author.value),
          ...(hasNormalized ? [formatNumber(author.normalized)] : []),
        ]),
      );
      printLine();
    }
    for (const line of footer(table, shown.length, ranking.length)) printLine(line);
    const perNormalized = authors.flatMap(({ value, normalized }) => (value !== null && normalized !== null && normalized > 0 ? [value / normalized] : []))[0];
    const estimate = estimateText(metric, { ...table, perNormalized: perNormalized ?? null }, table.parameters);
    if (estimate !== null) printLine(`values are ${estimate}`);
    await printGraph(graph);
  });
}

export function topCommand(): Command {
  return withGraphOptions(
    new Command('top')
      .summary('a ranking of authors by a metric')
      .description('Ranks the authors of the graph by a metric, the largest value first (for eccentricity and constraint the most peripheral and the most constrained); equal values share a rank.')
      .argument('<metric>', 'see below for those there are')
      .option('-n, --number <n>', 'how many to show', wholeNumber(1), 20)
      .option('--param <name=value>', 'a parameter of the metric (repeatable)', collect),
  )
    .addHelpText('after', () => `${metricsHelp()}\n${EXAMPLES}`)
    .action(async (metric: string, _options, command: Command) => top(metric, command.optsWithGlobals<TopOptions>()));
}
