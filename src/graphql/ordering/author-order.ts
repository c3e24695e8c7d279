/** Orders of authors, by properties and by any metric. */
import { titleKey } from '../../records/titles.js';
import type { RequestContext } from '../context.js';
import { badUserInput } from '../errors.js';
import type { AuthorMetric, AuthorOrder, AuthorOrderField } from '../generated/resolvers.js';
import type { GraphInUse } from '../graph-in-use.js';
import { orderedList, type IndexList } from '../paging/index-list.js';
import { careerYears } from './career-years.js';
import { cachedOrder, rowsOf, sortMany, textColumn, type Column, type OrderTerm } from './columns.js';
import { decidingOrders } from './orders.js';

/** An author's metric as a column. May take as long as the metric takes to compute. */
export async function metricColumn(graph: GraphInUse, metric: AuthorMetric): Promise<Column> {
  const table = await graph.authorMetric(metric);
  return (author) => table.value(author) ?? Number.NaN;
}

/** Names that sort, case and accents folded. */
export async function nameColumn(context: RequestContext, authors: ArrayLike<number>): Promise<Column> {
  const names = await rowsOf(authors, context.loaders.authors, (chunk) => context.records.authors(chunk), ({ displayName }) => titleKey(displayName));
  return textColumn(authors, names);
}

async function fieldColumn(context: RequestContext, graph: GraphInUse, field: AuthorOrderField, authors: ArrayLike<number>): Promise<Column> {
  switch (field) {
    case 'NAME':
      return nameColumn(context, authors);
    case 'PAPER_COUNT':
      return metricColumn(graph, 'PAPER_COUNT');
    case 'COLLABORATOR_COUNT':
      return metricColumn(graph, 'DEGREE');
    default: {
      const { first, last } = await careerYears(graph);
      const years = field === 'FIRST_YEAR' ? first : last;
      return (author) => years[author];
    }
  }
}

/** Exactly one of two ways to name an order. @throws GraphQLError BAD_USER_INPUT */
export function requireOneOf(order: { field?: string | null | undefined; metric?: string | null | undefined }): void {
  const given = [order.field, order.metric].filter((each) => typeof each === 'string');
  if (given.length !== 1) {
    throw badUserInput('orderBy', order, 'but each order needs exactly one of "field" and "metric"');
  }
}

export function authorOrderKey(orderBy: readonly AuthorOrder[]): string {
  return orderBy.map(({ field, metric, direction }) => `${field ?? metric} ${direction ?? 'DESC'}`).join(',');
}

async function terms(context: RequestContext, graph: GraphInUse, orderBy: readonly AuthorOrder[], authors: ArrayLike<number>): Promise<OrderTerm[]> {
  const found: OrderTerm[] = [];
  for (const order of orderBy) {
    requireOneOf(order);
    const column =
      typeof order.metric === 'string'
        ? await metricColumn(graph, order.metric)
        : await fieldColumn(context, graph, order.field ?? 'PAPER_COUNT', authors);
    found.push({ column, descending: order.direction !== 'ASC' });
  }
  return found;
}

type Accepts = ((author: number) => boolean) | null;

/** All authors of a graph in order. The order is kept for the next request. */
export async function allAuthors(
  context: RequestContext,
  graph: GraphInUse,
  orderBy: readonly AuthorOrder[] | null | undefined,
  accepts: Accepts,
): Promise<IndexList> {
  const { snapshot } = context;
  const by: readonly AuthorOrder[] = decidingOrders(orderBy, [{ field: 'PAPER_COUNT', direction: 'DESC' }]);
  const key = `authors ${graph.key} ${authorOrderKey(by)}`;
  const { order, rank } = await cachedOrder(graph, key, async () => {
    const { nodes } = graph.selection;
    return sortMany(graph, nodes, await terms(context, graph, by, nodes), snapshot.incidence.authorCount);
  });
  return orderedList(key, order, accepts, rank);
}

/** Some authors in order; `description` names them among all lists. */
export async function someAuthors(
  context: RequestContext,
  graph: GraphInUse,
  description: string,
  authors: ArrayLike<number>,
  orderBy: readonly AuthorOrder[],
): Promise<IndexList> {
  const { order } = await sortMany(graph, authors, await terms(context, graph, orderBy, authors));
  return orderedList(`authors of ${description} ${graph.key} ${authorOrderKey(orderBy)}`, order, null);
}
