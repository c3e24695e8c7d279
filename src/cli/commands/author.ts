/** `coterie author NAME_OR_ID`: one author's page. */
import { Command } from 'commander';
import { UNKNOWN_YEAR } from '../../graph/types.js';
import type { GraphInUse } from '../../graphql/graph-in-use.js';
import { pairsOf } from '../../graphql/reads/pairs.js';
import type { AuthorMetricTable, Snapshot } from '../../snapshot/types.js';
import { nameOf } from '../author-facts.js';
import { withSnapshot, type CorpusOptions } from '../corpus.js';
import { findAuthor } from '../find-author.js';
import { collect, graphAsJson, graphOf, wholeNumber, withGraphOptions, type GraphOptions } from '../graph-options.js';
import { awaitMetric, metricNamed, metricsOf } from '../metric-choice.js';
import { latestFirst, type PaperLine } from '../papers.js';
import { formatNumber, formatYears, printFacts, printJson, printLine, printTable } from '../output.js';

interface AuthorOptions extends CorpusOptions, GraphOptions {
  readonly metric?: readonly string[];
  readonly number: number;
}

const EXAMPLES = `
Examples:
  coterie author "Hanna Mazzawi"
  coterie author orcid:0000-0001-2345-6789 --from 2015 --json
  coterie author "Hanna Mazzawi" --metric betweenness --metric pagerank`;

const knownYear = (year: number): number | null => (year === UNKNOWN_YEAR ? null : year);

/** The metrics asked for, or all that the snapshot carries. */
async function metricTables({ snapshot, spec }: GraphInUse, names: readonly string[] | undefined): Promise<AuthorMetricTable[]> {
  const stored = new Set(snapshot.manifest.storedMetrics.map(({ id }) => id));
  const wanted = names?.map((name) => metricNamed(name, 'AUTHOR')) ?? metricsOf('AUTHOR').filter(({ id }) => stored.has(id));
  const tables: AuthorMetricTable[] = [];
  for (const { id, title } of wanted) tables.push(await awaitMetric(title, (patience) => snapshot.analytics.authorMetric(id, spec, {}, patience)));
  return tables;
}

/** Most joint papers first, then the strongest. */
function collaboratorsOf(graph: GraphInUse, author: number) {
  return [...pairsOf(graph, author).values()]
    .toSorted((x, y) => y.paperCount - x.paperCount || y.strength - x.strength || x.b - y.b)
    .map(({ b, paperCount, strength, firstYear, lastYear }) => ({
      author: b,
      paperCount,
      strength,
      firstYear: knownYear(firstYear),
      lastYear: knownYear(lastYear),
    }));
}

function papersOf(snapshot: Snapshot, author: number): PaperLine[] {
  const { authorOffsets, authorPapers } = snapshot.incidence;
  return latestFirst(snapshot.records.papers([...authorPapers.subarray(authorOffsets[author], authorOffsets[author + 1])]));
}

/** Everything the command says, as `--json` prints it; lists are whole. */
async function answer(snapshot: Snapshot, text: string, options: AuthorOptions) {
  const index = findAuthor(snapshot, text);
  const graph = graphOf(options, snapshot);
  const [row] = snapshot.records.authors([index]);
  const [details] = snapshot.records.authorDetails([index]);
  const tables = await metricTables(graph, options.metric);
  const collaborators = collaboratorsOf(graph, index);
  const rows = snapshot.records.authors(collaborators.map(({ author }) => author));
  return {
    snapshot: snapshot.id,
    graph: graphAsJson(graph),
    author: {
      id: row.id,
      displayName: row.displayName,
      disambiguator: row.disambiguator,
      nameVariants: details.nameVariants,
      externalIds: details.externalIds,
      affiliations: details.affiliations,
      reportedFields: details.reportedFields,
      reported: details.reported,
      identity: { confidence: details.confidence, ambiguous: details.ambiguous, mentionCount: details.mentionCount, evidence: details.evidence },
    },
    metrics: tables.map((table) => ({
      id: table.metric.id,
      title: table.metric.title,
      value: table.value(index),
      normalized: table.normalized(index),
      rank: table.rank(index),
      percentile: table.percentile(index),
      method: table.method,
      parameters: table.parameters,
    })),
    collaborators: collaborators.map(({ author: _index, ...facts }, place) => ({
      id: rows[place].id,
      displayName: rows[place].displayName,
      disambiguator: rows[place].disambiguator,
      ...facts,
    })),
    papers: papersOf(snapshot, index),
  };
}

type Answer = Awaited<ReturnType<typeof answer>>;

function printIdentity({ author }: Answer): void {
  const { identity } = author;
  const ids = Object.entries(author.externalIds).flatMap(([scheme, values]) => values.map((value) => `${scheme}:${value}`));
  const variants = author.nameVariants.map(({ name }) => name).filter((name) => name !== author.displayName);
  const reported = author.reported.map(({ name, value, unit, source }) => `${name.toLowerCase().replaceAll('_', ' ')} ${formatNumber(value)}${unit === 'percent' ? ' %' : ''} (${source.file})`);
  const facts: ReadonlyArray<readonly [string, string]> = [
    ['author', nameOf(author)],
    ['id', [author.id, ...ids].join(', ')],
    ['also written', variants.join('; ')],
    ['at', author.affiliations.map(({ name }) => name).join('; ')],
    ['fields stated', author.reportedFields.join(', ')],
    ['reported', reported.join(', ')],
    ['identity', `${formatNumber(identity.mentionCount)} ${identity.mentionCount === 1 ? 'mention' : 'mentions'}, confidence ${formatNumber(identity.confidence)}${identity.ambiguous ? ', ambiguous: others bear this name' : ''}`],
  ];
  printFacts(facts.filter(([, value]) => value !== ''));
}

function printMore(shown: number, total: number): void {
  if (shown < total) printLine(`  ${formatNumber(shown)} of ${formatNumber(total)}; -n shows more`);
}

function print(found: Answer, most: number): void {
  printIdentity(found);
  if (found.metrics.length > 0) {
    printLine('\nComputed');
    printTable(
      [{ title: 'metric' }, { title: 'value', align: 'right' }, { title: 'normalised', align: 'right' }, { title: 'rank', align: 'right' }],
      found.metrics.map(({ title, value, normalized, rank }) => [title, formatNumber(value), formatNumber(normalized), formatNumber(rank)]),
    );
  }
  printLine(`\nCollaborators: ${formatNumber(found.collaborators.length)}`);
  const collaborators = found.collaborators.slice(0, most);
  if (collaborators.length > 0) {
    printTable(
      [{ title: 'joint', align: 'right' }, { title: 'strength', align: 'right' }, { title: 'years' }, { title: 'id' }, { title: 'collaborator' }],
      collaborators.map((each) => [formatNumber(each.paperCount), formatNumber(each.strength), formatYears(each.firstYear, each.lastYear), each.id, nameOf(each)]),
    );
  }
  printMore(collaborators.length, found.collaborators.length);
  printLine(`\nPapers: ${formatNumber(found.papers.length)}`);
  const papers = found.papers.slice(0, most);
  printTable(
    [{ title: 'year' }, { title: 'id' }, { title: 'title' }],
    papers.map(({ id, title, year }) => [year === null ? '-' : String(year), id, title]),
  );
  printMore(papers.length, found.papers.length);
}

async function showAuthor(text: string, options: AuthorOptions): Promise<void> {
  await withSnapshot(options, async (snapshot) => {
    const found = await answer(snapshot, text, options);
    if (options.json === true) printJson(found);
    else print(found, options.number);
  });
}

export function authorCommand(): Command {
  return withGraphOptions(
    new Command('author')
      .summary("one author's figures, collaborators and papers")
      .description('Says who an author is: identity, reported and computed figures, collaborators under the graph, papers.')
      .argument('<name-or-id>', 'a name, an id of ours, or an ORCID, OpenAlex, DBLP or ACL id in any spelling')
      .option('--metric <id>', 'this metric instead of all stored ones (repeatable)', collect)
      .option('-n, --number <n>', 'how many collaborators and papers to show', wholeNumber(1), 10),
  )
    .addHelpText('after', EXAMPLES)
    .action(async (text: string, _options, command: Command) => showAuthor(text, command.optsWithGlobals<AuthorOptions>()));
}
