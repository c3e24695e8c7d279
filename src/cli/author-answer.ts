/** Everything that `coterie author` knows of an author, as `--json` prints it; lists are whole. */
import { UNKNOWN_YEAR } from '../graph/types.js';
import { RequestContext } from '../graphql/context.js';
import { leftOutOf } from '../graphql/downloads/graph-leaves-out.js';
import type { GraphInUse } from '../graphql/graph-in-use.js';
import { affiliationsOf } from '../graphql/reads/affiliations.js';
import { pairsOf } from '../graphql/reads/pairs.js';
import { inOrderOfSchemes } from '../records/ids.js';
import type { AuthorMetricTable, Snapshot } from '../snapshot/types.js';
import type { FoundAuthor } from './find-author.js';
import { graphAsJson } from './graph-options.js';
import { awaitMetric, metricNamed, metricsOf } from './metric-choice.js';
import { estimateText } from './measuring/readable.js';
import { latestFirst, type PaperLine } from './papers.js';

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
async function collaboratorsOf(graph: GraphInUse, author: number) {
  return (await pairsOf(graph, author))
    .all()
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

/**
 * The answer for one author under one graph.
 * @param metrics names of metrics; absent means all that the snapshot stores
 * @throws CliError (usage) for a metric that does not exist
 */
export async function authorAnswer(graph: GraphInUse, { index, matchedBy }: FoundAuthor, metrics: readonly string[] | undefined) {
  const { snapshot } = graph;
  const [row] = snapshot.records.authors([index]);
  const [details] = snapshot.records.authorDetails([index]);
  const isInGraph = graph.selection.nodeOf[index] !== -1;
  const tables = await metricTables(graph, metrics);
  const ranks = await Promise.all(tables.map(async (table) => table.ranks()));
  const collaborators = await collaboratorsOf(graph, index);
  const rows = snapshot.records.authors(collaborators.map(({ author }) => author));
  return {
    snapshot: snapshot.id,
    graph: graphAsJson(graph),
    leavesOut: await leftOutOf(graph),
    matchedBy,
    author: {
      id: row.id,
      displayName: row.displayName,
      disambiguator: row.disambiguator,
      nameVariants: details.nameVariants,
      externalIds: inOrderOfSchemes(details.externalIds),
      affiliations: await affiliationsOf(new RequestContext({ snapshot, release: () => undefined }), index),
      reportedFields: details.reportedFields,
      reported: details.reported,
      identity: { confidence: details.confidence, ambiguous: details.ambiguous, mentionCount: details.mentionCount, evidence: details.evidence },
    },
    metrics: tables.map((table, place) => {
      const value = table.value(index);
      return {
        id: table.metric.id,
        title: table.metric.title,
        value,
        /** Why there is no value; null where there is one. */
        whyNone: value !== null ? null : isInGraph ? table.metric.nullMeaning : 'the author is not in this graph',
        normalized: table.normalized(index),
        rank: ranks[place].rank(index),
        percentile: ranks[place].percentile(index),
        method: table.method,
        errorBound: table.errorBound,
        standardError: table.standardError ?? null,
        /** How an estimate was made and how far off it may be; null for what is exact. */
        estimate: estimateText(table.metric, table, table.parameters),
        basis: table.basis,
        parameters: table.parameters,
      };
    }),
    collaborators: collaborators.map(({ author: _index, ...facts }, place) => ({
      id: rows[place].id,
      displayName: rows[place].displayName,
      disambiguator: rows[place].disambiguator,
      ...facts,
    })),
    papers: papersOf(snapshot, index),
  };
}

export type AuthorAnswer = Awaited<ReturnType<typeof authorAnswer>>;
