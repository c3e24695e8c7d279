/** Network: which authors a scope means, and the picture's nodes and edges. */
import { metricById } from '../../metrics/registry.js';
import { authorByAnyId } from '../arguments/ids.js';
import { metricParameters } from '../arguments/metric-parameters.js';
import type { RequestContext } from '../context.js';
import { badUserInput } from '../errors.js';
import type { NetworkNodeResolvers, NetworkScope, NetworkViewResolvers } from '../generated/resolvers.js';
import type { GraphInUse } from '../graph-in-use.js';
import { authorsAt } from '../hydrate.js';
import { MAX_NETWORK_NODES } from '../limits.js';
import { whenLoaded } from '../loaders/row-loader.js';
import { someAuthors } from '../ordering/author-order.js';
import { bounded } from '../paging/page.js';
import { componentsOf } from '../reads/components.js';
import { firstYearOf, lastYearOf, mainFieldOf } from '../reads/careers.js';
import { pairFacts } from '../reads/pairs.js';
import { cutTieOf, egoAuthors, pathAuthors, type ScopeAuthors } from '../reads/network-scope.js';
import { communityTable } from './community.js';
import { metricValue } from './metric.js';

const MAX_RADIUS = 4;

/** The authors of a scope, in the order of their claim to one of `room` places; at most `most` may be listed or ranked. @throws GraphQLError BAD_USER_INPUT, NOT_FOUND */
export async function scopeAuthors(context: RequestContext, graph: GraphInUse, scope: NetworkScope, room: number, most = MAX_NETWORK_NODES): Promise<ScopeAuthors> {
  const { ego, path, community, top, authors } = scope;
  if (ego) {
    const radius = bounded('scope.ego.radius', ego.radius ?? 1, 1, MAX_RADIUS);
    const { index } = await authorByAnyId(context, ego.author, 'scope.ego.author');
    return egoAuthors(graph, index, radius);
  }
  if (path) {
    const [from, to] = await Promise.all([authorByAnyId(context, path.from, 'scope.path.from'), authorByAnyId(context, path.to, 'scope.path.to')]);
    return pathAuthors(graph, from.index, to.index, path.distance ?? 'UNWEIGHTED', room);
  }
  if (community) {
    const table = await communityTable(graph, community);
    if (community.id < 0 || community.id >= table.communityCount) {
      throw badUserInput('scope.community.id', community.id, `but the graph has ${table.communityCount} communities, numbered from 0`);
    }
    const list = await someAuthors(context, graph, 'scope', table.members(community.id), [{ field: 'COLLABORATOR_COUNT', direction: 'DESC' }]);
    return { authors: Array.from({ length: list.length }, (_, position) => list.at(position)), distances: null };
  }
  if (top) {
    const n = bounded('scope.top.n', top.n ?? 100, 1, most);
    const table = await graph.authorMetric(top.metric);
    const ranks = await table.ranks();
    return { authors: Array.from(ranks.ranking.subarray(0, n)), distances: null, cutTie: cutTieOf(ranks, n) };
  }
  const ids = authors ?? [];
  if (ids.length > most) throw badUserInput('scope.authors', ids.length, `but at most ${most} authors are listed`);
  const found = await Promise.all(ids.map((id) => authorByAnyId(context, id, 'scope.authors')));
  return { authors: [...new Set(found.map(({ index }) => index))], distances: null };
}

export const NetworkView: NetworkViewResolvers = {
  nodes: ({ picture, graph }, _, context) =>
    whenLoaded(authorsAt(context, picture.authors), (authors) => authors.map((author, place) => ({ picture, place, author, graph }))),
  edges: ({ picture, graph }) =>
    picture.edges.map(({ source, target }) => ({ ...pairFacts(graph, picture.authors[source], picture.authors[target]), source, target })),
  nodeCount: ({ picture }) => picture.nodeCount,
  edgeCount: ({ picture }) => picture.edgeCount,
  truncated({ picture }) {
    const { authors, nodeCount, edges, edgeCount, cutTie } = picture;
    return [
      ...(cutTie === null
        ? []
        : [{
            reason: `Place ${cutTie.rank} is shared by ${cutTie.sharing} authors, of whom ${cutTie.shown} belong to the scope: raise "scope.top.n" to ${cutTie.rank + cutTie.sharing - 1} for all of them.`,
            limit: cutTie.rank + cutTie.shown - 1, total: cutTie.rank + cutTie.sharing - 1,
          }]),
      ...(authors.length < nodeCount
        ? [{ reason: 'Not every author of the scope is shown: raise "maxNodes" or choose a smaller scope.', limit: authors.length, total: nodeCount }]
        : []),
      ...(edges.length < edgeCount
        ? [{ reason: 'Only the strongest collaborations among the authors are shown: raise "maxEdges" or set "minStrength".', limit: edges.length, total: edgeCount }]
        : []),
    ];
  },
  async quality({ picture, graph }) {
    const table = await communityTable(graph, {});
    return picture.quality((author) => table.communityOf(author));
  },
};

export const NetworkNode: NetworkNodeResolvers = {
  x: ({ picture, place }) => whenLoaded(picture.positions(), (at) => at(place).x),
  y: ({ picture, place }) => whenLoaded(picture.positions(), (at) => at(place).y),
  degree: ({ picture, place }) => picture.degrees[place],
  distance: ({ picture, place }) => picture.distances?.[place] ?? null,
  community: ({ author, graph }) => whenLoaded(communityTable(graph, {}), (table) => table.communityOf(author.index)),
  component: ({ author, graph }) => whenLoaded(componentsOf(graph), (componentOf) => componentOf(author.index)),
  firstYear: ({ author, graph }) => firstYearOf(graph, author.index),
  lastYear: ({ author, graph }) => lastYearOf(graph, author.index),
  field: ({ author, graph }) => mainFieldOf(graph, author.index),
  metric: ({ author, graph }, { id, parameters }) =>
    whenLoaded(graph.authorMetric(id, metricParameters(metricById(id), parameters)), (table) => metricValue(table, author.index, graph)),
};
