/** Author.distances: how far everybody is. */
import { graphOf } from '../arguments/graph-spec.js';
import type { RequestContext } from '../context.js';
import type { AuthorDistancesArgs, AuthorDistancesResolvers, AuthorOrder } from '../generated/resolvers.js';
import { someAuthors } from '../ordering/author-order.js';
import { decidingOrders } from '../ordering/orders.js';
import { bounded, pageOf } from '../paging/page.js';
import type { AuthorParent, DistancesParent } from '../parents.js';
import { authorsAtDistance, countsByDistance, distancesFrom, meanDistance } from '../reads/distances.js';

const MAX_DISTANCE = 2 ** 31 - 1;
const MOST_PAPERS_FIRST: readonly AuthorOrder[] = [{ field: 'PAPER_COUNT', direction: 'DESC' }];

/** Author.distances. */
export async function distancesOf({ row, index }: AuthorParent, { graph: spec, maxDistance }: Partial<AuthorDistancesArgs>, context: RequestContext): Promise<DistancesParent | null> {
  const limit = typeof maxDistance === 'number' ? bounded('maxDistance', maxDistance, 0, MAX_DISTANCE) : undefined;
  const graph = await graphOf(context, spec);
  const levels = await distancesFrom(graph, index, limit);
  return levels && { description: row.id, levels, graph };
}

export const AuthorDistances: AuthorDistancesResolvers = {
  reachedCount: ({ levels }) => levels.order.length - 1,
  unreachedCount: ({ levels, graph }) => graph.selection.nodes.length - levels.order.length,
  meanDistance: ({ levels }) => meanDistance(levels),
  largestDistance: ({ levels }) => levels.starts.length - 2,
  counts: ({ levels }) => countsByDistance(levels),
  async authors({ description, levels, graph }, { distance, orderBy, ...page }, context) {
    const authors = authorsAtDistance(levels, bounded('distance', distance, 0, MAX_DISTANCE));
    const list = await someAuthors(context, graph, `${distance} hops from ${description}`, authors, decidingOrders(orderBy, MOST_PAPERS_FIRST));
    return { page: pageOf(context.snapshot.id, list, page), graph };
  },
};
