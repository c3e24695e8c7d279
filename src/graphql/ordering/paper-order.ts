/** Orders of papers. */
import { UNKNOWN, UNKNOWN_YEAR } from '../../graph/types.js';
import type { PartialDate } from '../../records/record.js';
import type { RequestContext } from '../context.js';
import type { PaperOrder, PaperOrderField } from '../generated/resolvers.js';
import { orderedList, type IndexList } from '../paging/index-list.js';
import { folded } from '../arguments/terms.js';
import { cachedOrder, inChunks, sortIndices, textColumn, type Column, type OrderTerm } from './columns.js';

const LATEST_FIRST: readonly PaperOrder[] = [{ field: 'PUBLICATION_DATE', direction: 'DESC' }];

/** A date as a number that sorts: an imprecise one counts as its first day. */
function dateNumber(date: PartialDate | null): number {
  return date === null ? Number.NaN : date.year * 10_000 + (date.month ?? 1) * 100 + (date.day ?? 1);
}

function known(array: ArrayLike<number>, unknown: number): Column {
  return (paper) => (array[paper] === unknown ? Number.NaN : array[paper]);
}

async function column(context: RequestContext, field: PaperOrderField, papers: ArrayLike<number>): Promise<Column> {
  const { paperYear, paperCitations, paperOffsets } = context.snapshot.incidence;
  switch (field) {
    case 'YEAR':
      return known(paperYear, UNKNOWN_YEAR);
    case 'CITED_BY_COUNT':
      return known(paperCitations, UNKNOWN);
    case 'AUTHOR_COUNT':
      return (paper) => paperOffsets[paper + 1] - paperOffsets[paper];
    case 'PUBLICATION_DATE': {
      const dates = new Map<number, number>();
      await inChunks(papers, (chunk) => {
        for (const { index, date } of context.records.papers(chunk)) dates.set(index, dateNumber(date));
      });
      return (paper) => dates.get(paper) ?? Number.NaN;
    }
    default: {
      const titles: string[] = [];
      await inChunks(papers, (chunk) => {
        for (const { title } of context.records.papers(chunk)) titles.push(folded(title));
      });
      return textColumn(papers, titles);
    }
  }
}

/** Columns that need no more than the arrays are not read for a single paper or none. */
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
  const by = orderBy && orderBy.length > 0 ? orderBy : LATEST_FIRST;
  const key = `papers ${orderKey(by)}`;
  const { order, rank } = await cachedOrder(snapshot, key, paperCount, async () => {
    const all = new Uint32Array(paperCount).map((_, i) => i);
    return sortIndices(all, await terms(context, by, all));
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
  const by = orderBy && orderBy.length > 0 ? orderBy : LATEST_FIRST;
  const order = sortIndices(Array.from(papers), await terms(context, by, papers));
  return orderedList(`papers of ${description} ${orderKey(by)}`, order, accepts);
}
