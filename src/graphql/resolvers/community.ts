/** Communities: a table labels the authors, the projection gives their strengths. */
import type { CommunityTable } from '../../snapshot/types.js';
import type { MaybePromise } from '../../snapshot/when-known.js';
import type { RequestContext } from '../context.js';
import { fieldsOf } from '../facets/paper-facets.js';
import { badUserInput } from '../errors.js';
import type { AuthorOrder, CommunityAlgorithm, CommunityConnectionResolvers, CommunityResolvers } from '../generated/resolvers.js';
import type { GraphInUse } from '../graph-in-use.js';
import { authorsAt } from '../hydrate.js';
import { someAuthors } from '../ordering/author-order.js';
import { decidingOrders } from '../ordering/orders.js';
import { totalCount } from '../paging/index-list.js';
import { bounded, cursorOf, pageInfo, pageOf } from '../paging/page.js';
import type { CommunityParent } from '../parents.js';

const MOST_COLLABORATORS_FIRST: readonly AuthorOrder[] = [{ field: 'COLLABORATOR_COUNT', direction: 'DESC' }];
const MAX_RESOLUTION = 100;
const MAX_TOP_AUTHORS = 100;

export interface CommunityOptions {
  readonly algorithm?: CommunityAlgorithm | null | undefined;
  readonly seed?: number | null | undefined;
  readonly resolution?: number | null | undefined;
}

/** The communities that arguments mean. @throws GraphQLError BAD_USER_INPUT for a seed or resolution out of bounds */
export function communityTable(graph: GraphInUse, { algorithm, seed, resolution }: CommunityOptions): MaybePromise<CommunityTable> {
  const gamma = resolution ?? 1;
  if (!(gamma > 0 && gamma <= MAX_RESOLUTION)) throw badUserInput('resolution', gamma, `but must be above 0 and at most ${MAX_RESOLUTION}`);
  return graph.communities({
    algorithm: algorithm ?? 'LOUVAIN',
    seed: bounded('seed', seed ?? 1, 0, 2 ** 31 - 1),
    resolution: gamma,
  });
}

const description = ({ id, table }: CommunityParent) => `community ${id} ${table.algorithm} ${table.seed} ${table.resolution}`;

function members(parent: CommunityParent, orderBy: readonly AuthorOrder[] | null | undefined, context: RequestContext) {
  const by = decidingOrders(orderBy, MOST_COLLABORATORS_FIRST);
  return someAuthors(context, parent.graph, description(parent), parent.table.members(parent.id), by);
}

export const Community: CommunityResolvers = {
  size: ({ id, table }) => table.members(id).length,
  async topAuthors(parent, { limit }, context) {
    const list = await members(parent, null, context);
    const count = Math.min(list.length, bounded('limit', limit ?? 5, 1, MAX_TOP_AUTHORS));
    return authorsAt(context, Array.from({ length: count }, (_, position) => list.at(position)));
  },
  topFields({ id, table, graph }, { limit }, { snapshot }) {
    const { authorOffsets, authorPapers, paperCount } = snapshot.incidence;
    const { paperMask } = graph.selection;
    const seen = new Uint8Array(paperCount);
    const visitPapers = (visit: (paper: number) => void) => {
      for (const author of table.members(id)) {
        for (let s = authorOffsets[author]; s < authorOffsets[author + 1]; s++) {
          const paper = authorPapers[s];
          if (paperMask[paper] === 0 || seen[paper] === 1) continue;
          seen[paper] = 1;
          visit(paper);
        }
      }
    };
    return fieldsOf(snapshot, visitPapers, limit ?? 5);
  },
  internalStrength: ({ id, table }) => table.internal[id],
  externalStrength: ({ id, table }) => table.external[id],
  async members(parent, { orderBy, ...page }, context) {
    return { page: pageOf(context.snapshot.id, await members(parent, orderBy, context), page), graph: parent.graph };
  },
};

export const CommunityConnection: CommunityConnectionResolvers = {
  nodes: ({ page, table, graph }) => page.indices.map((id) => ({ id, table, graph })),
  edges: ({ page, table, graph }) => page.indices.map((id) => ({ cursor: cursorOf(page, id), node: { id, table, graph } })),
  pageInfo: ({ page }) => pageInfo(page),
  totalCount: ({ page }) => totalCount(page.list),
  modularity: ({ table }) => table.modularity,
  algorithm: ({ table }) => table.algorithm,
  seed: ({ table }) => table.seed,
  resolution: ({ table }) => table.resolution,
};
