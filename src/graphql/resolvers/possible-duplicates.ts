/** Authors who may be one person: read from the snapshot, where they were found when it was built. */
import type { PossibleDuplicate as Found } from '../../snapshot/possible-duplicates.js';
import type { PossibleDuplicateConnectionResolvers, PossibleDuplicatePairResolvers, PossibleDuplicateResolvers } from '../generated/resolvers.js';
import type { RequestContext } from '../context.js';
import { authorAt, authorsAt } from '../hydrate.js';
import { totalCount } from '../paging/index-list.js';
import { cursorOf, pageInfo, type IndexPage } from '../paging/page.js';

/** A page of places is contiguous: one read. */
function pairsOf({ records }: RequestContext, { indices }: IndexPage): Found[] {
  return indices.length === 0 ? [] : records.possibleDuplicates({ offset: indices[0], limit: indices.length });
}

export const PossibleDuplicate: PossibleDuplicateResolvers = {
  author: ({ b }, _, context) => authorAt(context, { index: b, redirectedFrom: null }),
  for: ({ speaksFor }) => [...speaksFor],
  against: ({ speaksAgainst }) => [...speaksAgainst],
};

export const PossibleDuplicatePair: PossibleDuplicatePairResolvers = {
  authors: ({ a, b }, _, context) => authorsAt(context, [a, b]),
  for: ({ speaksFor }) => [...speaksFor],
  against: ({ speaksAgainst }) => [...speaksAgainst],
};

export const PossibleDuplicateConnection: PossibleDuplicateConnectionResolvers = {
  nodes: ({ page }, _, context) => pairsOf(context, page),
  edges: ({ page }, _, context) => pairsOf(context, page).map((node, at) => ({ cursor: cursorOf(page, page.indices[at]), node })),
  pageInfo: ({ page }) => pageInfo(page),
  totalCount: ({ page }) => totalCount(page.list),
  truncated({ page }, _, { records }) {
    const { leftOut, uncompared, notSought } = records.possibleDuplicateRemark();
    return [
      ...(notSought === undefined ? [] : [{ reason: notSought, limit: 0, total: null }]),
      ...(leftOut === 0 ? [] : [{ reason: 'Likely pairs of an author beyond ten likelier ones are not listed: settle those first.', limit: page.list.length, total: page.list.length + leftOut }]),
      ...(uncompared === 0 ? [] : [{ reason: `${uncompared} pairs of namesakes, whom no co-author or equal name links, were too many to be compared.`, limit: page.list.length, total: null }]),
    ];
  },
};
