/** An author's collaborators, and the facts that stand on every collaboration. */
import { UNKNOWN_YEAR } from '../../graph/types.js';
import { metricById } from '../../metrics/registry.js';
import { graphOf } from '../arguments/graph-spec.js';
import { metricParameters } from '../arguments/metric-parameters.js';
import type { RequestContext } from '../context.js';
import { authorPredicate } from '../filters/author-filter.js';
import { allOf, numberCondition, type Predicate } from '../filters/conditions.js';
import { requireModestFilter } from '../filters/extent.js';
import type {
  AuthorCollaboratorsArgs, CollaborationResolvers, CollaboratorConnectionResolvers, CollaboratorEdgeResolvers, CollaboratorFilter,
  CollaboratorOrder, NetworkEdgeResolvers, CollaboratorEdgePapersArgs, CollaboratorEdgeMetricArgs, CollaboratorEdgeSimilarityArgs,
} from '../generated/resolvers.js';
import type { GraphInUse } from '../graph-in-use.js';
import { authorAt, authorsAt } from '../hydrate.js';
import { whenLoaded } from '../loaders/row-loader.js';
import { metricColumn, nameColumn, requireOneOf } from '../ordering/author-order.js';
import { cachedOrder, sortIndices, type Column, type OrderTerm } from '../ordering/columns.js';
import { decidingOrders } from '../ordering/orders.js';
import { somePapers } from '../ordering/paper-order.js';
import { orderedList, totalCount } from '../paging/index-list.js';
import { cursorOf, pageInfo, pageOf, type IndexPage } from '../paging/page.js';
import type { AuthorParent, CollaborationMetricParent, CollaboratorEdgeParent, CollaboratorListParent, PairFacts, PaperListParent } from '../parents.js';
import { pairsOf, papersOfPair, slotOfPair, type Pairs } from '../reads/pairs.js';
import { yearsOf } from '../reads/careers.js';

const DEFAULT_ORDER: readonly CollaboratorOrder[] = [
  { field: 'PAPER_COUNT', direction: 'DESC' },
  { field: 'STRENGTH', direction: 'DESC' },
];

/** Places in the order are found by looking: most authors have tens of collaborators. */
const NO_RANKS = new Uint32Array(0);

const yearOf = (year: number) => (year === UNKNOWN_YEAR ? Number.NaN : year);

async function column(context: RequestContext, graph: GraphInUse, pairs: Pairs, order: CollaboratorOrder): Promise<Column> {
  const fact = (read: (pair: PairFacts) => number): Column => (author) => {
    const pair = pairs.get(author);
    return pair ? read(pair) : Number.NaN;
  };
  if (typeof order.metric === 'string') return metricColumn(graph, order.metric);
  switch (order.field) {
    case 'STRENGTH':
      return fact(({ strength }) => strength);
    case 'FIRST_YEAR':
      return fact(({ firstYear }) => yearOf(firstYear));
    case 'LAST_YEAR':
      return fact(({ lastYear }) => yearOf(lastYear));
    case 'NAME':
      return nameColumn(context, [...pairs.authors]);
    default:
      return fact(({ paperCount }) => paperCount);
  }
}

async function predicate(context: RequestContext, graph: GraphInUse, pairs: Pairs, where: CollaboratorFilter | null | undefined): Promise<Predicate | null> {
  if (!where) return null;
  requireModestFilter(where);
  const predicates: Predicate[] = [];
  const fact = (filter: Parameters<typeof numberCondition>[0] | null | undefined, read: (pair: PairFacts) => number) => {
    if (!filter) return;
    const holds = numberCondition(filter);
    predicates.push((author) => {
      const pair = pairs.get(author);
      return pair !== undefined && holds(read(pair));
    });
  };
  fact(where.paperCount, ({ paperCount }) => paperCount);
  fact(where.strength, ({ strength }) => strength);
  fact(where.firstYear, ({ firstYear }) => yearOf(firstYear));
  fact(where.lastYear, ({ lastYear }) => yearOf(lastYear));
  const ofAuthor = await authorPredicate(context, graph, where.author, 'where.author');
  if (ofAuthor) predicates.push(ofAuthor);
  return allOf(predicates);
}

/** Author.collaborators. */
export async function collaboratorsPage(
  { index, row }: AuthorParent,
  { where, orderBy, graph: spec, ...page }: Partial<AuthorCollaboratorsArgs>,
  context: RequestContext,
): Promise<CollaboratorListParent> {
  const graph = await graphOf(context, spec);
  const pairs = await pairsOf(graph, index);
  const by = decidingOrders(orderBy, DEFAULT_ORDER);
  by.forEach(requireOneOf);
  const key = `collaborators of ${row.id} ${graph.key} ${by.map(({ field, metric, direction }) => `${field ?? metric} ${direction ?? 'DESC'}`).join(',')}`;
  const { order } = await cachedOrder(graph, key, async () => {
    const terms: OrderTerm[] = [];
    for (const one of by) terms.push({ column: await column(context, graph, pairs, one), descending: one.direction !== 'ASC' });
    return { order: sortIndices(pairs.authors, terms), rank: NO_RANKS };
  });
  const list = orderedList(key, order, await predicate(context, graph, pairs, where));
  return {
    page: pageOf(context.snapshot.id, list, page),
    graph,
    pair(collaborator) {
      const pair = pairs.get(collaborator);
      if (!pair) throw new Error(`author ${collaborator} is no collaborator of ${index}`);
      return pair;
    },
  };
}

/** Written out: a spread of each of 200 pairs takes longer than all the rest. */
function edgeOf({ a, b, graph, paperCount, strength, firstYear, lastYear }: PairFacts, page: IndexPage, node: AuthorParent): CollaboratorEdgeParent {
  return { a, b, graph, paperCount, strength, firstYear, lastYear, page, node };
}

export const CollaboratorConnection: CollaboratorConnectionResolvers = {
  nodes: ({ page }, _, context) => authorsAt(context, page.indices),
  edges: (parent, _, context) =>
    whenLoaded(authorsAt(context, parent.page.indices), (authors) =>
      authors.map((node) => edgeOf(parent.pair(node.index), parent.page, node)),
    ),
  pageInfo: ({ page }) => pageInfo(page),
  totalCount: ({ page }) => totalCount(page.list),
};

/** The fields that every pair answers, whatever it is part of. */
const jointWork = {
  firstYear: ({ firstYear }: PairFacts) => (firstYear === UNKNOWN_YEAR ? null : firstYear),
  lastYear: ({ lastYear }: PairFacts) => (lastYear === UNKNOWN_YEAR ? null : lastYear),
  paperYears: ({ a, b, graph }: PairFacts) => yearsOf(graph.snapshot.incidence, papersOfPair(graph, a, b)),
  async papers({ a, b, graph }: PairFacts, args: Partial<CollaboratorEdgePapersArgs>, context: RequestContext): Promise<PaperListParent> {
    const [low, high] = a < b ? [a, b] : [b, a];
    const list = await somePapers(context, `pair ${low} ${high} ${graph.key}`, papersOfPair(graph, a, b), null, null);
    return { page: pageOf(context.snapshot.id, list, args) };
  },
  async similarity({ a, b, graph }: PairFacts, { kind }: Partial<CollaboratorEdgeSimilarityArgs>): Promise<number> {
    const { values } = await graph.collaborationMetric(kind ?? 'ASSOCIATION_STRENGTH');
    return values[slotOfPair(await graph.projection(), a, b)];
  },
  async metric({ a, b, graph }: PairFacts, { id, parameters: given }: Pick<CollaboratorEdgeMetricArgs, 'id'> & Partial<CollaboratorEdgeMetricArgs>): Promise<CollaborationMetricParent> {
    const metric = metricById(id);
    const output = await graph.collaborationMetric(id, metricParameters(metric, given));
    return { metric, output, parameters: output.parameters, slot: slotOfPair(await graph.projection(), a, b), graph };
  },
};

export const CollaboratorEdge: CollaboratorEdgeResolvers = { ...jointWork, cursor: ({ page, node }) => cursorOf(page, node.index) };

export const NetworkEdge: NetworkEdgeResolvers = jointWork;

export const Collaboration: CollaborationResolvers = {
  ...jointWork,
  source: ({ a }, _, context) => authorAt(context, { index: a, redirectedFrom: null }),
  target: ({ b }, _, context) => authorAt(context, { index: b, redirectedFrom: null }),
};
