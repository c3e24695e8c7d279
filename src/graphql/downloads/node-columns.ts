/** What stands beside each author: facts of the records and of the graph, and the metrics asked for. */
import { PERSON_ID_SCHEMES, type PersonIdScheme } from '../../records/record.js';
import type { GraphInUse } from '../graph-in-use.js';
import { careerYears } from '../ordering/career-years.js';
import { mainFieldOf } from '../reads/careers.js';
import { componentsOf } from '../reads/components.js';
import { communityTable } from '../resolvers/community.js';
import { personUrl } from '../resolvers/id-urls.js';
import { columnName, distinctlyNamed, finite, type FilledColumn, type NodeSubject } from './column.js';
import { howMade } from './methods.js';
import type { AskedMetric, NetworkQuestion, NodeFact } from './network-question.js';
import type { NetworkSlice } from './slice.js';

export type NodeColumn = FilledColumn<NodeSubject>;

/** Columns with a sentence on how each computed one was made. */
export interface NodeColumns {
  readonly columns: readonly NodeColumn[];
  readonly methods: readonly string[];
}

const SCHEME_TITLES: Readonly<Record<PersonIdScheme, string>> = {
  orcid: 'ORCID', openalex: 'OpenAlex', dblp: 'DBLP', acl: 'ACL Anthology', s2: 'Semantic Scholar', inspire: 'INSPIRE', researcherid: 'ResearcherID', scopus: 'Scopus',
};

/**
 * All node columns of a question, their numbers computed. Columns of ids are those of schemes that anybody in the corpus has.
 * @throws MetricComputingError, ProjectionTooLargeError
 */
export async function nodeColumns(graph: GraphInUse, slice: NetworkSlice, question: NetworkQuestion): Promise<NodeColumns> {
  const { nodeFacts, authorMetrics, communities } = question;
  // All at once, so that what has to be waited for is waited for together.
  const [facts, metrics] = await Promise.all([
    Promise.all([...nodeFacts].map((fact) => factColumns(fact, graph, slice, communities))),
    Promise.all(authorMetrics.map((asked) => metricColumns(graph, asked))),
  ]);
  const measured = metrics.flatMap(({ columns }) => columns);
  const names = new Set(measured.map(({ name }) => name));
  const kept = facts.flatMap(({ columns }) => columns).filter(({ name }) => !names.has(name));
  return { columns: distinctlyNamed([...kept, ...measured]), methods: [...facts, ...metrics].flatMap(({ methods }) => methods) };
}

const plain = (...columns: NodeColumn[]): NodeColumns => ({ columns, methods: [] });

async function factColumns(fact: NodeFact, graph: GraphInUse, slice: NetworkSlice, communities: NetworkQuestion['communities']): Promise<NodeColumns> {
  switch (fact) {
    case 'ids':
      return plain(...graph.snapshot.records.personIdSchemes().map(idColumn));
    case 'url':
      return graph.snapshot.records.personIdSchemes().length === 0 ? plain() : plain({
        name: 'url', title: 'Page', type: 'TEXT', description: 'A page about the author elsewhere; empty where no id is known.',
        valueOf: ({ details: { externalIds } }) => {
          const scheme = PERSON_ID_SCHEMES.find((each) => externalIds[each]?.[0] !== undefined);
          return scheme === undefined ? null : personUrl(scheme, externalIds[scheme]?.[0] ?? '');
        },
      });
    case 'disambiguator':
      return plain({ name: 'disambiguator', title: 'Told apart by', type: 'TEXT', description: 'What tells the author from others of the same name; empty where nobody shares it.', valueOf: ({ row }) => row.disambiguator });
    case 'names':
      return plain({
        name: 'other_names', title: 'Other names', type: 'TEXT', description: 'Other ways in which papers write the name, parted by "; "; empty where there are none.',
        valueOf: ({ row, details }) => details.nameVariants.map(({ name }) => name).filter((name) => name !== row.displayName).join('; ') || null,
      });
    case 'papers':
      return metricAs(graph, 'PAPER_COUNT', 'papers', 'Papers', 'Papers of the author that the graph is made of.');
    case 'collaborators':
      return metricAs(graph, 'DEGREE', 'collaborators', 'Collaborators', 'Authors with whom the author has a joint paper in the whole graph, also those outside this network.');
    case 'citations':
      return metricAs(graph, 'CITATION_COUNT', 'citations', 'Citations', 'Citations of the author\'s papers as far as sources state them; empty where none is known.');
    case 'first_year':
    case 'last_year': {
      const years = await careerYears(graph);
      const [title, values] = fact === 'first_year' ? ['First year', years.first] : ['Last year', years.last];
      return plain({ name: fact, title, type: 'INTEGER', description: `Year of the author's ${fact === 'first_year' ? 'first' : 'latest'} paper in the graph; empty where none is known.`, valueOf: ({ author }) => finite(values[author]) });
    }
    case 'top_field':
      return plain({ name: 'top_field', title: 'Top field', type: 'TEXT', description: 'Field of most of the author\'s papers in the graph, of equals the one whose name comes first; empty where no field is known.', valueOf: ({ author }) => mainFieldOf(graph, author) });
    case 'community': {
      const table = await communityTable(graph, communities);
      const { algorithm, seed, resolution } = table;
      const settings = [algorithm.toLowerCase().replaceAll('_', ' '), ...(seed === null ? [] : [`seed ${seed}`]), ...(resolution === null ? [] : [`resolution ${resolution}`])];
      return {
        columns: [{ name: 'community', title: 'Community', type: 'INTEGER', isLabel: true, description: 'Number of the author\'s community in the whole graph, 0 for the largest.', valueOf: ({ author }) => table.communityOf(author) }],
        methods: [`community: ${settings.join(', ')}, on the whole graph`],
      };
    }
    case 'component': {
      const componentOf = await componentsOf(graph);
      return plain({
        name: 'component', title: 'Component', type: 'INTEGER', isLabel: true, description: 'Number of the author\'s connected component in the whole graph, 0 for the largest.',
        valueOf: ({ author }) => componentOf(author),
      });
    }
    default:
      return slice.distances === null
        ? plain()
        : plain({ name: 'distance', title: 'Distance', type: 'INTEGER', description: 'Steps from the author in the middle, or where the path starts.', valueOf: ({ place }) => slice.distances?.[place] ?? null });
  }
}

function idColumn(scheme: PersonIdScheme): NodeColumn {
  const title = SCHEME_TITLES[scheme];
  return { name: scheme, title, type: 'TEXT', description: `The author's id at ${title}; empty where none is known.`, valueOf: ({ details }) => details.externalIds[scheme]?.[0] ?? null };
}

async function metricAs(graph: GraphInUse, id: string, name: string, title: string, description: string): Promise<NodeColumns> {
  const table = await graph.authorMetric(id);
  return plain({ name, title, type: 'INTEGER', description, valueOf: ({ author }) => finite(table.value(author)) });
}

/** Raw value, normalised value where there is one, and rank unless the value names a group. */
async function metricColumns(graph: GraphInUse, asked: AskedMetric): Promise<NodeColumns> {
  const { metric } = asked;
  const table = await graph.authorMetric(metric.id, asked.parameters);
  const name = columnName(asked);
  const empty = metric.nullMeaning === null ? '' : ` Empty where undefined: ${metric.nullMeaning}`;
  const columns: NodeColumn[] = [{
    name, title: metric.title, ...(metric.isLabel === true ? { type: 'INTEGER', isLabel: true } : { type: 'DOUBLE' }), description: `${metric.definition}${empty}`, valueOf: ({ author }) => finite(table.value(author)),
  }];
  if (metric.normalization !== null) {
    columns.push({ name: `${name}_normalized`, title: `${metric.title} (normalised)`, type: 'DOUBLE', description: `Divided by ${metric.normalization}.`, valueOf: ({ author }) => finite(table.normalized(author)) });
  }
  if (metric.isLabel !== true) {
    const ranks = await table.ranks();
    columns.push({
      name: `${name}_rank`, title: `${metric.title} (rank)`, type: 'INTEGER', isRank: true, description: 'Place in the whole graph, 1 for the largest value; equal values share a rank.', valueOf: ({ author }) => ranks.rank(author),
    });
  }
  return { columns, methods: [howMade(name, metric, table)] };
}
