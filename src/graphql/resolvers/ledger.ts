/** The ledger as a list. */
import type { RequestContext } from '../context.js';
import type { LedgerConnectionResolvers, QueryLedgerArgs } from '../generated/resolvers.js';
import { rangeList, totalCount } from '../paging/index-list.js';
import { cursorOf, pageInfo, pageOf } from '../paging/page.js';
import type { LedgerListParent } from '../parents.js';
import { ledgerRecords } from '../reads/ledger-entries.js';

/** Query.ledger. */
export function ledgerPage(context: RequestContext, { inForce, ...page }: Partial<QueryLedgerArgs>): LedgerListParent {
  const records = ledgerRecords(context).filter(({ revokedAt }) => typeof inForce !== 'boolean' || (revokedAt === null) === inForce);
  return { page: pageOf(context.snapshot.id, rangeList(`ledger ${String(inForce)}`, records.length), page), records };
}

export const LedgerConnection: LedgerConnectionResolvers = {
  nodes: ({ page, records }) => page.indices.map((at) => records[at]),
  edges: ({ page, records }) => page.indices.map((at) => ({ cursor: cursorOf(page, at), node: records[at] })),
  pageInfo: ({ page }) => pageInfo(page),
  totalCount: ({ page }) => totalCount(page.list),
};
