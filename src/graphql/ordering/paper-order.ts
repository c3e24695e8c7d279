/** Orders of papers. */
import { UNKNOWN, UNKNOWN_YEAR } from '../../graph/types.js';
import { titleKey } from '../../records/titles.js';
import type { RequestContext } from '../context.js';
import type { PaperOrder, PaperOrderField } from '../generated/resolvers.js';
import { orderedList, type IndexList } from '../paging/index-list.js';
import { decidingOrders } from './orders.js';
import { cachedOrder, rowsOf, sortIndices, sortMany, textColumn, type Column, type OrderTerm } from './columns.js';

const LATEST_FIRST: readonly PaperOrder[] = [{ field: 'PUBLICATION_DATE', direction: 'DESC' }];

/** A date as a number that sorts: an imprecise one, whose unknown month and day are 0, counts as its first day. */
function firstDay(date: number): number {
  if (date === UNKNOWN) return Number.NaN;
  // Years may be negative, months and days not.
  const monthDay = date - Math.floor(date / 10_000) * 10_000;
  return date + (monthDay < 100 ? 100 : 0) + (monthDay % 100 === 0 ? 1 : 0);
}

function known(array: ArrayLike<number>, unknown: number): Column {
  return (paper) => (array[paper] === unknown ? Number.NaN : array[paper]);
}

async function column(context: RequestContext, field: PaperOrderField, papers: ArrayLike<number>): Promise<Column> {
  const { paperYear, paperDate, paperCitations, paperOffsets } = context.snapshot.incidence;
  switch (field) {
    case 'YEAR':
      return known(paperYear, UNKNOWN_YEAR);
    case 'CITED_BY_COUNT':
      return known(paperCitations, UNKNOWN);
    case 'AUTHOR_COUNT':
      return (paper) => paperOffsets[paper + 1] - paperOffsets[paper];
    case 'PUBLICATION_DATE':
      return (paper) => firstDay(paperDate[paper]);
    default: {
      const titles = await rowsOf(papers, context.loaders.papers, (chunk) => context.records.papers(chunk), ({ title }) => titleKey(title));
      return textColumn(papers, titles);
    }
  }
}

/** None for a single paper or no paper: there is nothing to order. */
async function terms(context: RequestContext, orderBy: readonly PaperOrder[], papers: ArrayLike<number>): Promise<OrderTerm[]> {
  const found: OrderTerm[] = [];
  if (papers.length < 2) return found;
  for (const { field, direction } of orderBy) found.push({ column: await column(context, field, papers), descending: direction !== 'ASC' });
  return found;
}

function orderKey(orderBy: readonly PaperOrder[]): string {
  return orderBy.map(({ field, direction }) => `${field} ${direction ?? 'DESC'}`).join(',');
}

type Accepts = ((paper: number) => boolean) | null;

/** All papers of the corpus in order. The order is kept for the next request. */
export async function allPapers(context: RequestContext, orderBy: readonly PaperOrder[] | null | undefined, accepts: Accepts): Promise<IndexList> {
  const { snapshot } = context;
  const { paperCount } = snapshot.incidence;
  const by = decidingOrders(orderBy, LATEST_FIRST);
  const key = `papers ${orderKey(by)}`;
  const asker = { snapshot, patience: context.signal ? { signal: context.signal } : {} };
  const { order, rank } = await cachedOrder(asker, key, async () => {
    const all = new Uint32Array(paperCount).map((_, i) => i);
    return sortMany(asker, all, await terms(context, by, all), paperCount);
  });
  return orderedList(key, order, accepts, rank);
}

/** Some papers in order; `description` names them among all lists. */
export async function somePapers(
  context: RequestContext,
  description: string,
  papers: ArrayLike<number>,
  orderBy: readonly PaperOrder[] | null | undefined,
  accepts: Accepts,
): Promise<IndexList> {
  const by = decidingOrders(orderBy, LATEST_FIRST);
  const order = sortIndices(Array.from(papers), await terms(context, by, papers));
  return orderedList(`papers of ${description} ${orderKey(by)}`, order, accepts);
}
