/** What stands beside each collaboration, apart from its strength. */
import { SHARE_UNTIL } from '../../exports/drawing-year.js';
import type { Projection } from '../../graph/types.js';
import { metricById } from '../../metrics/registry.js';
import type { GraphInUse } from '../graph-in-use.js';
import { slotOfPair } from '../reads/pairs.js';
import { columnName, distinctlyNamed, finite, type EdgeSubject, type FilledColumn } from './column.js';
import { howMade } from './methods.js';
import type { AskedMetric, EdgeFact, NetworkQuestion } from './network-question.js';
import type { NetworkSlice } from './slice.js';

export type EdgeColumn = FilledColumn<EdgeSubject>;

export interface EdgeColumns {
  readonly columns: readonly EdgeColumn[];
  readonly methods: readonly string[];
}

const plain = (column: EdgeColumn): EdgeColumns => ({ columns: [column], methods: [] });

/** All edge columns of a question, their numbers computed. @throws MetricComputingError, ProjectionTooLargeError */
export async function edgeColumns(graph: GraphInUse, slice: NetworkSlice, { edgeFacts, collaborationMetrics, until = null }: NetworkQuestion): Promise<EdgeColumns> {
  const parts = await Promise.all([
    ...[...edgeFacts].map((fact) => factColumn(fact, graph, slice)),
    ...collaborationMetrics.map((asked) => metricColumn(graph, slice, asked, columnName(asked))),
  ]);
  const columns = [...parts.flatMap((part) => part.columns), ...(until === null ? [] : [shareUntil(until)])];
  // What is asked for as a metric stands where it was asked for, with its parameters told.
  const asked = new Set(collaborationMetrics.map(columnName));
  const kept = columns.filter(({ name }, at) => at >= edgeFacts.size || !asked.has(name));
  return { columns: distinctlyNamed(kept), methods: [...new Set(parts.flatMap((part) => part.methods))] };
}

/** What a drawing of an earlier year needs of each collaboration; what has no year counts as there. */
function shareUntil(until: number): EdgeColumn {
  return {
    name: SHARE_UNTIL, title: `Share until ${until}`, type: 'DOUBLE', description: `Share of the joint papers until the end of ${until}; 0 where the first is later.`,
    valueOf: ({ paperCount, firstYear, laterPapers }) => (firstYear !== null && firstYear > until ? 0 : (paperCount - laterPapers) / paperCount),
  };
}

async function factColumn(fact: EdgeFact, graph: GraphInUse, slice: NetworkSlice): Promise<EdgeColumns> {
  switch (fact) {
    case 'joint_papers':
      return plain({ name: 'papers', title: 'Joint papers', type: 'INTEGER', description: 'Joint papers that the graph is made of.', valueOf: ({ paperCount }) => paperCount });
    case 'first_year':
      return plain({ name: 'first_year', title: 'First year', type: 'INTEGER', description: 'Year of the first joint paper; empty where none is known.', valueOf: ({ firstYear }) => firstYear });
    case 'last_year':
      return plain({ name: 'last_year', title: 'Last year', type: 'INTEGER', description: 'Year of the latest joint paper; empty where none is known.', valueOf: ({ lastYear }) => lastYear });
    default:
      return associationStrength(graph, slice);
  }
}

/** By its formula from both authors' papers, so that a small part of a graph needs no numbers of the whole one. */
async function associationStrength(graph: GraphInUse, slice: NetworkSlice): Promise<EdgeColumns> {
  const metric = metricById('ASSOCIATION_STRENGTH');
  if (slice.isProjection) return metricColumn(graph, slice, { metric, parameters: {} }, 'association_strength');
  const papers = await graph.authorMetric('PAPER_COUNT');
  return {
    columns: [{
      name: 'association_strength', title: metric.title, type: 'DOUBLE', description: metric.definition,
      valueOf: ({ a, b, paperCount }) => finite(paperCount / ((papers.value(a) ?? Number.NaN) * (papers.value(b) ?? Number.NaN))),
    }],
    methods: [howMade('association_strength', metric, { method: 'EXACT', iterations: null, converged: null, errorBound: null, parameters: {} })],
  };
}

async function metricColumn(graph: GraphInUse, slice: NetworkSlice, { metric, parameters }: AskedMetric, name: string): Promise<EdgeColumns> {
  const [output, projection] = await Promise.all([graph.collaborationMetric(metric.id, parameters), graph.projection()]);
  const { values } = output;
  const slotOf = slots(slice, projection);
  const empty = metric.nullMeaning === null ? '' : ` Empty where undefined: ${metric.nullMeaning}`;
  return {
    columns: [{ name, title: metric.title, type: 'DOUBLE', description: `${metric.definition}${empty}`, valueOf: (subject) => finite(values[slotOf(subject)]) }],
    methods: [howMade(name, metric, output)],
  };
}

/** Where a collaboration stands in the projection's arrays. */
function slots({ isProjection }: NetworkSlice, projection: Projection): (subject: EdgeSubject) => number {
  return isProjection ? ({ slot }) => slot : ({ a, b }) => slotOfPair(projection, a, b);
}
